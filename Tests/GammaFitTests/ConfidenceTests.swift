import Foundation
import GammaCore
import GammaFit
import GammaNumerics
import GammaTestSupport
import Testing

@Suite("Confidence")
struct ConfidenceTests {
    /// Roots (scipy brentq) of profiles that iminuit 2.33 minimised with strategy 2 and tol 1e-6. Its own minos agrees with
    /// them to 1e-3 of an error but for b above at 2 sigma, where it is off by 2e-3.
    @Test func intervalsAgreeWithMinos() throws {
        let spectrum: [(sigma: Double, ends: [(Double, Double)])] = [
            (
                1,
                [
                    (0.20053631491406174e-12, 0.2071991455521502e-12), (0.09368947082306464, 0.08924563511823908),
                    (0.019555997160128766, 0.022507923209619446),
                ]
            ),
            (
                2,
                [
                    (0.39465137040096687e-12, 0.421350377674644e-12), (0.19268167038113657, 0.17492471320359615),
                    (0.03667686856208686, 0.04841867103119275),
                ]
            ),
        ]
        try compare(Toys.spectrum(), spectrum)
        let peak: [(sigma: Double, ends: [(Double, Double)])] = [
            (
                1,
                [
                    (15.867942184287378, 18.034454617748644), (0.32574593313902955, 0.3590026368954163),
                    (0.3975186647045949, 0.5300568666954593), (0.5370657056524799, 0.536638307611386),
                    (0.10448416113177782, 0.10868516746442461),
                ]
            ),
            (
                2,
                [
                    (29.80787261529264, 37.59645400438744), (0.6544108080111234, 0.7699724587406834),
                    (0.6740559891073445, 1.1264445185788732), (1.066826497168877, 1.0768620939509919),
                    (0.20366017379639073, 0.22044986870224276),
                ]
            ),
        ]
        try compare(Toys.peak(), peak)
    }

    private func compare(_ objective: any Objective, _ expected: [(sigma: Double, ends: [(Double, Double)])]) throws {
        let result = Minimiser().minimise(objective)
        let confidence = Confidence(objective, result)
        for (sigma, ends) in expected {
            let intervals = try confidence.intervals(sigma: sigma)
            for (interval, end) in zip(intervals, ends) {
                let size = end.0 + end.1
                // 1e-4 sigma: both start from a minimum known to 1e-8 in the statistic.
                expectClose(interval.errn, end.0, absolute: 5e-5 * size / sigma, "\(interval.parameter) below")
                expectClose(interval.errp, end.1, absolute: 5e-5 * size / sigma, "\(interval.parameter) above")
                for bound in [interval.lower, interval.upper] {
                    let point = try #require(bound.point)
                    expectClose(point.stat - result.stat, sigma * sigma, absolute: 1e-4)
                    #expect(point.outcome.isMinimum)
                    expectClose(objective.value(at: point.values), point.stat, relative: 1e-14)
                }
            }
        }
    }

    /// Counts n over nothing: the interval's ends solve μ − n ln μ = n − n ln n + σ²/2.
    @Test func oneParameter() throws {
        let objective = PoissonToy(parameters: [FitParameter(name: "mu", value: 1, minimum: 0)], counts: [13]) {
            ($0, [[1]])
        }
        let result = Minimiser().minimise(objective)
        let interval = Confidence(objective, result).interval(of: 0)
        // gammapy.stats.CashCountsStatistic(13, …).
        expectClose(interval.errn, 3.280211558352315, relative: 1e-5)
        expectClose(interval.errp, 3.9463091246230944, relative: 1e-5)
        let limit = try #require(Confidence(objective, result).upperLimit(of: 0, sigma: 3))
        expectClose(limit, 13 + 14.002965241566017, relative: 1e-5)
        #expect(interval.description == "mu: 13.0 -3.3 +3.9 (1 sigma)")
    }

