import ArgumentParser
import GammaKit

/// `gammakit sensitivity DATASETS [MODELS]`.
struct SensitivityCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sensitivity", abstract: "Compute the smallest flux that would be detected in each energy bin.",
        discussion: """
            A detection asks for a significance, a number of gamma rays and a share of the background; the table says which \
            of them decides. Several datasets are stacked first. Of maps, --centre and --radius say in which circle. With \
            --output, tables (ECSV and FITS, Gammapy's layout) and a figure are written to a folder.
            """)

    @Argument(
        help: "datasets.yaml, or one dataset (Gammapy's FITS layouts, OGIP PHA).", completion: .file())
    var datasets: String

    @Argument(
        help: "Model file (YAML) with the source of --source.", completion: .file(extensions: ["yaml", "yml"]))
    var models: String?

    @OptionGroup var reference: ReferenceOptions

    @Option(name: .long, help: "Significance of a detection.")
    var sigma = 5.0

    @Option(name: .long, help: "Smallest number of gamma rays.")
    var gammaMin = 10.0

    @Option(name: .long, help: "Smallest excess as a share of the background.")
    var bkgSystFraction = 0.05

    @Option(name: .long, help: "Frame of --centre: icrs, galactic or fk5.")
    var frame = "icrs"

    @Option(name: .long, parsing: .unconditional, help: "Centre of the circle in maps: '83.63 22.01'.")
    var centre: String?

    @Option(name: .long, help: "Radius of this circle in deg.")
    var radius = 0.1

    @Option(name: .shortAndLong, help: "Folder for tables and figure.", completion: .directory)
    var output: String?

    @OptionGroup var shared: SharedOptions

    func validate() throws {
        guard sigma > 0, gammaMin >= 0, bkgSystFraction >= 0, radius > 0 else {
            throw ValidationError(
                "--sigma and --radius must be positive, --gamma-min and --bkg-syst-fraction not negative")
        }
        if reference.source != nil, models == nil { throw ValidationError("--source needs a model file") }
    }

    func run() throws {
        let execution = try shared.execution()
        try shared.reporting(execution.notices) {
            if let output { try OutputFolder.check(output) }
            let spectra = try DatasetsFile.readAny(datasets, execution: execution).map(spectrum)
            let models = try models.map { try Models.read($0, notices: execution.notices) } ?? Models()
            let spectral: any SpectralModel =
                try reference.source.map { try models.source($0).spectral } ?? reference.powerLaw
            let estimator = SensitivityEstimator(
                spectral: spectral, sigma: sigma, minimumGammas: gammaMin, backgroundFraction: bkgSystFraction)
            let stacked = spectra.count == 1 ? spectra[0] : try SpectrumDataset.stacked(spectra)
            var result = ProductsResult(models: models)
            result.sensitivities = [(stacked.name, try estimator.run(stacked))]
            result.notices = execution.notices.all
            try shared.finish(report: result.report, json: result.json, execution.notices, output: output) {
                try result.write(to: $0, execution: execution)
            }
        }
    }

    /// A spectrum as it is, or that of the circle in a map, whose exposure is corrected for containment where there is a
    /// point-spread function.
    private func spectrum(_ dataset: any Dataset) throws -> SpectrumDataset {
        if let spectrum = dataset as? SpectrumDataset { return spectrum }
        guard let map = dataset as? MapDataset else {
            throw Fault(
                .incompatible, "dataset '\(dataset.name)' is neither a spectrum nor a map", at: Origin(file: datasets))
        }
        guard let centre else {
            throw Fault(
                .missingKey, "dataset '\(dataset.name)' is a map: a sensitivity is that of a circle in it",
                at: Origin(file: datasets), hint: "give --centre '83.63 22.01' --radius 0.1")
        }
        return try map.toSpectrumDataset(
            region: .circle(centre: SkyDirection(parsing: centre, frame: SkyFrame(parsing: frame)), radius: radius),
            containmentCorrection: map.psf != nil)
    }
}
