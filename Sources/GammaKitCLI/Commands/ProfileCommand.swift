import ArgumentParser
import GammaKit

/// `gammakit profile DATASETS [MODELS]`.
struct ProfileCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "profile", abstract: "Measure the flux, or counts, in regions of maps: along a line, or in rings.",
        discussion: """
            What the models predict counts as background, so that the profile shows what is above it; with --source that \
            source is measured, and all others are background. Give --from, --to and --width for boxes along a line, or \
            --centre and --radius for rings. With --image the pixels of the counts, of the background or of the excess are \
            added up instead, or their mean taken; datasets are stacked first. With --output, tables (ECSV and FITS, Gammapy's layout), the regions for DS9 \
            and a figure are written to a folder.
            """)

    @Argument(help: "datasets.yaml, or one map dataset (FITS).", completion: .file())
    var datasets: String

    @Argument(
        help: "Model file (YAML): the background of the profile.", completion: .file(extensions: ["yaml", "yml"]))
    var models: String?

    @OptionGroup var geometry: ProfileOptions

    @OptionGroup var reference: ReferenceOptions

    @Option(
        name: .long, parsing: .upToNextOption,
        help: "Edges of the energy bins in TeV, each moved to the nearest edge of the data; one bin by default.")
    var edges: [Double] = []

    @Option(name: .long, help: "Profile of an image instead of a flux: counts, background or excess.")
    var image: ImageProfiles.Quantity?

    @Flag(name: .long, help: "With --image: mean of the pixels instead of their sum.")
    var mean = false

    @Option(
        name: .long, parsing: .upToNextOption,
        help: "What is computed beside value, error and significance: errn-errp, ul, scan, sensitivity.")
    var select: [FluxOptions.Selection] = [.errnErrp, .ul]

    @Option(name: .customLong("sigma-ul"), help: "Standard deviations of the upper limits.")
    var sigmaUL = 2.0

    @Flag(name: .long, help: "Measure datasets of different telescopes together.")
    var allowMultipleTelescopes = false

    @Option(name: .shortAndLong, help: "Folder for tables, regions and figures.", completion: .directory)
    var output: String?

    @OptionGroup var shared: SharedOptions

    func validate() throws {
        if !(sigmaUL > 0 && sigmaUL.isFinite) { throw ValidationError("--sigma-ul must be positive, not \(sigmaUL)") }
    }

    func run() throws {
        let execution = try shared.execution()
        try shared.reporting(execution.notices) {
            if let output { try OutputFolder.check(output) }
            // A mistake in the regions is told before any file is read.
            if image == nil { _ = try geometry.regions() }
            let maps = try DatasetsFile.readMaps(datasets, execution)
            let models = try models.map { try Models.read($0, notices: execution.notices) } ?? Models()
            var result = ProductsResult(models: models)
            if let image {
                result.imageProfiles = try imageProfiles(image, maps, models, execution)
            } else {
                result.profile = try fluxProfile(maps, models, execution)
            }
            result.notices = execution.notices.all
            try shared.finish(report: result.report, json: result.json, execution.notices, output: output) {
                try result.write(to: $0, execution: execution)
            }
        }
    }

    private func fluxProfile(_ maps: [MapDataset], _ models: Models, _ execution: Execution) throws -> FluxProfile {
        var estimator = FluxProfileEstimator(
            try geometry.regions(), energyEdges: edges.isEmpty ? nil : edges, source: reference.source,
            spectral: reference.powerLaw, options: FluxOptions(nSigmaUL: sigmaUL, selection: Set(select)))
        estimator.allowsMultipleTelescopes = allowMultipleTelescopes
        return try estimator.run(maps, models: models, execution: execution)
    }

    private func imageProfiles(
        _ quantity: ImageProfiles.Quantity, _ maps: [MapDataset], _ models: Models, _ execution: Execution
    ) throws -> ImageProfiles {
        let dataset = maps.count == 1 ? maps[0] : try MapDataset.stacked(maps)
        return try ImageProfiles(
            quantity, of: dataset, models: models, edges: edges.isEmpty ? nil : edges,
            estimator: geometry.imageEstimator(mean ? .mean : .sum, dataset.geometry), execution: execution)
    }
}

extension ImageProfiles.Quantity: ExpressibleByArgument {}
