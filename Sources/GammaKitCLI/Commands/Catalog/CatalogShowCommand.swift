import ArgumentParser
import GammaKit

/// `gammakit catalog show NAME`.
struct CatalogShowCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Show what catalogues state about a source.",
        discussion: "The source is found by its name, another name, an association, or a part of its name.")

    @Argument(help: "Name: 'HESS J1825-137', 'J1825-137', 'Crab Nebula'.")
    var name: String

    @OptionGroup var options: CatalogOptions
    @OptionGroup var shared: SharedOptions

    func run() throws {
        let notices = Notices()
        let catalogs = try options.catalogs(notices)
        var found = catalogs.flatMap { $0.sources(answering: name) }
        // One catalogue answers with its nearest name.
        if found.isEmpty { found = try nearest(catalogs) }
        if shared.json {
            print(JSONValue.array(found.map(\.json)).text(pretty: true))
        } else {
            print(found.map(\.card).joined(separator: "\n"))
        }
        printNotices(notices, quiet: shared.quiet)
    }

    private func nearest(_ catalogs: [SourceCatalog]) throws -> [CatalogSource] {
        if catalogs.count == 1 { return [try catalogs[0].source(name)] }
        let hints = catalogs.compactMap { catalog -> String? in
            do {
                _ = try catalog.source(name)
                return nil
            } catch let fault as Fault { return fault.hint?.hasPrefix("did you mean") == true ? fault.hint : nil } catch
            {
                return nil
            }
        }
        throw Fault(
            .unknownKey, "there is no source '\(name)' in \(catalogs.count) catalogues",
            hint: hints.first ?? "look around a position: gammakit catalog cone LON LAT RADIUS")
    }
}
