import ArgumentParser
import GammaKit

/// `gammakit hawc INDEX`.
struct HAWCCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "hawc", abstract: "Reduce data of HAWC or SWGO to maps, one dataset for each class of events.",
        discussion: """
            The index table of a class lists its events and the maps of its responses, those of one transit. The datasets are \
            fitted together: gammakit fit.
            """)

    @Argument(help: "File with HDU index tables.", completion: .file())
    var index: String

    @Option(
        name: .long, parsing: .upToNextOption,
        help: "Index tables, one a class: numbers counted from 0, or names; by default the only one.")
    var hdu: [String] = []

    @Option(
        name: .long,
        help:
            "Number of transits, or a file with a map of them; by default the good time in sidereal days, where units name the transit."
    )
    var transits: String?

    @Option(name: .long, help: "Middle of the maps: a name, or right ascension and declination in deg.")
    var target: String

    @Option(name: .long, parsing: .upToNextOption, help: "Width and height of the maps in deg.")
    var width = [6.0]

    @Option(name: .long, help: "Side of a pixel in deg.")
    var binSize = 0.05

    @Option(name: .shortAndLong, help: "datasets.yaml to be written, with the datasets beside it.", completion: .file())
    var output: String

    @OptionGroup var shared: SharedOptions

    func run() throws {
        let execution = try shared.execution()
        try shared.reporting(execution.notices) { try run(execution) }
    }

    private func run(_ execution: Execution) throws {
        let output = try DataPath.expand(output)
        try OutputFolder.check(OutputFolder.of(output))
        let centre = try SimulationTarget(parsing: target).direction
        let image = try image(centre)
        let transits = try transits(at: centre)
        let tables: [String?] = hdu.isEmpty ? [nil] : hdu
        let datasets = try tables.map { table in
            let data = try HAWCData(index: index, hdu: table, notices: execution.notices)
            return try HAWCDatasetMaker(data, transits: transits).makeMap(
                name: table.map { "hawc-\($0)" } ?? "hawc", image: image)
        }
        try OutputFolder.make(OutputFolder.of(output))
        let written = try DatasetsFile.write(datasets, to: output)
        shared.finish(datasets, written: written, execution.notices)
    }

    private func image(_ centre: SkyDirection) throws -> WCSGeometry {
        guard width.count == 2 || width.count == 1 else {
            throw Fault(.badValue, "--width takes one or two numbers, not \(width.count)", hint: "write --width 6 4")
        }
        return try WCSGeometry.create(
            centre: centre, width: SIMD2(width[0], width[width.count - 1]), binSize: SIMD2(binSize, binSize),
            projection: "TAN")
    }

    private func transits(at centre: SkyDirection) throws -> Double? {
        guard let transits else { return nil }
        if let number = Double(transits) { return number }
        return try HAWCDatasetMaker.transits(in: WCSMap.read(DataPath.expand(transits)), at: centre)
    }
}
