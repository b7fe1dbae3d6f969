import Foundation
import GammaCore
import GammaMaps
import GammaModels

/// The shape of a source as its catalogue states it.
public enum CatalogShape: Sendable {
    /// A shape with parameters and their errors.
    case model(any SpatialModel)
    /// A map in a file.
    case template(CatalogTemplate)

    /// Outline; that of a template is a circle of its stated size.
    public var region: SkyRegion? {
        switch self {
        case .model(let model): model.region
        case .template(let template): template.region
        }
    }

    /// `point`, `disk`, `gauss`, `shell`, `template`.
    public var kind: String {
        switch self {
        case .model(let model): type(of: model).tags.last ?? ""
        case .template: "template"
        }
    }

    /// The spatial model.
    /// - Parameter folder: where maps are; nil for the place where Gammapy keeps them.
    func model(templates folder: String?) -> Result<any SpatialModel, NoModelReason> {
        switch self {
        case .model(let model): .success(model)
        case .template(let template): template.model(in: folder)
        }
    }

    /// A disk or a Gaussian with stated semi-axes.
    static func ellipse(
        at position: SkyDirection, major: Double, minor: Double, angle: Double, isDisk: Bool, error: PositionError?
    ) -> Result<CatalogShape, NoModelReason> {
        guard major > 0, major.isFinite else { return .failure(.incompleteShape("semi-major axis")) }
        guard minor > 0, minor <= major * (1 + 1e-6) else { return .failure(.incompleteShape("semi-minor axis")) }
        let ratio = min(1, minor / major)
        let eccentricity = (1 - ratio * ratio).squareRoot()
        let phi = angle.isFinite ? angle : 0
        var shape: any SpatialModel =
            isDisk
            ? DiskSpatialModel(at: position, r0: major, eccentricity: eccentricity, phi: phi)
            : GaussianSpatialModel(at: position, sigma: major, eccentricity: eccentricity, phi: phi)
        error?.apply(to: &shape)
        return .success(.model(shape))
    }

    /// A round Gaussian with the error of its σ, which counts as not stated unless it is above 0.
    static func gaussian(
        at position: SkyDirection, sigma: Double, sigmaError: Double, error: PositionError?
    ) -> CatalogShape {
        var gaussian = GaussianSpatialModel(at: position, sigma: sigma)
        if sigmaError > 0 { gaussian.parameters[2].error = sigmaError }
        var shape: any SpatialModel = gaussian
        error?.apply(to: &shape)
        return .model(shape)
    }

    /// A source without extension.
    static func point(at position: SkyDirection, error: PositionError?) -> CatalogShape {
        var shape: any SpatialModel = PointSpatialModel(at: position)
        error?.apply(to: &shape)
        return .model(shape)
    }
}
