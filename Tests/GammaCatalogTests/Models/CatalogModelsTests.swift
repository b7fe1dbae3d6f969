import GammaCore
import GammaIO
import GammaMaps
import GammaModels
import GammaTestSupport
import Testing

@testable import GammaCatalog

/// From sources of a catalogue to the models of a fit.
@Suite struct CatalogModelsTests {
    private func catalog() throws -> SourceCatalog {
        try SourceCatalog.parse(SyntheticFourthCatalog(release: 4).bytes(), path: "gll_psc.fit")
    }

    @Test(arguments: [
        (CatalogModelOptions.Free.nothing, 0), (.norm, 1), (.spectrum, 3), (.all, 5),
    ])
    func whatIsFree(free: CatalogModelOptions.Free, count: Int) throws {
        let models = try catalog().models(
            cone: SkyDirection(ra: 166, dec: 38), radius: 2, CatalogModelOptions(free: free)
        ).models
        #expect(models.names == ["4FGL J1104.4+3812"])
        // Log parabola: amplitude, alpha, beta; a point: two coordinates.
        #expect(models.freeParameters.count == count)
    }

    @Test func farSourcesAreFrozen() throws {
        let options = CatalogModelOptions(free: .spectrum, freeRadius: 5, centre: SkyDirection(ra: 166, dec: 38))
        let models = try catalog().models(options).models
        #expect(models.components.map { $0.parameters.contains { !$0.isFrozen } } == [false, true, false])
    }

    /// The ellipse of the position is tilted by 30 degrees: its axes are those of the covariance.
    @Test func covarianceHasTheErrorsAndTheTiltedPosition() throws {
        let models = try catalog().models().models
        let covariance = try #require(models.covariance)
        let name = "4FGL J1104.4+3812"
        let amplitude = "\(name).spectral.amplitude"
        let parameter = try models.parameter(amplitude)
        expectClose(try #require(covariance[amplitude, amplitude]).squareRoot(), parameter.error, relative: 1e-12)
        expectClose(parameter.error / parameter.value, 0.02, relative: 1e-6)
        let position = try models.position(of: name)
        let spatial = try #require(models.components[position].spatial)
        let all = models.covariance(ofModelAt: position)
        let last = all.count - 2
        let region = try #require(spatial.positionErrorRegion(covariance: all.subset([last, last + 1])))
        guard case .ellipse(_, let width, let height, let angle) = region else {
            Issue.record("not an ellipse")
            return
        }
        expectClose(height, 2 * 0.008, relative: 1e-5)
        expectClose(width, 2 * 0.006, relative: 1e-5)
        expectClose(angle, 30, relative: 1e-5)
    }

    @Test func modelFilesAreReadAgain() throws {
        let models = try catalog().models(CatalogModelOptions(free: .all)).models
        try withTemporaryFolder { folder in
            try models.write(to: "\(folder)/models.yaml")
            let again = try Models.read("\(folder)/models.yaml")
            #expect(again.names == models.names)
            expectClose(again.parameters.map(\.value), models.parameters.map(\.value), relative: 1e-12)
            expectClose(again.parameters.map(\.error), models.parameters.map(\.error), relative: 1e-9)
            #expect(again.parameters.map(\.isFrozen) == models.parameters.map(\.isFrozen))
        }
    }

    @Test func emptyConesAndRegionsAreRefused() throws {
        let catalog = try catalog()
        do {
            _ = try catalog.models(cone: SkyDirection(ra: 166, dec: 38), radius: 0.01)
            Issue.record("found what is not there")
        } catch let fault as Fault {
            #expect(fault.code == .noData)
            #expect(fault.hint?.contains("4FGL J1104.4+3812") == true)
        }
        #expect(throws: Fault.self) {
            try catalog.models(in: .circle(centre: SkyDirection(ra: 0, dec: 0), radius: 1))
        }
    }

    /// Components of one source keep their spectral shape in common.
    @Test(.enabled(if: CatalogFile.isAvailable, CatalogFile.skipped)) func linkedComponents() throws {
        let catalog = try CatalogFile.read(.hgps)
        let source = try catalog.source("HESS J0835-455")
        let linked = try catalog.models(of: [source], CatalogModelOptions(linksComponents: true)).models
        // Three amplitudes, one index, one cut-off.
        #expect(linked.freeParameters.count == 5)
        let all = try catalog.models().models
        #expect(all.covariance?.count == all.parameters.count)
        #expect(all.components.count == 96)
        #expect(Set(all.names).count == 96)
    }
}
