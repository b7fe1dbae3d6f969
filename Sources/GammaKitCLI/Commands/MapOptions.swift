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
    func read(_ execution: Execution) throws -> [MapDataset] {
        let maps = try DatasetsFile.readAny(datasets, execution: execution).compactMap { $0 as? MapDataset }
        guard !maps.isEmpty else {
            throw Fault(.incompatible, "there is no map dataset", at: Origin(file: datasets))
        }
        return maps
    }

    func readModels(_ notices: Notices) throws -> Models {
        try models.map { try Models.read($0, notices: notices) } ?? Models()
    }
}
