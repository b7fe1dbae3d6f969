import GammaCore
import GammaIO

extension AnalysisConfig {
    /// How strict reading is.
    public struct ReadOptions: Sendable {
        /// Whether unknown keys are answered with a notice instead of a fault.
        public var isLenient: Bool

        /// Makes options; strict by default.
        public init(isLenient: Bool = false) { self.isLenient = isLenient }
    }

    /// Reads a configuration file.
    /// - Throws: the first fault in the file, with file, line, column, key path and the nearest valid key or value.
    public static func read(
        _ path: String, options: ReadOptions = ReadOptions(), notices: Notices = Notices()
    ) throws -> AnalysisConfig {
        let file = try DataPath.expand(path)
        var config = try make(YAMLNode.read(file), file: path, options, notices)
        config.text = String(decoding: try FileBytes.read(file), as: UTF8.self)
        return config
    }

    /// Reads configuration text.
    /// - Parameter file: what faults call the text.
    /// - Throws: the first fault in the text, as ``read(_:options:notices:)``.
    public static func parse(
        _ text: String, file: String? = nil, options: ReadOptions = ReadOptions(), notices: Notices = Notices()
    ) throws -> AnalysisConfig {
        var config = try make(YAMLNode.parse(text, file: file), file: file, options, notices)
        config.text = text
        return config
    }

    /// All faults of a configuration text, in the order of the text; empty when it can be used.
    public static func faults(in text: String, file: String? = nil) -> [Fault] {
        do {
            var reader = ConfigReader(file: file, options: ReadOptions(), notices: Notices())
            reader.read(try YAMLNode.parse(text, file: file))
            return reader.sortedFaults
        } catch {
            return [error as? Fault ?? Fault(.yamlSyntax, "\(error)", at: Origin(file: file))]
        }
    }

    private static func make(
        _ node: YAMLNode, file: String?, _ options: ReadOptions, _ notices: Notices
    ) throws -> AnalysisConfig {
        var reader = ConfigReader(file: file, options: options, notices: notices)
        reader.read(node)
        if let fault = reader.sortedFaults.first { throw fault }
        return reader.config
    }
}

/// Walks through the YAML tree beside the schema and gathers every fault.
private struct ConfigReader {
    let schema = ConfigSchema.standard
    let options: AnalysisConfig.ReadOptions
    let notices: Notices
    var config = AnalysisConfig()
    var faults: [Fault] = []

    init(file: String?, options: AnalysisConfig.ReadOptions, notices: Notices) {
        self.options = options
        self.notices = notices
        config.file = file
    }

    /// Faults in the order of the file.
    var sortedFaults: [Fault] {
        faults.enumerated().sorted { a, b in
            (a.element.origin.line ?? .max, a.element.origin.lineColumn ?? 0, a.offset)
                < (b.element.origin.line ?? .max, b.element.origin.lineColumn ?? 0, b.offset)
        }.map(\.element)
    }

    mutating func read(_ root: YAMLNode) {
        section(root, path: "")
        if faults.isEmpty { faults += config.contradictions() }
    }

    private mutating func section(_ node: YAMLNode, path: String) {
        if node.isNull { return }
        guard case .mapping(let pairs) = node.content else {
            let what =
                path.isEmpty
                ? "a configuration is made of sections (general, observations, …)" : "'\(path)' is a section"
            let hint = schema.names(in: path).map { "its keys: \($0.joined(separator: ", "))" }
            faults.append(Fault(.badValue, "\(what), not \(node.kindDescription)", at: place(node, path), hint: hint))
            return
        }
        reset(path)
        for (key, value) in pairs {
            guard case .scalar(let name, _) = key.content else {
                faults.append(Fault(.badValue, "a key must be a name", at: place(key, path)))
                continue
            }
            read(key: key, name: name, value: value, section: path)
        }
    }

    private mutating func read(key: YAMLNode, name: String, value: YAMLNode, section: String) {
        let path = section.isEmpty ? name : section + "." + name
        if path == "metadata" { return }
        if let known = schema.key(path) {
            config.origins[path] = place(value, path)
            do {
                try known.read(value, &config)
            } catch {
                let fault = error as? Fault ?? Fault(.badValue, "\(error)")
                faults.append(fault.located(in: place(value, path)))
                if let last = faults.indices.last { faults[last].origin.keyPath = path }
            }
        } else if schema.names(in: path) != nil {
            config.origins[path] = place(key, path)
            self.section(value, path: path)
        } else if path == "datasets.geom.map_selection", let moved = schema.key("datasets.map_selection") {
            notices.add(
                "'map_selection' belongs to 'datasets', not to 'datasets.geom'; it is used all the same",
                at: place(key, path))
            config.origins[moved.path] = place(value, path)
            do {
                try moved.read(value, &config)
            } catch {
                faults.append((error as? Fault ?? Fault(.badValue, "\(error)")).located(in: place(value, path)))
            }
        } else {
            unknown(key, name: name, path: path, section: section)
        }
    }

    private mutating func unknown(_ key: YAMLNode, name: String, path: String, section: String) {
        let known = schema.names(in: section) ?? []
        if options.isLenient {
            notices.add("the key '\(path)' is not known; it is ignored", at: place(key, path))
            return
        }
        let elsewhere = schema.paths(endingIn: name)
        let hint: String
        if let near = nearestName(to: name, in: known) {
            hint = "did you mean '\(near)'?"
        } else if let home = elsewhere.first {
            hint = "'\(name)' belongs to '\(home)'"
        } else {
            hint = "keys here: \(known.joined(separator: ", "))"
        }
        let level = section.isEmpty ? "at the top level" : "in '\(section)'"
        faults.append(Fault(.unknownKey, "there is no key '\(name)' \(level)", at: place(key, path), hint: hint))
    }

    /// Sections of which a file gives all keys or none: what it leaves out has no value, as in Gammapy.
    private mutating func reset(_ path: String) {
        switch path {
        case "datasets.geom.axes.energy": config.datasets.geom.energy = EnergyAxisConfig()
        case "datasets.geom.axes.energy_true": config.datasets.geom.energyTrue = EnergyAxisConfig()
        case "flux_points.parameters": config.fluxPoints.parameters.selectionOptional = nil
        case "light_curve.parameters": config.lightCurve.parameters.common.selectionOptional = nil
        default: break
        }
    }

    private func place(_ node: YAMLNode, _ path: String) -> Origin {
        var origin = node.origin
        if !path.isEmpty { origin.keyPath = path }
        return origin.completed(by: Origin(file: config.file))
    }
}
