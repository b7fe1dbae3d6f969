import Foundation
import GammaCore
import GammaDatasets
import GammaModels
import GammaTestSupport
import Testing

@testable import GammaEstimators

@Suite struct NormLikelihoodTests {
    private func likelihood(_ bins: [SourceBins.Measured]) -> NormLikelihood {
        var part = SourceBins()
        for bin in bins { part.reach(bin.statistic, fixed: bin.fixed, reference: bin.reference) }
        return NormLikelihood([part])
    }

    /// One bin with known background: norm = (n − b)/s, and the error is √n/s.
    @Test func oneBinIsAnalytic() throws {
        let likelihood = self.likelihood([.init(statistic: .cash(n: 30, background: 10), fixed: 0, reference: 5)])
        let best = try #require(likelihood.minimum())
        expectClose(best.norm, 4, relative: 1e-10)
        expectClose(best.error, 30.0.squareRoot() / 5, relative: 1e-8)
    }

    /// At the ends of the interval the statistic has risen by what was asked for.
    @Test func intervalEndsWhereTheStatisticRises() throws {
        forAll(seed: 5, count: 200) { random in
            let bins = (0..<4).map { _ in
                SourceBins.Measured(
                    statistic: .wstat(
                        nOn: Double(random.poisson(8)), nOff: Double(random.poisson(40)), alpha: 0.1), fixed: 0,
                    reference: 1 + random.uniform())
            }
            let likelihood = self.likelihood(bins)
            guard let best = likelihood.minimum() else {
                Issue.record("no minimum")
                return
            }
            for rise in [1.0, 4.0] {
                let up = likelihood.distance(from: best, sigma: rise.squareRoot(), upwards: true)
                expectClose(likelihood.value(best.norm + up) - best.relative, rise, relative: 1e-8)
                #expect(up > 0)
            }
        }
    }

    /// Asimov counts at the sensitivity have exactly the significance asked for.
    @Test func sensitivityMeansItsSignificance() throws {
        let likelihood = self.likelihood([.init(statistic: .cash(n: 12, background: 12), fixed: 0, reference: 2)])
        let norm = likelihood.sensitivity(sigma: 5)
        let (s, b) = (2 * norm, 12.0)
        expectClose(2 * ((s + b) * log((s + b) / b) - s), 25, relative: 1e-8)
    }

    /// No counts at all: the limit is finite, and nothing traps.
    @Test func emptyBins() throws {
        let likelihood = self.likelihood([.init(statistic: .cash(n: 0, background: 0), fixed: 0, reference: 3)])
        let best = likelihood.minimum()
        #expect(best == nil || best?.norm.isFinite == true)
        #expect(self.likelihood([]).minimum() == nil)
    }
}
