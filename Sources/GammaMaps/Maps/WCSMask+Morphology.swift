import Foundation
import GammaCore

extension WCSMask {
    /// The shape by which masks grow and shrink. Sizes in degrees; in pixels they are rounded up to an odd number, as in
    /// Gammapy's `binary_structure`.
    public enum Shape: Sendable, Hashable {
        /// A disk of that radius.
        case disk(radius: Double)
        /// A rectangle of those sides along x and y.
        case box(width: SIMD2<Double>)

        /// Half lengths of the rows of the shape, the middle row included, from bottom to top.
        func rows(_ pixelScales: SIMD2<Double>) throws -> [Int] {
            func odd(_ width: Double, _ scale: Double) throws -> Int {
                guard width > 0, width / scale < 1e5 else {
                    throw Fault(.badValue, "a margin of \(width) deg is not positive or has too many pixels")
                }
                return Int((width / scale).rounded(.up)) / 2 * 2 + 1
            }
            switch self {
            case .disk(let radius):
                let r = try odd(radius, pixelScales.x)
                return (-r...r).map { Int(Double(r * r - $0 * $0).squareRoot()) }
            case .box(let width):
                let (x, y) = (try odd(width.x, pixelScales.x), try odd(width.y, pixelScales.y))
                return [Int](repeating: x / 2, count: y)
            }
        }
    }

    /// True where the whole shape around a pixel is true; outside the image everything counts as false.
    /// - Throws: ``Fault/Code/badValue`` for a size that is not positive.
    public func eroded(by shape: Shape) throws -> WCSMask {
        let rows = try shape.rows(geometry.wcs.pixelScales)
        let needed = rows.reduce(0) { $0 + 2 * $1 + 1 }
        return WCSMask(unchecked: geometry, counts(rows).map { $0 == needed })
    }

    /// True where the shape around a pixel has at least one true pixel.
    ///
    /// So does `scipy.ndimage`; Gammapy by default asks for two, and loses single pixels.
    /// - Throws: ``Fault/Code/badValue`` for a size that is not positive.
    public func dilated(by shape: Shape) throws -> WCSMask {
        let rows = try shape.rows(geometry.wcs.pixelScales)
        return WCSMask(unchecked: geometry, counts(rows).map { $0 > 0 })
    }

    /// How many pixels are true in the shape around every pixel, from running sums along the rows.
    private func counts(_ halfWidths: [Int]) -> [Int32] {
        let (nx, ny) = (geometry.nx, geometry.ny)
        let middle = halfWidths.count / 2
        var result = [Int32](repeating: 0, count: flags.count)
        var sums = [Int32](repeating: 0, count: ny * (nx + 1))
        for plane in 0..<geometry.planeCount {
            for y in 0..<ny {
                let (source, target) = ((plane * ny + y) * nx, y * (nx + 1))
                for x in 0..<nx { sums[target + x + 1] = sums[target + x] + (flags[source + x] ? 1 : 0) }
            }
            result.withUnsafeMutableBufferPointer { result in
                sums.withUnsafeBufferPointer { sums in
                    for (number, half) in halfWidths.enumerated() {
                        let shift = number - middle
                        for y in max(0, -shift)..<max(0, -shift, min(ny, ny - shift)) {
                            let (source, target) = ((y + shift) * (nx + 1), (plane * ny + y) * nx)
                            for x in 0..<nx {
                                result[target + x] +=
                                    sums[source + min(x + half + 1, nx)] - sums[source + max(x - half, 0)]
                            }
                        }
                    }
                }
            }
        }
        return result
    }
}
