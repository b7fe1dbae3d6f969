import GammaCore
import GammaTestSupport
import Testing

@testable import GammaMaps

@Suite struct AngleTextTests {
    @Test(arguments: [
        ("83.63 deg", 83.63), ("0.5°", 0.5), ("30'", 0.5), ("18\"", 0.005), ("5h34m31.9s", 83.63291666666667),
        ("+22d00m52s", 22.014444444444443), ("-0d30m", -0.5), ("5h", 75), ("1 rad", 57.29577951308232),
        ("-12:30:36", -12.51),
        ("6 arcmin", 0.1), ("83.63d", 83.63), ("05h 34m 30s", 83.625), ("22d00'36\"", 22.01),
    ])
    func reads(_ text: String, _ degrees: Double) throws {
        expectClose(try AngleText.degrees(text), degrees, relative: 1e-14, text)
    }

    @Test(arguments: [
        "", "deg", "5 m", "12x", "5h34", "5h70m", "1 TeV", "--3 deg", "nan deg", "1:2:3:4", "5:", "h", "inf deg",
    ])
    func refuses(_ text: String) {
        #expect(throws: Fault.self) { try AngleText.degrees(text, default: .degrees) }
    }

    @Test func plainNumbersNeedPermission() throws {
        #expect(throws: Fault.self) { try AngleText.degrees("83.63") }
        #expect(try AngleText.degrees("83.63", default: .degrees) == 83.63)
    }

    @Test func directions() throws {
        let equatorial = try SkyDirection(lonText: "05:34:31.2", latText: "+22:00:36", frame: .icrs)
        expectClose([equatorial.lon, equatorial.lat], [83.63, 22.01], relative: 1e-14)
        let galactic = try SkyDirection(lonText: "184:33:36", latText: "-05:47:24", frame: .galactic)
        expectClose([galactic.lon, galactic.lat], [184.56, -5.79], relative: 1e-14)
        #expect(throws: Fault.self) { try SkyDirection(lonText: "1 deg", latText: "91 deg", frame: .icrs) }
    }

    @Test func frames() throws {
        #expect(try SkyFrame(parsing: "Galactic") == .galactic)
        #expect(throws: Fault.self) { try SkyFrame(parsing: "ecliptic") }
    }
}