    @Test func atALimit() throws {
        // No counts over a background of 3: the best signal is 0, its limit; the statistic rises by 2 per count.
        let objective = PoissonToy(parameters: [FitParameter(name: "norm", value: 1, minimum: 0)], counts: [0]) {
            ([$0[0] + 3], [[1]])
        }
        let result = Minimiser().minimise(objective)
        #expect(result.outcome == .convergedAtLimit(["norm"]))
        let interval = Confidence(objective, result).interval(of: 0, sigma: 2)
        guard case .atLimit(let distance, let rise, _) = interval.lower else {
            Issue.record("\(interval)")
            return
        }
        #expect(distance == 0 && rise == 0)
        expectClose(interval.errp, 2, relative: 1e-5)
        #expect(interval.description.contains("limit reached below"))
        // The limit cuts the interval short before the statistic has risen enough.
        let peak = PoissonToy(parameters: [FitParameter(name: "mu", value: 5, minimum: 3)], counts: [4]) { ($0, [[1]]) }
        let cut = Confidence(peak, Minimiser().minimise(peak)).interval(of: 0)
        expectClose(cut.errn, 1, relative: 1e-4)
        #expect(cut.lower.distance == nil && cut.upper.distance != nil)
    }

    @Test func unboundedAndUnmeasuredSides() {
        // 1 − e^{−x²}: rises by less than one.
        let objective = Custom(parameters: [FitParameter(name: "x", value: 0.2)]) { x in
            let e = exp(-x[0] * x[0])
            return (0.9 * (1 - e), [1.8 * x[0] * e], Matrix(diagonal: [1.8]))
        }
        let interval = Confidence(objective, Minimiser().minimise(objective)).interval(of: 0)
        #expect(interval.errp.isNaN && interval.errn.isNaN)
        if case .notFound = interval.upper {} else { Issue.record("\(interval)") }
    }

    @Test func newMinimaAreReported() {
        // Two wells; the fit starts in the shallow one.
        let objective = Custom(parameters: [FitParameter(name: "x", value: 1.1)]) { x in
            let q = x[0] * x[0] - 1
            return (q * q + 0.3 * x[0], [4 * x[0] * q + 0.3], nil)
        }
        let result = Minimiser().minimise(objective)
        #expect(result.values[0] > 0)
        var seen = false
        for sigma in [0.5, 1, 2] {
            if case .newMinimum(let point) = Confidence(objective, result).bound(of: 0, sigma: -sigma) {
                seen = true
                #expect(point.stat < result.stat)
            }
        }
        #expect(seen)
    }

    @Test func profileCarriesAllValues() throws {
        let objective = Toys.spectrum()
        let result = Minimiser().minimise(objective)
        let confidence = Confidence(objective, result)
        let index = try confidence.index(of: "index")
        let profile = try confidence.profile(of: index, values: [2, 2.2, 2.4])
        // iminuit 2.33 with the index fixed.
        expectClose(profile.stats, [-11783.300914467656, -11790.686531178819, -11789.700249614298], absolute: 1e-5)
        expectClose(profile.points[0].values[0], 4.930250492648199e-12, relative: 1e-4)
        expectClose(profile.points[2].values[2], 0.011095314985033992, absolute: 2e-5)
        #expect(profile.points.allSatisfy { $0.outcome == .converged })
        let standard = try confidence.profile(of: index)
        #expect(standard.values.count == 11)
        expectClose(standard.values[0], result.values[1] - 2 * result.errors[1])
        expectClose(standard.rises[5], 0, absolute: 1e-8)
        #expect(standard.rises.allSatisfy { $0 > -1e-8 && $0 < 8 })
        let frozen = try Confidence(objective, result, reoptimises: false).profile(of: index)
        #expect(frozen.points.allSatisfy { $0.values[0] == result.values[0] })
        #expect(zip(frozen.rises, standard.rises).allSatisfy { $0 >= $1 - 1e-8 })
        let threads = try confidence.profile(of: index, execution: Execution(threads: 4))
        #expect(threads == standard)
    }

