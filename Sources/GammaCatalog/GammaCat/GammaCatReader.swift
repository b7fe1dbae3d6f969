import GammaCore
import GammaIO
import GammaMaps

/// Reads gamma-cat in its FITS form.
struct GammaCatReader {
    private let columns: CatalogColumns

    init(_ table: Table) { columns = CatalogColumns(table) }

    func catalog() throws -> SourceCatalog {
        let names = try columns.names("common_name")
        let positions = try columns.positions("glon", "glat", .galactic)
        let spectra = try GammaCatSpectra(columns)
        let shapes = try GammaCatShapes(columns, positions: positions)
        let points = try DifferentialPointColumns(
            columns, prefix: "sed_", energy: "e_ref", low: "e_min", high: "e_max", flux: "dnde", error: "dnde_err",
            below: "dnde_errn", above: "dnde_errp", limit: "dnde_ul")
        let aliases = try ["other_names", "gamma_names", "fermi_names", "tevcat_name"].map(columns.optionalText)
        let classes = try columns.optionalText("classes")
        let significance = try columns.statedNumbers("significance")
        var details = DetailColumns(columns)
        try details.text("seen by", "seen_by")
        try details.text("discoverer", "discoverer")
        try details.text("discovery date", "discovery_date")
        try details.text("reference", "reference_id")
        try details.text("location", "where")
        let sources = names.indices.map { row in
            var source = CatalogSource(
                names[row], .gammaCat, origin: columns.origin(row), position: positions[row],
                positionError: shapes.errors[row],
                variants: [
                    CatalogVariant(
                        spectra.name(row), source: names[row], spectrum: spectra.spectrum(row),
                        shape: shapes.shape(row), energyRange: spectra.range(row))
                ])
            source.aliases = aliases.flatMap { Self.list($0[row]) }
            source.sourceClass = classes[row]
            source.significance = significance[row]
            source.fluxes = spectra.fluxes(row)
            source.bands = points.bands(row)
            source.bandsAreDifferential = true
            source.details = details.lines(row)
            return source
        }
        return SourceCatalog(.gammaCat, origin: columns.table.origin, sources: sources)
    }

    private static func list(_ text: String) -> [String] {
        text.split(separator: ",").map { $0.split(separator: " ").joined(separator: " ") }.filter { !$0.isEmpty }
    }
}
