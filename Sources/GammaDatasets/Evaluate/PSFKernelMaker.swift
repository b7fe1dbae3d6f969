import Foundation
import GammaCore
import GammaMaps

/// Makes images of the point-spread function at a direction, one for each energy, on the pixels of a map.
///
/// As Gammapy's `get_psf_kernel`: profiles are interpolated linearly between the pixels of the response, cut at the radius
/// that contains 99.9 % at that energy, averaged over sub-pixels and normalised. All pixel distances are taken at the
/// middle of the map.
struct PSFKernelMaker: Sendable {
    /// What is discrete about the kernels of a source: held fixed while a fit moves the source.
    struct Shape: Sendable, Equatable {
        /// Odd number of pixels across, for each energy.
        var pixels: [Int]
        /// Sub-pixels along each side of a pixel, for each energy.
        var factors: [Int]

        /// Pixels across the largest kernel.
        var size: Int { pixels.max() ?? 1 }

        /// Pixels across the largest kernel with as many sub-pixels.
        func size(factor: Int) -> Int { zip(pixels, factors).filter { $0.1 == factor }.map(\.0).max() ?? 1 }
    }

    let psf: PSFMap
    /// The energies of the dataset in which the point-spread function is known, true or reconstructed.
    let energies: MapAxis
    private let locator: ResponseLocator
    /// Width of a pixel in deg.
    private let pixelScale: Double
    private let largest: Int
    private let places: SubPixelPlaces

    init(psf: PSFMap, image: WCSGeometry, energies: MapAxis) {
        self.psf = psf
        self.energies = energies
        locator = ResponseLocator(psf.map)
        pixelScale = image.wcs.pixelScales.max()
        largest = Self.oddPixels(radius: psf.rad.edges[psf.rad.binCount], pixelScale)
        places = SubPixelPlaces(image: image, pixelScale: pixelScale, rad: psf.rad)
    }

    private static func oddPixels(radius: Double, _ pixelScale: Double) -> Int {
        let pixels = Int((2 * radius / pixelScale).rounded(.up))
        return pixels / 2 * 2 + 1
    }

    /// Profiles (energy, rad) at a direction.
    func profiles(at direction: SkyDirection) -> [Double] {
        psf.resampled(psf.profiles(locator.bilinear(direction)), to: energies)
    }

    /// Profiles (energy, rad) made wider by a factor, and cut at the same radius.
    func widened(_ profiles: [Double], by scale: Double) -> [Double] {
        guard scale != 1 else { return profiles }
        let centres = psf.rad.centres
        let places = centres.map { radius -> (index: Int, fraction: Double)? in
            let inner = radius / scale
            guard let next = centres.firstIndex(where: { $0 >= inner }) else { return nil }
            guard next > 0 else { return (0, 0) }
            return (next - 1, (inner - centres[next - 1]) / (centres[next] - centres[next - 1]))
        }
        return (0..<energies.binCount).flatMap { bin in
            places.map { place in
                guard let (index, fraction) = place else { return 0.0 }
                let low = profiles[bin * centres.count + index]
                let high = profiles[bin * centres.count + min(index + 1, centres.count - 1)]
                return (low + (high - low) * fraction) / (scale * scale)
            }
        }
    }

    /// Sizes and sub-pixels of the kernels at a direction, for profiles that are wider by a factor.
    func shape(at direction: SkyDirection, scale: Double = 1) -> Shape {
        let all = widened(profiles(at: direction), by: scale)
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

    /// The kernel (y, x) of one energy with ``Shape/size`` pixels along each side, which adds up to one or is empty,
    /// then its derivatives by whatever changes the profiles.
    ///
    /// - Parameter profiles: profiles (energy, rad) of a direction, then at most three derivatives of them.
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
        let factor = shape.factors[bin]
        let sums = sums(profile, pixels: pixels, of: shape.size(factor: factor), factor: factor)
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

    /// Sums over the sub-pixels of each pixel (y, x) in the middle of `all` by `all`; where a profile goes on straight
    /// below zero it counts as zero.
    private func sums<Lanes: SIMD>(_ profile: [Lanes], pixels: Int, of all: Int, factor: Int) -> [Lanes]
    where Lanes.Scalar == Double {
        let places = places.places(pixels: all, factor: factor)
        let start = (all - pixels) / 2 * factor
        let row = all * factor
        guard places.count == row * row else { return [Lanes](repeating: Lanes(repeating: 0), count: pixels * pixels) }
        let last = profile.count - 1
        return [Lanes](unsafeUninitializedCapacity: pixels * pixels) { sums, count in
            count = pixels * pixels
            profile.withUnsafeBufferPointer { profile in
                places.withUnsafeBufferPointer { places in
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
