import GammaData
import GammaTestSupport
import Testing

/// Responses at many offsets are those at each one.
@Suite struct ManyOffsetsTests {
    /// Inside, on and between the nodes, on the edges, outside, undefined; in no order.
    let offsets = [1.9, 0.5, 0.2, 2.5, 1.75, 2.6, 0, 0.9, -0.1, .nan, 1.2]

    @Test func kernels() throws {
        let response = try EnergyDispersion2D(
            energyTrue: TestArchive.energyTrue(), migra: IRFAxis(.migra, edges: [0.5, 0.75, 1, 1.25, 1.5]),
            offset: TestArchive.offset(), values: (0..<32).map { Double($0 * 7 % 5) })
        let (energyTrue, energy) = ([0.2, 0.9, 4, 20], [0.1, 0.3, 1, 1.4, 9])
        let kernels = response.kernels(offsets: offsets, energyTrueEdges: energyTrue, energyEdges: energy)
        let densities = response.evaluate(energies: [0.4, 3], migras: [0.6, 0.9, 1.3], offsets: offsets)
        for (k, offset) in offsets.enumerated() {
            let kernel = response.kernel(offset: offset, energyTrueEdges: energyTrue, energyEdges: energy)
            expectClose(
                stride(from: k, to: kernels.count, by: offsets.count).map { kernels[$0] }, kernel.values,
                absolute: 1e-14)
            #expect((kernel.values.reduce(0, +) > 0) == (0...2.5).contains(offset))
            expectClose(
                stride(from: k, to: densities.count, by: offsets.count).map { densities[$0] },
                response.evaluate(energies: [0.4, 3], migras: [0.6, 0.9, 1.3], offset: offset), absolute: 1e-12)
        }
    }

    @Test func profiles() throws {
        let rad = try IRFAxis(.rad, edges: (0...20).map { Double($0) / 32 })
        let table = try PSFTable(
            energyTrue: TestArchive.energyTrue(), offset: TestArchive.offset(), rad: rad,
            values: (0..<160).map { Double($0 * 7 % 11) })
        let all: [any PointSpreadFunction] = [
            table, try TestArchive.psf3Gauss(), try TestArchive.psfKing(),
        ]
        let (rads, energies) = ([0, 0.02, 0.1, 0.7], [0.01, 0.3, 7])
        for response in all {
            let profiles = response.evaluate(rads: rads, energies: energies, offsets: offsets)
            for (k, offset) in offsets.enumerated() where offset.isFinite {
                expectClose(
                    stride(from: k, to: profiles.count, by: offsets.count).map { profiles[$0] },
                    response.evaluate(rads: rads, energies: energies, offset: offset), absolute: 1e-12)
            }
        }
    }

    @Test func areas() throws {
        let response = try TestArchive.effectiveArea()
        let energies = [0.01, 0.2, 3, 31]
        let areas = response.evaluate(energies: energies, offsets: offsets, times: 2)
        for (k, offset) in offsets.enumerated() {
            expectClose(
                stride(from: k, to: areas.count, by: offsets.count).map { areas[$0] },
                response.evaluate(energies: energies, offset: offset).map { 2 * $0 }, relative: 1e-12)
        }
    }
}
