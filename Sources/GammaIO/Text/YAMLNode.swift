import GammaCore

/// A YAML value that knows its place in the file, so that a mistake can be answered with line, column and key path.
public struct YAMLNode: Sendable {
    /// What the node holds. Mappings keep the order of the file.
    public enum Content: Sendable {
        /// A scalar as written; `isQuoted` tells `'1'` from `1`.
        case scalar(String, isQuoted: Bool)
        /// A list.
        case sequence([YAMLNode])
        /// Keys with their values; the key is a node of its own because a wrong key has a place too.
        case mapping([(key: YAMLNode, value: YAMLNode)])
    }

    /// The value.
    public var content: Content
    /// File, line, column and key path.
    public var origin: Origin

    /// Makes a node.
    public init(_ content: Content, origin: Origin = Origin()) {
        self.content = content
        self.origin = origin
    }
}
