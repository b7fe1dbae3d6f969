import Foundation
import GammaCore
import GammaDatasets
import GammaMaps
import GammaModels
import GammaProducts
import GammaTestSupport
import Testing

@testable import GammaEstimators

@Suite struct ASmoothMapEstimatorTests {
    @Test(arguments: ASmoothMapEstimator.Kernel.allCases) func brightSourcesGetSmallScales(
        kernel: ASmoothMapEstimator.Kernel
    ) throws {
        let dataset = try ExcessMapEstimatorTests.dataset()
        let maps = try ASmoothMapEstimator(scales: [0.05, 0.1, 0.2], kernel: kernel, threshold: 3).run(dataset)
        let middle = 6 * dataset.geometry.nx + 8
        #expect(maps.scale.values[middle] <= 0.1)
        #expect(maps.sqrtTS.values[middle] > 3)
        for pixel in maps.scale.values.indices where maps.scale.values[pixel].isNaN {
            // All pixels without a scale share one mean.
            #expect(maps.sqrtTS.values[pixel].isNaN)
            #expect(maps.counts.values[pixel].isFinite)
        }
        #expect(maps.sqrtTS.values.allSatisfy { $0.isNaN || $0 > 3 })
        #expect(maps.flux?.unit == .flux)
    }

    @Test func badInputIsRefused() throws {
        let dataset = try ExcessMapEstimatorTests.dataset()
        for scales in [[], [-0.1], [Double.nan]] {
            #expect(throws: Fault.self) { try ASmoothMapEstimator(scales: scales).run(dataset) }
        }
        #expect(throws: Fault.self) {
            try ASmoothMapEstimator(scales: [0.1], energyEdges: [100, 200]).run(dataset)
        }
    }
}
