import GammaDatasets
import GammaEstimators
import GammaIO
import GammaProducts

/// What belongs to one instrument of a joint analysis.
public struct InstrumentResult: Sendable {
    /// Its name.
    public var name: String
    /// Names of its datasets.
    public var datasets: [String]
    /// Its energies in the fit, TeV; nil where there are none.
    public var energies: (low: Double, high: Double)?
    /// Flux points of its data with the models of the joint fit, one of each configured source.
    public internal(set) var fluxPoints: [FluxPoints] = []

    /// For scripts.
    var json: JSONValue {
        .object(
            [
                ("name", .string(name)), ("datasets", JSONValue(datasets)),
                ("energies_TeV", energies.map { .numbers([$0.low, $0.high]) } ?? .null),
            ] + ProductsResult.items(fluxPoints, []))
    }
}

extension DatasetsResult {
    /// Takes the data of an instrument.
    mutating func add(_ instrument: InstrumentConfig, _ datasets: [any Dataset]) {
        self.datasets += datasets
        instruments.append(
            InstrumentResult(
                name: instrument.name, datasets: datasets.map(\.name),
                energies: DatasetsResult(datasets: datasets).fitEnergies))
    }

    /// The data of an instrument.
    func datasets(of instrument: InstrumentResult) -> [any Dataset] {
        datasets.filter { instrument.datasets.contains($0.name) }
    }
}

extension InstrumentConfig {
    /// The dataset with the energies of the instrument's fit range kept for the fit.
    func inFitRange(_ dataset: any Dataset) -> any Dataset { dataset.inRange(config.fit.fitRange) }
}
