import Foundation
import GammaCore

/// A region on the sky. Lengths and angles in degrees.
///
/// The angle of an ellipse or a rectangle is that of DS9 and the `regions` package: counter-clockwise in an image with
/// north up and east to the left, from its width along the (negative) longitude axis.
public indirect enum SkyRegion: Sendable, Hashable {
    /// Directions nearer than `radius` to the centre.
    case circle(centre: SkyDirection, radius: Double)
    /// An ellipse of full axes `width` and `height`.
    case ellipse(centre: SkyDirection, width: Double, height: Double, angle: Double)
    /// A rectangle of full sides `width` and `height`.
    case rectangle(centre: SkyDirection, width: Double, height: Double, angle: Double)
    /// Directions with a separation from `inner` up to less than `outer`.
    case annulus(centre: SkyDirection, inner: Double, outer: Double)
    /// A polygon.
    case polygon([SkyDirection])
    /// A point, which contains nothing.
    case point(SkyDirection)
    /// Several regions combined.
    case compound(RegionOperator, [SkyRegion])
    /// Everything outside a region (DS9's excluded regions).
    case complement(SkyRegion)

    /// One region from a list as DS9 means it: the union of the regions without what the complements exclude;
    /// nil for an empty list.
    public static func union(of regions: [SkyRegion]) -> SkyRegion? {
        var included: [SkyRegion] = []
        var excluded: [SkyRegion] = []
        for region in regions {
            if case .complement = region { excluded.append(region) } else { included.append(region) }
        }
        let inside = included.count > 1 ? .compound(.or, included) : included.first
        guard !excluded.isEmpty else { return inside }
        return .compound(.and, (inside.map { [$0] } ?? []) + excluded)
    }

    /// The shapes without compound structure; the inside of complements included.
    public var parts: [SkyRegion] {
        switch self {
        case .compound(_, let parts): parts.flatMap(\.parts)
        case .complement(let region): region.parts
        default: [self]
        }
    }

    /// Whether the region consists of points only, which stand for the pixel around them.
    public var isPoint: Bool {
        let parts = parts
        return !parts.isEmpty && parts.allSatisfy { if case .point = $0 { true } else { false } }
    }

    /// Checks that all coordinates are on the sky and all lengths make sense.
    /// - Throws: ``Fault/Code/badValue``.
    public func validate() throws {
        func check(_ ok: Bool, _ text: String) throws {
            guard ok else { throw Fault(.badValue, "the region \(summary) has \(text)") }
        }
        switch self {
        case .circle(let centre, let radius):
            try check(centre.isValid, "no valid centre")
            try check(radius > 0 && radius <= 180, "no valid radius")
        case .ellipse(let centre, let width, let height, let angle),
            .rectangle(let centre, let width, let height, let angle):
            try check(centre.isValid, "no valid centre")
            try check(width > 0 && height > 0 && width <= 360 && height <= 360, "no valid size")
            try check(angle.isFinite, "no valid angle")
        case .annulus(let centre, let inner, let outer):
            try check(centre.isValid, "no valid centre")
            try check(inner >= 0 && inner < outer && outer <= 180, "an inner radius that is not below the outer one")
        case .polygon(let vertices):
            try check(vertices.count >= 3, "fewer than three vertices")
            try check(vertices.allSatisfy(\.isValid), "a vertex that is not on the sky")
        case .point(let direction): try check(direction.isValid, "no valid position")
        case .compound(_, let parts):
            try check(!parts.isEmpty, "no parts")
            for part in parts { try part.validate() }
        case .complement(let region): try region.validate()
        }
    }

    /// Name of the shape, for messages.
    var summary: String {
        switch self {
        case .circle: "circle"
        case .ellipse: "ellipse"
        case .rectangle: "rectangle"
        case .annulus: "annulus"
        case .polygon: "polygon"
        case .point: "point"
        case .compound: "compound"
        case .complement(let region): "excluded \(region.summary)"
        }
    }
}
