import ArgumentParser
import GammaKit

/// `gammakit flux-points DATASETS MODELS`.
struct FluxPointsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "flux-points",
        abstract: "Measure the spectra of sources in bins of energy: in maps, spectra, or both together.",
        discussion: """
            The models are those of a fit (gammakit fit, gammakit run): each point is a factor on the source's spectrum, all \
            other parameters being as they are in the file. With --output, tables (ECSV and FITS, Gammapy's layout) and \
            figures are written to a folder.
            """)

    @Option(
        name: .long, parsing: .upToNextOption,
        help: "Edges of the points in TeV, each moved to the nearest edge of the data; by default all of these.")
    var edges: [Double] = []

    @OptionGroup var flux: FluxArguments

    func run() throws {
        try flux.run { datasets, models, sources, execution in
            let points = try FluxPointsEstimator.all(
                datasets, models: models, sources: sources,
                energyEdges: edges.isEmpty ? datasets.countsDatasets()[0].energy.edges : edges, options: flux.options,
                allowsMultipleTelescopes: flux.allowMultipleTelescopes, execution: execution)
            return ProductsResult(fluxPoints: points, models: models)
        }
    }
}
