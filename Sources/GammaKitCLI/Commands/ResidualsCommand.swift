import ArgumentParser
import GammaKit

/// `gammakit residuals DATASETS MODELS`.
struct ResidualsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "residuals",
        abstract: "Show what fitted models leave of the data: maps, distributions of significances, spectra, profiles.",
        discussion: """
            Nothing is fitted: the models are compared as they stand in their file. Only the bins of the fit take part (safe \
            and fit mask). Maps on one image are summed, and spectra with the same bins. Every spectrum and profile comes with \
            the share of simulations that agree no better with the models. With --output, maps (FITS), tables (ECSV), \
            regions, numbers (JSON) and figures are written to a folder.
            """)

    @Argument(
        help: "datasets.yaml, or one dataset (Gammapy's FITS layouts, OGIP PHA).", completion: .file())
    var datasets: String

    @Argument(help: "Model file (YAML).", completion: .file(extensions: ["yaml", "yml"]))
    var models: String

    @Option(name: .long, help: "Radius in deg of the disk around each pixel, and least radius of a source.")
    var radius = 0.1

    @Option(
        name: .long, parsing: .upToNextOption,
        help: "Edges of energy bands in TeV, each moved to the nearest edge of the data; two choose an energy range.")
    var edges: [Double] = []

    @Option(name: .long, help: "DS9 region file: further regions whose spectra are wanted.", completion: .file())
    var regions: String?

    @Option(name: .long, help: "Peaks of the significance above this are listed.")
    var threshold = 4.0

    @Option(name: .long, help: "Simulations of each spectrum and profile for its p-value.")
    var toys = 500

    @Option(name: .long, help: "Seed of the simulations.")
    var seed: UInt64 = 0

    @Option(name: .shortAndLong, help: "Folder for maps, tables and figures.", completion: .directory)
    var output: String?

    @OptionGroup var shared: SharedOptions

    func validate() throws {
        if !(radius > 0 && radius.isFinite) { throw ValidationError("--radius must be positive, not \(radius)") }
        if toys < 0 { throw ValidationError("--toys must not be negative") }
        if edges.count == 1 { throw ValidationError("--edges takes two or more energies") }
    }

    func run() throws {
        let execution = try shared.execution()
        try shared.reporting(execution.notices) {
            if let output { try OutputFolder.check(output) }
            let extra = try regions.map { try SkyRegion.readDS9($0) } ?? []
            let data = try DatasetsFile.readAny(datasets, execution: execution)
            let models = try Models.read(models, notices: execution.notices)
            let estimator = ResidualEstimator(
                correlationRadius: radius, energyEdges: edges.isEmpty ? nil : edges,
                regions: extra.enumerated().map { ("region \($0.offset + 1)", $0.element) }, threshold: threshold,
                toys: toys, seed: seed)
            let result = try estimator.run(data, models: models, execution: execution)
            try shared.finish(report: result.report, json: result.json, execution.notices, output: output) {
                try ResidualsFolder(result, models: models).write(to: $0, execution: execution)
            }
        }
    }
}
