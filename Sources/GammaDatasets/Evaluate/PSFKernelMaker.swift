import Foundation
import GammaCore
import GammaMaps

/// Makes images of the point-spread function at a direction, one for each true energy, on the pixels of a map.
///
/// As Gammapy's `get_psf_kernel`: profiles are interpolated linearly between the pixels of the response, cut at the radius
/// that contains 99.9 % at that energy, averaged over sub-pixels and normalised. All pixel distances are taken at the
/// middle of the map.
struct PSFKernelMaker: Sendable {
    /// What is discrete about the kernels of a source: held fixed while a fit moves the source.
    struct Shape: Sendable, Equatable {
        /// Odd number of pixels across, for each true energy.
        var pixels: [Int]
        /// Sub-pixels along each side of a pixel, for each true energy.
        var factors: [Int]

        /// Pixels across the largest kernel.
        var size: Int { pixels.max() ?? 1 }
    }

    let psf: PSFMap
    let energies: MapAxis
    private let locator: ResponseLocator
    /// Width of a pixel in deg.
    private let pixelScale: Double
    private let largest: Int
    /// For sub-pixel factors 1 to 4 the place of every sub-pixel of the largest kernel on the axis of `rad`.
    private let places: [[RadPlace]]

    /// A position on the axis of `rad` between two of its centres.
    private struct RadPlace {
        var index: Int32
        var fraction: Float
    }

    init(psf: PSFMap, image: WCSGeometry, energies: MapAxis) throws {
        self.psf = psf
        self.energies = energies
        locator = ResponseLocator(psf.map)
        pixelScale = image.wcs.pixelScales.max()
        largest = Self.oddPixels(radius: psf.rad.edges[psf.rad.binCount], pixelScale)
        let centre = try WCSGeometry.create(
            centre: image.centre, pixels: SIMD2(largest, largest), binSize: SIMD2(repeating: pixelScale),
            projection: image.projection, frame: image.frame)
        places = try (1...4).map { factor in
            let grid = try factor == 1 ? centre : centre.upsampled(by: factor)
            return grid.separations(from: image.centre).map { Self.place($0, psf.rad.centres) }
        }
    }

    private static func oddPixels(radius: Double, _ pixelScale: Double) -> Int {
        let pixels = Int((2 * radius / pixelScale).rounded(.up))
        return pixels / 2 * 2 + 1
    }

    private static func place(_ rad: Double, _ centres: [Double]) -> RadPlace {
        guard centres.count > 1 else { return RadPlace(index: 0, fraction: 0) }
        var (low, high) = (0, centres.count - 1)
        while high - low > 1 {
            let middle = (low + high) / 2
            if centres[middle] <= rad { low = middle } else { high = middle }
        }
        return RadPlace(index: Int32(low), fraction: Float((rad - centres[low]) / (centres[low + 1] - centres[low])))
    }

    /// Profiles (true energy, rad) at a direction.
    func profiles(at direction: SkyDirection) -> [Double] {
        psf.resampled(psf.profiles(locator.bilinear(direction)), to: energies)
    }

    /// Sizes and sub-pixels of the kernels at a direction.
    func shape(at direction: SkyDirection) -> Shape {
        let all = profiles(at: direction)
        let radii = psf.rad.binCount
        var shape = Shape(pixels: [], factors: [])
        for t in 0..<energies.binCount {
            let profile = all[t * radii..<(t + 1) * radii]
            let pixels = Self.oddPixels(radius: psf.containmentRadius(0.999, profile: profile), pixelScale)
            shape.pixels.append(min(pixels, largest))
            let width = 2 * psf.containmentRadius(0.68, profile: profile) / pixelScale
            shape.factors.append(min(Int((12 / width).rounded(.up)), 4))
        }
        return shape
    }

    /// Kernels (true energy, y, x) with ``Shape/size`` pixels along each side; every plane adds up to one, or is empty.
    func kernels(at direction: SkyDirection, _ shape: Shape) -> [Double] {
        let profiles = profiles(at: direction)
        return (0..<energies.binCount).flatMap { kernel($0, profiles, shape) }
    }

    /// The kernel (y, x) of one true energy, from the profiles (true energy, rad) of a direction.
    func kernel(_ bin: Int, _ profiles: [Double], _ shape: Shape) -> [Double] {
        let size = shape.size
        let radii = psf.rad.binCount
        let profile = Array(profiles[bin * radii..<(bin + 1) * radii])
        return [Double](unsafeUninitializedCapacity: size * size) { buffer, count in
            let plane = UnsafeMutableBufferPointer(rebasing: buffer[..<(size * size)])
            plane.initialize(repeating: 0)
            fill(plane, size, profile, pixels: shape.pixels[bin], factor: shape.factors[bin])
            count = size * size
        }
    }

    private func fill(
        _ plane: UnsafeMutableBufferPointer<Double>, _ size: Int, _ profile: [Double], pixels: Int, factor: Int
    ) {
        let margin = (size - pixels) / 2
        let start = (largest - pixels) / 2 * factor
        let row = largest * factor
        let last = max(profile.count - 2, 0)
        var total = 0.0
        profile.withUnsafeBufferPointer { profile in
            places[factor - 1].withUnsafeBufferPointer { places in
                for y in 0..<pixels {
                    for x in 0..<pixels {
                        var sum = 0.0
                        for subY in 0..<factor {
                            let first = (start + y * factor + subY) * row + start + x * factor
                            for position in first..<first + factor {
                                let place = places[position]
                                let low = profile[min(Int(place.index), last)]
                                let high = profile[min(Int(place.index) + 1, profile.count - 1)]
                                sum += max(low + (high - low) * Double(place.fraction), 0)
                            }
                        }
                        plane[(margin + y) * size + margin + x] = sum
                        total += sum
                    }
                }
            }
        }
        guard total > 0, total.isFinite else {
            plane.update(repeating: 0)
            return
        }
        for index in plane.indices { plane[index] /= total }
    }
}
