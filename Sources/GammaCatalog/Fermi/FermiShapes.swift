import Foundation
import GammaCore
import GammaMaps
import GammaModels

/// The shapes of Fermi-LAT sources: points, and those of the table of extended sources.
///
/// The semi-axes of a `2D Gaussian` hold 68 % of its light (ApJS 247, 33), so that σ is the semi-axis over 1.5096: for
/// HESS J1841-055 H.E.S.S. gives σ = 0.41° × 0.25°, the table 0.62° × 0.38°. Gammapy takes the axis for σ. Disks and Gaussians
/// are made of their axes, also where the catalogue used a map of them.
struct FermiShapes {
    private let positions: [SkyDirection]
    private let errors: [PositionError?]
    private let names: [String]
    private let folders: [String]
    private let rows: [String: Int]
    private let forms: [String]
    private let files: [String]
    private let major: [Double]
    private let minor: [Double]
    private let angle: [Double]

    init(
        _ table: CatalogColumns, extended: CatalogColumns?, folders: [String], positions: [SkyDirection],
        errors: [PositionError?]
    ) throws {
        self.positions = positions
        self.errors = errors
        self.folders = folders
        names = try table.optionalText("Extended_Source_Name")
        guard let extended else {
            (rows, forms, files, major, minor, angle) = ([:], [], [], [], [], [])
            return
        }
        let keys = try extended.text("Source_Name")
        rows = Dictionary(keys.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
        forms = try extended.text("Model_Form")
        files = try extended.optionalText("Spatial_Filename")
        major = try extended.numbers("Model_SemiMajor", in: .deg)
        minor = try extended.numbers("Model_SemiMinor", in: .deg)
        angle = try extended.optionalNumbers("Model_PosAng", in: .deg)
    }

    func shape(_ row: Int) -> Result<CatalogShape, NoModelReason> {
        if names[row].isEmpty { return .success(.point(at: positions[row], error: errors[row])) }
        guard let source = rows[names[row]] else {
            return .failure(.incompleteShape("extended source '\(names[row])'"))
        }
        func ellipse(_ scale: Double, isDisk: Bool) -> Result<CatalogShape, NoModelReason> {
            CatalogShape.ellipse(
                at: positions[row], major: major[source] / scale, minor: minor[source] / scale, angle: angle[source],
                isDisk: isDisk, error: errors[row])
        }
        switch forms[source] {
        case "Disk", "Elliptical Disk", "RadialDisk": return ellipse(1, isDisk: true)
        case "2D Gaussian", "Elliptical 2D Gaussian", "RadialGauss", "RadialGaussian":
            return ellipse(PositionError.scale(0.68), isDisk: false)
        case "": return .failure(.noShape)
        default:
            // Maps, rings and sums of Gaussians are maps in files.
            guard !files[source].isEmpty else { return .failure(.unknownShape(forms[source])) }
            let radius = major[source] > 0 ? major[source] : 0
            return .success(
                .template(
                    CatalogTemplate(file: files[source], folders: folders, position: positions[row], radius: radius)))
        }
    }
}
