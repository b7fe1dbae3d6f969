import GammaCore
import GammaIO
import GammaMaps

extension ModelComponent {
    /// Reads an entry of `components`.
    /// - Throws: faults with file, line, column and key path.
    public init(yaml node: YAMLNode, reading: ModelReading) throws {
        let typeNode = try node.required("type")
        let tag = try typeNode.string()
        if SkyModel.tags.contains(tag) {
            self = .sky(try SkyModel(yaml: node, reading: reading))
        } else if FoVBackgroundModel.tags.contains(tag) {
            self = .background(try FoVBackgroundModel(yaml: node, reading: reading))
        } else if TemplateNPredModel.tags.contains(tag) {
            self = .template(try TemplateNPredModel(yaml: node, reading: reading))
        } else if ResponseModel.tags.contains(tag) {
            self = .response(try ResponseModel(yaml: node, reading: reading))
        } else {
            throw ModelReading.unknown(
                "model type", tag,
                in: SkyModel.tags + FoVBackgroundModel.tags + TemplateNPredModel.tags + ResponseModel.tags,
                at: typeNode.origin)
        }
    }

    /// The entry of `components`.
    public func yamlNode(_ writing: ModelWriting) -> YAMLNode {
        switch self {
        case .sky(let model): YAMLNode(model.yamlPairs(writing))
        case .background(let model): YAMLNode(model.yamlPairs(writing))
        case .template(let model): YAMLNode(model.yamlPairs(writing))
        case .response(let model): YAMLNode(model.yamlPairs(writing))
        }
    }
}

extension SkyModel: YAMLModel {
    /// Reads a source.
    public init(yaml node: YAMLNode, reading: ModelReading) throws {
        try node.checkKeys(["name", "type", "apply_irf", "datasets_names", "spectral", "spatial", "temporal"])
        self.init(
            try node.required("name").string(), spectral: try reading.spectral(node.required("spectral")),
            spatial: try node.optional("spatial").map(reading.spatial),
            temporal: try node.optional("temporal").map(reading.temporal),
            datasetNames: try reading.datasetNames(node))
        guard let irf = node.optional("apply_irf") else { return }
        try irf.checkKeys(["exposure", "psf", "edisp"])
        applyIRF.exposure = try irf.optional("exposure")?.bool() ?? true
        applyIRF.psf = try irf.optional("psf")?.bool() ?? true
        applyIRF.edisp = try irf.optional("edisp")?.bool() ?? true
    }

    /// Name, type, responses, datasets, spectrum, shape, time dependence.
    public func yamlPairs(_ writing: ModelWriting) -> [(String, YAMLNode)] {
        var pairs: [(String, YAMLNode)] = [("name", YAMLNode(name)), ("type", YAMLNode(Self.tags[0]))]
        if applyIRF != ApplyIRF() {
            pairs.append(
                (
                    "apply_irf",
                    [
                        "exposure": YAMLNode(applyIRF.exposure), "psf": YAMLNode(applyIRF.psf),
                        "edisp": YAMLNode(applyIRF.edisp),
                    ]
                ))
        }
        if let datasetNames { pairs.append(("datasets_names", YAMLNode(datasetNames))) }
        pairs.append(("spectral", YAMLNode(spectral.yamlPairs(writing))))
        if let spatial { pairs.append(("spatial", YAMLNode(spatial.yamlPairs(writing)))) }
        if let temporal { pairs.append(("temporal", YAMLNode(temporal.yamlPairs(writing)))) }
        return pairs
    }
}

extension FoVBackgroundModel: YAMLModel {
    /// Reads a background, which belongs to exactly one dataset.
    public init(yaml node: YAMLNode, reading: ModelReading) throws {
        try node.checkKeys(["name", "type", "datasets_names", "spectral", "spatial"])
        let namesNode = try node.required("datasets_names")
        let names = try reading.datasetNames(node) ?? []
        guard names.count == 1, let dataset = names.first else {
            throw Fault(.badValue, "a background belongs to one dataset, not \(names.count)", at: namesNode.origin)
        }
        self.init(
            dataset: dataset, name: try node.optional("name")?.string(),
            spectral: try reading.norm(node.optional("spectral")),
            spatial: try node.optional("spatial").map(reading.spatial))
    }

