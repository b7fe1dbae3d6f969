import ArgumentParser
import GammaKit

/// `gammakit light-curve DATASETS MODELS`.
struct LightCurveCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "light-curve",
        abstract: "Measure the flux of sources in bins of time: one bin a dataset, or given intervals.",
        discussion: """
            The datasets are those of single runs (maps, spectra, or both), the models those of a fit. For bins shorter than \
            a run, the runs must be reduced in parts: gammakit run does so for light_curve.time_intervals. With --output, \
            tables (ECSV and FITS, Gammapy's layout) and figures are written to a folder.
            """)

    @Option(
        name: .long, parsing: .upToNextOption,
        help: "Edges of the energy bins in TeV; by default one bin over all energies of the data.")
    var edges: [Double] = []

    @Option(
        name: .long, parsing: .upToNextOption,
        help: "Borders of the time bins (2006-07-29T20:30:00, UTC), ascending; by default each dataset is a bin.")
    var times: [String] = []

    @OptionGroup var flux: FluxArguments

    func run() throws {
        let intervals = try intervals()
        try flux.run { datasets, models, sources, execution in
            let energies = try datasets.countsDatasets()[0].energy.edges
            var estimator = LightCurveEstimator(
                source: "", energyEdges: edges.isEmpty ? [energies.first, energies.last].compactMap { $0 } : edges,
                intervals: intervals, options: flux.options)
            estimator.allowsMultipleTelescopes = flux.allowMultipleTelescopes
            let curves = try estimator.all(datasets, models: models, sources: sources, execution: execution)
            return ProductsResult(lightCurves: curves, models: models)
        }
    }

    private func intervals() throws -> [(start: Instant, stop: Instant)]? {
        guard !times.isEmpty else { return nil }
        let moments = try times.map { try Instant(iso: $0, scale: .utc) }
        let intervals = zip(moments, moments.dropFirst()).map { (start: $0, stop: $1) }
        guard !intervals.isEmpty, intervals.allSatisfy({ $0.start < $0.stop }) else {
            throw ValidationError("--times needs at least two moments, ascending")
        }
        return intervals
    }
}
