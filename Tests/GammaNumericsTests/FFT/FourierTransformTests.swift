import Foundation
import GammaCore
import GammaNumerics
import GammaTestSupport
import Testing

@Suite struct FourierTransformTests {
    /// X(k) by its definition, roots of unity from the exact remainder of jk.
    private func sums(_ real: [Double], _ imaginary: [Double]) -> (real: [Double], imaginary: [Double]) {
        let n = real.count
        let roots = (0..<n).map { (cos(2 * .pi * Double($0) / Double(n)), -sin(2 * .pi * Double($0) / Double(n))) }
        var result = (real: [Double](), imaginary: [Double]())
        for k in 0..<n {
            var (re, im) = (0.0, 0.0)
            for j in 0..<n {
                let (c, s) = roots[j * k % n]
                re += real[j] * c - imaginary[j] * s
                im += real[j] * s + imaginary[j] * c
            }
            result.real.append(re)
            result.imaginary.append(im)
        }
        return result
    }

    private func signal(_ count: Int, seed: UInt64) -> [Double] {
        var random = RandomStream(seed: seed, stream: "fourier")
        return (0..<count).map { _ in random.normal() }
    }

    /// Every length up to 60, and each radix more than once. The sums round more than the transform does: √n · 1e-16 a
    /// term, n terms of size √n at most.
    @Test func agreesWithItsDefinition() throws {
        var lengths = 0
        for n in Array(1...60) + [64, 75, 81, 100, 120, 125, 128] {
            guard let transform = FourierTransform(count: n) else { continue }
            lengths += 1
            let (real, imaginary) = (signal(n, seed: 1), signal(n, seed: 2))
            let (actual, expected) = (transform.forward(real: real, imaginary: imaginary), sums(real, imaginary))
            let bound = 4e-16 * Double(n)
            expectClose(actual.real, expected.real, relative: 0, absolute: bound + 1e-15, "real, length \(n)")
            expectClose(
                actual.imaginary, expected.imaginary, relative: 0, absolute: bound + 1e-15, "imaginary, length \(n)")
        }
        // 2^a 3^b 5^c up to 60: 26 numbers (OEIS A051037).
        #expect(lengths == 26 + 7)
    }

    /// numpy 2.4.6: numpy.fft.fft([1, -2, 3j, 4, 0.5 - 1j, 7]).
    @Test func agreesWithNumpy() throws {
        let transform = try #require(FourierTransform(count: 6))
        let result = transform.forward(real: [1, -2, 0, 4, 0.5, 7], imaginary: [0, 0, 3, 0, -1, 0])
        expectClose(
            result.real, [10.5, 2.7141016151377544, -1.2141016151377544, -7.5, 5.714101615137754, -4.2141016151377535],
            relative: 0, absolute: 4e-15)
        expectClose(
            result.imaginary, [2.0, 7.227241335952167, 6.361215932167728, 2.0, -8.361215932167728, -9.227241335952167],
            relative: 0, absolute: 4e-15)
    }

    @Test func thereAndBack() {
        forAll(seed: 81, count: 30) { random in
            // 2^a 3^b 5^c with a few hundred elements.
            var n = 1
            while n < 60 { n *= [2, 3, 5][Int(random.uniform() * 3)] }
            guard let transform = FourierTransform(count: n) else {
                Issue.record("no transform of length \(n)")
                return
            }
            let (real, imaginary) = (signal(n, seed: 3), signal(n, seed: 4))
            let frequencies = transform.forward(real: real, imaginary: imaginary)
            let back = transform.inverse(real: frequencies.real, imaginary: frequencies.imaginary)
            expectClose(back.real, real, relative: 0, absolute: 4e-15)
            expectClose(back.imaginary, imaginary, relative: 0, absolute: 4e-15)
            // Parseval.
            let power = VectorMath.dot(real, real) + VectorMath.dot(imaginary, imaginary)
            let spectral = frequencies.real + frequencies.imaginary
            expectClose(VectorMath.dot(spectral, spectral), power * Double(n), relative: 1e-14)
        }
    }

    @Test func otherLengthsHaveNone() {
        for n in [-4, 0, 7, 11, 14, 49, 66, Int.max] { #expect(FourierTransform(count: n) == nil) }
    }

    @Test func nanSpreads() throws {
        let transform = try #require(FourierTransform(count: 30))
        var signal = Array(repeating: 1.0, count: 30)
        signal[17] = .nan
        let result = transform.forward(real: signal, imaginary: signal)
        #expect((result.real + result.imaginary).allSatisfy { $0.isNaN })
    }
}
