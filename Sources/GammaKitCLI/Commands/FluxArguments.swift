import ArgumentParser
import GammaKit

/// What commands that measure fluxes in datasets take.
struct FluxArguments: ParsableArguments {
    @Argument(
        help: "datasets.yaml, or one dataset (Gammapy's FITS layouts, OGIP PHA).", completion: .file())
    var datasets: String

    @Argument(help: "Model file (YAML).", completion: .file(extensions: ["yaml", "yml"]))
    var models: String

    @Option(name: .long, parsing: .upToNextOption, help: "Names of the sources; all sources by default.")
    var source: [String] = []

    @Option(
        name: .long, parsing: .upToNextOption,
        help: "What is computed beside value, error and significance: errn-errp, ul, scan, sensitivity; all by default."
    )
    var select: [FluxOptions.Selection] = FluxOptions.Selection.allCases

    @Option(name: .customLong("sigma-ul"), help: "Standard deviations of the upper limits.")
    var sigmaUL = 2.0

    @Flag(name: .long, help: "Fit the free parameters of the other models again in each bin.")
    var reoptimize = false

    @Option(
        name: .long, parsing: .upToNextOption,
        help: "Parameters of the source's spectrum that are fitted in each bin, too, such as index.")
    var free: [String] = []

    @Flag(name: .long, help: "Sum the bins of an energy interval before the fit instead of fitting them together.")
    var sumEnergies = false

    @Flag(name: .long, help: "Measure datasets of different telescopes together.")
    var allowMultipleTelescopes = false

    @Option(name: .shortAndLong, help: "Folder for tables and figures.", completion: .directory)
    var output: String?

    @OptionGroup var shared: SharedOptions

    /// The options of the estimators.
    var options: FluxOptions {
        FluxOptions(
            nSigmaUL: sigmaUL, selection: Set(select), reoptimize: reoptimize, freeParameters: free,
            sumsOverEnergy: sumEnergies)
    }

    func validate() throws {
        if !(sigmaUL > 0 && sigmaUL.isFinite) { throw ValidationError("--sigma-ul must be positive, not \(sigmaUL)") }
    }

    /// Reads datasets and models, measures, prints, and writes when there is a folder.
    /// - Parameter measure: from datasets, models and the names of the sources.
    func run(_ measure: ([any Dataset], Models, [String], Execution) throws -> ProductsResult) throws {
        let execution = try shared.execution()
        try shared.reporting(execution.notices) {
            if let output { try OutputFolder.check(output) }
            let data = try DatasetsFile.readAny(datasets, execution: execution)
            let models = try Models.read(models, notices: execution.notices)
            let names = source.isEmpty ? models.skyModels.map(\.name) : source
            var result = try measure(data, models, names, execution)
            result.notices = execution.notices.all
            try shared.finish(report: result.report, json: result.json, execution.notices, output: output) {
                try result.write(to: $0, execution: execution)
            }
        }
    }
}

extension FluxOptions.Selection: ExpressibleByArgument {}
