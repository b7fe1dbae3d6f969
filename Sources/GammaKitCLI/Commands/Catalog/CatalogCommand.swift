import ArgumentParser

/// `gammakit catalog`.
struct CatalogCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "catalog", abstract: "Look sources up in catalogues, and make models of them.",
        subcommands: [
            CatalogShowCommand.self, CatalogConeCommand.self, CatalogModelsCommand.self, CatalogListCommand.self,
        ])
}
