import Foundation
import GammaCore
import GammaNumerics
import GammaTestSupport
import Testing

/// Spectra that are used again, summed, shared and stored.
@Suite struct PlaneSpectrumTests {
    private let convolver: PlaneConvolver
    private let count: Int

    init() throws {
        convolver = try PlaneConvolver(width: 37, height: 26, kernelWidth: 11, kernelHeight: 9)
        count = 37 * 26
    }

    @Test func isLinear() {
        forAll(seed: 83, count: 10) { random in
            let (a, b) = (random.normal(), random.normal())
            let (first, second) = (noise(count, seed: 11), noise(count, seed: 12))
            let kernel = convolver.spectrum(ofKernel: noise(99, seed: 13))
            func result(_ image: [Double]) -> [Double] { convolver.inverse(convolver.spectrum(ofImage: image), kernel) }
            let sum = result(zip(first, second).map { a * $0 + b * $1 })
            let apart = zip(result(first), result(second)).map { a * $0 + b * $1 }
            // Results are below 99, mostly about 6.
            expectClose(sum, apart, relative: 0, absolute: 3e-14 * (abs(a) + abs(b)))
        }
    }

    @Test(arguments: [KernelSpectrum.Precision.double, .single])
    func sumOfTwoTakesOneTransform(precision: KernelSpectrum.Precision) {
        let images = [14, 15].map { convolver.spectrum(ofImage: noise(count, seed: $0)) }
        let kernels = [16, 17].map { convolver.spectrum(ofKernel: noise(99, seed: $0), precision: precision) }
        for flipped in [false, true] {
            var sum = Array(repeating: Double.nan, count: count)
            sum.withUnsafeMutableBufferPointer {
                convolver.inverse(
                    (images[0], kernels[0]), plus: (images[1], kernels[1]), flipped: flipped, into: $0,
                    workspace: PlaneWorkspace())
            }
            let apart = (0..<2).map { convolver.inverse(images[$0], kernels[$0], flipped: flipped) }
            expectClose(sum, zip(apart[0], apart[1]).map { $0 + $1 }, relative: 0, absolute: 3e-14)
        }
    }

    /// ⟨a ⊗ k, b⟩ = ⟨a, b ⊗ flipped k⟩.
    @Test func flippedKernelIsTheTranspose() {
        let (a, b) = (noise(count, seed: 18), noise(count, seed: 19))
        let kernel = convolver.spectrum(ofKernel: noise(99, seed: 20))
        let left = VectorMath.dot(convolver.inverse(convolver.spectrum(ofImage: a), kernel), b)
        let right = VectorMath.dot(a, convolver.inverse(convolver.spectrum(ofImage: b), kernel, flipped: true))
        expectClose(left, right, relative: 1e-13, absolute: 1e-12)
    }

    /// A kernel that is smaller than the convolver's is one with a rim of zeros.
    @Test func smallerKernels() throws {
        let image = convolver.spectrum(ofImage: noise(count, seed: 21))
        let kernel = noise(15, seed: 22)
        var rimmed = Array(repeating: 0.0, count: 99)
        for j in 0..<3 { for i in 0..<5 { rimmed[(j + 3) * 11 + i + 3] = kernel[j * 5 + i] } }
        let small = convolver.inverse(image, try convolver.spectrum(ofKernel: kernel, width: 5, height: 3))
        expectClose(
            small, convolver.inverse(image, convolver.spectrum(ofKernel: rimmed)), relative: 0, absolute: 1e-14)
    }

    /// What single precision costs, relative to the largest value of the result: a point and a broad source through a
    /// King profile, and noise through noise. The rounding of a float is 6e-8, and averages out.
    @Test func singlePrecisionIsRightToTenMillionths() throws {
        let (width, size) = (70, 31)
        let convolver = try PlaneConvolver(width: width, height: width, kernelWidth: size, kernelHeight: size)
        func plane(_ size: Int, _ value: (Double) -> Double) -> [Double] {
            (0..<size * size).map {
                let (x, y) = (Double($0 % size - size / 2), Double($0 / size - size / 2))
                return value(x * x + y * y)
            }
        }
        let king = plane(size) { pow(1 + $0 / 12, -1.8) }
        let images = [
            plane(width) { $0 == 0 ? 1 : 0 }, plane(width) { exp(-$0 / 200) }, plane(width) { $0 < 300 ? 1 : 0 },
            noise(width * width, seed: 23),
        ]
        for (image, kernel) in images.map({ ($0, king) }) + [(images[3], noise(size * size, seed: 24))] {
            let spectrum = convolver.spectrum(ofImage: image)
            let double = convolver.inverse(spectrum, convolver.spectrum(ofKernel: kernel))
            let single = convolver.inverse(spectrum, convolver.spectrum(ofKernel: kernel, precision: .single))
            let largest = double.map { abs($0) }.max() ?? .nan
            let worst = zip(double, single).map { abs($0 - $1) }.max() ?? .nan
            #expect(worst < 1e-7 * largest)
            // It is single precision.
            #expect(worst > 1e-12 * largest)
        }
    }

    @Test func sameBitsOnAnyThread() throws {
        let images = (30..<38).map { noise(count, seed: $0) }
        let kernel = convolver.spectrum(ofKernel: noise(99, seed: 25))
        let results = try [1, 4].map { threads in
            try parallelMap(images, Execution(threads: threads)) { image in
                let workspace = PlaneWorkspace()
                return convolver.inverse(
                    convolver.spectrum(ofImage: image, workspace: workspace), kernel, workspace: workspace)
            }
        }
        #expect(results[0] == results[1])
    }

    /// Whatever was in scratch memory before, larger or smaller or NaN, leaves no trace.
    @Test func workspaceLeavesNoTrace() throws {
        let (image, kernel) = (noise(count, seed: 26), convolver.spectrum(ofKernel: noise(99, seed: 27)))
        let fresh = convolver.inverse(convolver.spectrum(ofImage: image), kernel)
        let workspace = PlaneWorkspace()
        for size in [3, 90] {
            let other = try PlaneConvolver(width: size, height: size, kernelWidth: 5, kernelHeight: 5)
            let nans = Array(repeating: Double.nan, count: size * size)
            let spectrum = other.spectrum(ofImage: nans, workspace: workspace)
            _ = other.inverse(spectrum, other.spectrum(ofKernel: noise(25, seed: 28)), workspace: workspace)
            let again = convolver.inverse(
                convolver.spectrum(ofImage: image, workspace: workspace), kernel, workspace: workspace)
            #expect(again == fresh)
        }
    }

    @Test func spectraAreValues() {
        let (first, second) = (noise(count, seed: 28), noise(count, seed: 29))
        let kernel = convolver.spectrum(ofKernel: noise(99, seed: 30))
        let workspace = PlaneWorkspace()
        var spectrum = convolver.spectrum(ofImage: first)
        let copy = spectrum
        let before = convolver.inverse(copy, kernel)
        second.withUnsafeBufferPointer { convolver.form(&spectrum, ofImage: $0, workspace: workspace) }
        #expect(convolver.inverse(copy, kernel) == before)
        #expect(convolver.inverse(spectrum, kernel) == convolver.inverse(convolver.spectrum(ofImage: second), kernel))
        // Alone now: formed again in its own memory.
        first.withUnsafeBufferPointer { convolver.form(&spectrum, ofImage: $0, workspace: workspace) }
        #expect(convolver.inverse(spectrum, kernel) == before)
    }
}
