import ArgumentParser
import GammaKit

/// `gammakit search DATASETS [MODELS]`.
struct SearchCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "search",
        abstract: "Find all sources of reduced maps: positions, extents, spectra, significances.",
        discussion: """
            TS maps with sources of several sizes and spectra are made again and again; the highest peaks become sources of the \
            shape that goes best, which are fitted together with their neighbours, until nothing above the threshold is left. At \
            last every source is tried without it, in other shapes and with other spectra. What the models hold is known before. \
            Every step is told. With --truth, completeness and purity are told, too.
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

    @Option(
        name: .customLong("index"), parsing: .upToNextOption,
        help: "Spectral indices of the sources looked for; 2.3 unless given.")
    var indices: [Double] = []

    @Option(
        name: .long, parsing: .upToNextOption,
        help: "Shapes tried for each source: point, gaussian, elongated; the first two unless given.")
    var shapes: [SourceShape] = []

    @Option(
        name: .long, parsing: .upToNextOption,
        help: "Spectra tried for each source: pl, lp (log parabola), ecpl (exponential cut-off); pl unless given.")
    var spectra: [SourceSpectrum] = []

    @Option(name: .long, help: "Least significance of a shape or spectrum against one with fewer parameters.")
    var detailThreshold = 4.0

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
        if !indices.isEmpty { finder.indices = indices }
        if !shapes.isEmpty { finder.shapes = Set(shapes) }
        if !spectra.isEmpty { finder.spectra = Set(spectra) }
        finder.detailThreshold = detailThreshold
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

extension SourceShape: ExpressibleByArgument {}
extension SourceSpectrum: ExpressibleByArgument {}
