import Foundation
import GammaNumerics

/// Measures of variability of a series of fluxes with errors. Values that are not finite, or whose error is not positive,
/// are left out.
public struct FluxVariability: Sendable {
    /// The fluxes that are used.
    public let values: [Double]
    /// Their errors.
    public let errors: [Double]
    /// Their times in seconds since the first one; empty when no times were given.
    public let seconds: [Double]

    /// Makes a series.
    /// - Parameter seconds: times of the fluxes in seconds from any zero, one each, ascending; nil where no time enters.
    public init(values: [Double], errors: [Double], seconds: [Double]? = nil) {
        let count = min(values.count, errors.count, seconds?.count ?? .max)
        let used = (0..<count).filter {
            values[$0].isFinite && errors[$0].isFinite && errors[$0] > 0 && (seconds?[$0].isFinite ?? true)
        }
        self.values = used.map { values[$0] }
        self.errors = used.map { errors[$0] }
        self.seconds = seconds.map { all in used.map { all[$0] - all[used[0]] } } ?? []
    }

    /// Number of fluxes used.
    public var count: Int { values.count }

    /// Mean flux.
    public var mean: Double { values.reduce(0, +) / Double(count) }

    /// Sample variance S², with n − 1.
    private var variance: Double {
        let mean = mean
        return values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(count - 1)
    }

    /// Mean of the squared errors.
    var meanSquareError: Double { errors.reduce(0) { $0 + $1 * $1 } / Double(count) }

    /// The fractional variability; nil for fewer than two fluxes or a mean of zero.
    public var fractional: FractionalVariability? {
        guard count > 1, mean != 0, mean.isFinite else { return nil }
        return FractionalVariability(scatter: variance, meanSquareError: meanSquareError, mean: mean, count: count)
    }

    /// The fractional variability from point to point, which probes the shortest time scale; nil for fewer than two fluxes
    /// or a mean of zero. For white noise it equals ``fractional``, for red noise it is smaller.
    ///
    /// Edelson et al. 2002, ApJ 568, 610, eq. 3: half the mean squared step takes the place of the variance. Gammapy
    /// leaves out the half.
    public var pointToPoint: FractionalVariability? {
        guard count > 1, mean != 0, mean.isFinite else { return nil }
        let steps = zip(values, values.dropFirst()).reduce(0) { $0 + ($1.1 - $1.0) * ($1.1 - $1.0) }
        return FractionalVariability(
            scatter: steps / (2 * Double(count - 1)), meanSquareError: meanSquareError, mean: mean, count: count)
    }

    /// The test of a constant flux against its errors; nil for fewer than two fluxes.
    public var constancy: ConstancyTest? {
        guard count > 1 else { return nil }
        let weights = errors.map { 1 / ($0 * $0) }
        let sum = weights.reduce(0, +)
        let mean = zip(weights, values).reduce(0) { $0 + $1.0 * $1.1 } / sum
        let chi2 = zip(weights, values).reduce(0) { $0 + $1.0 * ($1.1 - mean) * ($1.1 - mean) }
        return ConstancyTest(
            weightedMean: mean, weightedMeanError: 1 / sum.squareRoot(), chi2: chi2, degreesOfFreedom: count - 1,
            pValue: Special.chiSquareSurvival(chi2, df: Double(count - 1)))
    }

    /// The shortest time in which the flux doubles between neighbours; nil when it never rises or no times were given.
    public var doublingTime: CharacteristicTime? { characteristicTime(rising: true) }

    /// The shortest time in which the flux halves between neighbours; nil when it never falls or no times were given.
    public var halvingTime: CharacteristicTime? { characteristicTime(rising: false) }

    /// Δt / log₂(f₂/f₁) with the errors of both fluxes.
    private func characteristicTime(rising: Bool) -> CharacteristicTime? {
        guard seconds.count == count, count > 1 else { return nil }
        var best: CharacteristicTime?
        for index in 0..<(count - 1) {
            let ratio = log(values[index + 1] / values[index])
            let step = seconds[index + 1] - seconds[index]
            guard ratio.isFinite, ratio != 0, (ratio > 0) == rising, step > 0 else { continue }
            let time = step * log(2) / abs(ratio)
            let relative = hypot(errors[index + 1] / values[index + 1], errors[index] / values[index])
            if time < best?.seconds ?? .infinity {
                best = CharacteristicTime(
                    seconds: time, error: time * relative / abs(ratio), atSeconds: seconds[index])
            }
        }
        return best
    }
}

/// A test of a constant flux.
public struct ConstancyTest: Sendable, Hashable {
    /// The constant that fits best, in the unit of the fluxes.
    public let weightedMean: Double
    /// Its error.
    public let weightedMeanError: Double
    /// χ² of the fluxes around it.
    public let chi2: Double
    /// Degrees of freedom: one less than fluxes.
    public let degreesOfFreedom: Int
    /// The probability of such a χ², or a larger one, of a constant source.
    public let pValue: Double
}

/// A time in which the flux doubles or halves.
public struct CharacteristicTime: Sendable, Hashable {
    /// The time in seconds.
    public let seconds: Double
    /// Its error in seconds.
    public let error: Double
    /// When it was met: seconds from the first flux to the first of the two neighbours.
    public let atSeconds: Double
}
