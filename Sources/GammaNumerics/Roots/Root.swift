import Foundation

/// Roots of functions of one variable.
public enum Root {
    /// A root between `a` and `b` by Brent's method (Brent 1973, ch. 4), to `tolerance` + `relativeTolerance`·|x|.
    ///
    /// Nil when the ends do not bracket a root (same sign, or NaN) or the iterations do not suffice.
    public static func brent(
        _ a: Double, _ b: Double, tolerance: Double = 2e-12, relativeTolerance: Double = 8.9e-16,
        maxIterations: Int = 100, _ f: (Double) throws -> Double
    ) rethrows -> Double? {
        var (a, b) = (a, b)
        var (fa, fb) = (try f(a), try f(b))
        if fa == 0 { return a }
        if fb == 0 { return b }
        guard (fa < 0 && fb > 0) || (fa > 0 && fb < 0) else { return nil }
        // b is the best guess, a the one before it, c the end on the other side of the root.
        var (c, fc) = (a, fa)
        var step = b - a
        var before = step
        for _ in 0..<maxIterations {
            if abs(fc) < abs(fb) { (a, b, c, fa, fb, fc) = (b, c, b, fb, fc, fb) }
            let limit = 0.5 * (tolerance + relativeTolerance * abs(b))
            let half = 0.5 * (c - b)
            if abs(half) <= limit || fb == 0 { return b }
            if abs(before) >= limit, abs(fa) > abs(fb) {
                var (p, q) = inverseInterpolation(a, b, c, fa, fb, fc, half)
                if p > 0 { q = -q } else { p = -p }
                if 2 * p < min(3 * half * q - abs(limit * q), abs(before * q)) {
                    (before, step) = (step, p / q)
                } else {
                    (before, step) = (half, half)
                }
            } else {
                (before, step) = (half, half)
            }
            (a, fa) = (b, fb)
            b += abs(step) > limit ? step : (half > 0 ? limit : -limit)
            fb = try f(b)
            if fb.isNaN { return nil }
            if (fb > 0) == (fc > 0) {
                (c, fc) = (a, fa)
                step = b - a
                before = step
            }
        }
        return nil
    }

    /// All roots that a grid of `bins` intervals from `lower` to `upper` separates, refined by Brent's method.
    ///
    /// As Gammapy's `find_roots`: an interval counts where the sign of f differs at its ends. Empty when there is none.
    public static func all(
        from lower: Double, to upper: Double, bins: Int = 100, scale: AxisScale = .linear, tolerance: Double = 2e-12,
        maxIterations: Int = 100, _ f: (Double) throws -> Double
    ) rethrows -> [Double] {
        let points = Quadrature.linspace(scale.scaled(lower), scale.scaled(upper), count: max(bins, 1) + 1)
            .map { scale.unscaled($0) }
        let values = try points.map(f)
        var roots: [Double] = []
        for i in 0..<points.count - 1 where sign(values[i]) != sign(values[i + 1]) {
            let root = try brent(points[i], points[i + 1], tolerance: tolerance, maxIterations: maxIterations, f)
            // A root exactly on a node is found from both sides.
            if let root, roots.last != root { roots.append(root) }
        }
        return roots
    }

    private static func sign(_ x: Double) -> Int { x > 0 ? 1 : x < 0 ? -1 : 0 }

    /// Secant or inverse quadratic step from b, as p/q.
    private static func inverseInterpolation(
        _ a: Double, _ b: Double, _ c: Double, _ fa: Double, _ fb: Double, _ fc: Double, _ half: Double
    ) -> (Double, Double) {
        let s = fb / fa
        if a == c { return (2 * half * s, 1 - s) }
        let q = fa / fc
        let r = fb / fc
        return (s * (2 * half * q * (q - r) - (b - a) * (r - 1)), (q - 1) * (r - 1) * (s - 1))
    }
}
