import ArgumentParser
import GammaKit

/// `gammakit catalog cone LON LAT RADIUS`.
struct CatalogConeCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "cone", abstract: "List the sources of catalogues around a position, the nearest first.")

    @OptionGroup var cone: CatalogConeArguments
    @OptionGroup var options: CatalogOptions
    @OptionGroup var shared: SharedOptions

    func run() throws {
        let notices = Notices()
        let (centre, radius) = try cone.centre()
        let found = try options.catalogs(notices).flatMap { $0.cone(centre, radius: radius) }
            .sorted { $0.position.separation(to: centre) < $1.position.separation(to: centre) }
        if shared.json {
            print(JSONValue.array(found.map(\.json)).text(pretty: true))
        } else {
            let title = "\(found.count) sources within \(ValueFormat.number(radius)) deg of \(centre)"
            print(found.textTable(from: centre, title: title).text())
        }
        printNotices(notices, quiet: shared.quiet)
    }
}
