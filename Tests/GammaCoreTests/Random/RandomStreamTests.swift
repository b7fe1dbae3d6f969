import Foundation
import GammaTestSupport
import Testing

@testable import GammaCore

@Suite struct RandomStreamTests {
    /// Known answers of the authors' library (Random123, kat_vectors, philox4x32 10).
    @Test func philoxKnownAnswers() {
        let zero = Philox.block(counter: (0, 0, 0, 0), key: (0, 0))
        #expect(zero == (0x6627_e8d5, 0xe169_c58d, 0xbc57_ac4c, 0x9b00_dbd8))
        let ones = Philox.block(counter: (.max, .max, .max, .max), key: (.max, .max))
        #expect(ones == (0x408f_276d, 0x41c8_3b0e, 0xa20b_c7c6, 0x6d54_51fd))
        let pi = Philox.block(
            counter: (0x243f_6a88, 0x85a3_08d3, 0x1319_8a2e, 0x0370_7344), key: (0xa409_3822, 0x299f_31d0))
        #expect(pi == (0xd16c_fe09, 0x94fd_cceb, 0x5001_e420, 0x2412_6ea1))
    }

    @Test func streamsAreReproducibleAndDistinct() {
        func first(_ seed: UInt64, _ name: String, _ index: UInt64) -> [UInt64] {
            var stream = RandomStream(seed: seed, stream: name, index: index)
            return (0..<8).map { _ in stream.next() }
        }
        #expect(first(1, "a", 0) == first(1, "a", 0))
        let all = [first(1, "a", 0), first(2, "a", 0), first(1, "b", 0), first(1, "a", 1), first(0, "", 0)]
        #expect(Set(all.joined()).count == 40)
    }

    @Test func continuousMoments() {
        var random = RandomStream(seed: 3, stream: "moments")
        let count = 200_000
        let uniform = (0..<count).map { _ in random.uniform() }
        let normal = (0..<count).map { _ in random.normal() }
        let exponential = (0..<count).map { _ in random.exponential() }
        #expect(uniform.allSatisfy { $0 >= 0 && $0 < 1 })
        // Five standard errors each.
        expectClose(mean(uniform), 0.5, absolute: 5 * 0.289 / 447)
        expectClose(mean(normal), 0, absolute: 5 / 447)
        expectClose(mean(normal.map { $0 * $0 }), 1, absolute: 5 * 1.414 / 447)
        expectClose(mean(normal.map { pow($0, 4) }), 3, absolute: 5 * 9.8 / 447)
        expectClose(mean(exponential), 1, absolute: 5 / 447)
        expectClose(mean(exponential.map { $0 * $0 }), 2, absolute: 5 * 4.47 / 447)
    }

    /// χ² of the counts against the exact probabilities, over both algorithms.
    @Test(arguments: [0.01, 0.5, 3, 9.99, 10, 30, 1000])
    func poissonFollowsItsProbabilities(mean mu: Double) {
        var random = RandomStream(seed: 5, stream: "poisson", index: UInt64(mu * 100))
        let draws = 100_000
        var counts: [Int: Int] = [:]
        for _ in 0..<draws { counts[random.poisson(mu), default: 0] += 1 }
        var chiSquare = 0.0
        var cells = 0.0
        var rest = (expected: Double(draws), seen: Double(draws))
        for k in 0...Int(mu + 20 * mu.squareRoot() + 20) {
            let expected = Double(draws) * exp(PoissonProbability.logarithm(Double(k), mean: mu))
            guard expected > 10 else { continue }
            let seen = Double(counts[k] ?? 0)
            chiSquare += (seen - expected) * (seen - expected) / expected
            rest = (rest.expected - expected, rest.seen - seen)
            cells += 1
        }
        if rest.expected > 10 { chiSquare += pow(rest.seen - rest.expected, 2) / rest.expected }
        #expect(chiSquare < cells + 5 * (2 * cells).squareRoot() + 5)
    }

    @Test func poissonProbabilitySumsToOne() {
        for mu in [0.3, 4, 17, 250, 1e4] {
            let sum = (0...Int(mu + 12 * mu.squareRoot() + 30)).reduce(0.0) {
                $0 + exp(PoissonProbability.logarithm(Double($1), mean: mu))
            }
            expectClose(sum, 1, relative: 1e-12)
        }
    }

    @Test func poissonOfHugeAndImpossibleMeans() {
        var random = RandomStream(seed: 6, stream: "huge")
        for mean in [0, -1, Double.nan, -Double.infinity] { #expect(random.poisson(mean) == 0) }
        for mean in [1e9, 1e15, 4e18] {
            let pulls = (0..<2000).map { _ in (Double(random.poisson(mean)) - mean) / mean.squareRoot() }
            expectClose(self.mean(pulls), 0, absolute: 5 / 44.7)
            expectClose(self.mean(pulls.map { $0 * $0 }), 1, absolute: 5 * 1.414 / 44.7)
        }
        #expect(random.poisson(.infinity) == 1 << 62)
    }

    private func mean(_ values: [Double]) -> Double { values.reduce(0, +) / Double(values.count) }
}
