import Foundation
import GammaCore
import GammaNumerics
import GammaTestSupport
import Testing

/// One plane and one kernel against plain sums; rounding is measured against the sums of absolute values.
@Suite struct PlaneConvolverTests {
    @Test func halfSpectrumAgreesWithItsDefinition() throws {
        for (width, height, kernel) in [(1, 1, 1), (5, 4, 3), (9, 1, 5), (1, 8, 3), (11, 7, 1), (13, 9, 7)] {
            let convolver = try PlaneConvolver(
                width: width, height: height, kernelWidth: kernel, kernelHeight: kernel)
            let image = noise(width * height, seed: 5)
            let spectrum = convolver.spectrum(ofImage: image)
            for row in 0...convolver.paddedHeight / 2 {
                for column in 0..<convolver.paddedWidth {
                    var (real, imaginary) = (0.0, 0.0)
                    for y in 0..<height {
                        for x in 0..<width {
                            let turn =
                                Double(x * column % convolver.paddedWidth) / Double(convolver.paddedWidth)
                                + Double(y * row % convolver.paddedHeight) / Double(convolver.paddedHeight)
                            real += image[y * width + x] * cos(2 * .pi * turn)
                            imaginary -= image[y * width + x] * sin(2 * .pi * turn)
                        }
                    }
                    let element = convolver.element(spectrum, column: column, row: row)
                    // Up to 117 terms of size 1, each right to 1e-15.
                    expectClose(element.real, real, relative: 0, absolute: 5e-14)
                    expectClose(element.imaginary, imaginary, relative: 0, absolute: 5e-14)
                }
            }
        }
    }

