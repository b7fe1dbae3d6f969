import Foundation
import GammaData
import GammaNumerics
import GammaTestSupport
import Testing

@Suite struct KernelTests {
    @Test func rowsAreTheCumulativeDensityAtTheEdges() throws {
        let response = try TestArchive.energyDispersion()
        // Density 0.5, 1.5, 1.5, 0.5 in bins of 0.25 from 0.5: cumulative 0, .125, .5, .875, 1.
        let kernel = response.kernel(offset: 1, energyTrueEdges: [0.5, 2], energyEdges: [0.5, 0.75, 1.125, 2])
        expectClose(kernel.values, [0.125, 0.5 + 0.1875 - 0.125, 1 - 0.6875], relative: 1e-12)
    }

    @Test func countsAreKeptWhereTheAxisCovers() throws {
        let response = try TestArchive.energyDispersion()
        forAll(seed: 3, count: 100) { random in
            let edges = (0...Int(2 + 20 * random.uniform())).map { _ in 0.01 * pow(1e5, random.uniform()) }.sorted()
            let kernel = response.kernel(
                offset: 2.5 * random.uniform(), energyTrueEdges: [0.2, 0.9, 4, 20], energyEdges: [1e-3] + edges + [1e4])
            for row in 0..<3 { expectClose(kernel.row(row).reduce(0, +), 1, relative: 1e-7) }
            #expect(kernel.values.allSatisfy { $0 >= 0 })
        }
    }

    @Test func thereIsNoKernelOutsideTheOffsets() throws {
        let kernel = try TestArchive.energyDispersion().kernel(
            offset: 3, energyTrueEdges: [1, 2], energyEdges: [1, 2])
        #expect(kernel.values == [0])
    }

    @Test func fewerThanTwoEdgesGiveNoKernel() throws {
        let kernel = try TestArchive.energyDispersion().kernel(offset: 1, energyTrueEdges: [1], energyEdges: [])
        #expect(kernel.rows == 0 && kernel.columns == 0)
    }
}
