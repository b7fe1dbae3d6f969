import GammaCore
import GammaDatasets
import GammaModels

/// The data and models of one energy band. Their names end in its number, so that all bands can be fitted together.
struct MorphologyBand: Sendable {
    /// Edges, TeV.
    let energyMin: Double
    let energyMax: Double
    let datasets: [MapDataset]
    let models: Models
    /// Name of the source in this band.
    let source: String

    /// The bands between edges in TeV, moved to the nearest of the datasets' axes.
    /// - Throws: ``Fault/Code/noData`` without datasets, ``Fault/Code/badValue`` for edges that do not make two bands,
    ///   ``Fault/Code/incompatible`` for axes with other edges there.
    static func bands(
        of datasets: [MapDataset], models: Models, source: String, edges: [Double]
    ) throws -> [MorphologyBand] {
        guard let first = datasets.first else { throw Fault(.noData, "there is no dataset with maps") }
        let groups = try EnergyGroup.groups(of: first.energy, edges: edges)
        guard groups.count > 1 else {
            throw Fault(
                .badValue, "the energy edges make \(groups.count) band of dataset '\(first.name)', two are needed",
                hint:
                    "its bins have the edges \(first.energy.edges.map { ValueFormat.number($0) }.joined(separator: ", ")) TeV"
            )
        }
        let others = try datasets.map { dataset in
            let own = try EnergyGroup.groups(of: dataset.energy, edges: edges)
            guard own.map(\.name) == groups.map(\.name) else {
                throw Fault(
                    .incompatible, "the bands have other edges in dataset '\(dataset.name)' than in '\(first.name)'",
                    hint: "choose edges that all datasets have")
            }
            return own
        }
        return try groups.indices.map { number in
            let suffix = "#\(number + 1)"
            let parts = try zip(datasets, others).map {
                try $0.sliced(energyBins: $1[number].bins, name: $0.name + suffix)
            }
            let own = try zip(datasets, others).reduce(models) {
                try $0.cuttingTemplates(like: $1.0, energyBins: $1.1[number].bins)
            }
            return MorphologyBand(
                energyMin: groups[number].lower, energyMax: groups[number].upper, datasets: parts,
                models: own.inBand(suffix, of: datasets.map(\.name), parts: parts), source: source + suffix)
        }
    }

    /// Whether no bin takes part in a fit.
    var isMasked: Bool { !datasets.contains { $0.mask.contains(true) } }
}

extension Models {
    /// The models with all names ending in `suffix`, and a free background norm a dataset that can have one.
    fileprivate func inBand(_ suffix: String, of datasets: [String], parts: [MapDataset]) -> Models {
        Models(components.map { $0.inBand(suffix, all: datasets) }).scalingBackgrounds(of: parts)
    }
}

extension ModelComponent {
    /// The component of one band: a copy of its own, a background of which the norm alone is free.
    fileprivate func inBand(_ suffix: String, all datasets: [String]) -> ModelComponent {
        var component = self
        component.datasetNames = datasets.filter(contributes).map { $0 + suffix }
        component.parameters = parameters.map {
            var parameter = $0
            parameter.link = $0.link.map { $0 + suffix }
            parameter.error = 0
            return parameter
        }
        switch component {
        case .sky(var model):
            model.name += suffix
            return .sky(model)
        case .template(var model):
            model.name += suffix
            return .template(model)
        case .response(var model):
            model.name += suffix
            return .response(model)
        case .background(var model):
            model.name += suffix
            if let scale = model.spectral.scalePosition {
                for position in model.spectral.parameters.indices {
                    model.spectral.parameters[position].isFrozen = position != scale
                }
            }
            return .background(model)
        }
    }
}
