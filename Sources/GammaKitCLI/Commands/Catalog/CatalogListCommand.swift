import ArgumentParser
import GammaKit

/// `gammakit catalog list`.
struct CatalogListCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List the catalogues that are known, and which of them are there.")

    @OptionGroup var shared: SharedOptions

    func run() throws {
        let notices = Notices()
        var table = TextTable([
            .init("name", alignment: .left), .init("catalogue", alignment: .left), .init("sources"),
            .init("file", alignment: .left),
        ])
        var entries: [JSONValue] = []
        for family in CatalogFamily.allCases {
            let file = try family.file()
            let count = try file.map { try SourceCatalog.read($0, notices: notices).count }
            table.append([family.rawValue, family.title, count.map(String.init) ?? "–", file ?? "not there"])
            entries.append(
                .object([
                    ("name", .string(family.rawValue)), ("title", .string(family.title)),
                    ("sources", count.map { .int($0) } ?? .null), ("file", file.map { .string($0) } ?? .null),
                ]))
        }
        print(shared.json ? JSONValue.array(entries).text(pretty: true) : table.text())
        printNotices(notices, quiet: shared.quiet)
    }
}
