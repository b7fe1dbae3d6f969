import Foundation
import GammaKit
import GammaTestSupport
import Testing

/// The significances and limits of TS maps mean what they say: 2,000 simulated maps, one pixel of each, drawn at random from
/// all of the image, its border included.
///
/// The norm of ``TSMapEstimator`` may be negative, down to where some bin would predict negative counts. So its signed √TS is a
/// normal number, and TS where the norm is positive, 0 elsewhere, is ½δ₀ + ½χ²₁. Both hold for many counts only, and what
/// decides are the bins of high energy, where the source stands out most: in these maps the background within the core of
/// the kernel (4πσ² of its Gaussian) is some 1,000 counts, 25 of them in the highest energies. The kernel reaches to 3.6 σ, so
/// that all of the source is in it.
@Suite struct TSMapCoverageTests {
    private static let simulations = 2000
    private static let threads = Execution(threads: ProcessInfo.processInfo.activeProcessorCount)
    /// One-sided limits of 95 % confidence: the statistic rises by 2.71.
    private static let sigma95 = 1.6448536269514722

    /// 16 × 16 pixels of 0.05 deg in four energies, ten times as deep as in other tests, no counts.
    private let field: MapDataset

    init() throws {
        var field = try SyntheticField.empty(pixels: SIMD2(16, 16))
        field.background = .predicted(try WCSMap(field.geometry, values: field.backgroundCounts.map { 10 * $0 }))
        self.field = field
    }

    /// The reference model of the maps, at a direction.
    private func source(at direction: SkyDirection, norm: Double) -> SkyModel {
        SyntheticField.source(PointSpatialModel(at: direction), amplitude: 1e-12 * norm)
    }

    private func estimator(sums: Bool, selection: Set<TSMapOptions.Selection>) -> TSMapEstimator {
        TSMapEstimator(
            kernel: source(at: SyntheticField.centre, norm: 1), kernelWidth: 0.65,
            options: TSMapOptions(
                nSigma: Self.sigma95, nSigmaUL: Self.sigma95, nSigmaSensitivity: 2, selection: selection,
                sumsOverEnergy: sums))
    }

    /// What a map has in the pixel drawn.
    private struct Trial {
        var truth: Double
        var signed: Double
        var lower: Double
        var upper: Double
    }

    /// Simulates maps with a source in a random pixel that would be seen with 2 σ, or with none.
    private func trials(sums: Bool, hasSource: Bool) throws -> [Trial] {
        let (nx, pixels) = (field.geometry.nx, field.geometry.pixelCount)
        let norms = try estimator(sums: sums, selection: [.sensitivity]).run(field).map(.normSensitivity).values
        let estimator = estimator(sums: sums, selection: [.errnErrp, .ul])
        let nothing = [Double](repeating: 0, count: field.counts.values.count)
        return try parallelMap(Array(0..<Self.simulations), Self.threads) { index in
            var random = RandomStream(seed: hasSource ? 21 : 20, stream: "ts", index: UInt64(index))
            let pixel = Int(random.uniform() * Double(pixels))
            let place = try #require(field.geometry.direction(x: Double(pixel % nx), y: Double(pixel / nx)))
            var (signal, truth) = (nothing, 0.0)
            if hasSource {
                truth = norms[pixel]
                signal = try field.predictedSignal(Models(source(at: place, norm: truth)))
            }
            let dataset = try field.fake(signal: signal, random: &random)
            let point = try estimator.fluxPoints(at: place, of: [dataset]).points[0]
            let root = max(try #require(point.ts), 0).squareRoot()
            return try Trial(
                truth: truth, signed: point.norm < 0 ? -root : root, lower: point.norm - #require(point.normErrn),
                upper: #require(point.normUL))
        }
    }

    private static func share(_ trials: [Trial], _ isTrue: (Trial) -> Bool) -> Double {
        Double(trials.count(where: isTrue)) / Double(trials.count)
    }

    /// Prints how often limits hold, and asks for 95 ± 1.5 %.
    private static func checkLimits(_ trials: [Trial], _ name: String) {
        let upper = share(trials) { $0.upper >= $0.truth }
        let lower = share(trials) { $0.lower <= $0.truth }
        print(String(format: "%@: upper limits hold in %.2f %%, lower in %.2f %%", name, 100 * upper, 100 * lower))
        #expect(abs(upper - 0.95) <= 0.015, "upper limits, \(name)")
        #expect(abs(lower - 0.95) <= 0.015, "lower limits, \(name)")
    }

    @Test(arguments: [true, false]) func nothingIsHalfChiSquare(sums: Bool) throws {
        let trials = try trials(sums: sums, hasSource: false)
        #expect(trials.allSatisfy { $0.signed.isFinite && $0.upper.isFinite })
        let half = KolmogorovSmirnov(trials.map { $0.signed > 0 ? $0.signed * $0.signed : 0 }, atom: 0) {
            1 - 0.5 * Special.chiSquareSurvival($0, df: 1)
        }
        let normal = KolmogorovSmirnov(trials.map(\.signed)) { Special.normalCDF($0) }
        let name = "no source, energies \(sums ? "summed" : "joint")"
        print(
            String(
                format: "%@: positive in %.3f; ½δ₀ + ½χ²₁: distance %.4f, p = %.3f; signed √TS normal: p = %.3f", name,
                Self.share(trials) { $0.signed > 0 }, half.distance, half.probability, normal.probability))
        #expect(half.probability > 0.01)
        #expect(normal.probability > 0.01)
        Self.checkLimits(trials, name)
    }

    /// With all energies fitted jointly: where they are summed, the kernel is the plain mean of those of all energies (as in
    /// Gammapy), so that sources come out fainter than they are by some percent.
    @Test func limitsHoldForWeakSources() throws {
        let trials = try trials(sums: false, hasSource: true)
        let mean = trials.reduce(0) { $0 + $1.signed } / Double(trials.count)
        let name = "source of 2 σ, energies joint"
        print(String(format: "%@: mean √TS %.3f", name, mean))
        #expect(abs(mean - 2) < 0.1)
        Self.checkLimits(trials, name)
    }
}
