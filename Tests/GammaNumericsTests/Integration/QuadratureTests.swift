import Foundation
import GammaNumerics
import GammaTestSupport
import Testing

@Suite struct QuadratureTests {
    @Test func spacings() {
        #expect(Quadrature.linspace(0, 1, count: 5) == [0, 0.25, 0.5, 0.75, 1])
        #expect(Quadrature.linspace(2, 2, count: 1) == [2])
        #expect(Quadrature.linspace(0, 1, count: 0) == [])
        let geometric = Quadrature.geomspace(0.1, 10, count: 7)
        #expect(geometric.first == 0.1 && geometric.last == 10)
        // numpy.geomspace(0.1, 10, 7)
        expectClose(geometric, Self.geomspace, relative: 3e-16)
    }

    @Test func gaussLegendreIsExactForPolynomials() {
        for order in [1, 2, 3, 8, 25, 64] {
            let rule = Quadrature.gaussLegendre(order)
            for degree in 0..<min(2 * order, 40) {
                let sum = zip(rule.nodes, rule.weights).reduce(0.0) { $0 + pow($1.0, Double(degree)) * $1.1 }
                expectClose(sum, degree % 2 == 1 ? 0 : 2 / Double(degree + 1), relative: 1e-13, absolute: 1e-14)
            }
            #expect(zip(rule.nodes, rule.nodes.dropFirst()).allSatisfy(<))
        }
    }

    @Test func adaptiveIntegrals() {
        expectClose(Quadrature.integrate(0, 1) { exp($0) }, M_E - 1, relative: 1e-14)
        expectClose(Quadrature.integrate(0, 1) { $0.squareRoot() }, 2.0 / 3, relative: 1e-9)
        expectClose(
            Quadrature.integrate(-1, 1, relative: 1e-12) { 1 / (1e-4 + $0 * $0) }, 200 * atan(100), relative: 1e-11)
        expectClose(Quadrature.integrate(2, 0) { $0 }, -2, relative: 1e-15)
        #expect(Quadrature.integrate(0, 1) { _ in .nan }.isNaN)
    }

    /// `trapz_loglog` of Gammapy 2.1; a segment with a zero at an end has no area (Gammapy: 0 or NaN).
    @Test func logLogTrapezoidAgreesWithGammapy() {
        let segments = Quadrature.logLogSegments(x: [1, 2, 5, 7, 10, 20], y: [3, 1, 0.2, 0, 4, 2])
        expectClose(segments, Self.gammapySegments, relative: 1e-14)
        let x = Quadrature.geomspace(0.1, 10, count: 7)
        expectClose(
            Quadrature.logLogSegments(x: x, y: x.map { pow($0, -2.3) * exp(-$0 / 3) }), Self.gammapyCutoff,
            relative: 1e-13)
    }

    @Test func logLogTrapezoidIsExactForPowerLaws() {
        forAll(seed: 51, count: 300) { random in
            let index = [0.0, 1, 1 + 1e-9, 1 - 3e-8, 2, 2.7, -3][Int(random.uniform() * 7)]
            let a = 0.01 + random.uniform()
            let b = a * (1 + 10 * random.uniform())
            let expected =
                index == 1 ? log(b / a) : (expm1((1 - index) * log(b / a)) / (1 - index)) * pow(a, 1 - index)
            let x = Quadrature.geomspace(a, b, count: 3)
            expectClose(Quadrature.trapezoidLogLog(x: x, y: x.map { pow($0, -index) }), expected, relative: 2e-14)
        }
        #expect(Quadrature.trapezoidLogLog(x: [1], y: [1]) == 0)
        #expect(Quadrature.logLogArea(1, 0, 2, 0) == 0)
        #expect(Quadrature.logLogArea(1, .nan, 2, 1) == 0)
    }

    @Test func summation() {
        #expect(Summation.compensated([1e100, 1, -1e100]) == 1)
        #expect(Summation.compensated([.infinity, 1]) == .infinity)
        #expect(Summation.cumulative([1, 2, 3, -6]) == [1, 3, 6, 0])
        #expect(Summation.pairwise([]) == 0)
        let tenths = Array(repeating: 0.1, count: 1_000_000)
        expectClose(Summation.pairwise(tenths), 1e5, relative: 1e-14)
        expectClose(Summation.compensated(tenths), 1e5, relative: 1e-16)
        expectClose(Summation.cumulative(tenths).last ?? 0, 1e5, relative: 1e-16)
    }

    private static let geomspace = [
        0.1, 0.21544346900318834, 0.46415888336127786, 1.0, 2.1544346900318834, 4.6415888336127775, 10.0,
    ]
    private static let gammapySegments = [1.7095112913514545, 1.3219280948873622, 0.0, 0.0, 27.725887222397812]
    private static let gammapyCutoff = [
        9.222660260745227, 3.2124397566423313, 1.0484360791193887, 0.29796033072193895, 0.06338364360809491,
        0.00748391913303162,
    ]
}
