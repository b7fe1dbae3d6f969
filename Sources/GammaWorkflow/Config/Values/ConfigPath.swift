import GammaCore

/// The path of a file or folder as a configuration gives it: `$NAME`, `${NAME}` and `~` are expanded on use, relative
/// paths are relative to the current folder, as in Gammapy.
public struct ConfigPath: Sendable, Hashable, ExpressibleByStringLiteral, CustomStringConvertible {
    /// The text.
    public var text: String
    /// Where it was written, for faults.
    public var origin: Origin

    /// Makes a path.
    public init(_ text: String, origin: Origin = Origin()) {
        self.text = text
        self.origin = origin
    }

    /// Makes a path.
    public init(stringLiteral value: String) { self.init(value) }

    /// The path with variables replaced.
    /// - Throws: a fault that names the place in the configuration when a variable is not set.
    public func expanded() throws -> String {
        do {
            return try DataPath.expand(text)
        } catch let fault as Fault {
            throw fault.located(in: origin)
        }
    }

    /// The text.
    public var description: String { text }

    /// Paths are equal when their texts are, wherever they were written.
    public static func == (a: ConfigPath, b: ConfigPath) -> Bool { a.text == b.text }

    /// Hashes the text.
    public func hash(into hasher: inout Hasher) { hasher.combine(text) }
}
