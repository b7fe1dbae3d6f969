import Foundation
import GammaCore
import GammaMaps
import GammaModels

/// The shapes of gamma-cat: points, Gaussians that may be elongated, and shells.
struct GammaCatShapes {
    /// How well the positions are known.
    let errors: [PositionError?]
    private let positions: [SkyDirection]
    private let kinds, angleFrames: [String]
    private let sigma, sigmaError, sigma2, angle: [Double]

    init(_ table: CatalogColumns, positions: [SkyDirection]) throws {
        self.positions = positions
        kinds = try table.text("morph_type").map { $0.lowercased() }
        angleFrames = try table.optionalText("morph_pa_frame").map { $0.lowercased() }
        sigma = try table.optionalNumbers("morph_sigma", in: .deg)
        sigmaError = try table.optionalNumbers("morph_sigma_err", in: .deg)
        sigma2 = try table.optionalNumbers("morph_sigma2", in: .deg)
        angle = try table.optionalNumbers("morph_pa", in: .deg)
        errors = try table.optionalNumbers("pos_err", in: .deg).map {
            $0 > 0 ? PositionError(major: $0, minor: $0) : nil
        }
    }

    func shape(_ row: Int) -> Result<CatalogShape, NoModelReason> {
        let position = positions[row]
        switch kinds[row] {
        case "point": return .success(.point(at: position, error: errors[row]))
        case "gauss", "gauss2d": return gaussian(row)
        case "shell":
            guard sigma[row] > 0 else { return .failure(.incompleteShape("morph_sigma")) }
            // gamma-cat states the outer radius only; the width is Gammapy's.
            var shell: any SpatialModel = ShellSpatialModel(
                at: position, radius: 0.8 * sigma[row], width: 0.2 * sigma[row])
            errors[row]?.apply(to: &shell)
            return .success(.model(shell))
        case "", "none": return .failure(.noShape)
        default: return .failure(.unknownShape(kinds[row]))
        }
    }

    /// An elongated Gaussian stands in the frame of its position angle. Gammapy makes a round one.
    private func gaussian(_ row: Int) -> Result<CatalogShape, NoModelReason> {
        guard sigma[row] > 0 else { return .failure(.incompleteShape("morph_sigma")) }
        let isElongated = sigma2[row] > 0 && sigma2[row] != sigma[row]
        let isEquatorial = isElongated && ["radec", "icrs", "fk5"].contains(angleFrames[row])
        let position = isEquatorial ? positions[row].converted(to: .icrs) : positions[row]
        guard isElongated else {
            return .success(
                .gaussian(at: position, sigma: sigma[row], sigmaError: sigmaError[row], error: errors[row]))
        }
        // The angle is that of the first axis.
        let isTurned = sigma2[row] > sigma[row]
        let stated = angle[row].isFinite ? angle[row] : 0
        return CatalogShape.ellipse(
            at: position, major: max(sigma[row], sigma2[row]), minor: min(sigma[row], sigma2[row]),
            angle: Self.wrapped(stated + (isTurned ? 90 : 0)), isDisk: false, error: errors[row])
    }

    /// An axis' angle in −90…90.
    private static func wrapped(_ angle: Double) -> Double { angle - 180 * (angle / 180).rounded() }
}
