import CKernels
import Foundation
import GammaCore
import GammaNumerics
import GammaTestSupport
import Testing

/// Against libm, whose own error is below 1 ulp: at most 2 ulp in all.
@Suite struct VectorMathTests {
    private func worst(_ actual: [Double], _ expected: [Double]) -> Double {
        zip(actual, expected).map { abs($0 - $1) / $1.ulp }.max() ?? 0
    }

    private func draws(_ count: Int, _ make: (inout RandomStream) -> Double) -> [Double] {
        var random = RandomStream(seed: 71, stream: "vector")
        return (0..<count).map { _ in make(&random) }
    }

    @Test func logarithm() {
        let x = draws(20_001) { exp(1400 * ($0.uniform() - 0.5)) } + draws(20_001) { 0.5 + 1.5 * $0.uniform() }
        #expect(worst(VectorMath.log(x), x.map { Foundation.log($0) }) <= 2)
        let special = VectorMath.log([
            0, -0.0, -1, .infinity, .nan, 1, Double.leastNonzeroMagnitude, (0x1p-1022 / 64), .greatestFiniteMagnitude,
        ])
        #expect(special[0] == -.infinity && special[1] == -.infinity && special[2].isNaN)
        #expect(special[3] == .infinity && special[4].isNaN && special[5] == 0)
        expectClose(
            Array(special[6...]),
            [Double.leastNonzeroMagnitude, (0x1p-1022 / 64), Double.greatestFiniteMagnitude].map { Foundation.log($0) },
            relative: 3e-16)
    }

    @Test func exponential() {
        let x = draws(20_001) { 1400 * ($0.uniform() - 0.5) } + draws(20_001) { 2 * ($0.uniform() - 0.5) }
        #expect(worst(VectorMath.exp(x), x.map { Foundation.exp($0) }) <= 2)
        let special = [0, 709.78, 710, -708.5, -740, -745, -746, .infinity, -.infinity]
        expectClose(
            VectorMath.exp(special), special.map { Foundation.exp($0) }, relative: 3e-16,
            absolute: Double.leastNonzeroMagnitude)
        #expect(VectorMath.exp([.nan])[0].isNaN)
    }

    @Test(arguments: [-2.7, -1, 0.5, 2, 3, 17.3, 150.7, -0.001, 1e-12])
    func power(exponent: Double) {
        let limit = min(700, 690 / abs(exponent))
        let x = draws(10_001) { exp(2 * limit * ($0.uniform() - 0.5)) } + draws(10_001) { 0.7 + 0.8 * $0.uniform() }
        #expect(worst(VectorMath.pow(x, exponent), x.map { Foundation.pow($0, exponent) }) <= 2)
    }

    @Test func powerAtTheEdges() {
        let x = [0, 1, Double.leastNonzeroMagnitude, (0x1p-1022 / 64), 1.7e308, .infinity, .nan]
        for exponent in [2, -2, 0, 1e305, -1e305, .infinity, 0.3] {
            expectClose(VectorMath.pow(x, exponent), x.map { Foundation.pow($0, exponent) }, relative: 5e-16)
        }
        #expect(VectorMath.pow([-1], 2)[0].isNaN)
        #expect(VectorMath.pow([2], .nan)[0].isNaN)
    }

    @Test func everyLengthGivesTheSameBits() {
        let x = draws(100) { 0.01 + 10 * $0.uniform() }
        let (log, exp, pow) = (VectorMath.log(x), VectorMath.exp(x), VectorMath.pow(x, -2.3))
        for start in [0, 1, 7, 50] {
            for count in [0, 1, 2, 3, 15, 17, 33] {
                let part = Array(x[start..<start + count])
                #expect(VectorMath.log(part) == Array(log[start..<start + count]))
                #expect(VectorMath.exp(part) == Array(exp[start..<start + count]))
                #expect(VectorMath.pow(part, -2.3) == Array(pow[start..<start + count]))
            }
        }
        #expect(VectorMath.log(x[3]) == log[3] && VectorMath.exp(x[3]) == exp[3])
        var inPlace = x
        VectorMath.formLog(&inPlace)
        #expect(inPlace == log)
        inPlace = x
        VectorMath.formExp(&inPlace)
        #expect(inPlace == exp)
    }

