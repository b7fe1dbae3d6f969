import ArgumentParser
import GammaKit

/// `gammakit peaks MAPS`.
struct PeaksCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "peaks", abstract: "Find sources in flux maps: table, regions, models and a figure.",
        discussion: "The maps are those of gammakit ts-map or excess-map, or of Gammapy's estimators.")

    @Argument(help: "Flux maps (FITS).", completion: .file(extensions: ["fits", "gz"]))
    var maps: String

    @OptionGroup var sources: SourceOptions

    func run() throws {
        try sources.run(name: "peaks", writesMaps: false) { try FluxMaps.read(maps, notices: $0.notices) }
    }
}
