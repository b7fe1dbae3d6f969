import GammaCore
import GammaIO

/// What an HDU of a DL3 archive is for: the `HDU_TYPE` of an index table.
public enum HDUType: String, Sendable, CaseIterable, Hashable {
    /// Event list.
    case events
    /// Good time intervals.
    case gti
    /// Pointing table.
    case pointing
    /// Effective area.
    case aeff
    /// Energy dispersion.
    case edisp
    /// Point spread function.
    case psf
    /// Background rate.
    case bkg
    /// Energy dependent directional cut.
    case radMax = "rad_max"
}

/// The kinds of instrument response. Raw values are those of configurations and index tables.
public enum IRFKind: String, Sendable, CaseIterable, Hashable {
    /// Effective area.
    case aeff
    /// Energy dispersion.
    case edisp
    /// Point spread function.
    case psf
    /// Background rate.
    case bkg
    /// Energy dependent directional cut.
    case radMax = "rad_max"

    /// The HDU type of the response.
    public var hduType: HDUType {
        switch self {
        case .aeff: .aeff
        case .edisp: .edisp
        case .psf: .psf
        case .bkg: .bkg
        case .radMax: .radMax
        }
    }

    /// What a full-enclosure analysis needs.
    public static let fullEnclosure: Set<IRFKind> = [.aeff, .edisp, .psf, .bkg]
    /// What a point-like analysis needs.
    public static let pointLike: Set<IRFKind> = [.aeff, .edisp]
}

/// The format of an HDU: the `HDU_CLASS` of an index table.
public enum HDUClass: String, Sendable, CaseIterable, Hashable {
    /// Event list.
    case events
    /// Good time intervals.
    case gti
    /// Pointing table.
    case pointing
    /// Effective area over true energy and offset.
    case effectiveArea2D = "aeff_2d"
    /// Energy dispersion over true energy, migration and offset.
    case energyDispersion2D = "edisp_2d"
    /// Tabulated point spread function.
    case psfTable = "psf_table"
    /// Sum of three Gaussians.
    case psf3Gauss = "psf_3gauss"
    /// King profile.
    case psfKing = "psf_king"
    /// Background over energy and offset.
    case background2D = "bkg_2d"
    /// Background over energy and field-of-view coordinates.
    case background3D = "bkg_3d"
    /// Directional cut over energy and offset.
    case radMax2D = "rad_max_2d"

    /// What the HDU is for.
    public var type: HDUType {
        switch self {
        case .events: .events
        case .gti: .gti
        case .pointing: .pointing
        case .effectiveArea2D: .aeff
        case .energyDispersion2D: .edisp
        case .psfTable, .psf3Gauss, .psfKing: .psf
        case .background2D, .background3D: .bkg
        case .radMax2D: .radMax
        }
    }

    /// The class that a header tells, with the spellings of real files: OGIP classes `2D`, `3GAUSS`, `3D` without
    /// prefix (CTA-1DC), `PSF` for `RPSF` (GADF 0.2), `PSF_2D_KING`. Nil when the header tells none.
    public init?(header: FITSHeader, name: String) {
        func keyword(_ name: String) -> String { header.string(name)?.uppercased() ?? "" }
        let first = keyword("HDUCLAS1")
        let name = name.uppercased()
        if first == "EVENTS" || (first.isEmpty && name == "EVENTS") {
            self = .events
        } else if first == "GTI" || (first.isEmpty && name == "GTI") {
            self = .gti
        } else if first == "POINTING" || (first.isEmpty && name == "POINTING") {
            self = .pointing
        } else {
            let second = keyword("HDUCLAS2")
            let fourth = keyword("HDUCLAS4")
            let types = [
                "EFF_AREA": "AEFF", "RPSF": "PSF", "PSF_2D_KING": "PSF", "PSF_2D_GAUSS": "PSF", "PSF_2D_TABLE": "PSF",
            ]
            let type = types[second] ?? second
            let candidates = [fourth, "\(type)_\(fourth)", second == "PSF_2D_KING" ? "PSF_KING" : second]
            guard let match = candidates.lazy.compactMap({ HDUClass(rawValue: $0.lowercased()) }).first else {
                return nil
            }
            self = match
        }
    }

    /// The class that the columns of a table tell, for files without class keywords. Nil when they tell none.
    public init?(columns: [String]) {
        let names = Set(columns.map { $0.uppercased() })
        func has(_ wanted: String...) -> Bool { names.isSuperset(of: wanted) }
        if has("EFFAREA", "THETA_LO") {
            self = .effectiveArea2D
        } else if has("MATRIX", "MIGRA_LO") {
            self = .energyDispersion2D
        } else if has("RPSF", "RAD_LO") {
            self = .psfTable
        } else if has("SCALE", "SIGMA_1") {
            self = .psf3Gauss
        } else if has("GAMMA", "SIGMA", "THETA_LO") {
            self = .psfKing
        } else if has("RAD_MAX", "THETA_LO") {
            self = .radMax2D
        } else if has("DETX_LO", "BKG") || has("DETX_LO", "BGD") {
            self = .background3D
        } else if has("THETA_LO", "BKG") || has("THETA_LO", "BGD") {
            self = .background2D
        } else if has("TIME", "ENERGY", "RA", "DEC") {
            self = .events
        } else if has("START", "STOP") {
            self = .gti
        } else if has("TIME", "RA_PNT", "DEC_PNT") {
            self = .pointing
        } else {
            return nil
        }
    }
}
