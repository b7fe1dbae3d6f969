import GammaCore
import GammaIO

extension ConfigReader {
    /// Reads the list of instruments, each on top of the sections of the configuration.
    mutating func readInstruments(_ node: YAMLNode) {
        guard case .sequence(let items) = node.content, !items.isEmpty else {
            faults.append(
                Fault(
                    .badValue, "'instruments' is a list, not \(node.kindDescription)", at: place(node, "instruments"),
                    hint: "write '- name: magic' below it, with what is its own"))
            return
        }
        let shared = config.sharedByInstruments
        for item in items {
            do {
                try readInstrument(item, shared)
            } catch {
                let fault = error as? Fault ?? Fault(.badValue, "\(error)")
                faults.append(fault.located(in: place(item, "instruments")))
            }
        }
    }

    private mutating func readInstrument(_ node: YAMLNode, _ shared: AnalysisConfig) throws {
        guard case .mapping(let pairs) = node.content else {
            throw Fault(
                .badValue, "an instrument is made of keys, not \(node.kindDescription)",
                hint: "its keys: \(Self.instrumentKeys.joined(separator: ", "))")
        }
        let name = try name(of: node)
        let path = "instruments.\(name)"
        config.origins[path] = place(node, path)
        var reader = ConfigReader(file: config.file, options: options, notices: notices)
        reader.config = shared
        reader.prefix = path + "."
        var source = InstrumentConfig.Source.runs
        if node["files"] != nil, let fermi = node["fermi"] {
            throw Fault(
                .incompatible, "instrument '\(name)' has both files of reduced data and files of Fermi-LAT's tools",
                at: fermi.origin, hint: "take one of them out")
        }
        // Files are single data until something else is said; runs are as in the other sections.
        if node["files"] != nil { reader.config.datasets.stack = false }
        for (key, value) in pairs {
            switch try key.scalar(expecting: "a key") {
            case "name": break
            case "files":
                reader.take("files", value) { _, node in
                    let files = try OneOrMany<ConfigPath>(configNode: node).values
                    source = files.isEmpty ? .runs : .files(files)
                }
            case "fermi": reader.take("fermi", value) { _, node in source = .fermi(try FermiConfig(configNode: node)) }
            case "stack":
                reader.config.origins["datasets.stack"] = reader.place(value, "stack")
                reader.take("stack", value) { $0.datasets.stack = try Bool(configNode: $1) }
            case "fit_range": reader.section(value, path: "fit.fit_range")
            case let section where ["observations", "datasets"].contains(section):
                reader.read(key: key, name: section, value: value, section: "")
            case let other:
                reader.unknown(key, name: other, path: other, among: Self.instrumentKeys, section: "")
            }
        }
        faults += reader.faults
        config.instruments.append(InstrumentConfig(name: name, source: source, config: reader.config))
    }

    private static let instrumentKeys = ["name", "files", "fermi", "observations", "datasets", "fit_range", "stack"]

    /// Takes a value to its place, or its fault.
    private mutating func take(
        _ path: String, _ node: YAMLNode, _ read: (inout AnalysisConfig, YAMLNode) throws -> Void
    ) {
        do {
            try read(&config, node)
        } catch {
            let fault = error as? Fault ?? Fault(.badValue, "\(error)")
            faults.append(fault.located(in: place(node, path)))
        }
    }

    private func name(of instrument: YAMLNode) throws -> String {
        guard let node = instrument.optional("name") else {
            throw Fault(.missingKey, "an instrument has no 'name'", hint: "add for example 'name: magic'")
        }
        do {
            let name = try node.scalar(expecting: "a name")
            guard !name.isEmpty, !name.contains("/"), name != InstrumentConfig.joint else {
                throw Fault(
                    .badValue, "an instrument cannot be called '\(name)'",
                    hint: name == InstrumentConfig.joint ? "that is the name of the fit of all" : nil)
            }
            guard !config.instruments.contains(where: { $0.name == name }) else {
                throw Fault(
                    .badValue, "two instruments are called '\(name)'", hint: "give each its own name")
            }
            return name
        } catch let fault as Fault {
            throw fault.located(in: place(node, "instruments"))
        }
    }
}
