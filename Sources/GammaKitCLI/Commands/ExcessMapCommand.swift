import ArgumentParser
import GammaKit

/// `gammakit excess-map DATASETS [MODELS]`.
struct ExcessMapCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "excess-map",
        abstract: "Map excess, significance and flux within a disk around every pixel, and find sources.",
        discussion: """
            What the models predict counts as background, so that the map shows what they leave. Several datasets are \
            stacked first. With --output, maps (FITS, Gammapy's layout), tables, regions and models of the sources and a \
            figure are written to a folder.
            """)

    @OptionGroup var options: MapOptions

    @Option(name: .long, help: "Radius of the disk in deg.")
    var radius = 0.1

    @Option(
        name: .long, parsing: .upToNextOption,
        help: "What is computed besides: errn-errp, ul, sensitivity, alpha, acceptance_on, acceptance_off.")
    var select: [ExcessMapOptions.Selection] = []

    @Flag(name: .long, help: "Take the off counts of the pixel alone: those of rings are summed already.")
    var uncorrelatedOff = false

    @Flag(name: .long, help: "Without --edges: one map of each energy bin of the data instead of one of all.")
    var eachBin = false

    func run() throws {
        var estimator = ExcessMapEstimator(
            correlationRadius: radius, energyEdges: options.energyEdges,
            options: ExcessMapOptions(selection: Set(select), correlatesOff: !uncorrelatedOff))
        try options.sources.run(name: "excess_map") { execution in
            var datasets = try options.read(execution)
            var dataset = datasets.removeFirst()
            for other in datasets { try dataset.stack(other) }
            if eachBin, estimator.energyEdges == nil { estimator.energyEdges = dataset.energy.edges }
            return try estimator.run(dataset, models: options.readModels(execution.notices), execution: execution)
        }
    }
}

extension ExcessMapOptions.Selection: ExpressibleByArgument {}
