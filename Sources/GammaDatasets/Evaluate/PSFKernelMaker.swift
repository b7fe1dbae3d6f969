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

    /// The kernel (y, x) of one true energy with ``Shape/size`` pixels along each side, which adds up to one or is empty,
    /// then its derivatives by whatever changes the profiles.
    ///
    /// - Parameter profiles: profiles (true energy, rad) of a direction, then at most three derivatives of them.
    func kernels(_ bin: Int, _ profiles: [[Double]], _ shape: Shape) -> [[Double]] {
        profiles.count == 1
            ? kernels(bin, profiles, shape, SIMD2<Double>.self) : kernels(bin, profiles, shape, SIMD4<Double>.self)
    }

    private func kernels<Lanes: SIMD>(
        _ bin: Int, _ profiles: [[Double]], _ shape: Shape, _ lanes: Lanes.Type
    ) -> [[Double]] where Lanes.Scalar == Double {
        let radii = psf.rad.binCount
        var profile = [Lanes](repeating: Lanes(repeating: 0), count: radii)
        for (lane, values) in profiles.enumerated() {
            for r in 0..<radii { profile[r][lane] = values[bin * radii + r] }
        }
        let (size, pixels) = (shape.size, shape.pixels[bin])
        let sums = sums(profile, pixels: pixels, factor: shape.factors[bin])
        let total = sums.reduce(Lanes(repeating: 0), +)
        let margin = (size - pixels) / 2
        return profiles.indices.map { lane in
            var kernel = [Double](repeating: 0, count: size * size)
            guard total[0] > 0, total[0].isFinite else { return kernel }
            for y in 0..<pixels {
                for x in 0..<pixels {
                    let sum = sums[y * pixels + x]
                    let value = sum[0] / total[0]
                    kernel[(margin + y) * size + margin + x] =
                        lane == 0 ? value : (sum[lane] - value * total[lane]) / total[0]
                }
            }
            return kernel
        }
    }

    /// Sums over the sub-pixels of each pixel (y, x); where a profile goes on straight below zero it counts as zero.
    private func sums<Lanes: SIMD>(_ profile: [Lanes], pixels: Int, factor: Int) -> [Lanes]
    where Lanes.Scalar == Double {
        let start = (largest - pixels) / 2 * factor
        let row = largest * factor
        let last = profile.count - 1
        return [Lanes](unsafeUninitializedCapacity: pixels * pixels) { sums, count in
            count = pixels * pixels
            profile.withUnsafeBufferPointer { profile in
                places[factor - 1].withUnsafeBufferPointer { places in
                    for y in 0..<pixels {
                        for x in 0..<pixels {
                            var sum = Lanes(repeating: 0)
                            for subY in 0..<factor {
                                let first = (start + y * factor + subY) * row + start + x * factor
                                for position in first..<first + factor {
                                    let place = places[position]
                                    let low = profile[Int(place.index)]
                                    let high = profile[min(Int(place.index) + 1, last)]
                                    let value = low + (high - low) * Double(place.fraction)
                                    if value[0] > 0 { sum += value }
                                }
                            }
                            sums.initializeElement(at: y * pixels + x, to: sum)
                        }
                    }
                }
            }
        }
    }
}
