import GammaCore
import GammaIO

extension FermiConfig: ConfigValue {
    static var kind: String { "mapping of files" }

    static var jsonSchema: JSONValue {
        .object([
            ("type", .string("object")),
            (
                "properties",
                .object([
                    ("events", ConfigPath.jsonSchema), ("exposure", ConfigPath.jsonSchema),
                    ("psf", ConfigPath.jsonSchema), ("off_ring", Ring.jsonSchema),
                ])
            ),
            ("required", JSONValue(["events", "exposure", "psf"])), ("additionalProperties", .bool(false)),
        ])
    }

    init(configNode node: YAMLNode) throws {
        let example = "write {events: events.fits, exposure: exposure.fits, psf: psf.fits}"
        let values = try node.values(of: ["events", "exposure", "psf", "off_ring"], expecting: "files", hint: example)
        func path(_ key: String, _ tool: String) throws -> ConfigPath {
            guard let value = values[key] else {
                throw Fault(
                    .missingKey, "data of Fermi-LAT need '\(key)'", at: node.origin,
                    hint: "name the file that \(tool) has made")
            }
            return try ConfigPath(configNode: value)
        }
        self.init(
            events: try path("events", "gtmktime"), exposure: try path("exposure", "gtexpcube2"),
            psf: try path("psf", "gtpsf"), offRing: try values["off_ring"].map(Ring.init(configNode:)))
    }

    var configNode: YAMLNode {
        YAMLNode(
            [("events", events.configNode), ("exposure", exposure.configNode), ("psf", psf.configNode)]
                + (offRing.map { [("off_ring", $0.configNode)] } ?? []))
    }
}

extension FermiConfig.Ring: ConfigValue {
    static var kind: String { "inner radius and width" }

    static var jsonSchema: JSONValue {
        .object([
            ("type", .string("object")),
            ("properties", .object([("r_in", ConfigAngle.jsonSchema), ("width", ConfigAngle.jsonSchema)])),
            ("required", JSONValue(["r_in", "width"])), ("additionalProperties", .bool(false)),
        ])
    }

    init(configNode node: YAMLNode) throws {
        let example = "write {r_in: 1 deg, width: 1 deg}"
        let values = try node.values(of: ["r_in", "width"], expecting: "a ring", hint: example)
        guard let inner = values["r_in"], let width = values["width"] else {
            throw Fault(.missingKey, "a ring has r_in and width", at: node.origin, hint: example)
        }
        self.init(inner: try ConfigAngle(configNode: inner), width: try ConfigAngle(configNode: width))
        guard self.inner.degrees >= 0, self.width.degrees > 0 else {
            throw Fault(.badValue, "a ring has no negative radius, and a width", at: node.origin, hint: example)
        }
    }

    var configNode: YAMLNode { YAMLNode([("r_in", inner.configNode), ("width", width.configNode)]) }
}

extension YAMLNode {
    /// The values of some keys, and no others.
    fileprivate func values(of known: [String], expecting kind: String, hint: String) throws -> [String: YAMLNode] {
        guard case .mapping(let pairs) = content else { throw wrongKind(kind, hint: hint) }
        var values: [String: YAMLNode] = [:]
        for (key, value) in pairs {
            let name = try key.scalar(expecting: "a key")
            guard known.contains(name) else {
                let near = nearestName(to: name, in: known).map { "did you mean '\($0)'?" }
                throw Fault(
                    .unknownKey, "there is no key '\(name)' here", at: key.origin,
                    hint: near ?? "keys here: \(known.joined(separator: ", "))")
            }
            values[name] = value
        }
        return values
    }
}
