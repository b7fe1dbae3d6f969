import GammaCore
import GammaIO
import GammaMaps
import GammaModels

/// Reads the catalogue of the H.E.S.S. Galactic plane survey.
struct HGPSReader {
    let columns: CatalogColumns
    let components: [HGPSComponent]
    let associations: [String: [CatalogAssociation]]
    let identifications: [String: [CatalogDetail]]
    let survey: HGPSSurvey

    init(_ reader: FITSReader) throws {
        columns = CatalogColumns(try reader.table(named: "HGPS_SOURCES"))
        func optional(_ name: String) throws -> CatalogColumns? {
            try reader.optionalIndex(of: name).map { CatalogColumns(try reader.table($0)) }
        }
        components = try optional("HGPS_GAUSS_COMPONENTS").map(Self.components) ?? []
        associations = try optional("HGPS_ASSOCIATIONS").map(Self.associations) ?? [:]
        identifications = try optional("HGPS_IDENTIFICATIONS").map(Self.identifications) ?? [:]
        survey = HGPSSurvey(
            components: components, largeScale: try optional("HGPS_LARGE_SCALE_COMPONENT").map(Self.largeScale),
            remnants: try optional("SNRCAT").map(Self.remnants) ?? [])
    }

    func catalog() throws -> SourceCatalog {
        let names = try columns.names("Source_Name")
        let positions = try columns.positions("GLON", "GLAT", .galactic)
        let spectra = try HGPSSpectra(columns)
        let shapes = try HGPSShapes(columns, positions: positions, components: components)
        let points = try DifferentialPointColumns(
            columns, prefix: "Flux_Points_", energy: "Energy", low: "Energy_Min", high: "Energy_Max", flux: "Flux",
            below: "Flux_Err_Lo", above: "Flux_Err_Hi", limit: "Flux_UL", isLimit: "Flux_Is_UL")
        let details = try Self.details(columns)
        let objects = try columns.optionalText("Identified_Object")
        let classes = try columns.optionalText("Source_Class")
        let significance = try columns.statedNumbers("Sqrt_TS")
        let sources = names.indices.map { row in
            let parts = shapes.parts(row, source: names[row])
            var source = CatalogSource(
                names[row], .hgps, origin: columns.origin(row), position: positions[row],
                positionError: shapes.errors[row], variants: spectra.variants(row, parts: parts))
            source.aliases = objects[row].isEmpty ? [] : [objects[row]]
            source.sourceClass = classes[row]
            source.associations = associations[names[row]] ?? []
            source.significance = significance[row]
            source.fluxes = spectra.fluxes(row)
            source.bands = points.bands(row)
            source.bandsAreDifferential = true
            source.details = details.lines(row) + (identifications[names[row]] ?? [])
            return source
        }
        return SourceCatalog(
            .hgps, version: "v1", origin: columns.table.origin, sources: sources, survey: survey)
    }

    /// A Gaussian with the error of its size.
    static func gaussian(
        at position: SkyDirection, sigma: Double, error: Double, _ positionError: PositionError?
    ) -> Result<CatalogShape, NoModelReason> {
        guard sigma > 0 else { return .failure(.incompleteShape("size")) }
        return .success(.gaussian(at: position, sigma: sigma, sigmaError: error, error: positionError))
    }
}
