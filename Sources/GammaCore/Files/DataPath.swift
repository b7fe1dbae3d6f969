import Foundation

/// Paths as configurations and index files write them.
public enum DataPath {
    /// Replaces a leading `~` and every `$NAME` or `${NAME}` by its value in the environment.
    /// - Throws: ``Fault/Code/badValue`` when a variable is not set or a brace is not closed.
    public static func expand(_ path: String) throws -> String {
        try expand(path, environment: ProcessInfo.processInfo.environment)
    }

    static func expand(_ path: String, environment: [String: String]) throws -> String {
        var rest = path[...]
        var result = ""
        if rest == "~" || rest.hasPrefix("~/") {
            guard let home = environment["HOME"], !home.isEmpty else {
                throw Fault(.badValue, "'~' in '\(path)' has no meaning: HOME is not set")
            }
            result = home
            rest = rest.dropFirst()
        }
        while let dollar = rest.firstIndex(of: "$") {
            result += rest[..<dollar]
            rest = rest[rest.index(after: dollar)...]
            let name: Substring
            if rest.first == "{" {
                guard let close = rest.firstIndex(of: "}") else {
                    throw Fault(.badValue, "'${' without '}' in '\(path)'")
                }
                name = rest[..<close].dropFirst()
                rest = rest[rest.index(after: close)...]
            } else {
                name = rest.prefix { $0 == "_" || $0.isASCII && ($0.isLetter || $0.isNumber) }
                rest = rest[name.endIndex...]
                if name.isEmpty {
                    result += "$"
                    continue
                }
            }
            result += try value(of: String(name), in: path, environment)
        }
        return result + rest
    }

    private static func value(of name: String, in path: String, _ environment: [String: String]) throws -> String {
        if let value = environment[name], !value.isEmpty { return value }
        let hint =
            name == "GAMMAPY_DATA"
            ? "set it to the folder with the data sets: export GAMMAPY_DATA=/path/to/data"
            : "set it: export \(name)=/path/to/folder"
        throw Fault(.badValue, "the environment variable \(name) in '\(path)' is not set", hint: hint)
    }
}
