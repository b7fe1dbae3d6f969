import Foundation
import GammaCore

/// Electrons or protons of a source as a function of their energy: a shape with its start values, and the range of energies
/// in which there are particles.
///
/// Shapes, names and order of the parameters are those of naima. The amplitude is the number of particles per TeV at the
/// energy `e_0`; energies of protons are total ones.
public struct ParticleDistribution: Sendable, Equatable {
    /// The formula.
    public enum Shape: String, Sendable, CaseIterable {
        /// A (E/E₀)^−α.
        case powerLaw = "PowerLaw"
        /// A (E/E₀)^−α exp(−(E/E_c)^β).
        case cutoffPowerLaw = "ExponentialCutoffPowerLaw"
        /// A (E/E₀)^−α₁ below the break, with index α₂ above; continuous.
        case brokenPowerLaw = "BrokenPowerLaw"
        /// A broken power law times exp(−(E/E_c)^β).
        case cutoffBrokenPowerLaw = "ExponentialCutoffBrokenPowerLaw"
        /// A (E/E₀)^(−α − β ln(E/E₀)), natural logarithm.
        case logParabola = "LogParabola"
    }

    /// The formula.
    public let shape: Shape
    /// Start values of the parameters, in naima's order.
    public var parameters: [Parameter]
    /// Lowest and highest energy in TeV; nil for 1 GeV to 510 TeV (10⁹ rest energies) of electrons, threshold to 10 PeV of
    /// protons, as in naima.
    public var range: ClosedRange<Double>?

    /// Makes a distribution with the shape's default values.
    public init(_ shape: Shape, range: ClosedRange<Double>? = nil) {
        self.shape = shape
        self.range = range
        parameters = [
            Parameter("amplitude", 1e46, unit: .perTeV, interpolation: .log),
            Parameter("e_0", 1, unit: .TeV, isFrozen: true),
        ]
        if hasBreak {
            parameters += [
                Parameter("e_break", 1, unit: .TeV), Parameter("alpha_1", 2), Parameter("alpha_2", 3),
            ]
        } else {
            parameters.append(Parameter("alpha", 2.5))
        }
        if hasCutoff {
            parameters += [Parameter("e_cutoff", 100, unit: .TeV), Parameter("beta", 1, isFrozen: true)]
        } else if shape == .logParabola {
            parameters.append(Parameter("beta", 0.1))
        }
    }

    /// A power law; amplitude in TeV⁻¹, energies in TeV.
    public static func powerLaw(
        amplitude: Double, reference: Double = 1, index: Double, range: ClosedRange<Double>? = nil
    ) -> Self {
        Self(.powerLaw, range: range).with([amplitude, reference, index])
    }

    /// A power law with a cut-off; amplitude in TeV⁻¹, energies in TeV.
    public static func cutoffPowerLaw(
        amplitude: Double, reference: Double = 1, index: Double, cutoff: Double, beta: Double = 1,
        range: ClosedRange<Double>? = nil
    ) -> Self {
        Self(.cutoffPowerLaw, range: range).with([amplitude, reference, index, cutoff, beta])
    }

    /// A broken power law; amplitude in TeV⁻¹, energies in TeV.
    public static func brokenPowerLaw(
        amplitude: Double, reference: Double = 1, breakEnergy: Double, index1: Double, index2: Double,
        range: ClosedRange<Double>? = nil
    ) -> Self {
        Self(.brokenPowerLaw, range: range).with([amplitude, reference, breakEnergy, index1, index2])
    }

    /// A broken power law with a cut-off; amplitude in TeV⁻¹, energies in TeV.
    public static func cutoffBrokenPowerLaw(
        amplitude: Double, reference: Double = 1, breakEnergy: Double, index1: Double, index2: Double, cutoff: Double,
        beta: Double = 1, range: ClosedRange<Double>? = nil
    ) -> Self {
        Self(.cutoffBrokenPowerLaw, range: range)
            .with([amplitude, reference, breakEnergy, index1, index2, cutoff, beta])
    }

    /// A log parabola; amplitude in TeV⁻¹, energies in TeV.
    public static func logParabola(
        amplitude: Double, reference: Double = 1, alpha: Double, beta: Double, range: ClosedRange<Double>? = nil
    ) -> Self {
        Self(.logParabola, range: range).with([amplitude, reference, alpha, beta])
    }

    var hasBreak: Bool { shape == .brokenPowerLaw || shape == .cutoffBrokenPowerLaw }

    var hasCutoff: Bool { shape == .cutoffPowerLaw || shape == .cutoffBrokenPowerLaw }

    private func with(_ values: [Double]) -> Self {
        var copy = self
        for (index, value) in values.enumerated() { copy.parameters[index].value = value }
        return copy
    }
}
