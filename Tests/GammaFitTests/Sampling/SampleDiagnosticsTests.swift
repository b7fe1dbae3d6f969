import Foundation
import GammaFit
import GammaTestSupport
import Testing

/// Golden numbers: arviz 0.23.4 (`rhat`, `ess` with methods bulk, tail, mean) and emcee 3.1.6 (`integrated_time`, c = 5) on the
/// chains of ``chains(_:_:_:_:shift:scale:rounded:)``, in double precision like ours.
@Suite("Diagnostics of draws")
struct SampleDiagnosticsTests {
    /// Autoregressive chains x ← φ x + u from a linear congruential generator, shifted and widened from chain to chain.
    static func chains(
        _ seed: Int, _ count: Int, _ length: Int, _ phi: Double, shift: Double = 0, scale: Double = 0,
        rounded: Bool = false
    ) -> [[Double]] {
        var state = seed
        return (0..<count).map { chain in
            var x = 0.0
            return (0..<length).map { _ in
                state = (1_103_515_245 * state + 12_345) % 2_147_483_648
                x = phi * x + (Double(state) / 2_147_483_648 - 0.5) * (1 + scale * Double(chain))
                let value = x + shift * Double(chain)
                return rounded ? (value * 10).rounded(.down) / 10 : value
            }
        }
    }

    static let cases: [(chains: [[Double]], rHat: Double, bulk: Double, tail: Double, mean: Double)] = [
        (chains(7, 4, 100, 0.6), 1.024796956560546, 121.1119360676156, 263.5858884757692, 122.26351434636133),
        (
            chains(11, 3, 101, 0.9, shift: 0.5), 1.3770204684644347, 7.28716192879044, 54.75297391123069,
            7.069038843572731
        ),
        (
            chains(5, 4, 80, 0.3, rounded: true), 1.020245136048729, 154.18773171439514, 172.86016822218676,
            158.76958340431602
        ),
        (
            chains(3, 4, 120, 0, scale: 1), 1.22848205731387, 468.6707343159153, 28.686219237849986, 445.7408399085643
        ),
        (chains(13, 2, 150, -0.5), 0.9953608172645125, 743.1363764158988, 281.64152414923086, 743.1363764158988),
    ]

    @Test(arguments: cases.indices) func againstArviz(_ index: Int) {
        let expected = Self.cases[index]
        expectClose(SampleDiagnostics.rHat(expected.chains), expected.rHat, relative: 1e-9)
        expectClose(SampleDiagnostics.bulkEffectiveSize(expected.chains), expected.bulk, relative: 1e-9)
        expectClose(SampleDiagnostics.tailEffectiveSize(expected.chains), expected.tail, relative: 1e-9)
        expectClose(SampleDiagnostics.effectiveSize(expected.chains), expected.mean, relative: 1e-9)
    }

    @Test func singleChain() {
        let chain = Self.chains(9, 1, 200, 0.95)
        expectClose(SampleDiagnostics.bulkEffectiveSize(chain), 5.338612333798433, relative: 1e-9)
        expectClose(SampleDiagnostics.tailEffectiveSize(chain), 12.282268870031263, relative: 1e-9)
        #expect(SampleDiagnostics.rHat(chain) > 1.1)
        expectClose(SampleDiagnostics.autocorrelationTime(chain), 14.63191731, relative: 1e-8)
        expectClose(
            SampleDiagnostics.autocorrelationTime(Self.chains(7, 1, 400, 0.6)), 3.61782911, relative: 1e-8)
    }

    @Test func constantsAndShortChains() {
        #expect(SampleDiagnostics.rHat([[1, 1, 1, 1], [1, 1, 1, 1]]).isNaN)
        #expect(SampleDiagnostics.rHat([[1, 1, 1, 1], [2, 2, 2, 2]]) == .infinity)
        #expect(SampleDiagnostics.rHat([[1, 2]]).isNaN)
        #expect(SampleDiagnostics.rHat([]).isNaN)
        #expect(SampleDiagnostics.bulkEffectiveSize([[1, .nan, 2, 3, 4, 5]]).isNaN)
        #expect(SampleDiagnostics.autocorrelationTime([[1, 1, 1, 1]]).isNaN)
    }
}
