import GammaCatalog
import GammaCore
import GammaModels

extension ConfiguredAnalysis {
    /// The models of section `catalog`; nil when the configuration has none.
    func modelsOfCatalog() throws -> Models? {
        guard config.catalog.use != .marks, let (catalog, sources) = try chosenSources() else { return nil }
        let wanted = config.catalog
        let cone = wanted.cone.circle
        let options = CatalogModelOptions(
            variant: wanted.variant, free: wanted.free ?? .spectrum, freeRadius: wanted.freeRadius?.degrees,
            centre: cone?.centre, minimumSignificance: wanted.minSignificance)
        let result = try catalog.models(of: sources, options)
        for (name, reason) in result.left {
            execution.notices.add("\(name) gives no model: \(reason)", at: config.origin(of: "catalog"))
        }
        guard !result.models.components.isEmpty else {
            throw Fault(
                .noData, "the \(catalog.family.title) gives no models here", at: config.origin(of: "catalog"),
                hint: cone.flatMap { catalog.nearest(to: $0.centre) }.map { "the nearest source is \($0.name)" })
        }
        return result.models
    }

    /// The sources of section `catalog` for the maps of figures and report; nil when there they are not to be marked.
    func catalogMarks() throws -> CatalogMarks? {
        guard let use = config.catalog.use, use != .models, let (catalog, sources) = try chosenSources() else {
            return nil
        }
        let least = config.catalog.minSignificance ?? -.infinity
        let marked = sources.filter { $0.significance ?? .infinity >= least }
        return CatalogMarks(catalog: catalog.family.title, overlays: marked.map(\.overlay))
    }

    /// The catalogue, and its sources with the names and in the circle of the configuration.
    private func chosenSources() throws -> (catalog: SourceCatalog, sources: [CatalogSource])? {
        guard config.mentions("catalog"), let file = config.catalog.file else { return nil }
        let catalog = try locating("catalog.file", [.fileNotFound, .fileUnreadable, .badValue]) {
            try SourceCatalog.read(named: file.expanded(), notices: execution.notices)
        }
        let named = try locating("catalog.sources", [.unknownKey]) {
            try (config.catalog.sources ?? []).map(catalog.source)
        }
        let around = config.catalog.cone.circle.map { catalog.cone($0.centre, radius: $0.radius) } ?? []
        let names = Set(named.map(\.name))
        return (catalog, named + around.filter { !names.contains($0.name) })
    }
}
