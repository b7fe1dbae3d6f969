import GammaKit

/// What of a page is made from the model itself.
extension GalleryModel {
    /// The heading below which everything is made here.
    public static let heading = "## Parameters and model file\n\n"

    /// Names, the table of parameters and a model file, as Markdown.
    public var markdown: String {
        let tags = type(of: model).tags
        let names = "`\(tags[0])` or `\(tags[1])` in model files, `\(typeName)` in programs.\n\n"
        return names + table + "```yaml\n" + modelFile + "```\n"
    }

    /// A source or background with the model.
    public var component: ModelComponent {
        switch model {
        case let norm as PowerLawNorm: .background(FoVBackgroundModel(dataset: "stacked", spectral: norm))
        case let norm as PiecewiseNorm: .background(FoVBackgroundModel(dataset: "stacked", spectral: norm))
        case let norm as PiecewiseNormSpatialModel:
            .background(FoVBackgroundModel(dataset: "stacked", spatial: norm))
        case let factor as any SpectralModel where type(of: factor).isNorm:
            .sky(
                SkyModel(
                    "source",
                    spectral: CompoundSpectralModel(PowerLaw(index: 2.5, amplitude: 1e-11), .multiply, factor)))
        case let spectral as any SpectralModel: .sky(SkyModel("source", spectral: spectral))
        case let spatial as any SpatialModel:
            .sky(SkyModel("source", spectral: PowerLaw(index: 2.5, amplitude: 1e-11), spatial: spatial))
        default:
            .sky(
                SkyModel(
                    "source", spectral: PowerLaw(index: 2.5, amplitude: 1e-11), temporal: model as? any TemporalModel))
        }
    }

    /// The model file with one entry.
    var modelFile: String {
        "components:\n" + Self.lines(YAMLNode([component.yamlNode(ModelWriting())]), "")
    }

    /// Blocks outside, and what has no blocks within on one line.
    private static func lines(_ node: YAMLNode, _ indent: String) -> String {
        switch node.content {
        case .scalar: indent + node.flowText() + "\n"
        case .sequence(let items):
            items.map { item in
                item.isShallow
                    ? indent + "- " + item.flowText() + "\n"
                    : indent + "- " + String(lines(item, indent + "  ").dropFirst(indent.count + 2))
            }.joined()
        case .mapping(let pairs):
            pairs.map { key, value in
                let name = indent + key.flowText() + ":"
                if value.isShallow { return name + " " + value.flowText() + "\n" }
                return name + "\n" + lines(value, value.isSequence ? indent : indent + "  ")
            }.joined()
        }
    }

    /// One row a parameter.
    private var table: String {
        guard !model.parameters.isEmpty else { return "It has no parameters.\n\n" }
        let names = (model as? any SpectralModel)?.parameterPaths ?? model.parameters.map(\.name)
        var text = "| parameter | default | unit | limits | meaning |\n|---|---|---|---|---|\n"
        for (index, parameter) in model.parameters.enumerated() {
            let initial = defaults.map { $0[index] }
            let value = initial.map { Self.text($0.value) + ($0.isFrozen ? ", frozen" : "") } ?? ""
            let unit = parameter.unit == .none ? "" : "`\(parameter.unit)`"
            let cells = [
                "`\(names[index])`", value, unit, Self.limits(initial ?? parameter),
                index < meanings.count ? meanings[index] : "",
            ]
            text += "| " + cells.joined(separator: " | ") + " |\n"
        }
        return text + "\n"
    }

    private static func limits(_ parameter: Parameter) -> String {
        switch (parameter.minimum.map(text), parameter.maximum.map(text)) {
        case (let low?, let high?): "\(low) to \(high)"
        case (let low?, nil): "from \(low)"
        case (nil, let high?): "to \(high)"
        case (nil, nil): ""
        }
    }
}

extension YAMLNode {
    /// Whether the node is short enough for one line: a scalar, a list of scalars, or a mapping of both.
    fileprivate var isShallow: Bool {
        switch content {
        case .scalar: true
        case .sequence(let items): items.allSatisfy(\.isScalar)
        case .mapping(let pairs):
            !pairs.contains { $0.key.flowText() == "type" } && pairs.allSatisfy { $0.value.isScalar || $0.value.isList }
        }
    }

    private var isScalar: Bool { if case .scalar = content { true } else { false } }

    private var isList: Bool { if case .sequence(let items) = content { items.allSatisfy(\.isScalar) } else { false } }
}
