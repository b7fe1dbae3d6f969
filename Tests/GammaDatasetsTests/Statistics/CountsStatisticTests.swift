import GammaDatasets
import GammaTestSupport
import Testing

/// Literals: gammapy.stats 2.1, `CashCountsStatistic` and `WStatCountsStatistic`. Its roots have relative errors of 1e-12
/// (Lambert functions near their branch point 1e-12, too), so that 1e-9 is asked for.
@Suite("Counts statistics")
struct CountsStatisticTests {
    private let cash = CashCountsStatistic.array(nOn: [13, 0, 5, 1000], muBackground: [5, 2, 9, 800])
    private let wstat = WStatCountsStatistic.array(
        nOn: [13, 5, 389, 0, 4], nOff: [11, 30, 564, 7, 0], alpha: [0.5, 0.5, 0.0430973656475544, 0.2, 0.1])
    private let tolerance = 1e-9

    private func compare(_ actual: [Double], _ expected: [Double], _ comment: String = "") {
        expectClose(actual, expected, relative: tolerance, absolute: 1e-12, comment)
    }

    @Test func knownBackground() {
        compare(cash.map(\.excess), [8, -2, -4, 200])
        compare(cash.map(\.error), [3.605551275463989, 0, 2.23606797749979, 31.622776601683793])
        compare(cash.map(\.ts), [8.843297570713354, 4, 2.1221333509788067, 46.287102628419234])
        compare(cash.map(\.sqrtTS), [2.973768244284237, -2, -1.4567543893803123, 6.803462546999082])
        compare(
            cash.map(\.pValue),
            [1.4708358108049006e-03, 2.2750131948179285e-02, 7.2592095137651094e-02, 5.1067025969318251e-12])
        compare(cash.map { $0.errn() }, [3.280211558352315, 0, 1.9159158410414752, 31.290325389778605])
        compare(cash.map { $0.errp() }, [3.9463091246230944, 0.5, 2.5811058071251103, 31.956984649154528])
        compare(cash.map { $0.errn(sigma: 3) }, [8.048583449175608, 0, 4.105687037399384, 91.89234862162854])
        compare(cash.map { $0.errp(sigma: 3) }, [14.002965241566017, 4.5, 9.989590358164115, 97.89174870740868])
        compare(
            cash.map { $0.upperLimit(sigma: 2) }, [16.601686317918258, 2, 1.8937621792953854, 264.5858547990328])
        compare(
            cash.map { $0.excess(matchingSignificance: 5) },
            [14.836573849280976, 10.550545990213656, 18.752830621221978, 145.52936441329348])
        compare(
            cash.map { $0.excess(matchingSignificance: -1) },
            [-2.062301933636058, -1.23519286079568, -2.828234715617271, -28.117108845078143])
    }

    @Test func measuredBackground() {
        compare(wstat.map(\.excess), [7.5, -10, 364.6930857747793, -1.4, 4])
        compare(
            wstat.map(\.error), [3.968626966596886, 3.5355339059327378, 19.749621869041647, 0.5291502622129182, 2])
        compare(
            wstat.map(\.ts),
            [4.379947322613191, 6.605887092982329, 1237.8629494287652, 2.5525017951153703, 19.183162182386965])
        compare(
            wstat.map(\.sqrtTS),
            [2.09283236849328, -2.5701920342617064, 35.183276559023966, -1.5976550926640487, 4.379858694340146])
        compare(
            wstat.map { $0.errn() },
            [3.7495218268616886, 3.5370936393121415, 19.418668149735936, 0.5978136145156439, 1.6815058667841685])
        compare(
            wstat.map { $0.errp() },
            [4.23647509150226, 3.6094639018179793, 20.08344671930371, 0.623749102442314, 2.3463281818368156])
        compare(
            wstat.map { $0.errn(sigma: 3) },
            [10.535010761439073, 11.069199345731615, 56.296868348058695, 2.2362873532748617, 3.452143262736809])
        compare(
            wstat.map { $0.errp(sigma: 3) },
            [14.60792698460082, 11.993657819298631, 62.278403634509345, 4.623749102442315, 9.308406025941467])
        compare(
            wstat.map { $0.upperLimit(sigma: 2) },
            [16.57952840909638, -2.4660709772861082, 405.5332496458353, 0.7237491024423146, 9.430706695783599])
        compare(
            wstat.map { $0.excess(matchingSignificance: 5) },
            [23.12188722628457, 32.299291836389564, 29.460253284481446, 12.242478846103447, 5.212904892803079])
        compare(
            wstat.map { $0.excess(matchingSignificance: -1) },
            [-2.540620407234686, -4.4113043934019345, -4.851612621757445, -1.0529815375411333, .nan])
    }

