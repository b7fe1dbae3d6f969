import GammaCore
import GammaIO

/// Walks through the YAML tree beside the schema and gathers every fault.
struct ConfigReader {
    let schema = ConfigSchema.standard
    let options: AnalysisConfig.ReadOptions
    let notices: Notices
    var config = AnalysisConfig()
    var faults: [Fault] = []
    /// Before every key path: `instruments.magic.` within an instrument.
    var prefix = ""
    private var instruments: YAMLNode?

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
        if let instruments { readInstruments(instruments) }
        if faults.isEmpty { faults += config.contradictions() }
    }

    mutating func section(_ node: YAMLNode, path: String) {
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

    mutating func read(key: YAMLNode, name: String, value: YAMLNode, section: String) {
        let path = section.isEmpty ? name : section + "." + name
        if path == "metadata" { return }
        if let known = schema.key(path) {
            config.origins[path] = place(value, path)
            // What its entries leave out is that of the other sections, which must be read first.
            if path == "instruments" {
                instruments = value
                return
            }
            do {
                try known.read(value, &config)
            } catch {
                let fault = error as? Fault ?? Fault(.badValue, "\(error)")
                faults.append(fault.located(in: place(value, path)))
                if let last = faults.indices.last { faults[last].origin.keyPath = keyPath(path) }
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
        unknown(key, name: name, path: path, among: schema.names(in: section) ?? [], section: section)
    }

    /// - Parameter known: the keys that may be there.
    mutating func unknown(_ key: YAMLNode, name: String, path: String, among known: [String], section: String) {
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
        let parent = section.isEmpty ? String(prefix.dropLast()) : keyPath(section)
        let level = parent.isEmpty ? "at the top level" : "in '\(parent)'"
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

    func place(_ node: YAMLNode, _ path: String) -> Origin {
        var origin = node.origin
        if !path.isEmpty { origin.keyPath = keyPath(path) }
        return origin.completed(by: Origin(file: config.file))
    }

    /// The whole path; the fit range is a key of an instrument itself.
    private func keyPath(_ path: String) -> String {
        prefix.isEmpty ? path : prefix + (path.hasPrefix("fit.") ? String(path.dropFirst(4)) : path)
    }
}