    /// Spectra formed in memory that held others are those formed in new memory.
    @Test func formedAgain() throws {
        let convolver = try PlaneConvolver(width: 21, height: 13, kernelWidth: 7, kernelHeight: 5)
        let workspace = PlaneWorkspace()
        var (image, kernel) = (convolver.emptySpectrum, convolver.emptyKernelSpectrum)
        for seed in 1...3 {
            let (pixels, weights) = (noise(21 * 13, seed: UInt64(seed)), noise(7 * 5, seed: UInt64(10 + seed)))
            let held = kernel
            pixels.withUnsafeBufferPointer { convolver.form(&image, ofImage: $0, workspace: workspace) }
            convolver.form(&kernel, ofKernel: weights, workspace: workspace)
            let expected = convolver.inverse(
                convolver.spectrum(ofImage: pixels), convolver.spectrum(ofKernel: weights))
            #expect(convolver.inverse(image, kernel) == expected)
            // A spectrum that someone else holds stays as it is.
            if seed > 1 { #expect(convolver.inverse(image, held) != expected) }
        }
    }

    /// Kernels of every shape, larger than the plane too, both ways round, by transforms and by sums.
    @Test func agreesWithSums() {
        forAll(seed: 82, count: 40) { random in
            let (width, height) = (1 + Int(random.uniform() * 22), 1 + Int(random.uniform() * 22))
            let (columns, rows) = (1 + 2 * Int(random.uniform() * 8), 1 + 2 * Int(random.uniform() * 8))
            let image = (0..<width * height).map { _ in random.normal() }
            let kernel = (0..<columns * rows).map { _ in random.normal() }
            let convolver = try PlaneConvolver(
                width: width, height: height, kernelWidth: columns, kernelHeight: rows)
            let flipped = random.uniform() < 0.5
            let expected = sums(image, width, height, kernel, columns, rows, flipped: flipped)
            let scale = 2e-15 * VectorMath.sum(kernel.map { abs($0) }) * (image.map { abs($0) }.max() ?? 0)
            let name = "\(width) × \(height) with \(columns) × \(rows)"
            let transformed = convolver.inverse(
                convolver.spectrum(ofImage: image), convolver.spectrum(ofKernel: kernel), flipped: flipped)
            expectClose(transformed, expected, relative: 0, absolute: scale, name)
            expectClose(
                convolver.convolveDirectly(image, kernel, flipped: flipped), expected, relative: 0, absolute: scale,
                name)
            expectClose(
                convolver.convolve(image, kernel, flipped: flipped), expected, relative: 0, absolute: scale, name)
        }
    }

    @Test(arguments: [(1, 17, 1, 5), (17, 1, 5, 1), (1, 1, 65, 65), (4, 3, 31, 1), (40, 33, 3, 27), (33, 40, 27, 3)])
    func agreesWithSumsAtTheEdges(width: Int, height: Int, columns: Int, rows: Int) throws {
        let (image, kernel) = (noise(width * height, seed: 6), noise(columns * rows, seed: 7))
        let convolver = try PlaneConvolver(width: width, height: height, kernelWidth: columns, kernelHeight: rows)
        let expected = sums(image, width, height, kernel, columns, rows)
        let scale = 4e-15 * Double(columns * rows)
        let result = convolver.inverse(convolver.spectrum(ofImage: image), convolver.spectrum(ofKernel: kernel))
        expectClose(result, expected, relative: 0, absolute: scale)
        expectClose(convolver.convolveDirectly(image, kernel), expected, relative: 0, absolute: scale)
    }

    /// No pixel to spare: what wraps around must end just before the plane.
    @Test func paddingOfHalfAKernelIsEnough() throws {
        let (image, kernel) = (noise(20 * 12, seed: 31), noise(11 * 9, seed: 32))
        let convolver = try PlaneConvolver(width: 20, height: 12, kernelWidth: 11, kernelHeight: 9)
        #expect(convolver.paddedWidth == 25 && convolver.paddedHeight == 16)
        for flipped in [false, true] {
            let result = convolver.inverse(
                convolver.spectrum(ofImage: image), convolver.spectrum(ofKernel: kernel), flipped: flipped)
            expectClose(
                result, sums(image, 20, 12, kernel, 11, 9, flipped: flipped), relative: 0, absolute: 4e-14)
        }
    }

    /// scipy 1.17.1: scipy.signal.convolve2d(s, k, mode="same"), with which fftconvolve agrees to 1e-14, for
    /// s = (7x + 11y + xy) % 13 - 4 and k = (3i + 5j) % 7 + i/8, x and i along rows. Multiples of 1/8, so exact.
    @Test func agreesWithScipy() throws {
        func image(_ width: Int, _ height: Int) -> [Double] {
            (0..<width * height).map {
                let (x, y) = ($0 % width, $0 / width)
                return Double((7 * x + 11 * y + x * y) % 13 - 4)
            }
        }
        func kernel(_ width: Int, _ height: Int) -> [Double] {
            (0..<width * height).map {
                let (i, j) = ($0 % width, $0 / width)
                return Double((3 * i + 5 * j) % 7) + Double(i) / 8
            }
        }
        let small = try PlaneConvolver(width: 6, height: 4, kernelWidth: 3, kernelHeight: 5)
        let expected = [
            18.0, 51.75, 27.375, 4.625, 116.75, 41.375, 55.375, 53.5, 15.0, 44.75, 107.0, 103.5, 77.375, -19.5, 60.0,
            51.75, 115.0, 43.5, 66.875, 23.125, 30.625, 69.0, 125.25, 24.375,
        ]
        #expect(small.convolveDirectly(image(6, 4), kernel(3, 5)) == expected)
        expectClose(
            small.inverse(small.spectrum(ofImage: image(6, 4)), small.spectrum(ofKernel: kernel(3, 5))), expected,
            relative: 0, absolute: 1e-13)
        let large = try PlaneConvolver(width: 61, height: 50, kernelWidth: 21, kernelHeight: 9)
        let result = large.inverse(
            large.spectrum(ofImage: image(61, 50)), large.spectrum(ofKernel: kernel(21, 9)))
        let places = [(0, 0), (0, 60), (49, 0), (49, 60), (25, 30), (7, 41)]
        expectClose(
            places.map { result[$0.0 * 61 + $0.1] }, [307.25, 535.25, 205.375, 243.625, 1729.875, 1303], relative: 0,
            absolute: 1e-11)
        expectClose(VectorMath.dot(result, result), 4020041724.953125, relative: 1e-13)
    }

    /// A kernel with a single 1 moves the plane by whole pixels: exactly by sums, to rounding by transforms.
    @Test func impulsesMoveThePlane() throws {
        let (width, height, size) = (14, 9, 7)
        let image = noise(width * height, seed: 8)
        let convolver = try PlaneConvolver(width: width, height: height, kernelWidth: size, kernelHeight: size)
        let spectrum = convolver.spectrum(ofImage: image)
        for (dx, dy) in [(0, 0), (3, 0), (-3, 2), (1, -3), (-2, -1)] {
            var kernel = Array(repeating: 0.0, count: size * size)
            kernel[(size / 2 + dy) * size + size / 2 + dx] = 1
            let moved = (0..<width * height).map { pixel in
                let (x, y) = (pixel % width - dx, pixel / width - dy)
                return x >= 0 && x < width && y >= 0 && y < height ? image[y * width + x] : 0
            }
            #expect(convolver.convolveDirectly(image, kernel) == moved)
            // Values up to 3, products with roots of unity in some ten passes.
            let result = convolver.inverse(spectrum, convolver.spectrum(ofKernel: kernel))
            expectClose(result, moved, relative: 0, absolute: 3e-15, "moved by \(dx), \(dy)")
        }
    }

    @Test func nanSpreads() throws {
        let convolver = try PlaneConvolver(width: 12, height: 10, kernelWidth: 3, kernelHeight: 3)
        let kernel = noise(9, seed: 9)
        for bad in [Double.nan, .infinity, -.infinity] {
            var image = noise(120, seed: 10)
            image[57] = bad
            let result = convolver.inverse(convolver.spectrum(ofImage: image), convolver.spectrum(ofKernel: kernel))
            #expect(bad.isNaN ? result.allSatisfy { $0.isNaN } : result.allSatisfy { !$0.isFinite })
            let direct = convolver.convolveDirectly(image, kernel)
            #expect(direct.filter { !$0.isFinite }.count == 9)
        }
    }

    @Test func badSizesAreFaults() throws {
        for (width, height, columns, rows) in [
            (0, 5, 3, 3), (5, -1, 3, 3), (5, 5, 4, 3), (5, 5, 3, 2), (5, 5, 0, 1), (5, 5, 1, -1),
            (Int.max, 2, 1, 1), (2, Int.max, 1, 1), (5, 5, Int.max, 1),
        ] {
            let fault = #expect(throws: Fault.self) {
                try PlaneConvolver(width: width, height: height, kernelWidth: columns, kernelHeight: rows)
            }
            #expect(fault?.code == .badValue)
        }
        let convolver = try PlaneConvolver(width: 5, height: 5, kernelWidth: 3, kernelHeight: 3)
        for (columns, rows, count) in [(2, 3, 6), (3, 3, 8), (5, 3, 15), (0, 0, 0), (-1, -1, 1)] {
            #expect(throws: Fault.self) {
                try convolver.spectrum(ofKernel: noise(count, seed: 1), width: columns, height: rows)
            }
        }
    }
}

/// Numbers between −1 and 1.
func noise(_ count: Int, seed: UInt64) -> [Double] {
    var random = RandomStream(seed: seed, stream: "plane")
    return (0..<count).map { _ in 2 * random.uniform() - 1 }
}

/// The convolution, or correlation, by its definition.
func sums(
    _ image: [Double], _ width: Int, _ height: Int, _ kernel: [Double], _ columns: Int, _ rows: Int,
    flipped: Bool = false
) -> [Double] {
    (0..<width * height).map { pixel in
        var sum = 0.0
        for j in 0..<rows {
            let y = flipped ? pixel / width + j - rows / 2 : pixel / width - j + rows / 2
            if y < 0 || y >= height { continue }
            for i in 0..<columns {
                let x = flipped ? pixel % width + i - columns / 2 : pixel % width - i + columns / 2
                if x >= 0 && x < width { sum += image[y * width + x] * kernel[j * columns + i] }
            }
        }
        return sum
    }
}
