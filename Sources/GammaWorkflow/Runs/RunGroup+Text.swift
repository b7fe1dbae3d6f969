import GammaCore
import GammaData
import GammaIO

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