    @Test func badScansAreRefused() {
        let objective = Toys.peak()
        let confidence = Confidence(objective, Minimiser().minimise(objective))
        #expect(throws: Fault.self) { try confidence.profile(of: 2, values: [-1]) }
        #expect(throws: Fault.self) { try confidence.profile(of: 2, values: [.nan]) }
        #expect(throws: Fault.self) { try confidence.profile(of: 2, count: 0) }
        #expect(throws: Fault.self) { try confidence.contour(of: 1, 1) }
        #expect(throws: Fault.self) { try confidence.contour(of: 1, 2, count: 2) }
        #expect(throws: Fault.self) { try confidence.index(of: "xx") }
    }

    @Test func contourOfAQuadraticIsItsEllipse() throws {
        let covariance = Matrix(rows: 3, columns: 3, values: [4, 0.9, 0.2, 0.9, 0.25, 0.01, 0.2, 0.01, 1])
        let hessian = try #require(covariance.inverseSymmetric()) * 2
        let objective = Quadratic(
            parameters: ["a", "b", "c"].map { FitParameter(name: $0, value: 0) }, minimum: [1, 2, 3], hessian: hessian)
        let confidence = Confidence(objective, Minimiser().minimise(objective))
        let block = try #require(Matrix(rows: 2, columns: 2, values: [4, 0.9, 0.9, 0.25]).inverseSymmetric())
        for sigma in [1.0, 2, 3] {
            let contour = try confidence.contour(of: 0, 1, sigma: sigma, count: 24)
            #expect(contour.isComplete)
            #expect(contour.polygon.count == 25)
            for (x, y) in contour.polygon {
                expectClose(block.quadraticForm([x - 1, y - 2]), sigma * sigma, relative: 1e-4)
            }
            // The ellipse's extreme points are those of the interval.
            let widest = contour.polygon.map(\.x).max() ?? .nan
            expectClose(widest, 1 + 2 * sigma, relative: 1e-2)
        }
        let threads = try confidence.contour(of: 0, 1, count: 24, execution: Execution(threads: 3))
        #expect(try threads == confidence.contour(of: 0, 1, count: 24))
    }

    @Test func contourOfAPoissonFit() throws {
        let objective = Toys.spectrum()
        let result = Minimiser().minimise(objective)
        let contour = try Confidence(objective, result).contour(of: 0, 1, sigma: 2, count: 12)
        #expect(contour.isComplete)
        for vertex in contour.vertices {
            let point = try #require(vertex.bound.point)
            expectClose(point.stat - result.stat, 4, absolute: 1e-4)
            #expect(point.outcome == .converged)
        }
    }

    @Test func contourAtALimit() throws {
        let objective = Quadratic(
            parameters: [FitParameter(name: "a", value: 0, minimum: 0.5), FitParameter(name: "b", value: 0)],
            minimum: [1, 2], hessian: Matrix(diagonal: [2, 2]))
        let contour = try Confidence(objective, Minimiser().minimise(objective)).contour(of: 0, 1, count: 16)
        #expect(!contour.isComplete && contour.polygon.count == 17)
        #expect(contour.vertices.allSatisfy { $0.x >= 0.5 })
    }

    @Test func surface() throws {
        let objective = Quadratic(
            parameters: [FitParameter(name: "a", value: 0), FitParameter(name: "b", value: 0)], minimum: [1, 2],
            hessian: Matrix(rows: 2, columns: 2, values: [2, 0.5, 0.5, 2]))
        let surface = try Confidence(objective, Minimiser().minimise(objective)).surface(
            of: 0, 1, x: [0, 1, 2], y: [2, 3])
        expectClose(surface.stats, [1, 1.5, 0, 1, 1, 2.5], absolute: 1e-7)
        #expect(surface.parameters == ("a", "b"))
    }
}
