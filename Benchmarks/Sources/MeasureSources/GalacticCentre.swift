import Foundation
import GammaKit

/// Flux points of the Galactic centre on the fitted maps of three runs of CTA's first data challenge.
struct GalacticCentre {
    private let dataset: MapDataset
    private let models: Models

    /// - Parameter example: the folder with the configuration and the models of the analysis.
    init(_ data: String, example: String, _ execution: Execution) throws {
        let text = try String(contentsOfFile: example + "/galactic-centre.yaml", encoding: .utf8)
            .replacing("$GAMMAPY_DATA", with: data)
        let config = try AnalysisConfig.parse(text, file: "galactic-centre.yaml")
        guard var map = try MapAnalysis(config, execution: execution).reduce().maps.first else {
            throw Fault(.noData, "no map was made")
        }
        map.setFitRange(minimum: 0.3, maximum: nil)
        dataset = map
        models = try Fit([map], models: Models.read(example + "/models.yaml")).run(execution).models
    }

    func fluxPoints(_ execution: Execution) throws {
        _ = try FluxPointsEstimator(
            source: "gc-source", energyEdges: [0.3, 0.6, 1, 2, 3, 6, 10], options: FluxOptions(selection: [.ul])
        ).run([dataset], models: models, execution: execution)
    }
}
