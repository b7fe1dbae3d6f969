import Foundation
import GammaCore
import GammaTestSupport
import Testing

@Suite struct UnitTests {
    /// The spellings met in real files, each with one that is certain.
    @Test(arguments: [
        ("m2", "m2"), ("m^2", "m2"), ("m**2", "m2"), ("cm2", "cm2"), ("m^(2)", "m2"), ("m**(4/2)", "m2"), ("m²", "m2"),
        ("sr^-1", "sr-1"), ("1/sr", "sr-1"), ("sr^(-1)", "sr-1"), ("sr⁻¹", "sr-1"), ("1 / sr", "sr-1"),
        ("s^-1 MeV^-1 sr^-1", "MeV-1 s-1 sr-1"), ("1/s/MeV/sr", "MeV-1 s-1 sr-1"),
        ("1 / (MeV s sr)", "MeV-1 s-1 sr-1"), ("1/(MeV*s*sr)", "MeV-1 s-1 sr-1"), ("MeV-1.s-1.sr-1", "MeV-1 s-1 sr-1"),
        ("TeV-1 sr-1 transit-1", "TeV-1 sr-1"), ("m2 s transit-1", "m2 s"), ("m2 s", "s m2"), ("m2*s", "m2 s"),
        ("deg-2", "1/deg/deg"), ("Deg", "deg"), ("DEG", "deg"), ("degree", "deg"), ("degrees", "deg"),
        ("Sec", "s"), ("SEC", "s"), ("sec", "s"), ("second", "s"), ("seconds", "s"), ("day", "d"), ("D", "d"),
        ("hr", "h"),
        ("tev", "TeV"), ("TEV", "TeV"), ("ph cm-2 s-1", "cm-2 s-1"), ("photon/cm2/s", "cm-2 s-1"), ("ct", ""),
        ("count", ""), ("counts", ""), ("pix", ""), ("bin", ""), ("None", ""), ("none", ""), ("''", ""), ("", ""),
        ("  ", ""), ("\"\"", ""), ("1", ""), (" TeV ", "TeV"), ("TeV\0", "TeV"), ("erg/cm**2/s", "erg s-1 cm-2"),
        ("cm-2 s-1 TeV-1", "1 / (TeV s cm2)"), ("10**4 cm2", "m2"), ("1e4 cm2", "m2"), ("1e-12 TeV", "eV"),
        ("1eV", "eV"), ("1e-4 m**2", "cm2"), ("(m2)", "m2"), ("m**1.5 m0.5", "m2"), ("m+2", "m2"),
        ("cm⁻² s⁻¹", "cm-2 s-1"),
    ])
    func spellings(text: String, same: String) throws {
        let unit = try Unit(parsing: text)
        #expect(unit == (try Unit(parsing: same)))
        expectClose(try unit.factor(to: Unit(parsing: same)), 1, relative: 1e-13)
    }

    @Test(arguments: [
        ("m2", "cm2", 1e4), ("MeV-1 s-1 sr-1", "TeV-1 s-1 sr-1", 1e6), ("erg", "TeV", 0.6241509074460763),
        ("TeV", "erg", 1.602176634), ("sr", "deg2", 3282.806350011744), ("rad", "deg", 57.29577951308232),
        ("d", "s", 86400.0), ("yr", "d", 365.25), ("arcmin", "deg", 1.0 / 60), ("m2 s", "cm2 s", 1e4), ("%", "", 0.01),
        ("G2", "erg cm-3", 1.0), ("mG", "uG", 1000.0), ("GeV", "keV", 1e6), ("kpc", "pc", 1000.0),
        ("EeV", "PeV", 1000.0), ("us", "ns", 1000.0), ("µs", "s", 1e-6),
    ])
    func factors(from: String, to: String, factor: Double) throws {
        expectClose(try Unit(parsing: from).factor(to: Unit(parsing: to)), factor, relative: 1e-14)
    }

    @Test(arguments: [
        "TeVs", "foo", "m^", "m**", "m^()", "m^(1/0)", "(m", "m)", "/", "m//s", "*", "2^", "m^(1/2/3)", "0 m", "m^400",
        "km99", "s1000", "m-", "cm2 ½", "☃", "1e", "-1 m", "s^(1e3)",
    ])
    func nonsenseIsAFault(text: String) {
        let fault = #expect(throws: Fault.self) { try Unit(parsing: text) }
        #expect(fault?.code == .badUnit)
        #expect(throws: Fault.self) { try Unit(parsing: String(repeating: "(", count: 100_000) + text) }
    }

    @Test func hintNamesTheNearestUnit() {
        #expect(#expect(throws: Fault.self) { try Unit(parsing: "Tev2 sz") }?.hint != nil)
        #expect(#expect(throws: Fault.self) { try Unit(parsing: "GeVV") }?.hint == "did you mean 'GeV'?")
    }

    @Test func dimensionsAreChecked() throws {
        #expect(throws: Fault.self) { try Unit.TeV.factor(to: .s) }
        #expect(Unit.TeV.isConvertible(to: .erg))
        #expect(!Unit.flux.isConvertible(to: .energyFlux))
        #expect(Unit.none == (try Unit(parsing: "ct")))
        #expect(Unit.TeV != Unit.GeV)
    }

    @Test func constantsAreWhatTheySay() throws {
        for unit in [
            Unit.none, .TeV, .GeV, .MeV, .keV, .erg, .cm, .m, .cm2, .m2, .s, .d, .deg, .rad, .sr, .m2s, .cm2s,
            .differentialFlux, .flux, .energyFlux, .eV, .pc, .kpc, .perCm3, .eVPerCm3, .microgauss, .kelvin,
        ] {
            #expect(try Unit(parsing: unit.description) == unit)
        }
    }

    /// What is written is read again as the same unit with the same text.
    @Test func parsingInvertsFormatting() {
        let names = ["TeV", "MeV", "erg", "cm", "m", "s", "d", "deg", "sr", "ct", "yr", "arcsec"]
        let joints = [" ", "*", ".", "/", " / "]
        forAll(seed: 91, count: 500) { random in
            func pick<T>(_ list: [T]) -> T { list[Int(random.uniform() * Double(list.count))] }
            var text = ""
            for i in 0...Int(random.uniform() * 4) {
                text +=
                    (i == 0 ? "" : pick(joints)) + pick(names)
                    + pick(["", "2", "-1", "^2", "**-1", "^(-2)", "(1/2)"].dropLast())
            }
            let unit = try Unit(parsing: "  " + text)
            let again = try Unit(parsing: unit.description)
            #expect(again == unit && again.description == unit.description, "\(text)")
            expectClose(try unit.factor(to: again), 1, relative: 1e-14)
        }
    }

    /// Random bytes never crash the parser.
    @Test func noiseIsRefusedOrRead() {
        let letters = Array("TeVcmsr-1^*/.() 290%eE+²⁻'\"\0\tµ\u{301}")
        forAll(seed: 92, count: 3000) { random in
            let text = String(
                (0..<Int(random.uniform() * 12)).map { _ in letters[Int(random.uniform() * Double(letters.count))] })
            guard let unit = try? Unit(parsing: text) else { return }
            #expect((try? Unit(parsing: unit.description)) == unit, "\(text)")
        }
    }
}
