import ArgumentParser
import GammaKit

/// `gammakit morphology DATASETS MODELS`.
struct MorphologyCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "morphology", abstract: "Test whether the shape of a source depends on energy.",
        discussion: """
            The maps are cut into energy bands. What is free in the models is fitted in each band, with a background norm of its \
            own; then once more with one shape of the source for all bands. Freeze the source's spectral index in the file: \
            within a band it means little. With --output, results, models and a figure are written to a folder.
            """)

    @Argument(help: "datasets.yaml, or one map dataset (FITS).", completion: .file())
    var datasets: String

    @Argument(help: "Model file (YAML).", completion: .file(extensions: ["yaml", "yml"]))
    var models: String

    @Option(name: .long, help: "Name of the source; not needed where there is only one.")
    var source: String?

    @Option(
        name: .long, parsing: .upToNextOption,
        help: "Edges of the energy bands in TeV, each moved to the nearest edge of the data.")
    var energyEdges: [Double]

    @Option(name: .shortAndLong, help: "Folder for results, models and figure.", completion: .directory)
    var output: String?

    @OptionGroup var shared: SharedOptions

    func run() throws {
        let execution = try shared.execution()
        try shared.reporting(execution.notices) {
            if let output { try OutputFolder.check(output) }
            let maps = try DatasetsFile.readMaps(datasets, execution)
            let models = try Models.read(models, notices: execution.notices)
            let estimator = EnergyDependentMorphologyEstimator(source: try name(models), energyEdges: energyEdges)
            let result = try estimator.run(maps, models: models, execution: execution)
            try shared.finish(report: result.report, json: result.json, execution.notices, output: output) {
                try result.write(to: $0)
            }
        }
    }

    private func name(_ models: Models) throws -> String {
        if let source { return source }
        let names = models.skyModels.map(\.name)
        guard names.count == 1, let only = names.first else {
            throw ValidationError("--source is needed: the models are \(names.joined(separator: ", "))")
        }
        return only
    }
}
