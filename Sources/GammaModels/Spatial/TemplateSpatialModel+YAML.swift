import Foundation
import GammaCore
import GammaIO
import GammaMaps

extension TemplateSpatialModel {
    /// Reads the map from its file, then the position.
    public init(yaml node: YAMLNode, reading: ModelReading) throws {
        try node.checkKeys(["type", "frame", "parameters", "filename", "normalize", "unit", "interp_kwargs"])
        let isNormalized = try node.optional("normalize")?.bool() ?? true
        let fileNode = try node.required("filename")
        let map = try reading.map(fileNode)
        self = try reading.located(fileNode) {
            try Self(map: map, filename: fileNode.string(), isNormalized: isNormalized)
        }
        if let unit = try node.optional("unit")?.string(), !unit.isEmpty { mapUnit = unit }
        let items = try node.optional("parameters")?.sequence() ?? []
        // `.nan` is Gammapy's way to say: the map's own centre.
        let isGiven = try items.contains { try $0["value"]?.double().isNaN == false }
        if isGiven { parameters = try reading.parameters(of: node, defaults: parameters) }
    }

    /// Type, frame, position, file name, normalisation, unit.
    public func yamlPairs(_ writing: ModelWriting) -> [(String, YAMLNode)] {
        var defaults = parameters
        for index in defaults.indices { defaults[index] = Parameter.position(defaults[index].name) }
        return writing.spatialPairs(self, defaults: defaults)
            + [
                ("filename", YAMLNode(filename ?? "")), ("normalize", YAMLNode(isNormalized)),
                ("unit", YAMLNode(mapUnit)),
            ]
    }
}

extension Parameter {
    /// A frozen coordinate of a template's position.
    fileprivate static func position(_ name: String) -> Parameter {
        name == "lat_0"
            ? Parameter(name, 0, unit: .deg, minimum: -90, maximum: 90, isFrozen: true)
            : Parameter(name, 0, unit: .deg, isFrozen: true)
    }
}

extension ModelReading {
    /// The map in the file that a node names; a relative name counts from the folder of the model file.
    /// - Throws: faults with file, line and column for a file that is not there, or of the file itself.
    func map(_ node: YAMLNode) throws -> WCSMap {
        let filename = try node.string()
        let path = try located(node) { try self.path(filename) }
        guard FileManager.default.fileExists(atPath: path) else {
            throw Fault(.fileNotFound, "the template '\(filename)' does not exist", at: node.origin)
        }
        let map = try located(node) { try WCSMap.read(path) }
        let bad = map.values.reduce(into: (negative: 0, notFinite: 0)) { count, value in
            if value < 0 { count.negative += 1 }
            if !value.isFinite { count.notFinite += 1 }
        }
        for (count, what) in [(bad.negative, "negative"), (bad.notFinite, "not finite")] where count > 0 {
            notices.add("\(count) values of the template are \(what) and count as 0", at: node.origin)
        }
        return map
    }
}