    /// Type, dataset, norm spectrum, spatial norm; the name when it is not the dataset's with `-bkg` (Gammapy loses it).
    public func yamlPairs(_ writing: ModelWriting) -> [(String, YAMLNode)] {
        var pairs: [(String, YAMLNode)] = []
        if name != (datasetNames?.first ?? "") + "-bkg" { pairs.append(("name", YAMLNode(name))) }
        pairs.append(("type", YAMLNode(Self.tags[0])))
        if let datasetNames { pairs.append(("datasets_names", YAMLNode(datasetNames))) }
        pairs.append(("spectral", YAMLNode(spectral.yamlPairs(writing))))
        if let spatial { pairs.append(("spatial", YAMLNode(spatial.yamlPairs(writing)))) }
        return pairs
    }
}

extension TemplateNPredModel: YAMLModel {
    /// Reads a scaled map of predicted counts; the map's file is taken from the folder of the model file.
    public init(yaml node: YAMLNode, reading: ModelReading) throws {
        try node.checkKeys(["name", "type", "filename", "datasets_names", "spectral", "spatial"])
        let filenameNode = try node.required("filename")
        let filename = try filenameNode.string()
        let map = try reading.located(filenameNode) { try WCSMap.read(reading.path(filename)) }
        self.init(
            try node.required("name").string(), map: map, filename: filename,
            spectral: try reading.norm(node.optional("spectral")),
            spatial: try node.optional("spatial").map(reading.spatial),
            datasetNames: try reading.datasetNames(node))
    }

    /// Name, type, spatial norm, norm spectrum, file, datasets.
    public func yamlPairs(_ writing: ModelWriting) -> [(String, YAMLNode)] {
        var pairs: [(String, YAMLNode)] = [("name", YAMLNode(name)), ("type", YAMLNode(Self.tags[0]))]
        if let spatial { pairs.append(("spatial", YAMLNode(spatial.yamlPairs(writing)))) }
        pairs.append(("spectral", YAMLNode(spectral.yamlPairs(writing))))
        if let filename { pairs.append(("filename", YAMLNode(filename))) }
        if let datasetNames { pairs.append(("datasets_names", YAMLNode(datasetNames))) }
        return pairs
    }
}

extension ResponseModel: YAMLModel {
    /// Reads the deviation of responses; without `spectral` the effective area is as it is.
    public init(yaml node: YAMLNode, reading: ModelReading) throws {
        try node.checkKeys(["name", "type", "datasets_names", "spectral", "parameters"])
        self.init(try node.required("name").string(), datasetNames: try reading.datasetNames(node))
        if let norm = node.optional("spectral") { spectral = try reading.norm(norm) }
        if node.optional("parameters") != nil { scales = try reading.parameters(of: node, defaults: scales) }
    }

    /// Name, type, datasets, norm spectrum, scales.
    public func yamlPairs(_ writing: ModelWriting) -> [(String, YAMLNode)] {
        var pairs: [(String, YAMLNode)] = [("name", YAMLNode(name)), ("type", YAMLNode(Self.tags[0]))]
        if let datasetNames { pairs.append(("datasets_names", YAMLNode(datasetNames))) }
        pairs.append(("spectral", YAMLNode(spectral.yamlPairs(writing))))
        pairs.append(("parameters", writing.parameters(scales, defaults: ResponseModel(name).scales)))
        return pairs
    }
}

extension ModelReading {
    /// Names of datasets: a list, or one name.
    fileprivate func datasetNames(_ node: YAMLNode) throws -> [String]? {
        guard let names = node.optional("datasets_names") else { return nil }
        return names.isSequence ? try names.strings() : [try names.string()]
    }

    /// The spectrum of a background; a power-law norm when none is given.
    fileprivate func norm(_ node: YAMLNode?) throws -> any SpectralModel {
        guard let node else { return PowerLawNorm() }
        let model = try spectral(node)
        guard type(of: model).isNorm else {
            throw Fault(
                .incompatible, "a background or a response needs a norm model, not a flux",
                at: (node["type"] ?? node).origin,
                hint: "for example PowerLawNormSpectralModel")
        }
        return model
    }
}
