import GammaCore
import GammaNumerics

/// A time dependence given by a formula of the days since its reference time `t_ref`: a new model is its
/// ``TemporalKernel``, its parameters and its tags.
protocol FormulaTemporalModel: TemporalModel {
    /// The formula with the parameters already in internal units (days, s⁻ⁿ for frequencies).
    associatedtype Kernel: TemporalKernel
    /// The formula at the present parameters.
    var kernel: Kernel { get }
    /// Refuses to integrate what has no integral.
    func checkIntegrable() throws
}

/// A formula of the days x since the reference time, with its integral.
protocol TemporalKernel {
    /// The factor.
    func value(_ x: Double) -> Double
    /// The factor; writes its derivatives with respect to the parameters in internal units into `rows`.
    func value(_ x: Double, _ rows: GradientRows) -> Double
    /// ∫ f dx in days.
    func integral(_ span: DaySpan) -> Double
    /// The same; writes its derivatives into `rows`.
    func integral(_ span: DaySpan, _ rows: GradientRows) -> Double
    /// Where the formula has kinks within the interval, ascending.
    func knots(_ span: DaySpan) -> [Double]
    /// Whether the factor is negative somewhere in the interval.
    func isNegative(_ span: DaySpan) -> Bool
}

extension TemporalKernel {
    /// No kinks.
    func knots(_ span: DaySpan) -> [Double] { [] }

    /// For formulas that are lowest at an end.
    func isNegative(_ span: DaySpan) -> Bool { value(span.start) < 0 || value(span.stop) < 0 }
}

extension FormulaTemporalModel {
    /// Nothing is refused.
    func checkIntegrable() throws {}

    var clock: TemporalClock {
        let reference = parameters.first { $0.name == "t_ref" }?.internalValue
        return TemporalClock(reference: reference ?? defaultReferenceMJD, scale: scale)
    }

    /// The factor at each moment; NaN where the formula has no value.
    public func evaluate(_ times: [Instant]) -> [Double] {
        let (clock, kernel) = (clock, kernel)
        return times.map { kernel.value(clock.days($0)) }
    }

    /// The factor at each moment and its derivatives.
    public func evaluateWithGradient(_ times: [Instant]) -> (values: [Double], gradient: [[Double]]) {
        let (clock, kernel) = (clock, kernel)
        return bulkGradient(count: times.count) { kernel.value(clock.days(times[$0]), $1) }
    }

    /// Mean of the factor over time intervals: Σ∫f dt / ΣΔt, the integrals by formula.
    public func average(over intervals: [(start: Instant, stop: Instant)]) throws -> Double {
        try checkIntegrable()
        let (spans, total) = try clock.spans(intervals)
        let kernel = kernel
        return spans.reduce(0) { $0 + kernel.integral($1) } / total
    }

    /// The mean over time intervals and its derivatives.
    public func averageWithGradient(over intervals: [(start: Instant, stop: Instant)]) throws -> (
        value: Double, gradient: [Double]
    ) {
        try checkIntegrable()
        let (spans, total) = try clock.spans(intervals)
        let kernel = kernel
        let (values, gradient) = bulkGradient(count: spans.count) { kernel.integral(spans[$0], $1) }
        return (values.reduce(0, +) / total, gradient.map { $0.reduce(0, +) / total })
    }

    /// Moments within the intervals, distributed as the factor is.
    public func sample(
        count: Int, within intervals: [(start: Instant, stop: Instant)], using random: inout RandomStream
    ) throws -> [Instant] {
        try checkIntegrable()
        let clock = clock
        let sampler = try TemporalSampler(kernel, clock.spans(intervals).spans, name: Self.tags[0])
        return (0..<max(0, count)).map { _ in
            let (span, days) = sampler.draw(random.uniform())
            return clock.instant(days, after: span)
        }
    }
}

/// The Gauss–Legendre rule for intervals so short against a formula's own times that it is exact to rounding; there the
/// difference of two values of the integral would lose digits.
enum ShortSpan {
    private static let rule = Quadrature.gaussLegendre(12)

    static func integrate(from start: Double, width: Double, _ f: (Double) -> Double) -> Double {
        var sum = 0.0
        for (node, weight) in zip(rule.nodes, rule.weights) { sum += weight * f(start + width * (1 + node) / 2) }
        return sum * width / 2
    }
}
