import GammaFit
import GammaTestSupport
import Testing

@Suite("Trace of a minimisation")
struct FitTraceTests {
    @Test func tellsEveryStep() throws {
        var minimiser = Minimiser()
        minimiser.recordsTrace = true
        let result = minimiser.minimise(Toys.spectrum())
        let plain = Minimiser().minimise(Toys.spectrum())
        #expect(plain.trace.isEmpty)
        #expect(result.values == plain.values && result.stat == plain.stat)

        let (first, last) = (try #require(result.trace.first), try #require(result.trace.last))
        #expect(first.values == Toys.spectrum().parameters.map(\.value) && first.step == 0)
        #expect(last.values == result.values && last.stat == result.stat)
        #expect(result.trace.map(\.iteration) == Array(result.trace.indices))
        #expect(result.trace.count > 2)
        for (before, after) in zip(result.trace, result.trace.dropFirst()) {
            #expect(after.stat <= before.stat && after.evaluations > before.evaluations && after.step > 0)
        }
        #expect(last.edm < 1e-6 && last.gradient < 1e-2 && first.gradient > last.gradient)
        #expect(first.edm > last.edm)
    }

    /// Parameters are numbered in pairs: those of a strongly correlated pair are named, the strongest first.
    @Test func correlationsAreNamed() throws {
        let result = Minimiser().minimise(Toys.spectrum())
        let correlation = try #require(result.correlation)
        let pairs = result.correlations(atLeast: 0)
        #expect(pairs.count == result.parameters.count * (result.parameters.count - 1) / 2)
        #expect(zip(pairs, pairs.dropFirst()).allSatisfy { abs($0.coefficient) >= abs($1.coefficient) })
        let pair = try #require(pairs.first)
        let (i, j) = (try #require(result.index(of: pair.first)), try #require(result.index(of: pair.second)))
        #expect(pair.coefficient == correlation[i, j])
        #expect(result.correlations(atLeast: 1.1).isEmpty)
    }
}
