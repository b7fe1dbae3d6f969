import GammaCore
import GammaIO

/// What the reader of a model needs besides its node: the known models, the folder of the file, and a place for notices.
public struct ModelReading: Sendable {
    /// The models that can be read.
    public var registry: ModelRegistry
    /// Folder against which relative file names are resolved; empty for the current one.
    public var directory: String
    /// Receives oddities that were survived.
    public var notices: Notices

    /// Makes a reader.
    public init(registry: ModelRegistry = .standard, directory: String = "", notices: Notices = Notices()) {
        self.registry = registry
        self.directory = directory
        self.notices = notices
    }

    /// A file name of the model file as a path: variables expanded, relative names taken from the file's folder.
    /// - Throws: ``Fault/Code/badValue`` for an environment variable that is not set.
    public func path(_ filename: String) throws -> String {
        let expanded = try DataPath.expand(filename)
        return expanded.hasPrefix("/") || directory.isEmpty ? expanded : directory + "/" + expanded
    }

    /// The spectrum of a mapping by its `type`.
    /// - Throws: faults for types that are not known, or known and not there yet, and those of the model.
    public func spectral(_ node: YAMLNode) throws -> any SpectralModel {
        try registry.checkLater(node)
        return try find(node, "spectral model", registry.spectral.map { ($0.tags, $0) }).init(yaml: node, reading: self)
    }

    /// The shape of a mapping by its `type`.
    /// - Throws: faults for types that are not known, and those of the model.
    public func spatial(_ node: YAMLNode) throws -> any SpatialModel {
        try find(node, "spatial model", registry.spatial.map { ($0.tags, $0) }).init(yaml: node, reading: self)
    }

    /// The time dependence of a mapping by its `type`.
    /// - Throws: faults for types that are not known, and those of the model.
    public func temporal(_ node: YAMLNode) throws -> any TemporalModel {
        try find(node, "temporal model", registry.temporal.map { ($0.tags, $0) }).init(yaml: node, reading: self)
    }

    private func find<Kind>(_ node: YAMLNode, _ what: String, _ known: [(tags: [String], kind: Kind)]) throws -> Kind {
        let typeNode = try node.required("type")
        let tag = try typeNode.string()
        if let match = known.first(where: { $0.tags.contains(tag) }) { return match.kind }
        throw ModelReading.unknown(what, tag, in: known.flatMap(\.tags), at: typeNode.origin)
    }

    static func unknown(_ what: String, _ name: String, in names: [String], at origin: Origin) -> Fault {
        let near = nearestName(to: name, in: names).map { "did you mean '\($0)'?" }
        return Fault(
            .badValue, "unknown \(what) '\(name)'", at: origin,
            hint: near ?? "known: \(names.joined(separator: ", "))")
    }
}
