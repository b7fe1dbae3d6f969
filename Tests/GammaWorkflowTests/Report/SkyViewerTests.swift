import GammaCore
import GammaDatasets
import GammaEstimators
import GammaModels
import GammaTestSupport
import Testing

@testable import GammaCatalog
@testable import GammaWorkflow

struct SkyViewerTests {
    /// Sources of a catalogue stand beside those of the models; one that is a model, too, is there once.
    @Test func marksOfACatalogue() throws {
        var random = RandomStream(seed: 4, stream: "counts")
        let source = SyntheticField.source(PointSpatialModel(at: SyntheticField.centre), name: "fitted")
        let models = Models(source)
        let dataset = try SyntheticField.dataset(models, &random)
        let maps = try #require(try ResidualEstimator(toys: 20).run([dataset], models: models).maps.first)
        func overlay(_ name: String) -> CatalogOverlay {
            CatalogOverlay(
                name: name, position: SyntheticField.centre,
                outlines: [.circle(centre: SyntheticField.centre, radius: 0.2)], radius: 0.2)
        }
        let marks = CatalogMarks(catalog: "Test catalogue", overlays: [overlay("fitted"), overlay("known")])
        let html = try SkyViewer(maps, models: models, marks: marks).html
        #expect(html.ranges(of: "\"fitted\"").count == 1 && html.ranges(of: "\"known\"").count == 1)
        #expect(html.contains("Test catalogue"))
        let plain = try SkyViewer(maps, models: models).html
        #expect(plain.contains("\"fitted\"") && !plain.contains("Test catalogue"))
    }
}
