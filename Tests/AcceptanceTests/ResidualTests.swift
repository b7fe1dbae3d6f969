import Foundation
import GammaKit
import GammaTestSupport
import Testing

/// Residuals of the four simulated map datasets of the plane around HESS J1702-420, to the models they were drawn from.
@Suite(.enabled(if: TestData.path("sim-j1702") != nil, "real data: set GAMMAKIT_DATA"))
struct ResidualTests {
    private static let datasets = Result { try DatasetsFile.read(SimulatedPlaneTests.path("datasets.yaml")) }

    private func maps(_ models: Models) throws -> ResidualMaps {
        let execution = Execution(threads: SimulatedPlaneTests.threads)
        let result = try ResidualEstimator(toys: 0).run(Self.datasets.get(), models: models, execution: execution)
        return try #require(result.maps.first)
    }

    /// Mean 0 ± 0.05 and width 1 ± 0.05 outside the sources: what a right model leaves, but for chance.
    @Test func theTruthLeavesNoise() throws {
        let maps = try maps(.read(SimulatedPlaneTests.path("models_true.yaml")))
        #expect(maps.datasetNames.count == 4)
        let outside = try #require(maps.distributions.first { $0.part == .outside && $0.isTotal })
        #expect(outside.pixels > 40_000)
        expectClose(outside.mean, 0, absolute: 0.05)
        expectClose(outside.width, 1, absolute: 0.05)
        #expect(maps.peaks.peaks.allSatisfy { $0.value < 5 })
    }

    /// Without HESS J1702-420A in the models its place is the highest peak.
    @Test func aMissingSourceStandsOut() throws {
        var models = try Models.read(SimulatedPlaneTests.path("models_true.yaml"))
        let name = "HESS J1702-420A"
        let place = try #require(models.skyModels.first { $0.name == name }?.spatial?.position)
        models = Models(models.components.filter { $0.name != name })
        let peak = try #require(maps(models).peaks.peaks.first)
        #expect(peak.value > 5)
        // Its 68 % radius is 0.06 deg, that of the point-spread function 0.07 deg.
        #expect(peak.position.separation(to: place) < 0.1)
    }
}