    @Test func signalAlreadyKnown() {
        let statistic = WStatCountsStatistic(nOn: 30, nOff: 40, alpha: 0.25, muSignal: 5)
        compare([statistic.excess, statistic.sqrtTS], [15, 3.0769779266948527])
        compare([statistic.errn(), statistic.errp()], [5.408970286101914, 6.0105366846981845])
        compare([statistic.upperLimit(sigma: 3)], [35.01917993261729])
    }

    @Test func sums() {
        compare([cash.total.nOn, cash.total.background, cash.total.sqrtTS], [1018, 816, 6.806187964638616])
        let total = wstat.total
        compare(
            [total.nOn, total.nOff, total.alpha, total.sqrtTS], [411, 612, 0.07550149383205994, 29.903436242732525])
        let empty = [WStatCountsStatistic(nOn: 1, nOff: 0, alpha: 0.1), .init(nOn: 0, nOff: 0, alpha: 0.3)].total
        compare([empty.alpha, empty.background], [0.2, 0])
    }

    /// Every answer solves its own equation, also for counts where Lambert functions lose their digits.
    @Test func rootsSolveTheirEquations() {
        forAll(seed: 21, count: 300) { random in
            let scale = [1.0, 100, 1e5, 1e8][Int(random.uniform() * 4)]
            let n = Double(random.poisson(random.uniform() * 3 * scale)), sigma = 0.1 + 5 * random.uniform()
            let statistic = CashCountsStatistic(nOn: n, muBackground: 0.1 + random.uniform() * 3 * scale)
            // Means near the counts n are rounded to ε n, where the slope is σ/√n.
            let rounding = 1e-13 * scale.squareRoot() + 1e-11
            if n > 0 {
                expectClose(CStat.value(n: n, mu: n + statistic.errp(sigma: sigma)), sigma * sigma, absolute: rounding)
                let low = n - statistic.errn(sigma: sigma)
                if low > 1e-12 { expectClose(CStat.value(n: n, mu: low), sigma * sigma, absolute: rounding) }
            }
            let excess = statistic.excess(matchingSignificance: sigma)
            let matched = CashCountsStatistic(nOn: statistic.background + excess, muBackground: statistic.background)
            expectClose(matched.ts, sigma * sigma, absolute: rounding)
            let off = Double(random.poisson(random.uniform() * 3 * scale)), alpha = 0.01 + random.uniform()
            let bin = WStatCountsStatistic(nOn: n, nOff: off, alpha: alpha)
            for signal in [bin.excess + bin.errp(sigma: sigma), bin.excess - bin.errn(sigma: sigma)] {
                let rise = WStat.value(nOn: n, nOff: off, alpha: alpha, muSignal: signal) - bin.statMax
                expectClose(rise, sigma * sigma, absolute: 4 * rounding)
            }
        }
    }

    @Test func badNumbersAreAnswered() {
        let bin = WStatCountsStatistic(nOn: 3, nOff: 5, alpha: 0)
        #expect(bin.errp().isNaN && bin.errn() == 3 && bin.ts == 0)
        #expect(bin.excess(matchingSignificance: 5).isNaN)
        let none = WStatCountsStatistic(nOn: .nan, nOff: 5, alpha: 0.1)
        #expect(none.errp().isNaN && none.upperLimit().isNaN)
        #expect(CashCountsStatistic(nOn: 3, muBackground: 0).excess(matchingSignificance: 5).isNaN)
    }

    /// gammapy.stats.sigma_to_ts and ts_to_sigma.
    @Test func significances() {
        compare(
            [Significance.ts(sigma: 3), Significance.ts(sigma: 3, df: 2), Significance.ts(sigma: 5, df: 3)],
            [9, 11.82915808190081, 31.812108348602642])
        compare([Significance.sigma(ts: 9), Significance.sigma(ts: 25, df: 4)], [3, 4.054183018451502])
        for df in 1...6 {
            for sigma in [0.01, 1, 7, 20, 35, 80] {
                expectClose(
                    Significance.sigma(ts: Significance.ts(sigma: sigma, df: df), df: df), sigma, relative: 1e-8)
            }
        }
    }
}
