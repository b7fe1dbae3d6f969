import Foundation
import GammaCore

/// The catalogues that are understood, with Gammapy's names.
public enum CatalogFamily: String, Sendable, Hashable, CaseIterable {
    /// The H.E.S.S. Galactic plane survey, A&A 612, A1 (2018).
    case hgps
    /// Third Fermi-LAT source catalogue, ApJS 218, 23 (2015).
    case fermi3FGL = "3fgl"
    /// Third Fermi-LAT catalogue of hard sources, ApJS 232, 18 (2017).
    case fermi3FHL = "3fhl"
    /// Fourth Fermi-LAT source catalogue with its data releases 1 to 4, ApJS 247, 33 (2020), arXiv:2307.12546.
    case fermi4FGL = "4fgl"
    /// Second HAWC catalogue, ApJ 843, 40 (2017).
    case hawc2 = "2hwc"
    /// Third HAWC catalogue, ApJ 905, 76 (2020).
    case hawc3 = "3hwc"
    /// First LHAASO catalogue, ApJS 271, 25 (2024).
    case lhaaso1 = "1lhaaso"
    /// gamma-cat, the open collection of what was published at TeV energies.
    case gammaCat = "gamma-cat"

    /// What it is called in text.
    public var title: String {
        switch self {
        case .hgps: "H.E.S.S. Galactic plane survey (HGPS)"
        case .fermi3FGL: "Fermi-LAT third source catalogue (3FGL)"
        case .fermi3FHL: "Fermi-LAT third catalogue of hard sources (3FHL)"
        case .fermi4FGL: "Fermi-LAT fourth source catalogue (4FGL)"
        case .hawc2: "Second HAWC catalogue (2HWC)"
        case .hawc3: "Third HAWC catalogue (3HWC)"
        case .lhaaso1: "First LHAASO catalogue (1LHAASO)"
        case .gammaCat: "gamma-cat"
        }
    }

    /// The catalogue of that name, whatever the case: `hgps`, `4FGL`, `gamma-cat`, `1LHAASO`.
    /// - Throws: ``Fault/Code/badValue`` with the nearest name.
    public init(parsing text: String) throws {
        let word = text.lowercased().filter { $0.isLetter || $0.isNumber }
        guard let family = Self.allCases.first(where: { $0.rawValue.replacing("-", with: "") == word }) else {
            let names = Self.allCases.map(\.rawValue)
            let near = nearestName(to: text, in: names).map { "did you mean '\($0)'?" }
            throw Fault(
                .badValue, "'\(text)' is neither a file nor a catalogue known here",
                hint: near ?? "catalogues: \(names.joined(separator: ", "))")
        }
        self = family
    }

    /// Files of the catalogue below the data folder, the best one first.
    var fileNames: [String] {
        switch self {
        case .hgps: ["hgps_catalog_v1.fits.gz"]
        case .fermi3FGL: ["fermi/gll_psc_v16.fit.gz"]
        case .fermi3FHL: ["fermi/gll_psch_v13.fit.gz"]
        case .fermi4FGL: (18...40).reversed().map { "fermi/gll_psc_v\($0).fit.gz" }
        case .hawc2: ["2HWC.ecsv", "2HWC.yaml"]
        case .hawc3: ["3HWC.ecsv", "3HWC.yaml"]
        case .lhaaso1: ["1LHAASO_catalog.fits"]
        case .gammaCat: ["gammacat/gammacat.fits.gz", "gammacat.fits.gz"]
        }
    }

    /// The file of the catalogue below `folder`; nil when it is not there.
    /// - Parameter folder: `$GAMMAPY_DATA/catalogs` unless given.
    /// - Throws: ``Fault/Code/badValue`` when GAMMAPY_DATA is not set.
    public func file(in folder: String = "$GAMMAPY_DATA/catalogs") throws -> String? {
        let folder = try DataPath.expand(folder)
        return fileNames.map { "\(folder)/\($0)" }.first { FileManager.default.fileExists(atPath: $0) }
    }
}
