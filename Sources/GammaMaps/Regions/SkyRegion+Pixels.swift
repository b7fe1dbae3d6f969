import Foundation
import GammaCore

extension SkyRegion {
    /// The region in the pixel plane of an image: lengths divided by the size of a pixel at the region's centre, angles
    /// turned by the direction of north there, as in the `regions` package.
    /// - Throws: ``Fault/Code/incompatible`` when part of it has no place in the projection.
    public func pixelRegion(_ wcs: WCSTransform) throws -> PixelRegion {
        switch self {
        case .circle(let centre, let radius):
            let local = try localScale(at: centre, wcs)
            return .circle(centre: local.position, radius: radius / local.scale)
        case .annulus(let centre, let inner, let outer):
            let local = try localScale(at: centre, wcs)
            return .annulus(centre: local.position, inner: inner / local.scale, outer: outer / local.scale)
        case .ellipse(let centre, let width, let height, let angle):
            let local = try localScale(at: centre, wcs)
            return .ellipse(
                centre: local.position, width: width / local.scale, height: height / local.scale,
                angle: angle * (.pi / 180) + local.northAngle - .pi / 2)
        case .rectangle(let centre, let width, let height, let angle):
            let local = try localScale(at: centre, wcs)
            return .rectangle(
                centre: local.position, width: width / local.scale, height: height / local.scale,
                angle: angle * (.pi / 180) + local.northAngle - .pi / 2)
        case .polygon(let vertices): return .polygon(try vertices.map { try position(of: $0, wcs) })
        case .point(let direction): return .point(try position(of: direction, wcs))
        case .compound(let combination, let parts):
            return .compound(combination, try parts.map { try $0.pixelRegion(wcs) })
        case .complement(let region): return .complement(try region.pixelRegion(wcs))
        }
    }

    private func localScale(
        at direction: SkyDirection, _ wcs: WCSTransform
    ) throws -> (position: PixelPoint, scale: Double, northAngle: Double) {
        guard let local = wcs.localScale(at: direction) else { throw offPlane(direction, wcs) }
        return local
    }

    private func position(of direction: SkyDirection, _ wcs: WCSTransform) throws -> PixelPoint {
        guard let position = wcs.pixel(of: direction) else { throw offPlane(direction, wcs) }
        return position
    }

    private func offPlane(_ direction: SkyDirection, _ wcs: WCSTransform) -> Fault {
        Fault(
            .incompatible,
            "the \(summary) at \(direction) has no place in a projection \(wcs.projection) around "
                + "\(wcs.keywords.referenceDirection)")
    }
}

extension PixelRegion {
    /// The region on the sky, in the frame of the image; inverse of ``SkyRegion/pixelRegion(_:)``.
    /// - Throws: ``Fault/Code/incompatible`` when a position is not on the sky.
    public func skyRegion(_ wcs: WCSTransform) throws -> SkyRegion {
        func direction(_ point: PixelPoint) throws -> SkyDirection {
            guard let direction = wcs.direction(x: point.x, y: point.y) else {
                throw Fault(.incompatible, "the pixel position (\(point.x), \(point.y)) is not on the sky")
            }
            return direction
        }
        func local(_ point: PixelPoint) throws -> (centre: SkyDirection, scale: Double, turn: Double) {
            let centre = try direction(point)
            guard let local = wcs.localScale(at: centre) else {
                throw Fault(.incompatible, "the scale of the image is not defined at \(centre)")
            }
            return (centre, local.scale, (local.northAngle - .pi / 2) * (180 / .pi))
        }
        switch self {
        case .circle(let centre, let radius):
            let local = try local(centre)
            return .circle(centre: local.centre, radius: radius * local.scale)
        case .annulus(let centre, let inner, let outer):
            let local = try local(centre)
            return .annulus(centre: local.centre, inner: inner * local.scale, outer: outer * local.scale)
        case .ellipse(let centre, let width, let height, let angle):
            let local = try local(centre)
            return .ellipse(
                centre: local.centre, width: width * local.scale, height: height * local.scale,
                angle: angle * (180 / .pi) - local.turn)
        case .rectangle(let centre, let width, let height, let angle):
            let local = try local(centre)
            return .rectangle(
                centre: local.centre, width: width * local.scale, height: height * local.scale,
                angle: angle * (180 / .pi) - local.turn)
        case .polygon(let vertices): return .polygon(try vertices.map(direction))
        case .point(let point): return .point(try direction(point))
        case .compound(let combination, let parts):
            return .compound(combination, try parts.map { try $0.skyRegion(wcs) })
        case .complement(let region): return .complement(try region.skyRegion(wcs))
        }
    }
}
