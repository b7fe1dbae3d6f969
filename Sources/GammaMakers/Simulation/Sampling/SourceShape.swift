import Foundation
import GammaCore
import GammaMaps
import GammaModels

/// Where the photons of a source come from.
enum SourceShape {
    /// One place.
    case point(SkyDirection)
    /// A Gaussian with the widths in deg of its axes; the major one at an angle in deg from north to east.
    case gaussian(centre: SkyDirection, major: Double, minor: Double, angle: Double)

    /// - Throws: ``Fault/Code/badValue`` for a model without position, ``Fault/Code/unsupported`` for other shapes.
    init(_ model: SkyModel) throws {
        guard let spatial = model.spatial, let position = spatial.position else {
            throw Fault(
                .badValue, "source '\(model.name)' has no position on the sky", at: Origin(keyPath: model.name),
                hint: "give it a spatial model: PointSpatialModel or GaussianSpatialModel")
        }
        guard position.isValid else {
            throw Fault(.badValue, "the position of source '\(model.name)' is none", at: Origin(keyPath: model.name))
        }
        switch spatial {
        case is PointSpatialModel: self = .point(position)
        case is GaussianSpatialModel:
            func value(_ name: String) -> Double { spatial.parameters.first { $0.name == name }?.internalValue ?? 0 }
            let major = value("sigma")
            let eccentricity = value("e")
            guard major >= 0, major < 90, (0...1).contains(eccentricity) else {
                throw Fault(
                    .badValue,
                    "the shape of source '\(model.name)' cannot be drawn from: sigma \(major) deg, "
                        + "e \(eccentricity)", at: Origin(keyPath: model.name))
            }
            let minor = major * max(0, 1 - eccentricity * eccentricity).squareRoot()
            self = .gaussian(centre: position, major: major, minor: minor, angle: value("phi"))
        default:
            throw Fault(
                .unsupported, "sources of shape '\(type(of: spatial).tags[0])' cannot be simulated",
                at: Origin(keyPath: model.name), hint: "use PointSpatialModel or GaussianSpatialModel")
        }
    }

    /// A direction of a photon. The offsets along the axes are normal and taken as a distance on the great circle.
    func draw(_ random: inout RandomStream) -> SkyDirection {
        switch self {
        case .point(let direction): return direction
        case .gaussian(let centre, let major, let minor, let angle):
            let along = major * random.normal()
            let across = minor * random.normal()
            return centre.offset(
                by: hypot(along, across), positionAngle: angle + atan2(across, along) * 180 / Double.pi)
        }
    }
}
