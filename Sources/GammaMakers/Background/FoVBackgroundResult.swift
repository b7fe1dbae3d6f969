import GammaCore
import GammaModels

/// How the background of one run was normalised: a row of the table of runs.
public struct FoVBackgroundResult: Sendable {
    /// What came of it.
    public enum Outcome: Sendable, Equatable {
        /// The background was adjusted.
        case adjusted
        /// Too little background is predicted outside the exclusion mask.
        case tooLittleBackground
        /// There are too few counts outside the exclusion mask.
        case tooFewCounts
        /// The sources predict more than all counts.
        case negative
        /// The fit did not converge, with its words.
        case notConverged(String)
    }

    /// Name of the dataset.
    public var dataset: String
    /// The background model with its parameters and their errors.
    public var model: FoVBackgroundModel
    /// Counts that were used.
    public var counts = 0.0
    /// Predicted background in the same bins, before it was adjusted.
    public var background = 0.0
    /// Signal that sources predict in the same bins.
    public var signal = 0.0
    /// Number of bins used.
    public var bins = 0
    /// Fraction of the safe bins that the exclusion mask takes away.
    public var excludedFraction: Double
    /// What came of it.
    public var outcome = Outcome.adjusted

    init(dataset: String, model: FoVBackgroundModel, excludedFraction: Double) {
        self.dataset = dataset
        self.model = model
        self.excludedFraction = excludedFraction
    }

    /// The norm of the background and its error; nil for models without one.
    public var norm: Parameter? { model.spectral.parameters.first { $0.name == "norm" } }

    /// The tilt of the background and its error; nil for models without one.
    public var tilt: Parameter? { model.spectral.parameters.first { $0.name == "tilt" } }

    /// Sets the norm to (N − signal) / B with its Poisson error.
    mutating func scale() throws {
        let rest = counts - signal
        try model.spectral.update("norm") {
            $0.value = rest / background
            $0.error = rest.squareRoot() / background
        }
    }
}

extension [FoVBackgroundResult] {
    /// A table of the runs: norm, tilt, counts used, excluded fraction, outcome.
    public var table: TextTable {
        var table = TextTable([
            .init("run", alignment: .left), .init("norm", alignment: .plusMinus),
            .init("tilt", alignment: .plusMinus), .init("off counts"), .init("background"),
            .init("excluded", unit: "%"),
            .init("outcome", alignment: .left),
        ])
        for row in self {
            func text(_ parameter: Parameter?) -> String {
                guard let parameter, row.outcome == .adjusted else { return "" }
                return ValueFormat.value(parameter.value, error: parameter.error)
            }
            table.append([
                row.dataset, text(row.norm), row.tilt?.isFrozen == false ? text(row.tilt) : "",
                ValueFormat.number(row.counts), ValueFormat.number(row.background),
                ValueFormat.number((1000 * row.excludedFraction).rounded() / 10), row.outcome.description,
            ])
        }
        return table
    }
}

extension FoVBackgroundResult.Outcome: CustomStringConvertible {
    /// In words.
    public var description: String {
        switch self {
        case .adjusted: "adjusted"
        case .tooLittleBackground: "left out: too little background outside the exclusion mask"
        case .tooFewCounts: "left out: too few counts outside the exclusion mask"
        case .negative: "left out: the sources predict more than all counts"
        case .notConverged(let words): "left out: \(words)"
        }
    }
}
