import ArgumentParser
import GammaKit

/// `gammakit exclusion DATASETS`.
struct ExclusionCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "exclusion",
        abstract: "Find what to leave out when a background is measured: significant regions of the sky.",
        discussion: "The background is estimated outside the mask again and again, until the mask is stable.")

    /// How the background is estimated.
    enum Method: String, ExpressibleByArgument, CaseIterable {
        /// The predicted background normalised to the field of view.
        case fovBackground = "fov_background"
        /// A ring around each pixel.
        case ring
    }

    @Argument(help: "datasets.yaml with the maps of runs, or one map.", completion: .file())
    var datasets: String

    @Option(name: .shortAndLong, help: "Folder for mask, circles, significances and figures.", completion: .directory)
    var output: String?

    @Option(name: .long, help: "Background: fov_background or ring.")
    var method = Method.fovBackground

    @Option(name: .customLong("r-in"), help: "Inner radius of the ring, deg.")
    var innerRadius = 0.7

    @Option(name: .long, help: "Width of the ring, deg.")
    var width = 0.3

    @Option(name: .long, help: "Significance with which a region begins.")
    var high = 5.0

    @Option(name: .long, help: "Significance down to which a region reaches.")
    var low = 3.0

    @Option(name: .long, help: "By how much regions grow, deg.")
    var margin = 0.1

    @Option(name: .long, help: "Radius of the disks over which counts are summed, deg.")
    var radius = 0.1

    @Option(name: .long, help: "The most rounds.")
    var rounds = 10

    @Option(
        name: .long, help: "What is excluded from the beginning: a FITS mask or a region file of DS9.",
        completion: .file())
    var exclusion: String?

    @OptionGroup var shared: SharedOptions

    func run() throws {
        let execution = try shared.execution()
        try shared.reporting(execution.notices) { try run(execution) }
    }

    private func run(_ execution: Execution) throws {
        if let output { try OutputFolder.check(output) }
        let maps = try DatasetsFile.readAny(datasets, execution: execution).maps()
        var builder = ExclusionMaskBuilder(
            high: high, low: low, margin: margin, correlationRadius: radius, maximumRounds: rounds)
        if let exclusion {
            builder.start = try MapDataset.stacked(maps).geometry.image.exclusionMask(from: .file(exclusion))
        }
        let result = try builder.run(maps, background: background, execution: execution)
        let written = try output.map { try result.write(to: $0) } ?? []
        printNotices(execution.notices, quiet: shared.quiet)
        if shared.json {
            print(result.json.text(pretty: true))
        } else {
            print(result.report)
            if let output { print("\(written.count) files in \(output)") }
        }
    }

    private var background: ExclusionBackground {
        switch method {
        case .fovBackground: .fieldOfView(FoVBackgroundMaker())
        case .ring: .ring(RingBackgroundMaker(innerRadius: innerRadius, width: width))
        }
    }
}
