import GammaDatasets
import GammaFit
import GammaModels
import GammaNumerics

/// What simulations from a fit have found.
public struct BootstrapResult: Sendable {
    /// Deviance of the data: their fit statistic above that of a prediction that equals them.
    public var deviance: Double
    /// Bins of the data.
    public var bins: Int
    /// All simulations, in order.
    public var toys: [BootstrapToy]
    /// What they say of each free parameter.
    public var parameters: [BootstrapParameter]
    /// Of the random numbers.
    public var seed: UInt64

    init(fit: ModelsFitResult, toys: [BootstrapToy], seed: UInt64) {
        deviance = fit.deviance
        bins = fit.bins
        self.toys = toys
        self.seed = seed
        let fitted = toys.filter(\.outcome.isMinimum)
        parameters = fit.models.freeParameters.entries.indices.map { position in
            let parameter = fit.fit.parameters[position]
            return BootstrapParameter(
                name: parameter.name, unit: fit.models.freeParameters.entries[position].parameter.unit.description,
                value: parameter.value, error: parameter.error, values: fitted.map { $0.values[position] },
                errors: fitted.map { $0.errors[position] })
        }
    }

    /// The simulations whose fit ended in a minimum: those that count.
    public var fitted: [BootstrapToy] { toys.filter(\.outcome.isMinimum) }

    /// The chance that data drawn from the fitted models agree with their own fit no better than the real ones: the share of
    /// simulations, the data counted among them, with a deviance as large or larger.
    ///
    /// What the statistic would be for a prediction that equals the data is taken off each time, since that part depends on
    /// the counts alone and would hide a bad fit behind their scatter.
    public var pValue: Double {
        let fitted = fitted
        return Double(fitted.count { $0.deviance >= deviance } + 1) / Double(fitted.count + 1)
    }

    /// What the number of simulations leaves open of the p-value (1 σ).
    public var pValueError: Double {
        let p = pValue
        return (p * (1 - p) / Double(fitted.count + 1)).squareRoot()
    }

    /// How the fits that found no minimum ended, and how often, in the order in which they were met.
    public var failures: [(outcome: FitOutcome, count: Int)] {
        var failures: [(outcome: FitOutcome, count: Int)] = []
        for toy in toys where !toy.outcome.isMinimum {
            if let position = failures.firstIndex(where: { $0.outcome.code == toy.outcome.code }) {
                failures[position].count += 1
            } else {
                failures.append((toy.outcome, 1))
            }
        }
        return failures
    }
}

extension BootstrapParameter {
    fileprivate init(
        name: String, unit: String, value: Double, error: Double, values: [Double], errors: [Double]
    ) {
        let count = values.count
        let mean = values.reduce(0, +) / Double(count)
        let squares = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
        let sorted = values.sorted()
        let usable = values.indices.filter { errors[$0] > 0 && errors[$0].isFinite }
        let covered = usable.count { abs(values[$0] - value) <= errors[$0] }
        self.init(
            name: name, unit: unit, value: value, error: error, mean: mean,
            standardDeviation: count > 1 ? (squares / Double(count - 1)).squareRoot() : .nan,
            lower: Quantile.ofSorted(sorted, 0.158655), upper: Quantile.ofSorted(sorted, 0.841345),
            coverage: usable.isEmpty ? .nan : Double(covered) / Double(usable.count), count: count)
    }
}
