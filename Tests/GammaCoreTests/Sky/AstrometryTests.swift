import Foundation
import GammaCore
import GammaTestSupport
import Testing

/// Expected values: astropy 7.2.3.
@Suite struct AstrometryTests {
    @Test func crabInOtherFrames() {
        let galactic = Astrometry.icrsToGalactic(lon: 83.633, lat: 22.0145)
        expectClose(galactic.lon, 184.55741630955765, relative: 0, absolute: 1e-9)
        expectClose(galactic.lat, -5.784421958594905, relative: 0, absolute: 1e-9)
        let fk5 = Astrometry.icrsToFK5(lon: 83.633, lat: 22.0145)
        expectClose(fk5.lon, 83.63300762469278, relative: 0, absolute: 1e-10)
        expectClose(fk5.lat, 22.014494786639244, relative: 0, absolute: 1e-10)
    }

    @Test func framesInvert() {
        forAll(seed: 21, count: 300) { random in
            let lon = 360 * random.uniform()
            let lat = asin(2 * random.uniform() - 1) * 180 / Double.pi
            let galactic = Astrometry.icrsToGalactic(lon: lon, lat: lat)
            let fk5 = Astrometry.icrsToFK5(lon: lon, lat: lat)
            #expect((0..<360).contains(galactic.lon))
            for back in [
                Astrometry.galacticToICRS(lon: galactic.lon, lat: galactic.lat),
                Astrometry.fk5ToICRS(lon: fk5.lon, lat: fk5.lat),
            ] {
                expectClose(separation(back, (lon, lat)), 0, absolute: 1e-10)
            }
        }
    }

    private let hess = Astrometry.Observer(
        longitude: 16.50004902672975, latitude: -23.271584051253615, height: 1800)

    /// 0.4 arcsec: polar motion is left out here (0.3 arcsec), UT1 is interpolated (0.1 arcsec).
    @Test(arguments: [
        ("2004-12-04T22:08:10.184", 25.955656767881543, 40.26458467481339),
        ("2013-06-15T01:00:00", 86.30384403936056, -61.2787709033372),
        ("2021-03-03T03:03:03", 276.27919144190383, -52.65869564923801),
    ])
    func horizontalAgreesWithAstropy(date: String, azimuth: Double, altitude: Double) throws {
        let frame = HorizontalFrame(at: try Instant(iso: date), observer: hess)
        let position = frame.fromICRS(lon: 83.633, lat: 22.0145)
        let error = separation((position.azimuth, position.altitude), (azimuth, altitude))
        expectClose(error * 3600, 0, absolute: 0.4)
    }

    @Test func horizontalInverts() {
        forAll(seed: 22, count: 100) { random in
            let frame = HorizontalFrame(
                at: Instant(mjd: 50000 + 10000 * random.uniform(), scale: .utc),
                observer: .init(longitude: 360 * random.uniform(), latitude: 180 * random.uniform() - 90, height: 2000))
            let azimuth = 360 * random.uniform()
            let altitude = 89 * random.uniform()
            let sky = frame.toICRS(azimuth: azimuth, altitude: altitude)
            let back = frame.fromICRS(lon: sky.lon, lat: sky.lat)
            // Diurnal aberration is inverted by ERFA to first order only.
            expectClose(separation((back.azimuth, back.altitude), (azimuth, altitude)) * 3600, 0, absolute: 1e-4)
        }
    }

    @Test func advancingEqualsANewFrame() throws {
        let start = try Instant(iso: "2013-06-15T01:00:00")
        var frame = HorizontalFrame(at: start, observer: hess)
        for seconds in [0.5, 30, 59, 61, 300, -1000] {
            let instant = start.adding(seconds: seconds)
            frame.advance(to: instant)
            let new = HorizontalFrame(at: instant, observer: hess).fromICRS(lon: 10, lat: -40)
            let old = frame.fromICRS(lon: 10, lat: -40)
            expectClose(separation((old.azimuth, old.altitude), (new.azimuth, new.altitude)) * 3600, 0, absolute: 2e-3)
        }
    }

    private func separation(_ a: (Double, Double), _ b: (Double, Double)) -> Double {
        func vector(_ p: (Double, Double)) -> [Double] {
            let (lon, lat) = (p.0 * Double.pi / 180, p.1 * Double.pi / 180)
            return [cos(lat) * cos(lon), cos(lat) * sin(lon), sin(lat)]
        }
        let chord = zip(vector(a), vector(b)).reduce(0.0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }.squareRoot()
        return 2 * asin(chord / 2) * 180 / Double.pi
    }
}
