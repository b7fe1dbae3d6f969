import GammaMaps
import Synchronization

/// Where the sub-pixels of square images lie on the axis of `rad` around their middle; made when they are first asked for.
///
/// A response that reaches far has far more sub-pixels than a kernel that is cut where hardly anything is left.
final class SubPixelPlaces: Sendable {
    /// A position between two centres of the axis.
    struct Place: Sendable {
        var index: Int32
        var fraction: Float
    }

    private struct Size: Hashable {
        let pixels: Int
        let factor: Int
    }

    private let image: WCSGeometry
    private let pixelScale: Double
    private let rad: MapAxis
    private let made = Mutex<[Size: [Place]]>([:])

    /// - Parameters:
    ///   - image: all distances are taken at its middle.
    ///   - pixelScale: width of a pixel, deg.
    ///   - rad: the axis of the distance, deg.
    init(image: WCSGeometry, pixelScale: Double, rad: MapAxis) {
        self.image = image
        self.pixelScale = pixelScale
        self.rad = rad
    }

    /// The places (y, x) of `factor` sub-pixels along each side of `pixels` pixels; none if there is no such image.
    func places(pixels: Int, factor: Int) -> [Place] {
        made.withLock { made in
            let size = Size(pixels: pixels, factor: factor)
            if let places = made[size] { return places }
            let places = make(size)
            made[size] = places
            return places
        }
    }

    private func make(_ size: Size) -> [Place] {
        guard
            let coarse = try? WCSGeometry.create(
                centre: image.centre, pixels: SIMD2(repeating: size.pixels), binSize: SIMD2(repeating: pixelScale),
                projection: image.projection, frame: image.frame),
            let grid = size.factor == 1 ? coarse : try? coarse.upsampled(by: size.factor)
        else { return [] }
        return grid.separations(from: image.centre).map(place)
    }

    private func place(_ distance: Double) -> Place {
        let centres = rad.centres
        guard centres.count > 1 else { return Place(index: 0, fraction: 0) }
        guard rad.interpolation == .linear else {
            // In the scale of the axis. Constant below the first node, where Gammapy goes on to the logarithm of nearly zero.
            let position = rad.pixel(of: max(distance, centres[0]))
            let low = min(max(position.rounded(.down), 0), Double(centres.count - 2))
            return Place(index: Int32(low), fraction: Float(position - low))
        }
        var (low, high) = (0, centres.count - 1)
        while high - low > 1 {
            let middle = (low + high) / 2
            if centres[middle] <= distance { low = middle } else { high = middle }
        }
        return Place(index: Int32(low), fraction: Float((distance - centres[low]) / (centres[low + 1] - centres[low])))
    }
}
