import Foundation
import GammaCore
import GammaDatasets
import GammaEstimators
import GammaModels
import GammaNumerics
import GammaProducts

extension JointAnalysis {
    /// Flux points of all data together, if the configuration has energies for them, and of each instrument, which the figure shows
    /// beside the joint fit.
    func addFluxPoints(_ result: inout DatasetsResult, models: Models) throws {
        if let edges = config.fluxPoints.energy.edges {
            result.allFluxPoints = try estimate(result.datasets, models: models, edges: edges)
            log.add(execution.notices)
        }
        for (index, instrument) in result.instruments.enumerated() {
            result.instruments[index].fluxPoints = try fluxPoints(
                of: instrument, result.datasets(of: instrument), models: models)
        }
    }

    /// In the bins of the configuration, or four a decade of the fit range. Where the data do not allow any there is a notice.
    private func fluxPoints(
        of instrument: InstrumentResult, _ datasets: [any Dataset], models: Models
    ) throws -> [FluxPoints] {
        guard let (low, high) = instrument.energies else { return [] }
        let bins = max(1, Int((Self.pointsPerDecade * log10(high / low)).rounded()))
        let edges = config.fluxPoints.energy.edges ?? Quadrature.geomspace(low, high, count: bins + 1)
        do {
            return try estimate(datasets, models: models, edges: edges)
        } catch let fault as Fault where fault.code != .cancelled {
            execution.notices.add(
                "instrument '\(instrument.name)' has no flux points: \(fault.message)", at: fault.origin)
            return []
        }
    }

    private static var pointsPerDecade: Double { 4 }

    private func estimate(_ datasets: [any Dataset], models: Models, edges: [Double]) throws -> [FluxPoints] {
        let names = config.mentions("flux_points.source") ? config.fluxPoints.source : "all"
        let sources = try sources(names, models, keyPath: "flux_points.source").filter { name in
            // Some are for the data of other instruments only.
            datasets.contains { dataset in models[name]?.contributes(to: dataset.name) ?? true }
        }
        return try FluxPointsEstimator.all(
            datasets, models: models, sources: sources, energyEdges: edges,
            options: FluxOptions(config.fluxPoints.parameters),
            // That is what these datasets are for.
            allowsMultipleTelescopes: config.fluxPoints.parameters.allowMultipleTelescopes ?? true, execution: execution
        )
    }
}
