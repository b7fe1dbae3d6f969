import GammaCore
import GammaTestSupport
import Testing

@Suite struct QuantityTests {
    @Test(arguments: [
        ("0.2 TeV", 0.2, "TeV"), ("1e-12 cm-2 s-1 TeV-1", 1e-12, "cm-2 s-1 TeV-1"), ("83.63deg", 83.63, "deg"),
        ("-5", -5, ""), ("1eV", 1, "eV"), ("2 erg", 2, "erg"), ("1e3", 1000, ""), ("+.5 m", 0.5, "m"),
        ("\t 3 s ", 3, "s"),
        ("5 1/s", 5, "s-1"), ("1.5e2GeV", 150, "GeV"),
    ])
    func reads(text: String, value: Double, unit: String) throws {
        let quantity = try Quantity(parsing: text)
        #expect(quantity.value == value)
        #expect(quantity.unit == (try Unit(parsing: unit)))
        #expect(try Quantity(parsing: quantity.description) == quantity)
    }

    @Test(arguments: [
        ("", Fault.Code.badValue), ("TeV", .badValue), ("nan TeV", .badValue), ("1e999 TeV", .badValue),
        ("1 foo", .badUnit), ("- m", .badValue), ("1..2 m", .badUnit),
    ])
    func refuses(text: String, code: Fault.Code) {
        #expect(#expect(throws: Fault.self) { try Quantity(parsing: text) }?.code == code)
    }

    @Test func converts() throws {
        expectClose(try Quantity(1, .TeV).value(in: .GeV), 1000, relative: 1e-15)
        expectClose(try Quantity(parsing: "1 deg").value(in: .rad), 0.017453292519943295, relative: 1e-15)
        #expect(#expect(throws: Fault.self) { try Quantity(1, .TeV).value(in: .s) }?.code == .badUnit)
        #expect(Quantity(2, .none).description == "2.0")
    }
}
