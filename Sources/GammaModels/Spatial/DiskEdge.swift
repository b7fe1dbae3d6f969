import Foundation

/// The brightness of a disk across its edge, 1 inside: ½ erfc((s − r)/w) at a distance s from the centre of a disk that extends
/// to r, with w = r · width/2.326 (numerics §9.2). Where a value stands for a square, the variance of that along the radius,
/// a twelfth of its area, is added to that of the edge, w²/2.
struct DiskEdge {
    /// Of the edge, over r.
    private let width: Double
    /// Twice the variance of a square in radians².
    private let square: Double

    /// - Parameter extent: side in radians of the square that a value stands for; 0 for none.
    init(width: Double, extent: Double) {
        self.width = width
        square = extent * extent / 6
    }

    /// Arguments of erfc below and above which it is 2 and 0 to rounding.
    private static let (inside, outside) = (-6.5, 27.0)

    func value(_ s: Double, _ r: Double) -> Double { value(argument: (s - r) / softness(r)) }

    /// The value with its derivatives by s, by ln r and by the width.
    func derivatives(
        _ s: Double, _ r: Double
    ) -> (value: Double, bySeparation: Double, byLogExtent: Double, byWidth: Double) {
        let softness = softness(r)
        let t = (s - r) / softness
        let value = value(argument: t)
        guard t > Self.inside, t < Self.outside, softness > 0 else { return (value, 0, 0, 0) }
        let density = exp(-t * t) / Double.pi.squareRoot() / softness
        let edge = r / DiskSpatialModel.quantile
        let share = edge * edge * width / softness
        return (value, -density, density * (r + t * share * width), density * t * share)
    }

    /// The distance that is one in the argument of erfc.
    private func softness(_ r: Double) -> Double {
        let edge = r * width / DiskSpatialModel.quantile
        return (edge * edge + square).squareRoot()
    }

    private func value(argument t: Double) -> Double {
        // Neither inside nor outside an edge without any width is on it.
        if t < Self.inside { return 1 }
        return t > Self.outside ? 0 : t.isNaN ? 0.5 : 0.5 * erfc(t)
    }
}
