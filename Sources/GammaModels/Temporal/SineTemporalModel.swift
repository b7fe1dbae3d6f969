import Foundation
import GammaCore

/// 1 + A sin ω(t − t_ref).
public struct SineTemporalModel: StandardTemporalModel, FormulaTemporalModel {
    /// Names in model files.
    public static let tags = ["SineTemporalModel", "sinus"]
    /// `amp`, `omega` in rad a day, `t_ref`.
    public var parameters: [Parameter]
    /// The time scale of the reference time.
    public var scale: TimeScale

    /// Gammapy's default values.
    public init() { self.init(scale: .utc) }

    /// Makes the model; times in days, reference times in MJD.
    public init(
        amplitude: Double = 1, omega: Double = 1, reference: Double = 51544, scale: TimeScale = .utc
    ) {
        self.scale = scale
        parameters = [
            Parameter("amp", amplitude),
            Parameter("omega", omega, unit: .radPerDay),
            .mjd("t_ref", reference, isFrozen: false),
        ]
    }

    var kernel: Kernel { Kernel(amplitude: parameters[0].internalValue, omega: parameters[1].internalValue) }

    /// The formula.
    struct Kernel: TemporalKernel {
        let amplitude: Double
        /// In rad a day.
        let omega: Double

        func value(_ x: Double) -> Double { 1 + amplitude * sin(omega * x) }

        func value(_ x: Double, _ rows: GradientRows) -> Double {
            let (sine, cosine) = (sin(omega * x), cos(omega * x))
            rows[0] = sine
            rows[1] = amplitude * x * cosine
            rows[2] = -amplitude * omega * cosine
            return 1 + amplitude * sine
        }

        /// Δ + A Δ sin(ω m) sin(ωΔ/2)/(ωΔ/2) with m the middle of the interval.
        func integral(_ span: DaySpan) -> Double {
            let middle = omega * (span.start + span.width / 2)
            return span.width * (1 + amplitude * sin(middle) * Self.sinc(omega * span.width / 2))
        }

        func integral(_ span: DaySpan, _ rows: GradientRows) -> Double {
            let middle = span.start + span.width / 2
            let (sine, cosine) = (sin(omega * middle), cos(omega * middle))
            let half = omega * span.width / 2
            let sinc = Self.sinc(half)
            rows[0] = span.width * sine * sinc
            rows[1] =
                amplitude * span.width * (middle * cosine * sinc + span.width / 2 * sine * Self.sincSlope(half))
            rows[2] = -amplitude * span.width * omega * cosine * sinc
            return span.width * (1 + amplitude * sine * sinc)
        }

        /// An amplitude above one gives troughs below zero.
        func isNegative(_ span: DaySpan) -> Bool {
            guard abs(amplitude) > 1 else { return false }
            if value(span.start) < 0 || value(span.stop) < 0 { return true }
            let trough = amplitude * omega > 0 ? -Double.pi / 2 : Double.pi / 2
            let (start, stop) = (abs(omega) * span.start, abs(omega) * span.stop)
            let next = trough + 2 * .pi * ((start - trough) / (2 * .pi)).rounded(.up)
            return next <= stop
        }

        private static func sinc(_ u: Double) -> Double { abs(u) < 1e-4 ? 1 - u * u / 6 : sin(u) / u }

        private static func sincSlope(_ u: Double) -> Double {
            guard abs(u) < 0.05 else { return (cos(u) - sin(u) / u) / u }
            let square = u * u
            return -u / 3 * (1 - square / 10 * (1 - square / 28 * (1 - square / 54)))
        }
    }
}
