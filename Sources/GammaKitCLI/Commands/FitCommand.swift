import ArgumentParser
import GammaKit

/// `gammakit fit DATASETS MODELS`.
struct FitCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "fit", abstract: "Fit models to reduced datasets, jointly: maps, spectra, flux points, in any mix."
    )

    @Argument(
        help: "datasets.yaml, or one dataset (Gammapy's FITS layouts, OGIP PHA, flux points).", completion: .file())
    var datasets: String

    @Argument(help: "Model file (YAML).", completion: .file(extensions: ["yaml", "yml"]))
    var models: String

    @Flag(
        name: .long,
        help: """
            The test statistic of every source: the fit again without it; with --bootstrap also its p-value by simulations.
            """)
    var ts = false

    @Option(name: .long, help: "Simulate the data N times from the fit and fit each: goodness of fit, errors, bias.")
    var bootstrap: Int?

    @Option(
        name: .long,
        help: """
            Sample the posterior until every parameter has N independent draws (effective sample size) and R-hat below 1.01.
            """)
    var sample: Int?

    @Option(name: .long, help: "How it is sampled: nuts follows the gradient, ensemble needs values only.")
    var sampler: FitConfig.Sampler?

    @Option(name: .long, help: "Seed of the simulations and draws.")
    var seed: UInt64 = 0

    @Option(
        name: .long, parsing: .upToNextOption,
        help: "Full names of parameters along which the statistic is scanned, such as crab.spectral.index.")
    var profile: [String] = []

    @Option(
        name: .long, parsing: .upToNextOption, help: "Pairs of parameters of which the contours are drawn.")
    var contour: [String] = []

    @Option(name: .long, help: "Bands of fitted spectra: propagated, or sampled from the covariance with the seed.")
    var bands = FitConfig.Bands.propagated

    @Option(
        name: .long, help: "File for every step of the search (.ecsv, .csv, .fits, .md, .tex).", completion: .file())
    var trace: String?

    @Option(name: .shortAndLong, help: "Folder for datasets, models, fit and figures.", completion: .directory)
    var output: String?

    @OptionGroup var shared: SharedOptions

    func validate() throws {
        if let bootstrap, bootstrap < 1 { throw ValidationError("--bootstrap needs at least 1 simulation") }
        if let sample, sample < 1 { throw ValidationError("--sample needs at least 1 draw") }
        if sampler != nil, sample == nil { throw ValidationError("--sampler needs --sample N") }
        if !contour.count.isMultiple(of: 2) { throw ValidationError("--contour takes pairs of names") }
    }

    func run() throws {
        let execution = try shared.execution()
        try shared.reporting(execution.notices) { try run(execution) }
    }

    private func run(_ execution: Execution) throws {
        if let output { try OutputFolder.check(output) }
        if let trace {
            _ = try TableFormat(path: trace)
            try OutputFolder.check(OutputFolder.of(trace))
        }
        let data = try DatasetsFile.readAny(datasets, execution: execution)
        let start = try Models.read(models, notices: execution.notices)
        let checks = try checks(start)
        var search = try Fit(data, models: start)
        search.recordsTrace = trace != nil
        let fit = try search.run(execution)
        if let trace {
            try OutputFolder.make(OutputFolder.of(DataPath.expand(trace)))
            try fit.traceTable.write(to: trace)
        }
        var result = DatasetsResult(datasets: data, fit: fit)
        result.checks = try checks.run(around: fit, of: search, execution: execution)
        result.notices = execution.notices.all
        try shared.finish(report: result.report, json: result.json, execution.notices, output: output) {
            try result.write(to: $0, execution: execution)
        }
    }

    private func checks(_ models: Models) throws -> FitChecks {
        var checks = FitChecks()
        checks.sources = ts ? models.skyModels.map(\.name) : []
        (checks.simulations, checks.seed, checks.samplesBands) = (bootstrap, seed, bands == .sampled)
        (checks.draws, checks.sampler) = (sample, sampler ?? .nuts)
        checks.profiles = profile
        checks.contours = try stride(from: 0, to: contour.count, by: 2).map {
            try ParameterPair(contour[$0], contour[$0 + 1])
        }
        try models.checkFree(profile + contour)
        return checks
    }
}

extension FitConfig.Bands: ExpressibleByArgument {}
extension FitConfig.Sampler: ExpressibleByArgument {}
