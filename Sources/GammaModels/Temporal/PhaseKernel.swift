/// The formula of ``TemplatePhaseCurveTemporalModel``.
///
/// The integral needs no sum over periods. With W = 1/ν and c the curve without its mean, ∫c dt = ∫c W dφ, integrated by
/// parts: [c₁W] − [c₂W′] + [c₃W″] with the periodic integrals cᵢ of c and W′ = dW/dφ. What is left is of the order of
/// (ν̇/ν²)³, the relative change of the period within one period cubed: 1e-37 for the Crab pulsar.
struct PhaseKernel: TemporalKernel {
    let curve: PhaseCurve
    let phase: Double
    let f0: Double
    let f1: Double
    let f2: Double

    func value(_ x: Double) -> Double { curve(state(x).phase) }

    /// Phase in [0, 1).
    func fraction(_ x: Double) -> Double {
        let phase = state(x).phase
        return phase - phase.rounded(.down)
    }

    func value(_ x: Double, _ rows: GradientRows) -> Double {
        let state = state(x)
        let point = curve.point(state.phase)
        rows[0] = -point.slope * state.frequency * Self.day
        for order in 0...3 { rows[order + 1] = point.slope * state.power(order) }
        return curve.mean + point.value
    }

    func integral(_ span: DaySpan) -> Double {
        curve.mean * span.width + (primitive(state(span.stop)) - primitive(state(span.start))) / Self.day
    }

    func integral(_ span: DaySpan, _ rows: GradientRows) -> Double {
        let (first, last) = (state(span.start), state(span.stop))
        rows[0] = curve(first.phase) - curve(last.phase)
        for order in 0...3 { rows[order + 1] = (slope(last, order) - slope(first, order)) / Self.day }
        return integral(span)
    }

    func isNegative(_ span: DaySpan) -> Bool { curve.minimum < 0 }

    private static let day = 86400.0

    /// The rotation at one moment.
    private struct State {
        /// Seconds since the reference time.
        let seconds: Double
        /// Fraction of a period, not reduced to [0, 1).
        let phase: Double
        /// s⁻¹, s⁻², s⁻³.
        let frequency: Double
        let change: Double
        let secondChange: Double

        /// Δᵏ/k!, the derivative of the phase with respect to its k-th coefficient; 0 below k = 0.
        func power(_ order: Int) -> Double {
            switch order {
            case 0: 1
            case 1: seconds
            case 2: seconds * seconds / 2
            case 3: seconds * seconds * seconds / 6
            default: 0
            }
        }
    }

    private func state(_ x: Double) -> State {
        let seconds = x * Self.day
        let lost = (-seconds).addingProduct(x, Self.day)
        // Whole periods are taken off the leading product before anything is added, which keeps the phase to 1e-7 over
        // decades of a fast pulsar.
        let turns = f0 * seconds
        let rest = (-turns).addingProduct(f0, seconds) + f0 * lost
        let curvature = seconds * seconds * (f1 / 2 + seconds * f2 / 6)
        return State(
            seconds: seconds, phase: (turns - turns.rounded(.down)) + (rest + phase + curvature),
            frequency: f0 + seconds * (f1 + seconds * f2 / 2), change: f1 + seconds * f2, secondChange: f2)
    }

    /// c₁W − c₂W′ + c₃W″.
    private func primitive(_ state: State) -> Double {
        let point = curve.point(state.phase)
        let nu = state.frequency
        let drift = state.change / nu
        let bend = 3 * drift * drift - state.secondChange / nu
        return (point.first + (point.second * drift + point.third * bend / nu) / nu) / nu
    }

    /// The same for ∂/∂(k-th coefficient of the phase) = ∫c′ (Δᵏ/k!) W dφ: cW − c₁W′ + c₂W″ − c₃W‴ with W = Δᵏ/(k! ν).
    private func slope(_ state: State, _ order: Int) -> Double {
        let point = curve.point(state.phase)
        let nu = state.frequency
        let (drift, bend) = (state.change / nu, state.secondChange / nu)
        let square = drift * drift
        let (q, q1, q2, q3) = (
            state.power(order), state.power(order - 1), state.power(order - 2), state.power(order - 3)
        )
        let first = q1 - q * drift
        let second = q2 - 3 * q1 * drift + q * (3 * square - bend)
        let third = q3 - 6 * q2 * drift + q1 * (15 * square - 4 * bend) + q * drift * (10 * bend - 15 * square)
        return (point.value * q - (point.first * first - (point.second * second - point.third * third / nu) / nu) / nu)
            / nu
    }
}
