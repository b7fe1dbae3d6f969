import Foundation

/// The projection of a hollow sphere with radii in radians: 3/(2π (R³ − r³)) (√(R² − s²) − √(r² − s²)), the second root only
/// within r (numerics §9.2).
///
/// Its slope is infinite at the radii. Where a value stands for a square, its mean over that is smooth.
struct ShellProfile {
    /// r in radians.
    let inner: Double
    /// R in radians.
    let outer: Double
    /// Half of the base in radians of the triangle along the radius over which values are means; 0 for the profile itself.
    private let half: Double
    /// R² + R r + r².
    private let sum: Double

    /// - Parameter extent: side in radians of the square that a value stands for; 0 for none.
    init(inner: Double, outer: Double, extent: Double = 0) {
        self.inner = inner
        self.outer = outer
        half = extent / 2.0.squareRoot()
        sum = outer * outer + outer * inner + inner * inner
    }

    func value(_ s: Double) -> Double {
        if s > outer + half { return 0 }
        return half > 0 && outer > 0 ? ShellMean(self, at: s, half: half).value : point(s)
    }

    /// The value with its derivatives by s, by inner and by outer radius. At the radii themselves, where those of the profile
    /// are infinite, they are 0.
    func derivatives(_ s: Double) -> (value: Double, bySeparation: Double, byInner: Double, byOuter: Double) {
        if s > outer + half { return (0, 0, 0, 0) }
        guard half > 0, outer > 0 else { return pointDerivatives(s) }
        let mean = ShellMean(self, at: s, half: half)
        return (mean.value, mean.bySeparation, mean.byInner, mean.byOuter)
    }

    /// Within r the difference is written as a quotient, which keeps its digits however thin the shell.
    private func point(_ s: Double) -> Double {
        if s > outer { return 0 }
        let a = (outer * outer - s * s).squareRoot()
        if s < inner {
            return 1.5 / .pi * (outer + inner) / sum / (a + (inner * inner - s * s).squareRoot())
        }
        // A sphere without extent is dark; a shell without width shines within r alone.
        return outer == inner ? (outer.isNaN ? .nan : 0) : 1.5 / .pi * a / ((outer - inner) * sum)
    }

    private func pointDerivatives(
        _ s: Double
    ) -> (value: Double, bySeparation: Double, byInner: Double, byOuter: Double) {
        let value = point(s)
        guard s < outer, s != inner, outer != inner else { return (value, 0, 0, 0) }
        let a = (outer * outer - s * s).squareRoot()
        if s < inner {
            let b = (inner * inner - s * s).squareRoot()
            let common = value / (outer + inner)
            return (
                value, value / (a * b) * s,
                common - value * (outer + 2 * inner) / sum - value / (a + b) * inner / b,
                common - value * (2 * outer + inner) / sum - value / (a + b) * outer / a
            )
        }
        let volume = (outer - inner) * sum
        return (
            value, -value / (a * a) * s, value * 3 * inner * inner / volume,
            value * (outer / (a * a) - 3 * outer * outer / volume)
        )
    }
}

/// The mean of a shell's profile around a distance from its centre, weighted by a triangle: what a square is seen along its
/// diagonal, of the same variance as in any other direction. Two integrals of the profile make it smooth in radii and place.
private struct ShellMean {
    let value: Double
    let bySeparation: Double
    let byInner: Double
    let byOuter: Double

    /// - Parameter half: half of the base of the triangle.
    init(_ shell: ShellProfile, at s: Double, half: Double) {
        let outer = shell.outer
        // A shell without width is taken as a thin one.
        let inner = min(shell.inner, outer * (1 - 1e-6))
        let volume = outer * outer * outer - inner * inner * inner
        let scale = 1.5 / .pi / volume
        let (large, small) = (Self.chord(outer, s, half), Self.chord(inner, s, half))
        value = scale * (large.value - small.value)
        bySeparation = scale * (large.bySeparation - small.bySeparation)
        byOuter = scale * large.byRadius - value * 3 * outer * outer / volume
        byInner = value * 3 * inner * inner / volume - scale * small.byRadius
    }

    /// The weighted mean of √(R² − s²): second differences of its second integral
    /// H = (−(R² − s²)^{3/2}/3 + R² (s asin(s/R) + √(R² − s²)))/2, which goes on as a straight line beyond R.
    private static func chord(
        _ radius: Double, _ s: Double, _ half: Double
    ) -> (value: Double, bySeparation: Double, byRadius: Double) {
        guard radius > 0, s < radius + half else { return (0, 0, 0) }
        var sum = (value: 0.0, bySeparation: 0.0, byRadius: 0.0)
        for (place, weight) in [(s - half, 1.0), (s, -2), (s + half, 1)] {
            let distance = abs(place)
            let inside = min(distance, radius)
            let root = ((radius - inside) * (radius + inside)).squareRoot()
            let angle = asin(inside / radius)
            let byRadius = radius * (distance * angle + root)
            let slope = 0.5 * (inside * root + radius * radius * angle)
            sum.value += weight * 0.5 * (radius * byRadius - root * root * root / 3)
            sum.bySeparation += weight * (place < 0 ? -slope : slope)
            sum.byRadius += weight * byRadius
        }
        let scale = 1 / (half * half)
        return (sum.value * scale, sum.bySeparation * scale, sum.byRadius * scale)
    }
}
