import Foundation
import GammaCore
import GammaTestSupport
import Testing

/// Named rows of numbers: `name:` on a line, the numbers indented below it.
struct ReferenceTables: Sendable {
    private var rows: [String: [Double]] = [:]

    /// The names, sorted.
    var names: [String] { rows.keys.sorted() }

    init(_ text: String) {
        var name = ""
        for line in text.split(separator: "\n") {
            if line.hasSuffix(":") {
                name = String(line.dropLast())
                rows[name] = []
            } else {
                rows[name, default: []] += line.split(separator: " ").map { Double($0) ?? .nan }
            }
        }
    }

    /// The numbers of that name.
    /// - Throws: a fault when there are none, so that a test cannot pass on nothing.
    func callAsFunction(_ name: String) throws -> [Double] {
        guard let row = rows[name], !row.isEmpty else { throw Fault(.badValue, "no reference numbers '\(name)'") }
        return row
    }

    /// Runs the script that made the tables and compares: rounding differs between machines and versions.
    func check(_ script: String) throws {
        let output = try PythonOracle.run(script)
        let object = try JSONSerialization.jsonObject(with: Data(output.replacing("NaN", with: "null").utf8))
        let made = try #require(object as? [String: [Any]])
        #expect(made.keys.sorted() == names)
        for (name, values) in made {
            let numbers = values.map { ($0 as? NSNumber)?.doubleValue ?? .nan }
            expectClose(numbers, try self(name), relative: 1e-9, absolute: 1e-12, name)
        }
    }
}
