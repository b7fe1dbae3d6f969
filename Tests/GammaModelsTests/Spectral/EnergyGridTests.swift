import Foundation
import GammaModels
import GammaTestSupport
import Testing

struct EnergyGridTests {
    /// Gammapy: `num = max(2, int(100 * log10(max ratio)))`, the same number for every bin.
    @Test func numberOfPoints() {
        #expect(EnergyGrid(edges: [1, 10]).pointsPerBin == 100)
        #expect(EnergyGrid(edges: [1, 1.01]).pointsPerBin == 2)
        #expect(EnergyGrid(edges: [1, 2, 10]).pointsPerBin == 69)
        #expect(EnergyGrid(edges: [1]).nodes.isEmpty)
    }

    @Test func nodesAreLogarithmicWithTheEdges() {
        let grid = EnergyGrid(edges: [0.3, 1, 2])
        let count = grid.pointsPerBin
        #expect(grid.nodes[0] == 0.3)
        #expect(grid.nodes[count - 1] == 1)
        #expect(grid.nodes[count] == 1)
        #expect(grid.nodes[2 * count - 1] == 2)
        expectClose(grid.nodes[1] / grid.nodes[0], grid.nodes[2] / grid.nodes[1], relative: 1e-13)
    }

    /// A power law is integrated exactly by the log-log trapezoid, also with an index near one.
    @Test func trapezoidIsExactForPowerLaws() throws {
        for index in [0.0, 0.999999, 1, 1.0000001, 2.5, 5] {
            let model = PowerLaw(index: index, amplitude: 1)
            let scaled = CompoundSpectralModel(model, .multiply, PowerLawNorm())
            let edges = [0.1, 0.7, 3, 50]
            expectClose(scaled.integral(edges: edges), model.integral(edges: edges), relative: 1e-12)
            expectClose(scaled.energyFlux(edges: edges), model.energyFlux(edges: edges), relative: 1e-12)
        }
    }

    /// Zero on one side is zero as the limit is; a change of sign is a plain trapezoid.
    @Test func zeroAndChangeOfSign() throws {
        let template = try TemplateSpectralModel(energies: [1, 2], values: [0, 0])
        #expect(template.integral(edges: [0.5, 5]) == [0])
        let difference = PowerLaw(index: 1, amplitude: 1) - PowerLaw(index: 2, amplitude: 1)
        // ∫ (1/E − 1/E²) over 0.5…2 = ln 4 − 1.5; negative below 1 TeV.
        expectClose(difference.integral(from: 0.5, to: 2), log(4.0) - 1.5, relative: 2e-3)
    }
}
