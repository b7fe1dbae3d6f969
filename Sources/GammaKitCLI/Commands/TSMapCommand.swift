import ArgumentParser
import GammaKit

/// `gammakit ts-map DATASETS [MODELS]`.
struct TSMapCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "ts-map", abstract: "Map the significance and flux of a source at every pixel, and find sources.",
        discussion: """
            What the models predict counts as background, so that the map shows what they leave. Several datasets of one \
            geometry are fitted together. With --output, maps (FITS, Gammapy's layout), tables, regions and models of the \
            sources and a figure are written to a folder.
            """)

    @OptionGroup var options: MapOptions

    @Option(
        name: .long, help: "Model file with the source looked for; a point source of index 2 by default.",
        completion: .file(extensions: ["yaml", "yml"]))
    var kernel: String?

    @Option(name: .long, help: "Width of the source's image in deg; as far as it reaches by default.")
    var kernelWidth: Double?

    @Option(
        name: .long, parsing: .upToNextOption,
        help: "What is computed besides: errn-errp, ul, sensitivity, stat_scan.")
    var select: [TSMapOptions.Selection] = []

    @Option(name: .long, help: "Join so many pixels along each side.")
    var downsampling = 1

    @Flag(name: .long, help: "Fit the bins of an energy interval together instead of summing them.")
    var joint = false

    func run() throws {
        try options.sources.run(name: "ts_map") { execution in
            let estimator = TSMapEstimator(
                kernel: try source(execution.notices), kernelWidth: kernelWidth, energyEdges: options.energyEdges,
                options: TSMapOptions(
                    selection: Set(select), sumsOverEnergy: !joint, downsampling: downsampling))
            return try estimator.run(
                options.read(execution), models: options.readModels(execution.notices), execution: execution)
        }
    }

    private func source(_ notices: Notices) throws -> SkyModel {
        guard let kernel else { return TSMapEstimator.pointSource }
        guard let model = try Models.read(kernel, notices: notices).skyModels.first else {
            throw Fault(.noData, "there is no source in the file of the kernel", at: Origin(file: kernel))
        }
        return model
    }
}

extension TSMapOptions.Selection: ExpressibleByArgument {}
