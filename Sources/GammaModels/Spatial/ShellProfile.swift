import Foundation

/// The projection of a hollow sphere with radii in radians: 3/(2π (R³ − r³)) (√(R² − s²) − √(r² − s²)), the second root only
/// within r (numerics §9.2).
///
/// Within r the difference is written as a quotient, which keeps its digits however thin the shell.
struct ShellProfile {
    /// r in radians.
    let inner: Double
    /// R in radians.
    let outer: Double
    /// R² + R r + r².
    private let sum: Double

    init(inner: Double, outer: Double) {
        self.inner = inner
        self.outer = outer
        sum = outer * outer + outer * inner + inner * inner
    }

    func value(_ s: Double) -> Double {
        if s > outer { return 0 }
        let a = (outer * outer - s * s).squareRoot()
        if s < inner {
            return 1.5 / .pi * (outer + inner) / sum / (a + (inner * inner - s * s).squareRoot())
        }
        // A sphere without extent is dark; a shell without width shines within r alone.
        return outer == inner ? (outer.isNaN ? .nan : 0) : 1.5 / .pi * a / ((outer - inner) * sum)
    }

    /// The value with its derivatives by s divided by s, by inner and by outer radius. At the radii themselves, where the
    /// derivatives are infinite, they are 0.
    func derivatives(_ s: Double) -> (value: Double, bySeparation: Double, byInner: Double, byOuter: Double) {
        let value = value(s)
        guard s < outer, s != inner, outer != inner else { return (value, 0, 0, 0) }
        let a = (outer * outer - s * s).squareRoot()
        if s < inner {
            let b = (inner * inner - s * s).squareRoot()
            let common = value / (outer + inner)
            return (
                value, value / (a * b),
                common - value * (outer + 2 * inner) / sum - value / (a + b) * inner / b,
                common - value * (2 * outer + inner) / sum - value / (a + b) * outer / a
            )
        }
        let volume = (outer - inner) * sum
        return (
            value, -value / (a * a), value * 3 * inner * inner / volume,
            value * (outer / (a * a) - 3 * outer * outer / volume)
        )
    }
}
