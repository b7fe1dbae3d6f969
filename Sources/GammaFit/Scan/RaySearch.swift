import Foundation

/// Where, along a straight line from the best fit in the held parameters, the statistic has risen by sigma².
struct RaySearch {
    let profiler: Profiler
    let held: [Int]
    /// The change of the held parameters over one unit of distance, about one standard deviation.
    let direction: [Double]
    let sigma: Double

    private var target: Double { sigma * sigma }

    /// The distance at which the first limit is met, with the parameter that meets it.
    private var limit: Double {
        zip(held, direction).map { index, slope in
            let parameter = profiler.best.parameters[index]
            if slope == 0 { return .infinity }
            return max(((slope > 0 ? parameter.upper : parameter.lower) - parameter.value) / slope, 0)
        }
        .min() ?? .infinity
    }

    private func values(_ distance: Double) -> [Double] {
        zip(held, direction).map { index, slope in
            let parameter = profiler.best.parameters[index]
            return parameter.clamped(parameter.value + slope * distance)
        }
    }

    /// Solves w(t) = sigma for w = √rise, which is nearly linear, by Newton steps within a bracket. The slope of the
    /// profile is that of the objective itself, since the other parameters are at their best.
    func search() -> ConfidenceBound {
        guard sigma > 0, sigma.isFinite, profiler.best.stat.isFinite else {
            return .notFound("no statistic to start from")
        }
        let limit = limit
        var low = 0.0, high = Double.infinity
        var t = min(sigma, limit)
        var start: [Double]?
        for _ in 0..<80 {
            let point = profiler.point(held, at: values(t), from: start)
            let rise = point.stat - profiler.best.stat
            if rise < -1e-3, point.outcome.isMinimum || rise < -0.1 { return .newMinimum(point) }
            guard rise.isFinite else {
                // Nothing can be computed there: look closer.
                high = t
                guard high - low > 1e-9 * high else { return .notFound("the statistic is not finite at the end") }
                t = (low + high) / 2
                continue
            }
            let w = max(rise, 0).squareRoot()
            if abs(w - sigma) <= 1e-6 * sigma { return found(t, point) }
            if w < sigma {
                if t >= limit { return .atLimit(distance: t, rise: rise, at: point) }
                low = t
                start = point.values
            } else {
                high = t
                if start == nil { start = point.values }
            }
            if high.isFinite, high - low <= 1e-7 * high { return found(t, point) }
            if low > 1e12 { return .notFound("the statistic does not rise that far") }
            t = next(t, w, slope(point), low, min(high, limit))
        }
        return .notFound("no convergence")
    }

    private func found(_ t: Double, _ point: ScanPoint) -> ConfidenceBound {
        .found(distance: t, at: point)
    }

    /// The derivative of the statistic along the line.
    private func slope(_ point: ScanPoint) -> Double {
        let gradient = profiler.objective.evaluate(at: point.values).gradient
        return zip(held, direction).reduce(0) { $0 + gradient[$1.0] * $1.1 }
    }

    /// The Newton step in w, kept inside the bracket and not much beyond what is known.
    private func next(_ t: Double, _ w: Double, _ slope: Double, _ low: Double, _ high: Double) -> Double {
        var next = t + (sigma - w) * 2 * w / slope
        if !(slope > 0) || !next.isFinite { next = w < sigma ? 2 * t : (low + t) / 2 }
        next = min(next, 4 * t)
        if next >= high { return high.isFinite && w < sigma && high == limit ? high : (t + high) / 2 }
        if next <= low { return (low + min(t, high)) / 2 }
        return next
    }
}
