import Foundation
import GammaCore

/// A small image with which maps are convolved, or one for every bin of some axes.
public struct ConvolutionKernel: Sendable, Hashable {
    /// Number of columns.
    public let width: Int
    /// Number of rows.
    public let height: Int
    /// The axes; none for one image.
    public let axes: [MapAxis]
    /// Values in C order (axes…, y, x).
    public let values: [Double]

    /// Makes a kernel.
    /// - Throws: ``Fault/Code/incompatible`` when the number of values is wrong.
    public init(values: [Double], width: Int, height: Int, axes: [MapAxis] = []) throws {
        let planes = axes.reduce(1) { $0 * $1.binCount }
        guard width > 0, height > 0, width <= 1 << 20, height <= 1 << 20, values.count == width * height * planes else {
            throw Fault(
                .incompatible, "\(values.count) values do not fill a kernel of \(width) × \(height) × \(planes)")
        }
        self.width = width
        self.height = height
        self.axes = axes
        self.values = values
    }

    /// The values of a map as kernel; its sky coordinates have no meaning.
    public init(_ map: WCSMap) {
        (width, height) = (map.geometry.nx, map.geometry.ny)
        axes = map.geometry.axes
        values = map.values
    }

    /// Number of images.
    public var planeCount: Int { axes.reduce(1) { $0 * $1.binCount } }

    /// The kernel with every image divided by its sum; images of sum 0 stay.
    public var normalized: ConvolutionKernel {
        var scaled = values
        let size = width * height
        for plane in 0..<planeCount {
            let sum = values[plane * size..<(plane + 1) * size].reduce(0, +)
            if sum != 0 { for index in plane * size..<(plane + 1) * size { scaled[index] /= sum } }
        }
        return ConvolutionKernel(width, height, axes, scaled)
    }

    /// 1 within `radius` pixels of the middle, the border included; astropy's `Tophat2DKernel` of peak 1.
    /// - Throws: ``Fault/Code/badValue`` for a radius that is not positive or of more than 10 000 pixels.
    public static func disk(radius: Double) throws -> ConvolutionKernel {
        try shape(reaching: radius) { $0 <= radius * radius }
    }

    /// 1 from `inner` to `outer` pixels from the middle, both borders included, as Gammapy's ring kernel.
    /// - Throws: ``Fault/Code/badValue`` unless 0 ≤ inner < outer ≤ 10 000.
    public static func ring(inner: Double, outer: Double) throws -> ConvolutionKernel {
        guard inner >= 0, inner < outer else {
            throw Fault(.badValue, "a ring from \(inner) to \(outer) pixels has no width")
        }
        return try shape(reaching: outer) { $0 <= outer * outer && $0 >= inner * inner }
    }

    private static func shape(reaching radius: Double, _ contains: (Double) -> Bool) throws -> ConvolutionKernel {
        guard radius > 0, radius <= 10_000 else {
            throw Fault(.badValue, "a kernel cannot have a radius of \(radius) pixels")
        }
        // The size is 2 · radius, rounded up to an odd number, as astropy chooses it.
        let half = Int((2 * radius).rounded(.up)) / 2
        var values: [Double] = []
        for y in -half...half {
            for x in -half...half { values.append(contains(Double(x * x + y * y)) ? 1 : 0) }
        }
        return ConvolutionKernel(2 * half + 1, 2 * half + 1, [], values)
    }

    private init(_ width: Int, _ height: Int, _ axes: [MapAxis], _ values: [Double]) {
        self.width = width
        self.height = height
        self.axes = axes
        self.values = values
    }
}
