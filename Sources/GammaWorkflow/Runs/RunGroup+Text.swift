import GammaCore
import GammaData
import GammaIO

extension RunGroup {
    /// The notice for a group whose runs leave nothing to fit.
    var leftOut: Notice {
        Notice(
            "group \(name) has no safe bin in any of its runs (\(ids.prefix(6).joined(separator: ", "))"
                + "\(ids.count > 6 ? ", …" : "")); it is left out")
    }
}

extension [RunGroup] {
    /// One row a group, for the terminal.
    var table: TextTable {
        var table = TextTable(
            [.init("stack", alignment: .left), .init("runs"), .init("what they have in common", alignment: .left)],
            title: "Groups of runs")
        for group in self { table.append([group.name, "\(group.ids.count)", group.text]) }
        return table
    }

    /// The same for scripts.
    var json: JSONValue {
        .array(
            map {
                .object([("name", .string($0.name)), ("runs", JSONValue($0.ids)), ("text", .string($0.text))])
            })
    }
}
