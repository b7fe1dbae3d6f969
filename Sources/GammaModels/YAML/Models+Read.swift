import GammaCore
import GammaIO

extension Models {
    /// Reads a model file of Gammapy or GammaKit, with the covariance file that it names.
    ///
    /// A checksum that does not fit, defaults that are used and a covariance that does not fit are notices.
    /// - Throws: faults with file, line, column and key path.
    public static func read(
        _ path: String, registry: ModelRegistry = .standard, notices: Notices = Notices()
    ) throws -> Models {
        let file = try DataPath.expand(path)
        let node = try YAMLNode.read(file)
        if node["checksum"] != nil,
            YAMLChecksum.isValid(String(decoding: try FileBytes.read(file), as: UTF8.self)) == false
        {
            notices.add("the checksum does not fit: the file was changed after it was written", at: Origin(file: file))
        }
        let directory = file.lastIndex(of: "/").map { String(file[..<$0]) } ?? ""
        return try Models(
            yaml: node, reading: ModelReading(registry: registry, directory: directory, notices: notices))
    }

    /// Reads models from the parsed text of a model file.
    /// - Throws: faults with file, line, column and key path.
    public init(yaml node: YAMLNode, reading: ModelReading = ModelReading()) throws {
        try node.checkKeys(["components", "covariance", "metadata", "checksum"])
        let list = node.optional("components")
        let items = try list?.sequence() ?? []
        if list == nil, node["components"] == nil { _ = try node.required("components") }
        var components: [ModelComponent] = []
        for item in items {
            let component = try ModelComponent(yaml: item, reading: reading)
            guard !components.contains(where: { $0.name == component.name }) else {
                throw Fault(
                    .badValue, "two models are named '\(component.name)'", at: (item["name"] ?? item).origin,
                    hint: "names of models must be unique")
            }
            try Self.checkBackground(component, components, item)
            components.append(component)
        }
        self.init(components)
        try shareLinked(at: node.origin)
        if let covarianceNode = node.optional("covariance") { try readCovariance(covarianceNode, reading) }
    }

    private static func checkBackground(
        _ component: ModelComponent, _ others: [ModelComponent], _ node: YAMLNode
    ) throws {
        guard case .background(let background) = component, let dataset = background.datasetNames?.first else { return }
        for case .background(let other) in others where other.datasetNames?.first == dataset {
            throw Fault(
                .badValue, "dataset '\(dataset)' has two background models",
                at: (node["datasets_names"] ?? node).origin)
        }
    }

    private mutating func readCovariance(_ node: YAMLNode, _ reading: ModelReading) throws {
        let filename = try node.string()
        do {
            let read = try Covariance.read(reading.path(filename))
            guard let fitting = read.arranged(for: parameterNames) else {
                reading.notices.add(
                    "the covariance of \(read.count) parameters does not fit the \(parameterNames.count) of the models; errors stay without correlation",
                    at: node.origin)
                return
            }
            set(covariance: fitting)
        } catch let fault as Fault {
            throw fault.located(in: node.origin)
        }
    }
}
