import Foundation
import GammaCore
import GammaData
import GammaIO
import GammaTestSupport
import Testing

/// The rules of numerics.md §1: interpolated between centres, extrapolated to the outer edges, 0 outside.
@Suite struct InterpolationTests {
    /// An area that is linear in log E and offset, so that interpolation and extrapolation are exact.
    private func linearArea() throws -> (EffectiveArea2D, (Double, Double) -> Double) {
        let energy = try IRFAxis(.energyTrue, edges: [0.1, 1, 10, 100])
        let offset = try IRFAxis(.offset, edges: [0, 1, 2, 3])
        func area(_ energy: Double, _ offset: Double) -> Double { 1e9 * (10 + log10(energy)) * (5 - offset) }
        let values = energy.centres.flatMap { e in offset.centres.map { area(e, $0) } }
        return (try EffectiveArea2D(energyTrue: energy, offset: offset, values: values), area)
    }

    @Test func linearFunctionsComeBackExactlyUpToTheOuterEdges() throws {
        let (response, area) = try linearArea()
        for offset in [0, 0.2, 0.5, 1.7, 2.9, 3.0] {
            let energies = [0.1, 0.13, 1, 30, 99.9, 100]
            expectClose(
                response.evaluate(energies: energies, offset: offset), energies.map { area($0, offset) },
                relative: 1e-12)
        }
    }

    @Test func outsideTheOuterEdgesIsZero() throws {
        let (response, _) = try linearArea()
        #expect(
            response.evaluate(energies: [0.0999, 100.01, .nan, .infinity, -1, 0], offset: 1)
                == Array(repeating: 0, count: 6))
        #expect(response.evaluate(energies: [1], offset: 3.0001) == [0])
        #expect(response.evaluate(energies: [1], offset: .nan) == [0])
    }

    @Test func extrapolationIsNeverNegative() throws {
        let energy = try IRFAxis(.energyTrue, edges: [0.1, 1, 10])
        let offset = try IRFAxis(.offset, edges: [0, 1, 2])
        let response = try EffectiveArea2D(energyTrue: energy, offset: offset, values: [1, 1, 4, 4])
        #expect(response.evaluate(energies: [0.1], offset: 1) == [0])
    }

    @Test func undefinedValuesCountAsZero() throws {
        let energy = try IRFAxis(.energyTrue, edges: [0.1, 1, 10])
        let offset = try IRFAxis(.offset, edges: [0, 1, 2])
        let response = try EffectiveArea2D(energyTrue: energy, offset: offset, values: [.nan, 1, 4, 4])
        #expect(response.evaluate(energies: [0.5], offset: 0.6) == [0])
    }

    @Test func gridsAndSinglePointsAgree() throws {
        let response = try TestArchive.effectiveArea()
        forAll(seed: 11, count: 50) { random in
            let energies = (0..<5).map { _ in 0.1 * pow(400, random.uniform()) }
            let offsets = (0..<4).map { _ in 2.6 * random.uniform() }
            let grid = response.evaluate(energies: energies, offsets: offsets)
            for (e, energy) in energies.enumerated() {
                for (o, offset) in offsets.enumerated() {
                    expectClose(grid[e * 4 + o], response.evaluate(energies: [energy], offset: offset)[0])
                }
            }
        }
    }

    @Test func dispersionIsZeroOnlyWhereEnergyAndMigrationAreOutside() throws {
        let response = try TestArchive.energyDispersion()
        #expect(response.evaluate(energies: [0.01], migras: [1], offset: 0.5)[0] > 0)
        #expect(response.evaluate(energies: [0.01], migras: [2], offset: 0.5) == [0])
        #expect(response.evaluate(energies: [1], migras: [1], offset: 2.6) == [0])
    }

    @Test func axesOfOneBinAreConstant() throws {
        let energy = try IRFAxis(.energyTrue, edges: [0.1, 10])
        let offset = try IRFAxis(.offset, nodes: [0.4])
        let response = try EffectiveArea2D(energyTrue: energy, offset: offset, values: [7])
        #expect(response.evaluate(energies: [0.1, 10, 11], offset: 2) == [7, 7, 0])
    }

    @Test func valuesMustFillTheGrid() throws {
        #expect(throws: Fault.self) {
            try EffectiveArea2D(energyTrue: TestArchive.energyTrue(), offset: TestArchive.offset(), values: [1, 2])
        }
    }
}
