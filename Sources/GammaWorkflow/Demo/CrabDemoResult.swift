import GammaCore
import GammaIO
import GammaMakers
import GammaModels

/// What the demonstration brought: the truth that was simulated and what the analysis found.
public struct CrabDemoResult: Sendable {
    /// A true value beside the fitted one.
    public struct Comparison: Sendable {
        /// What it is: the name of a parameter, or a flux.
        public let name: String
        /// Unit.
        public let unit: Unit
        /// The value that was simulated.
        public let truth: Double
        /// The value that was fitted.
        public let fitted: Double
        /// Its error.
        public let error: Double

        /// (fitted − true) / error.
        public var pull: Double { (fitted - truth) / error }
    }

    /// The models that were simulated.
    public let truth: Models
    /// What the runs hold.
    public let runs: [SimulatedRun]
    /// The analysis.
    public let analysis: AnalysisResult
    /// The files written by the analysis.
    public let files: [String]

    /// The free parameters of the spectra, and the flux above 1 TeV.
    public var comparisons: [Comparison] {
        guard let fitted = analysis.fit?.models else { return [] }
        return truth.skyModels.flatMap { source -> [Comparison] in
            guard let position = try? fitted.position(of: source.name) else { return [] }
            let spectrum = fitted.components[position].spectral
            let parameters = zip(source.spectral.parameters, spectrum.parameters)
                .filter { !$1.isFrozen }
                .map {
                    Comparison(name: $0.name, unit: $1.unit, truth: $0.value, fitted: $1.value, error: $1.error)
                }
            let edges = [1.0, 30]
            let (flux, error) = spectrum.integralError(
                edges: edges, covariance: fitted.spectralCovariance(ofModelAt: position))
            return parameters + [
                Comparison(
                    name: "flux 1–30 TeV", unit: .flux, truth: source.spectral.integral(from: edges[0], to: edges[1]),
                    fitted: flux[0], error: error[0])
            ]
        }
    }

    /// True and fitted values side by side.
    public func comparison(title: String) -> TextTable {
        var table = TextTable(
            [
                .init("", alignment: .left), .init("true"), .init("fitted", alignment: .plusMinus), .init("pull"),
                .init("unit", alignment: .left),
            ], title: title)
        for row in comparisons {
            table.append([
                row.name, ValueFormat.number(row.truth), ValueFormat.value(row.fitted, error: row.error),
                (row.pull < 0 ? "" : "+") + ValueFormat.number(row.pull, digits: 2), row.unit.description,
            ])
        }
        return table
    }

    /// Everything for scripts: the simulation, the comparison, and the document of `gammakit run`.
    public var json: JSONValue {
        .object([
            ("simulation", runs.json),
            (
                "comparison",
                .array(
                    comparisons.map { row in
                        .object([
                            ("name", .string(row.name)), ("unit", .string(row.unit.description)),
                            ("true", .double(row.truth)), ("fitted", .double(row.fitted)),
                            ("error", .double(row.error)), ("pull", .double(row.pull)),
                        ])
                    })
            ),
            ("files", JSONValue(files)), ("result", analysis.json),
        ])
    }
}
