import ArgumentParser
import GammaKit

/// `gammakit search DATASETS [MODELS]`.
struct SearchCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "search",
        abstract: "Find all sources of reduced maps: positions, extents, spectra, significances.",
        discussion: """
            TS maps with sources of several sizes are made again and again; the highest peaks become sources, point-like or \
            extended, which are fitted together with their neighbours, until nothing above the threshold is left. What the \
            models hold is known before. With --truth, completeness and purity are told.
            """)

    @Argument(help: "datasets.yaml, or one map dataset (FITS).", completion: .file())
    var datasets: String

    @Argument(
        help: "Model file (YAML): backgrounds and sources known before.",
        completion: .file(extensions: ["yaml", "yml"]))
    var models: String?

    @Option(name: .long, help: "Least significance of a source.")
    var threshold = 5.0

    @Option(
        name: .long, parsing: .upToNextOption, help: "Sizes looked for: σ of Gaussians in deg, 0 for point sources.")
    var sizes: [Double] = []

    @Option(name: .long, help: "Spectral index that sources start with.")
    var index = 2.3

    @Option(
        name: .long, help: "Model file (YAML) with the true sources of a simulation.",
        completion: .file(extensions: ["yaml", "yml"]))
    var truth: String?

    @Option(name: .shortAndLong, help: "Folder for lists, regions, models, maps and figures.", completion: .directory)
    var output: String?

    @OptionGroup var shared: SharedOptions

    func run() throws {
        let execution = try shared.execution()
        try shared.reporting(execution.notices) { try run(execution) }
    }

    private func run(_ execution: Execution) throws {
        if let output { try OutputFolder.check(output) }
        let maps = try DatasetsFile.readMaps(datasets, execution)
        let known = try models.map { try Models.read($0, notices: execution.notices) } ?? Models()
        let real = try truth.map { try Models.read($0, notices: execution.notices) }
        var finder = SourceFinder()
        finder.threshold = threshold
        if !sizes.isEmpty { finder.sizes = sizes }
        finder.spectrum = PowerLaw(index: index, amplitude: 1e-13)
        let found = try finder.run(maps, models: known, execution: execution)
        let quality = try real.map {
            try DetectionQuality(found.sources, truth: $0, in: maps, execution: execution)
        }
        let result = SourceSearchFolder(found, quality: quality)
        try shared.finish(report: result.report, json: result.json, execution.notices, output: output) {
            try result.write(to: $0)
        }
    }
}
