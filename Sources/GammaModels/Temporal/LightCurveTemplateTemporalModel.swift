import Foundation
import GammaCore
import GammaIO

/// A light curve in a file, straight lines between its times.
///
/// A curve that depends on energy is a curve for each energy, linear in time and in ln E for the logarithm of the
/// values; its values and averages need energies: ``evaluate(_:energies:)``, ``average(over:energies:)``. Beyond the
/// first and the last time the outer lines go on, values below zero are zero, both as in Gammapy.
public struct LightCurveTemplateTemporalModel: FormulaTemporalModel {
    /// Names in model files.
    public static let tags = ["LightCurveTemplateTemporalModel", "template"]
    /// `t_ref` (frozen).
    public var parameters: [Parameter]
    /// The time scale of the reference time.
    public var scale: TimeScale
    /// The file as the model file names it.
    public var filename: String?
    /// The values against time, and energy if they depend on it.
    public let curve: LightCurveTemplate
    /// Unit of the values as written.
    public var valueUnit: String?

    /// Makes the model; reference time in MJD of the scale.
    public init(
        _ curve: LightCurveTemplate, reference: Double = 51544, scale: TimeScale = .utc, filename: String? = nil
    ) {
        self.curve = curve
        self.filename = filename
        self.scale = scale
        parameters = [.mjd("t_ref", reference)]
    }

    /// Whether the curve depends on energy.
    public var isEnergyDependent: Bool { !curve.energies.isEmpty }

    var kernel: LightCurveKernel {
        isEnergyDependent
            ? LightCurveKernel(days: [], ordinates: [], isLogarithmic: false)
            : LightCurveKernel(days: curve.days, ordinates: curve.values, isLogarithmic: false)
    }

    func checkIntegrable() throws {
        guard !isEnergyDependent else {
            throw Fault(
                .unsupported, "the light curve depends on energy and has no factor for all energies",
                hint: "ask for its average at given energies")
        }
    }

    /// The factor at each energy in TeV and each moment, one row an energy; a curve without energies is the same at all.
    public func evaluate(_ times: [Instant], energies: [Double]) -> [[Double]] {
        let clock = clock
        let days = times.map { clock.days($0) }
        return energies.map { energy in
            let kernel = curve.kernel(energy: energy)
            return days.map { kernel.value($0) }
        }
    }

    /// Mean of the factor over time intervals at each energy in TeV: Σ∫f dt / ΣΔt.
    /// - Throws: as ``TemporalModel/average(over:)``.
    public func average(over intervals: [(start: Instant, stop: Instant)], energies: [Double]) throws -> [Double] {
        let (spans, total) = try clock.spans(intervals)
        return energies.map { energy in
            let kernel = curve.kernel(energy: energy)
            return spans.reduce(0) { $0 + kernel.integral($1) } / total
        }
    }

    /// One moment within the intervals for each energy in TeV, distributed as the factor at that energy.
    /// - Throws: as ``TemporalModel/sample(count:within:using:)``.
    public func sample(
        energies: [Double], within intervals: [(start: Instant, stop: Instant)], using random: inout RandomStream
    ) throws -> [Instant] {
        let clock = clock
        let spans = try clock.spans(intervals).spans
        return try energies.map { energy in
            let sampler = try TemporalSampler(curve.kernel(energy: energy), spans, name: Self.tags[0])
            let (span, days) = sampler.draw(random.uniform())
            return clock.instant(days, after: span)
        }
    }
}
