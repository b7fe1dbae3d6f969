import GammaNumerics
import GammaTestSupport
import Testing

@Suite struct PoissonIntervalTests {
    /// Exact 84.13 % limits of Gehrels (1986), tables 1 and 2; the closed forms are right within 2 % (lower ones below 5 counts
    /// within 10 %).
    @Test(arguments: [(1.0, 0.173, 3.300), (5, 2.840, 8.382), (10, 6.891, 14.27), (50, 42.95, 58.12)])
    func limitsOfGehrels(counts: Double, low: Double, high: Double) {
        let interval = PoissonInterval(counts: counts)
        expectClose(interval.low, low, relative: counts < 5 ? 0.1 : 0.02)
        expectClose(interval.high, high, relative: 0.02)
    }

    @Test func noCounts() {
        #expect(PoissonInterval(counts: 0).low == 0)
        expectClose(PoissonInterval(counts: 0).high, 1.866, absolute: 1e-3)
        #expect(PoissonInterval(counts: -1).high.isNaN)
    }
}
