import ArgumentParser
import GammaKit

/// `gammakit catalog models LON LAT RADIUS`.
struct CatalogModelsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "models", abstract: "Make the models of a fit from the sources of a catalogue.",
        discussion: """
            Takes the sources around a position, or with --sources those of the given names, or with --all every one. Sources \
            that give no model are listed with the reason.
            """)

    @OptionGroup var cone: CatalogConeArguments
    @OptionGroup var options: CatalogOptions

    @Option(name: .long, parsing: .upToNextOption, help: "Names of sources.")
    var sources: [String] = []

    @Flag(name: .long, help: "Every source of the catalogue.")
    var all = false

    @Option(name: .shortAndLong, help: "Model file to write.", completion: .file(extensions: ["yaml", "yml"]))
    var output: String?

    @Option(name: .long, help: "What a fit varies: none, norm, spectrum or all.")
    var free = CatalogModelOptions.Free.spectrum

    @Option(name: .long, help: "Sources farther than this from the centre are frozen, deg.")
    var freeRadius: Double?

    @Option(name: .long, help: "Which model of the sources: PL, ECPL, LP, PLEC, point, extended, WCDA, KM2A.")
    var variant: String?

    @Option(name: .long, help: "Leave sources below this significance out.")
    var minSignificance: Double?

    @Flag(name: .long, help: "Components of one source keep one spectral shape.")
    var linkComponents = false

    @Option(name: .long, help: "Folder with the maps of extended sources.", completion: .directory)
    var templates: String?

    @OptionGroup var shared: SharedOptions

    func run() throws {
        let notices = Notices()
        let result = try models(options.single(notices))
        if let output { try result.models.write(to: output, withCovariance: result.models.covariance != nil) }
        if shared.json {
            print(json(result).text(pretty: true))
        } else {
            print(result.models.description)
            if let table = result.leftTable { print(table.text()) }
            if let output { print("\(result.models.components.count) models in \(output)") }
        }
        printNotices(notices, quiet: shared.quiet)
    }

    private func models(_ catalog: SourceCatalog) throws -> CatalogModels {
        let options = CatalogModelOptions(
            variant: variant, free: free, freeRadius: freeRadius, minimumSignificance: minSignificance,
            linksComponents: linkComponents, templates: templates)
        if all { return try catalog.models(options) }
        if !sources.isEmpty { return try catalog.models(of: sources.map(catalog.source), options) }
        let (centre, radius) = try cone.centre()
        return try catalog.models(cone: centre, radius: radius, options)
    }

    private func json(_ result: CatalogModels) -> JSONValue {
        .object([
            ("models", JSONValue(result.models.names)),
            (
                "left",
                .array(
                    result.left.map {
                        .object([("name", .string($0.name)), ("reason", .string($0.reason.description))])
                    })
            ),
            ("output", output.map { .string($0) } ?? .null),
        ])
    }
}

extension CatalogModelOptions.Free: ExpressibleByArgument {}
