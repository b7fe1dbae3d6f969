import Foundation

/// Integrals and the spacings they need.
public enum Quadrature {
    /// `count` numbers evenly spaced from `start` to `stop`, both exactly included.
    public static func linspace(_ start: Double, _ stop: Double, count: Int) -> [Double] {
        guard count > 1 else { return count == 1 ? [start] : [] }
        let step = (stop - start) / Double(count - 1)
        return (0..<count).map { $0 == count - 1 ? stop : start + Double($0) * step }
    }

    /// `count` numbers evenly spaced in their logarithm from `start` to `stop` (both positive), both exactly included.
    public static func geomspace(_ start: Double, _ stop: Double, count: Int) -> [Double] {
        guard count > 1 else { return count == 1 ? [start] : [] }
        let low = log10(start)
        let step = (log10(stop) - low) / Double(count - 1)
        return (0..<count).map { $0 == 0 ? start : $0 == count - 1 ? stop : pow(10, low + Double($0) * step) }
    }

    /// Nodes in (−1, 1) and weights of the Gauss–Legendre rule, exact for polynomials up to degree 2·order − 1.
    public static func gaussLegendre(_ order: Int) -> (nodes: [Double], weights: [Double]) {
        precondition(order >= 1, "at least one node")
        var nodes = [Double](repeating: 0, count: order)
        var weights = nodes
        for i in 0..<(order + 1) / 2 {
            var x = cos(Double.pi * (Double(i) + 0.75) / (Double(order) + 0.5))
            var slope = 1.0
            for _ in 0..<100 {
                var (p, previous) = (1.0, 0.0)
                for j in 1...order {
                    (p, previous) = ((Double(2 * j - 1) * x * p - Double(j - 1) * previous) / Double(j), p)
                }
                slope = Double(order) * (x * p - previous) / (x * x - 1)
                let step = p / slope
                x -= step
                if abs(step) < 1e-16 { break }
            }
            if 2 * i + 1 == order { x = 0 }
            nodes[i] = -x
            nodes[order - 1 - i] = x
            weights[i] = 2 / ((1 - x * x) * slope * slope)
            weights[order - 1 - i] = weights[i]
        }
        return (nodes, weights)
    }

    /// ∫ f from `a` to `b`, halving intervals where Gauss–Kronrod (7, 15) has not converged.
    ///
    /// Stops at the tolerances or after `maxIntervals` halvings, with the best estimate so far.
    public static func integrate(
        _ a: Double, _ b: Double, relative: Double = 1e-10, absolute: Double = 0, maxIntervals: Int = 500,
        _ f: (Double) throws -> Double
    ) rethrows -> Double {
        var parts = [try GaussKronrod.apply(a, b, f)]
        for _ in 0..<maxIntervals {
            let total = Summation.compensated(parts.map(\.value))
            let error = parts.reduce(0) { $0 + $1.error }
            if !(error > max(absolute, relative * abs(total))) { return total }
            guard let worst = parts.indices.max(by: { parts[$0].error < parts[$1].error }) else { return total }
            let part = parts[worst]
            let middle = 0.5 * (part.a + part.b)
            if middle == part.a || middle == part.b { return total }
            parts[worst] = try GaussKronrod.apply(part.a, middle, f)
            parts.append(try GaussKronrod.apply(middle, part.b, f))
        }
        return Summation.compensated(parts.map(\.value))
    }

    /// ∫ y dx over points of increasing positive x, power laws between neighbours; see ``logLogSegments(x:y:)``.
    public static func trapezoidLogLog(x: [Double], y: [Double]) -> Double {
        Summation.compensated(logLogSegments(x: x, y: y))
    }

    /// The integral between each two neighbours, for y a power law between them (`numerics.md` §1).
    ///
    /// In the symmetric form ln(x₂/x₁) (x₂y₂ − x₁y₁) / ln(x₂y₂ / x₁y₁), which has no special index. A segment with an
    /// end that is 0 or not a number has no area, as in Gammapy.
    public static func logLogSegments(x: [Double], y: [Double]) -> [Double] {
        precondition(x.count == y.count, "one y for each x")
        guard x.count > 1 else { return [] }
        return (0..<x.count - 1).map { logLogArea(x[$0], y[$0], x[$0 + 1], y[$0 + 1]) }
    }

    /// The integral of the power law through two points.
    public static func logLogArea(_ x1: Double, _ y1: Double, _ x2: Double, _ y2: Double) -> Double {
        let width = log(x2 / x1)
        let growth = width + log(y2 / y1)
        guard width.isFinite, growth.isFinite else { return 0 }
        let mean = abs(growth) < 1e-8 ? 1 + 0.5 * growth : expm1(growth) / growth
        return x1 * y1 * width * mean
    }
}
