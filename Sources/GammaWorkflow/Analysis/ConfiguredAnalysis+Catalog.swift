import GammaCatalog
import GammaCore
import GammaModels

extension ConfiguredAnalysis {
    /// The models of section `catalog`; nil when the configuration has none.
    func modelsOfCatalog() throws -> Models? {
        guard config.mentions("catalog"), let file = config.catalog.file else { return nil }
        let catalog = try locating("catalog.file", [.fileNotFound, .fileUnreadable, .badValue]) {
            try SourceCatalog.read(named: file.expanded(), notices: execution.notices)
        }
        let wanted = config.catalog
        let cone = wanted.cone.circle
        let named = try locating("catalog.sources", [.unknownKey]) { try (wanted.sources ?? []).map(catalog.source) }
        let around = cone.map { catalog.cone($0.centre, radius: $0.radius) } ?? []
        let names = Set(named.map(\.name))
        let options = CatalogModelOptions(
            variant: wanted.variant, free: wanted.free ?? .spectrum, freeRadius: wanted.freeRadius?.degrees,
            centre: cone?.centre, minimumSignificance: wanted.minSignificance)
        let result = try catalog.models(of: named + around.filter { !names.contains($0.name) }, options)
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
}
