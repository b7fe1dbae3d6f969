import GammaCore
import GammaIO
import GammaMaps
import GammaModels

/// Reads the first LHAASO catalogue: each source as WCDA (1 to 25 TeV) and as KM2A (above 25 TeV) saw it.
///
/// The two are models of their own with positions of their own; the first one is that of the columns without ending.
/// Gammapy makes one map of both; here one takes one of them.
struct LHAASOReader {
    private let columns: CatalogColumns

    init(_ table: Table) { columns = CatalogColumns(table) }

    func catalog() throws -> SourceCatalog {
        let names = try columns.names("Source_Name")
        let detectors = try [LHAASODetector(columns, ending: ""), LHAASODetector(columns, ending: "_b")]
        let associations = try columns.optionalText("ASSO_Name")
        let separations = try columns.statedNumbers("ASSO_Sep", in: .deg)
        let sources = try names.indices.map { row in
            // The position of the first detector that has one.
            guard let place = detectors.first(where: { $0.position(row) != nil }), let position = place.position(row)
            else {
                throw Fault(
                    .badValue, "the position of this source is not on the sky",
                    at: columns.origin(row, column: "RAJ2000"))
            }
            var source = CatalogSource(
                names[row], .lhaaso1, origin: columns.origin(row), position: position,
                positionError: place.positionError(row), variants: detectors.map { $0.variant(row, source: names[row]) }
            )
            source.variants.sort { $0.hasModel && !$1.hasModel }
            source.significance = detectors.map { $0.statistic[row] }.first(where: \.isFinite)?.squareRoot()
            source.fluxes = detectors.flatMap { $0.fluxes(row) }
            source.details = detectors.flatMap { $0.details(row) }
            if !associations[row].isEmpty {
                source.associations = [CatalogAssociation(associations[row], separation: separations[row])]
            }
            return source
        }
        return SourceCatalog(
            .lhaaso1, version: columns.table.header.string("VERSION") ?? "", origin: columns.table.origin,
            sources: sources)
    }
}

extension CatalogVariant {
    /// Whether there is a spectrum.
    fileprivate var hasModel: Bool { (try? spectrum.get()) != nil }
}
