import GammaIO

extension AnalysisConfig {
    /// The list of instruments: of each what differs from the other sections.
    var instrumentsNode: YAMLNode {
        instruments.isEmpty ? .null : YAMLNode(.sequence(instruments.map(node)))
    }

    private func node(_ instrument: InstrumentConfig) -> YAMLNode {
        let config = instrument.config
        var pairs = [("name", YAMLNode(instrument.name))]
        var isStacked = datasets.stack
        switch instrument.source {
        case .runs: break
        case .files(let files):
            pairs.append(("files", OneOrMany(files).configNode))
            // Files are not stacked unless that is said.
            isStacked = false
        case .fermi(let fermi): pairs.append(("fermi", fermi.configNode))
        }
        if config.datasets.stack != isStacked {
            pairs.append(("stack", YAMLNode(config.datasets.stack)))
        }
        for section in ["observations", "datasets"] {
            let changed = changes(in: section, config)
            if !changed.isEmpty { pairs.append((section, YAMLNode(changed))) }
        }
        let range = changes(in: "fit.fit_range", config)
        if !range.isEmpty { pairs.append(("fit_range", YAMLNode(range))) }
        return YAMLNode(pairs)
    }

    /// The keys of a section that another configuration has with other values; axes have all their keys or none.
    private func changes(in section: String, _ other: AnalysisConfig) -> [(String, YAMLNode)] {
        let schema = ConfigSchema.standard
        var isWhole = false
        var pairs: [(String, YAMLNode, isChanged: Bool)] = []
        for name in schema.names(in: section) ?? [] {
            let path = section + "." + name
            if path == "datasets.stack" { continue }
            if let key = schema.key(path) {
                let value = key.node(other)
                let isChanged = value.flowText() != key.node(self).flowText()
                isWhole = isWhole || (isChanged && section.hasPrefix("datasets.geom.axes"))
                pairs.append((name, value, isChanged))
            } else {
                let inner = changes(in: path, other)
                if !inner.isEmpty { pairs.append((name, YAMLNode(inner), true)) }
            }
        }
        return pairs.filter { isWhole || $0.isChanged }.map { ($0.0, $0.1) }
    }
}
