import ArgumentParser
import GammaKit

/// Options of the commands that make maps of datasets.
struct MapOptions: ParsableArguments {
    @Argument(help: "datasets.yaml, or one map dataset (FITS).", completion: .file())
    var datasets: String

    @Argument(
        help: "Model file (YAML): what the maps are to leave out.", completion: .file(extensions: ["yaml", "yml"]))
    var models: String?

    @Option(
        name: .long, parsing: .upToNextOption,
        help: "Edges of the maps in TeV, each moved to the nearest edge of the data; one map by default.")
    var edges: [Double] = []

    @OptionGroup var sources: SourceOptions

    /// The edges in TeV; nil when none were given.
    var energyEdges: [Double]? { edges.isEmpty ? nil : edges }

    /// The datasets with maps among those named.
    func read(_ execution: Execution) throws -> [MapDataset] { try DatasetsFile.readMaps(datasets, execution) }

    func readModels(_ notices: Notices) throws -> Models {
        try models.map { try Models.read($0, notices: notices) } ?? Models()
    }
}

extension DatasetsFile {
    /// The datasets with maps among those of a file.
    /// - Throws: ``Fault/Code/incompatible`` when there are none.
    static func readMaps(_ file: String, _ execution: Execution) throws -> [MapDataset] {
        let maps = try readAny(file, execution: execution).compactMap { $0 as? MapDataset }
        guard !maps.isEmpty else { throw Fault(.incompatible, "there is no map dataset", at: Origin(file: file)) }
        return maps
    }
}
