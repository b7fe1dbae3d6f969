import GammaCore
import GammaIO

/// The Fermi-LAT catalogues and what differs between them.
enum FermiRelease: Sendable {
    case third, hard, fourth

    /// The release that has these columns.
    /// - Throws: ``Fault/Code/unsupported``.
    init(_ table: CatalogColumns) throws {
        if table.has("PL_Flux_Density") {
            self = .fourth
        } else if table.has("Flux1000"), table.has("Flux_Density") {
            self = .third
        } else if table.has("Flux"), table.has("Flux_Band"), table.has("Flux_Density") {
            self = .hard
        } else {
            throw Fault(
                .unsupported, "this is a Fermi-LAT catalogue that is not known here", at: table.table.origin,
                hint: "known: 3FGL, 3FHL, 4FGL and its data releases")
        }
    }

    var family: CatalogFamily {
        switch self {
        case .third: .fermi3FGL
        case .hard: .fermi3FHL
        case .fourth: .fermi4FGL
        }
    }

    /// Columns with other names of a source.
    var aliases: [String] {
        switch self {
        case .third: ["Extended_Source_Name", "0FGL_Name", "1FGL_Name", "2FGL_Name", "1FHL_Name"]
        case .hard: ["Extended_Source_Name"]
        case .fourth: ["Extended_Source_Name", "ASSOC_4FGL", "ASSOC_FGL", "ASSOC_FHL"]
        }
    }

    /// Columns with associations.
    var associations: [String] {
        switch self {
        case .third: ["ASSOC1", "ASSOC2", "ASSOC_TEV", "ASSOC_GAM1", "ASSOC_GAM2", "ASSOC_GAM3"]
        case .hard: ["ASSOC1", "ASSOC2", "ASSOC_TEV", "ASSOC_GAM"]
        case .fourth: ["ASSOC1", "ASSOC2", "ASSOC_TEV", "ASSOC_GAM1", "ASSOC_GAM2", "ASSOC_GAM3"]
        }
    }

    /// Folders with the maps of extended sources, below `$GAMMAPY_DATA/catalogs`.
    func templateFolders(version: Int) -> [String] {
        let name =
            switch self {
            case .third: "Extended_archive_v15"
            case .hard: "Extended_archive_v18"
            case .fourth:
                version < 28 ? "LAT_extended_sources_8years" : version < 32 ? "Extended_12years" : "Extended_14years"
            }
        return ["fermi/\(name)/Templates", "fermi/Templates"]
    }

    /// Energies of the light curves, TeV.
    static let historyRange = 1e-4...0.1
}
