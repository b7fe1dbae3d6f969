import Foundation
import GammaNumerics

/// The formula of ``GeneralizedGaussianTemporalModel``: exp(−s) with s = ½ (|x|/τ)^(1/η).
struct GeneralizedGaussianPulse: TemporalKernel {
    let rise: Double
    let decay: Double
    let eta: Double

    func value(_ x: Double) -> Double { exp(-exponent(abs(x) / (x < 0 ? rise : decay))) }

    func value(_ x: Double, _ rows: GradientRows) -> Double {
        let u = abs(x) / (x < 0 ? rise : decay)
        let s = exponent(u)
        let value = exp(-s)
        let slope = s > 0 ? value * s / eta : 0
        rows[0] = x == 0 ? 0 : slope / x
        rows[1] = x < 0 ? slope / rise : 0
        rows[2] = x < 0 ? 0 : slope / decay
        rows[3] = s > 0 ? slope * log(u) / eta : 0
        return value
    }

    func integral(_ span: DaySpan) -> Double {
        halves(span).reduce(0) { $0 + integral($1.from, $1.width, $1.isRise ? rise : decay) }
    }

    func integral(_ span: DaySpan, _ rows: GradientRows) -> Double {
        var sum = 0.0
        for row in 1...3 { rows[row] = 0 }
        for half in halves(span) {
            let time = half.isRise ? rise : decay
            let integral = integral(half.from, half.width, time)
            sum += integral
            rows[half.isRise ? 1 : 2] = byTime(half.from, half.width, time, integral)
            rows[3] += byShape(half.from, half.width, time)
        }
        rows[0] = value(span.start) - value(span.stop)
        return sum
    }

    /// The peak is a kink.
    func knots(_ span: DaySpan) -> [Double] { span.start < 0 && span.stop > 0 ? [0] : [] }

    private func exponent(_ u: Double) -> Double { 0.5 * pow(u, 1 / eta) }

    /// The parts of the interval before and after the peak, as distances from it.
    private func halves(_ span: DaySpan) -> [(from: Double, width: Double, isRise: Bool)] {
        if span.start >= 0 { return [(span.start, span.width, false)] }
        if span.stop <= 0 { return [(max(0, -span.stop), span.width, true)] }
        return [(0, -span.start, true), (0, span.stop, false)]
    }

    /// Away from the peak, where the formula is smooth, and short against its own change.
    private func isShort(_ from: Double, _ width: Double, _ time: Double) -> Bool {
        width <= 0.3 * from && exponent((from + width) / time) - exponent(from / time) <= 2
    }

    /// τ 2^η Γ(η + 1) times the difference of the incomplete gamma function of η at the two s.
    private func integral(_ from: Double, _ width: Double, _ time: Double) -> Double {
        if isShort(from, width, time) {
            return ShortSpan.integrate(from: from, width: width) { exp(-exponent($0 / time)) }
        }
        let (a, b) = (exponent(from / time), exponent((from + width) / time))
        let difference =
            a > eta ? Special.gammaQ(eta, a) - Special.gammaQ(eta, b) : Special.gammaP(eta, b) - Special.gammaP(eta, a)
        return time * pow(2, eta) * tgamma(eta + 1) * difference
    }

    /// Derivative with respect to τ: the integral scales with τ when the limits do.
    private func byTime(_ from: Double, _ width: Double, _ time: Double, _ integral: Double) -> Double {
        if isShort(from, width, time) {
            return ShortSpan.integrate(from: from, width: width) {
                let s = exponent($0 / time)
                return s > 0 ? exp(-s) * s / (eta * time) : 0
            }
        }
        let stop = from + width
        let edge = stop * exp(-exponent(stop / time)) - from * exp(-exponent(from / time))
        return (integral - edge) / time
    }

    /// Derivative with respect to η: τ 2^η ∫ e^−s s^η ln(2s) ds, no known function; s = w⁴ makes it smooth at the peak.
    private func byShape(_ from: Double, _ width: Double, _ time: Double) -> Double {
        if isShort(from, width, time) {
            return ShortSpan.integrate(from: from, width: width) {
                let s = exponent($0 / time)
                return s > 0 ? exp(-s) * s * log($0 / time) / (eta * eta) : 0
            }
        }
        // Beyond s = 745 the exponential is zero.
        let (a, b) = (min(exponent(from / time), 745), min(exponent((from + width) / time), 745))
        guard b > a else { return a == b ? 0 : .nan }
        let integral = Quadrature.integrate(a.squareRoot().squareRoot(), b.squareRoot().squareRoot(), relative: 1e-11) {
            let s = pow($0, 4)
            return s > 0 ? 4 * exp(-s) * pow($0, 4 * eta + 3) * log(2 * s) : 0
        }
        return time * pow(2, eta) * integral
    }
}
