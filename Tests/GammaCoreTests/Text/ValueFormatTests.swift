import GammaCore
import Testing

@Suite struct ValueFormatTests {
    @Test func numbersHaveSignificantDigits() {
        #expect(ValueFormat.number(389) == "389")
        #expect(ValueFormat.number(0.0123456) == "0.01235")
        #expect(ValueFormat.number(4.282983e-11) == "4.283e-11")
        #expect(ValueFormat.number(6313.8117) == "6314")
        #expect(ValueFormat.number(6313.8117, digits: 6) == "6313.81")
        #expect(ValueFormat.number(1.5e9) == "1.5e9")
        #expect(ValueFormat.number(9.99996) == "10")
        #expect(ValueFormat.number(99999.96) == "100000")
        #expect(ValueFormat.number(-0.5) == "-0.5")
        #expect(ValueFormat.number(0) == "0")
        #expect(ValueFormat.number(.nan) == "–")
        #expect(ValueFormat.number(-.infinity) == "-inf")
        #expect(ValueFormat.number(.leastNonzeroMagnitude, digits: 1) == "5e-324")
        #expect(ValueFormat.number(.greatestFiniteMagnitude, digits: 3) == "1.8e308")
    }

    /// The examples of the Particle Data Group (Review of Particle Physics, introduction §5.3) and of the Crab spectrum.
    @Test func errorsDecideHowValuesAreRounded() {
        #expect(ValueFormat.value(0.827, error: 0.119) == "0.83 ± 0.12")
        #expect(ValueFormat.value(0.827, error: 0.367) == "0.8 ± 0.4")
        #expect(ValueFormat.value(0.827, error: 0.967) == "0.8 ± 1.0")
        #expect(ValueFormat.value(2.5995686, error: 0.08710) == "2.60 ± 0.09")
        #expect(ValueFormat.value(4.28298e-11, error: 3.149e-12) == "(4.28 ± 0.31)e-11")
        #expect(ValueFormat.value(-12.3456, error: 0.0123) == "-12.346 ± 0.012")
        #expect(ValueFormat.value(123456, error: 789) == "(1.235 ± 0.008)e5")
        #expect(ValueFormat.value(0, error: 2.5e-13) == "(0.0 ± 2.5)e-13")
        #expect(ValueFormat.value(1.5, error: 0) == "1.5")
        #expect(ValueFormat.value(1.5, error: .nan) == "1.5")
        #expect(ValueFormat.value(.nan, error: 1) == "–")
    }

    @Test func asymmetricErrorsShareTheirDigits() {
        #expect(ValueFormat.value(5.93817e-13, below: 1.3617e-13, above: 1.5791e-13) == "(5.9 -1.4 +1.6)e-13")
        #expect(ValueFormat.value(2.6, below: .nan, above: 0.09) == "2.60 -? +0.09")
        #expect(ValueFormat.value(2.6, below: .nan, above: .nan) == "2.6")
    }

    @Test func unitsStandBehind() throws {
        let unit = try Unit(parsing: "cm-2 s-1 TeV-1")
        #expect(ValueFormat.value(4.28298e-11, error: 3.149e-12, unit: unit) == "(4.28 ± 0.31)e-11 cm-2 s-1 TeV-1")
        #expect(ValueFormat.value(1.25, error: 0.2, unit: .TeV) == "(1.25 ± 0.20) TeV")
        #expect(ValueFormat.value(1.25, error: 0.2, unit: .none) == "1.25 ± 0.20")
        #expect(ValueFormat.value(1.25, error: 0, unit: .TeV) == "1.25 TeV")
    }
}
