import Foundation

/// A position in pixels; the centre of the first pixel is (0, 0).
public struct PixelPoint: Sendable, Hashable {
    /// Along the first FITS axis.
    public var x: Double
    /// Along the second FITS axis.
    public var y: Double

    /// Makes a position.
    public init(_ x: Double, _ y: Double) {
        self.x = x
        self.y = y
    }

    /// The position turned counter-clockwise (from x to y) about `centre`.
    public func rotated(about centre: PixelPoint, by angleRadians: Double) -> PixelPoint {
        let (dx, dy) = (x - centre.x, y - centre.y)
        let (s, c) = (sin(angleRadians), cos(angleRadians))
        return PixelPoint(centre.x + c * dx - s * dy, centre.y + s * dx + c * dy)
    }
}
