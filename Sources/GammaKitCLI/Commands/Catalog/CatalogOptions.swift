import ArgumentParser
import GammaKit

/// Which catalogues a command looks into.
struct CatalogOptions: ParsableArguments {
    @Option(
        name: .long, parsing: .upToNextOption,
        help: """
            Catalogue files, or names of those below $GAMMAPY_DATA/catalogs: hgps, 3fgl, 3fhl, 4fgl, 2hwc, 3hwc, 1lhaaso, \
            gamma-cat. All that are there unless given.
            """)
    var catalog: [String] = []

    /// The catalogues.
    func catalogs(_ notices: Notices) throws -> [SourceCatalog] {
        if !catalog.isEmpty { return try catalog.map { try SourceCatalog.read(named: $0, notices: notices) } }
        let found = try CatalogFamily.allCases.compactMap { try $0.file() }
        guard !found.isEmpty else {
            throw Fault(
                .fileNotFound, "there are no catalogues in $GAMMAPY_DATA/catalogs", at: Origin(),
                hint: "name a file: --catalog FILE")
        }
        return try found.map { try SourceCatalog.read($0, notices: notices) }
    }

    /// The only catalogue.
    func single(_ notices: Notices) throws -> SourceCatalog {
        guard catalog.count == 1 else {
            throw ValidationError("name one catalogue: --catalog NAME or --catalog FILE")
        }
        return try SourceCatalog.read(named: catalog[0], notices: notices)
    }
}
