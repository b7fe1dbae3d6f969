import GammaCore
import GammaModels
import GammaTestSupport
import Testing

struct ParameterTests {
    @Test func unitsConvertToInternalOnes() throws {
        var amplitude = PowerLaw().amplitude
        try amplitude.set(Quantity(3e-14, Unit(parsing: "m-2 s-1 MeV-1")))
        expectClose(amplitude.internalValue, 3e-12, relative: 1e-14)
        #expect(amplitude.value == 3e-14)
        #expect(throws: Fault.self) { try amplitude.setUnit(.TeV) }
        // Surface brightness: cm-2 s-1 TeV-1 sr-1 is what templates carry.
        try amplitude.set(Quantity(2e-12, Unit(parsing: "cm-2 s-1 TeV-1 sr-1")))
        expectClose(amplitude.internalValue, 2e-12, relative: 1e-14)
    }

    @Test func limitsFollowTheUnit() throws {
        var reference = PowerLaw().reference
        reference.minimum = 0.5
        reference.error = 0.1
        try reference.set(Quantity(700, .GeV))
        expectClose(try #require(reference.minimum), 500, relative: 1e-14)
        expectClose(reference.error, 100, relative: 1e-14)
    }

    @Test func uniformPriorIsTheLimit() {
        var index = PowerLaw().index
        index.minimum = -10
        index.prior = UniformPrior(minimum: 1, maximum: 3)
        #expect(index.effectiveLimits.minimum == 1)
        #expect(index.effectiveLimits.maximum == 3)
    }

    @Test func scanPoints() {
        let scan = ParameterScan()
        // Gammapy: linspace(value − 2σ, value + 2σ, 11).
        expectClose(scan.points(value: 2, error: 0.5), (0..<11).map { 1 + 0.2 * Double($0) }, relative: 1e-14)
        expectClose(
            ParameterScan(minimum: 1, maximum: 100, valueCount: 3, interpolation: .log).points(value: 5, error: 1),
            [1, 10, 100], relative: 1e-14)
        #expect(ParameterScan(values: [3, 1]).points(value: 5, error: 1) == [3, 1])
        #expect(ParameterScan(interpolation: .log).points(value: 1, error: 1).count == 11)
    }

    @Test func wrongNamesAreFaults() throws {
        var model = PowerLaw()
        try model.update("index") { $0.value = 3 }
        #expect(model.index.value == 3)
        let fault = #expect(throws: Fault.self) { try model.parameter("indx") }
        #expect(fault?.hint == "did you mean 'index'?")
    }
}
