import GammaCore
import GammaTestSupport
import Testing

@testable import GammaMaps

/// Numbers of astropy 7.2.3. Both sides work with rounding errors of some 1e-14 deg.
@Suite struct SkyDirectionTests {
    @Test(arguments: [
        [83.63308, 22.0145, 83.63308762468984, 22.014494786634884, 184.55745621589548, -5.784359313384402],
        [
            266.40498829, -28.93617776, 266.4049962374778, -28.936172401600324, 3.1046125773342128e-09,
            -1.647603658310457e-09,
        ],
        [359.9999, -45.3, 359.99990077514605, -45.299997472212944, 329.00684569625747, -69.13537929896277],
        [
            192.8594812065348, 27.12825118085622, 192.85948451829367, 27.1282499467448, 10.212458678456704,
            89.99999680463607,
        ],
        [10, -89.99, 9.96630588758726, -89.98999846878397, 302.93248583647517, -27.13823996274473],
    ])
    func frames(_ numbers: [Double]) {
        let icrs = SkyDirection(ra: numbers[0], dec: numbers[1])
        let fk5 = icrs.converted(to: .fk5)
        let galactic = icrs.converted(to: .galactic)
        // Longitudes near a pole magnify rounding: compare on the sphere.
        #expect(fk5.separation(to: SkyDirection(lon: numbers[2], lat: numbers[3], frame: .fk5)) < 1e-12)
        #expect(galactic.separation(to: .galactic(l: numbers[4], b: numbers[5])) < 1e-12)
        #expect(galactic.converted(to: .icrs).separation(to: icrs) < 1e-12)
        #expect(fk5.converted(to: .galactic).separation(to: galactic) < 1e-12)
    }

    @Test func agreesWithERFA() {
        forAll(seed: 1, count: 200) { random in
            let (lon, lat) = (360 * random.uniform(), 180 * random.uniform() - 90)
            let own = SkyDirection(ra: lon, dec: lat).converted(to: .galactic)
            let erfa = Astrometry.icrsToGalactic(lon: lon, lat: lat)
            #expect(own.separation(to: .galactic(l: erfa.lon, b: erfa.lat)) < 1e-8)
        }
    }

    @Test(arguments: [
        [83.63, 22.01, 83.633, 22.0145, 0.005290150481804211, 31.718370419602287],
        [10, 0, 190, 0.0001, 179.99990000000003, 0],
        [359.999, -60, 0.001, -60.001, 0.0014142028743482063, 135.00129904377576],
        [0, 90, 123, 45, 45, 57],
        [20, -30, 20, -30, 0, 0],
    ])
    func separationAndPositionAngle(_ numbers: [Double]) {
        let here = SkyDirection(ra: numbers[0], dec: numbers[1])
        let there = SkyDirection(ra: numbers[2], dec: numbers[3])
        expectClose(here.separation(to: there), numbers[4], absolute: 1e-12)
        expectClose(here.positionAngle(to: there), numbers[5], absolute: 1e-8)
        expectClose(here.separations(lon: [there.lon], lat: [there.lat], frame: .icrs), [numbers[4]], absolute: 1e-12)
        expectClose(here.converted(to: .galactic).separation(to: there), numbers[4], absolute: 1e-12)
    }

    @Test(arguments: [
        [83.63, 22.01, 0.5, 30, 83.90048388547604, 22.44279017150395],
        [359.99, -60, 2, 90, 3.9851379644866567, -59.939601288372366],
        [10, 89.9, 0.3, 0, 190.0, 89.79999999999838],
        [200, 10, 120, 250, 81.54822474341452, -22.242180910309507],
    ])
    func offset(_ numbers: [Double]) {
        let result = SkyDirection(ra: numbers[0], dec: numbers[1]).offset(by: numbers[2], positionAngle: numbers[3])
        expectClose([result.lon, result.lat], [numbers[4], numbers[5]], absolute: 1e-10)
    }

    @Test func offsetInvertsSeparationAndPositionAngle() {
        forAll(seed: 2, count: 200) { random in
            let here = SkyDirection(ra: 360 * random.uniform(), dec: 178 * random.uniform() - 89)
            let (distance, angle) = (0.001 + 178 * random.uniform(), 360 * random.uniform())
            let there = here.offset(by: distance, positionAngle: angle)
            expectClose(here.separation(to: there), distance, absolute: 1e-10)
            let turn = (here.positionAngle(to: there) - angle).remainder(dividingBy: 360)
            expectClose(turn, 0, absolute: 1e-8)
        }
    }

    @Test(arguments: [
        [83.63, 22.01, 83.1, 22.7, -0.48897969450508416, 0.6908475685450864],
        [0.1, -70, 359.2, -71, -0.2930453924919353, -1.0021628056151428],
    ])
    func offsetFrame(_ numbers: [Double]) {
        let frame = SkyOffsetFrame(origin: SkyDirection(ra: numbers[0], dec: numbers[1]))
        let direction = SkyDirection(ra: numbers[2], dec: numbers[3])
        let position = frame.coordinates(of: direction)
        expectClose([position.lon, position.lat], [numbers[4], numbers[5]], absolute: 1e-12)
        #expect(frame.direction(lon: position.lon, lat: position.lat).separation(to: direction) < 1e-12)
        let galactic = frame.coordinates(of: direction.converted(to: .galactic))
        expectClose([galactic.lon, galactic.lat], [numbers[4], numbers[5]], absolute: 1e-11)
    }

    @Test func offsetFrameOfGalacticOrigin() {
        let frame = SkyOffsetFrame(origin: SkyDirection(ra: 83.63, dec: 22.01).converted(to: .galactic))
        let position = frame.coordinates(of: SkyDirection(ra: 83.1, dec: 22.7))
        expectClose([position.lon, position.lat], [-0.8452797890608413, -0.04315241023486039], absolute: 1e-11)
    }
}
