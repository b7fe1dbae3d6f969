import GammaCore
import GammaTestSupport
import Testing

/// Expected values: astropy 7.2.3, `Time(...)`; MJDs are compared to 2e-11 d, the resolution of one double.
@Suite struct InstantTests {
    private let date = "2004-12-04T22:08:10.184"

    @Test(arguments: [
        (TimeScale.tt, 53343.92308296296, "2004-12-04T22:09:14.368"),
        (.utc, 53343.92234009259, "2004-12-04T22:08:10.184"), (.tai, 53343.92271046296, "2004-12-04T22:08:42.184"),
        (.tdb, 53343.92308295379, "2004-12-04T22:09:14.367"),
    ])
    func scalesAgreeWithAstropy(scale: TimeScale, mjd: Double, iso: String) throws {
        let instant = try Instant(iso: date)
        expectClose(instant.mjd(scale), mjd, relative: 0, absolute: 2e-11)
        #expect(instant.iso(scale) == iso)
        let again = Instant(mjd: mjd, scale: scale)
        expectClose(again.seconds(since: instant), 0, absolute: 1e-6)
    }

    @Test func leapSecond() throws {
        let instant = try Instant(iso: "2016-12-31T23:59:60.5")
        #expect(instant.iso(.tt) == "2017-01-01T00:01:08.684")
        #expect(instant.iso(.utc) == "2016-12-31T23:59:60.500")
        let before = try Instant(iso: "2016-12-31 23:59:59.5Z")
        expectClose(instant.seconds(since: before), 1, absolute: 1e-9)
    }

    @Test(arguments: [
        ("2004-12-04", "2004-12-04T00:00:00.000"), ("2004-12-04 22:08", "2004-12-04T22:08:00.000"),
        ("  2004-12-04t22:08:10Z ", "2004-12-04T22:08:10.000"), ("2004-12-04T22:08:10.9999", "2004-12-04T22:08:11.000"),
    ])
    func readsForms(text: String, iso: String) throws {
        #expect(try Instant(iso: text).iso(.utc) == iso)
    }

    @Test(arguments: [
        "", "today", "2004", "2004-13-01", "2004-02-30", "2004-12-04T25:00:00", "2004-12-04T22:08:61", "2004-12-04T22",
        "2004-12-04T22:08:nan", "2004-12-04T22:08:-1", "99999-01-01", "2004-12-04T22:08:10+01:00",
        "2005-01-01T23:59:60.5",
    ])
    func refusesNonsense(text: String) {
        let fault = #expect(throws: Fault.self) { try Instant(iso: text) }
        #expect(fault?.code == .badValue)
    }

    @Test func readsModifiedJulianDates() throws {
        expectClose(try Instant(parsing: "53343.9223").mjd(.utc), 53343.9223, absolute: 2e-11)
        expectClose(try Instant(parsing: "MJD 53343.5", scale: .tt).mjd(.tt), 53343.5)
        #expect(try Instant(parsing: date).iso(.utc, digits: 0, separator: " ") == "2004-12-04 22:08:10")
        #expect(throws: Fault.self) { try Instant(parsing: "nan") }
        #expect(throws: Fault.self) { try Instant(parsing: "1e300") }
    }

    @Test func impossibleTimesAreNotFinite() {
        for mjd in [Double.nan, .infinity, -.infinity, 1e300, -1e12] {
            for scale in TimeScale.allCases {
                let instant = Instant(mjd: mjd, scale: scale)
                #expect(!instant.isFinite)
                #expect(instant.iso(.utc) == "NaT")
                #expect(instant.mjd(.utc).isNaN)
            }
        }
        #expect(!Instant(mjd: 53000, scale: .tt).adding(seconds: .infinity).isFinite)
    }

    @Test func arithmeticIsExactToNanoseconds() {
        forAll(seed: 11, count: 500) { random in
            let start = Instant(mjd: 40000 + 30000 * random.uniform(), fraction: random.uniform(), scale: .tt)
            let seconds = 1e9 * (random.uniform() - 0.5)
            let later = start.adding(seconds: seconds)
            expectClose(later.seconds(since: start), seconds, relative: 1e-15, absolute: 2e-9)
            #expect((start < later) == (seconds > 0))
            for scale in TimeScale.allCases {
                let again = Instant(mjd: start.mjd(scale), scale: scale)
                expectClose(again.seconds(since: start), 0, absolute: 2e-6)
            }
        }
    }

    @Test func scaleNames() throws {
        #expect(try TimeScale(parsing: " UTC") == .utc)
        #expect(throws: Fault.self) { try TimeScale(parsing: "LOCAL") }
    }
}

@Suite struct TimeReferenceTests {
    /// Fermi's reference; expected from astropy.
    @Test func terrestrialReference() {
        let reference = TimeReference(mjdInteger: 51910, mjdFraction: 0.00074287037037037, scale: .tt)
        let instant = reference.instant(123456789.125)
        #expect(instant.iso(.utc) == "2004-11-29T21:33:09.125")
        expectClose(reference.seconds(of: instant), 123456789.125, absolute: 1e-8)
    }

    /// Leap seconds count in UTC seconds (astropy adds a TimeDelta in TAI).
    @Test func universalReferenceCountsLeapSeconds() {
        let reference = TimeReference(mjdInteger: 51544, mjdFraction: 0, scale: .utc)
        #expect(reference.instant(536457604).iso(.utc) == "2016-12-31T00:00:00.000")
    }

    @Test func barycentricReference() {
        let reference = TimeReference(mjdInteger: 51544, mjdFraction: 0, scale: .tdb)
        let instant = reference.instant(123456789)
        let terrestrial = Instant(mjd: 51544, scale: .tt)
        expectClose(instant.seconds(since: terrestrial), 123456789.00093089, relative: 0, absolute: 1e-7)
        expectClose(reference.seconds(of: instant), 123456789, absolute: 1e-8)
    }
}
