import GammaCore
import GammaNumerics
import GammaTestSupport
import Testing

@testable import GammaFit

struct ShrunkCovarianceTests {
    private func draws(_ count: Int, correlation: Double, memory: Double = 0) -> [[Double]] {
        var random = RandomStream(seed: 4, stream: "draws")
        var last = [Double](repeating: 0, count: 8)
        return (0..<count).map { _ in
            let common = random.normal()
            let fresh = (0..<8).map { _ in
                correlation.squareRoot() * common + (1 - correlation).squareRoot() * random.normal()
            }
            last = zip(last, fresh).map { memory * $0 + (1 - memory * memory).squareRoot() * $1 }
            return last.indices.map { Double($0 + 1) * last[$0] }
        }
    }

    private func sizes(_ matrix: Matrix) -> [Double] {
        (0..<8).flatMap { i in (0..<i).map { abs(matrix[i, $0]) } }
    }

    /// Of independent quantities 30 draws show correlations of 0.18; what is left of them is chance, too.
    @Test func chanceIsNotLearnt() throws {
        let estimate = try #require(ShrunkCovariance(draws(30, correlation: 0)))
        let mean = sizes(estimate.correlation).reduce(0, +) / 28
        #expect(mean < 0.05)
        for k in 0..<8 { #expect(abs(estimate.widths[k] / Double(k + 1) - 1) < 4 * 0.13) }
        #expect((0..<8).allSatisfy { estimate.correlation[$0, $0] == 1 })
    }

    @Test func correlationsAreLearnt() throws {
        // Products of two of them scatter by 1.3, so that 30 know 0.9 to a quarter, and a tenth of the square is left out.
        let few = try #require(ShrunkCovariance(draws(30, correlation: 0.9)))
        expectClose(sizes(few.correlation).reduce(0, +) / 28, 0.8, absolute: 0.15)
        let many = try #require(ShrunkCovariance(draws(3000, correlation: 0.3)))
        for size in sizes(many.correlation) { expectClose(size, 0.3, absolute: 0.07) }
    }

    /// Draws that follow each other slowly tell less: of chance more is left out.
    @Test func memoryCounts() throws {
        let slow = draws(60, correlation: 0, memory: 0.9)
        let estimate = try #require(ShrunkCovariance(slow))
        func raw(_ i: Int, _ j: Int) -> Double {
            let means = [i, j].map { k in slow.reduce(0) { $0 + $1[k] } / 60 }
            let sum = slow.reduce(0) { $0 + ($1[i] - means[0]) * ($1[j] - means[1]) }
            return abs(sum / 59 / (estimate.widths[i] * estimate.widths[j]))
        }
        let mean = (0..<8).flatMap { i in (0..<i).map { raw(i, $0) } }.reduce(0, +) / 28
        #expect(mean > 0.25)
        #expect(sizes(estimate.correlation).reduce(0, +) / 28 < 0.75 * mean)
    }

    @Test func nothingToLearn() {
        #expect(ShrunkCovariance([]) == nil)
        #expect(ShrunkCovariance(draws(8, correlation: 0)) == nil)
        #expect(ShrunkCovariance((0..<20).map { [Double($0), 1] }) == nil)
    }
}
