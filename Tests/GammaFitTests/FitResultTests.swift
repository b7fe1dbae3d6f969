import GammaFit
import GammaTestSupport
import Testing

@Suite("Fit results")
struct FitResultTests {
    @Test func printsValuesAsTheirErrorsDeserve() {
        let text = Minimiser().minimise(Toys.spectrum()).description
        #expect(text.contains("(5.09 ± 0.20)e-12"), "\(text)")
        #expect(text.contains("2.28 ± 0.09"))
        #expect(text.contains("cm-2 s-1 TeV-1"))
        #expect(text.contains("the fit converged"))
    }

    @Test func everyOutcomeExplainsItself() {
        let outcomes: [FitOutcome] = [
            .converged, .convergedAtLimit(["a"]), .flatDirection(["a"]), .badCovariance(.notPositiveDefinite(["a"])),
            .badCovariance(.notFinite(["a"])), .notConverged(.badStart("no value")),
            .notConverged(.maximumEvaluations(edm: 1)), .notConverged(.noDecrease(edm: 1)),
            .notConverged(.unbounded(["a"])), .notConverged(.cancelled),
        ]
        #expect(Set(outcomes.map(\.code)).count == outcomes.count)
        #expect(Set(outcomes.map(\.description)).count == outcomes.count)
        for outcome in outcomes {
            let isFine = outcome == .converged || outcome == .notConverged(.cancelled)
            #expect((outcome.advice == nil) == isFine)
            if outcome.isReliable { #expect(outcome.isMinimum) }
        }
    }
}
