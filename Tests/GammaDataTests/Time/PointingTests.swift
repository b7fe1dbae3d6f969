import GammaCore
import GammaData
import GammaIO
import GammaMaps
import GammaTestSupport
import Testing

@Suite struct PointingTests {
    private let namibia = Astrometry.Observer(longitude: 16.5002222222222, latitude: -23.2717777777778, height: 1835)

    private func header(_ cards: [(String, FITSHeader.Value)]) -> FITSHeader {
        FITSHeader(cards.map { FITSHeader.Card($0.0, $0.1) })
    }

    @Test func fixedPointing() throws {
        let pointing = try Pointing(
            header: header([("RA_PNT", .double(83.5)), ("DEC_PNT", .string("21.5")), ("OBS_MODE", .string("WOBBLE"))]))
        let direction = try pointing.direction(at: TestArchive.reference.instant(0), location: nil)
        #expect(direction == SkyDirection(ra: 83.5, dec: 21.5))
    }

    /// Altitude and azimuth of obs 23523 at its middle as Gammapy 2.1 (astropy) gives them. The tolerance is that of polar
    /// motion, which is taken as zero here.
    @Test func horizontalCoordinatesAsInGammapy() throws {
        let pointing = Pointing.fixed(SkyDirection(ra: 83.633333333333, dec: 21.514444444444))
        let middle = try Instant(iso: "2004-12-04T22:22:13.684", scale: .tt)
        let (azimuth, altitude) = try pointing.horizontal(at: middle, location: namibia)
        expectClose(azimuth, 22.55834086, absolute: 3e-4)
        expectClose(altitude, 41.95080706, absolute: 3e-4)
        #expect(throws: Fault.self) { try pointing.horizontal(at: middle, location: nil) }
    }

    @Test func driftingTelescopesLookWhereTheSkyIs() throws {
        let pointing = try Pointing(
            header: header([("OBS_MODE", .string("drift")), ("AZ_PNT", .double(180)), ("ALT_PNT", .double(70))]))
        let start = try Instant(iso: "2004-12-04T22:22:13.684", scale: .tt)
        let first = try pointing.direction(at: start, location: namibia)
        // A sidereal day later the same star is there again; six hours later one 90° further is.
        let next = try pointing.direction(at: start.adding(seconds: 86164.0905), location: namibia)
        expectClose(first.separation(to: next), 0, absolute: 1e-3)
        let quarter = try pointing.direction(at: start.adding(seconds: 86164.0905 / 4), location: namibia)
        expectClose((quarter.lon - first.lon + 360).truncatingRemainder(dividingBy: 360), 90, absolute: 0.1)
        expectClose(quarter.lat, first.lat, absolute: 0.2)
        #expect(throws: Fault.self) { try pointing.direction(at: start, location: nil) }
    }

    @Test func tablesAreInterpolatedAcrossTheZeroOfRightAscension() throws {
        var head = header([("MJDREFI", .int(51910)), ("MJDREFF", .double(0)), ("TIMESYS", .string("TT"))])
        head["HDUCLAS1"] = .string("POINTING")
        let table = Table(
            name: "POINTING", header: head,
            columns: [
                Column("TIME", .double([0, 100])), Column("RA_PNT", .double([359, 1]), unit: "deg"),
                Column("DEC_PNT", .double([0, 0]), unit: "deg"),
            ])
        let pointing = try PointingTable(table: table)
        let reference = pointing.reference
        let direction = try pointing.direction(at: reference.instant(50))
        expectClose(direction.separation(to: SkyDirection(ra: 0, dec: 0)), 0, absolute: 1e-9)
        expectClose(try pointing.direction(at: reference.instant(0)).lon, 359, relative: 1e-12)
        #expect(throws: Fault.self) { try pointing.direction(at: reference.instant(200)) }
    }

    @Test func impossiblePointingsAreRefused() {
        #expect(throws: Fault.self) { try Pointing(header: header([])) }
        #expect(throws: Fault.self) {
            try Pointing(header: header([("RA_PNT", .double(83)), ("DEC_PNT", .double(91))]))
        }
        #expect(throws: Fault.self) {
            try Pointing(header: header([("RA_PNT", .string("x")), ("DEC_PNT", .double(1))]))
        }
        let table = Table(columns: [
            Column("TIME", .double([])), Column("RA_PNT", .double([])), Column("DEC_PNT", .double([])),
        ])
        #expect(throws: Fault.self) { try PointingTable(table: table) }
    }

    @Test func placesMayBeText() throws {
        let observer = header([
            ("GEOLON", .string("16.5002222222222")), ("GEOLAT", .string("-23.2717777777778")),
            ("ALTITUDE", .string("1835.")),
        ]).observer
        #expect(observer == namibia)
        #expect(header([("GEOLON", .double(1)), ("GEOLAT", .double(2)), ("GEOALT", .double(3))]).observer?.height == 3)
        #expect(header([("GEOLON", .double(1))]).observer == nil)
    }
}