    @Test func sums() {
        for count in [0, 1, 15, 16, 17, 1000] {
            let (a, b, w) = (
                draws(count) { $0.normal() }, draws(count) { $0.uniform() }, draws(count) { $0.exponential() }
            )
            let products = zip(a, b).map { $0 * $1 }
            expectClose(VectorMath.sum(a), Summation.compensated(a), relative: 0, absolute: 1e-12)
            expectClose(VectorMath.dot(a, b), Summation.compensated(products), relative: 0, absolute: 1e-12)
            expectClose(
                VectorMath.dot(w, a, b), Summation.compensated(zip(w, products).map { $0 * $1 }), relative: 0,
                absolute: 1e-12)
            var y = b
            VectorMath.add(a, times: 2, to: &y)
            #expect(y == zip(a, b).map { $1 + 2 * $0 })
        }
    }

    /// Undefined and infinite numbers count nowhere, others where the mask holds.
    @Test func maskedSums() {
        for count in [0, 1, 5, 16, 103] {
            var x = draws(count) { $0.normal() }
            for k in stride(from: 3, to: count, by: 7) { x[k] = [.nan, .infinity, -.infinity][k % 3] }
            let mask = draws(count) { $0.uniform() }.map { $0 < 0.7 }
            let start = draws(count) { $0.normal() }
            var y = start
            VectorMath.add(x, where: mask, to: &y, count: count)
            #expect(y == (0..<count).map { start[$0] + (mask[$0] && x[$0].isFinite ? x[$0] : 0) })
        }
    }

    @Test func interpolation() {
        let row = [1, 3, -2, .nan, 1e308, 1e308]
        let pairs: [(Int32, Int32, Double, Double)] = [
            (0, 1, 0.25, 0.75), (1, 2, 0.2, 0.8), (0, 0, 1, 0), (0, 3, 1, 0), (4, 5, 1, 1), (1, 0, 0, 0),
            (0, 1, 2, -0.5),
        ]
        var y = [Double](repeating: -1, count: pairs.count)
        VectorMath.interpolate(
            row, lower: pairs.map(\.0), upper: pairs.map(\.1), a: pairs.map(\.2), b: pairs.map(\.3), times: 2, into: &y,
            count: pairs.count)
        #expect(y == [5, 0, 2, 0, 0, 0, 1])
    }

    @Test func cashAgreesWithItsDefinition() {
        for count in [0, 1, 16, 1003] {
            let npred = draws(count) { 20 * $0.uniform() }
            let counts = draws(count) { Double($0.poisson(8)) }
            let weights = draws(count) { $0.uniform() < 0.3 ? 0 : 1 }
            let terms = zip(npred, counts).map { 2 * ($0 - $1 * Foundation.log($0)) }
            expectClose(
                CashKernel.sum(counts: counts, npred: npred), Summation.compensated(terms), relative: 1e-13,
                absolute: 1e-12)
            let weighted = CashKernel.sumWithGradient(counts: counts, npred: npred, weights: weights)
            expectClose(
                weighted.sum, Summation.compensated(zip(weights, terms).map { $0 * $1 }), relative: 1e-13,
                absolute: 1e-12)
            expectClose(
                weighted.gradient, (0..<count).map { weights[$0] * 2 * (1 - counts[$0] / npred[$0]) }, relative: 1e-14,
                absolute: 1e-15)
            #expect(weighted.sum == CashKernel.sum(counts: counts, npred: npred, weights: weights))
        }
    }

    @Test func cashOfOddBins() {
        let result = CashKernel.sumWithGradient(counts: [0, 0, 3], npred: [2, 0, -1])
        expectClose(result.sum, 4 - 6 * Foundation.log(1e-25), relative: 1e-15)
        #expect(result.gradient == [2, 0, 0])
        #expect(CashKernel.sum(counts: [0], npred: [.nan]).isNaN)
        #expect(CashKernel.sum(counts: [0], npred: [.infinity]) == .infinity)
    }
}
