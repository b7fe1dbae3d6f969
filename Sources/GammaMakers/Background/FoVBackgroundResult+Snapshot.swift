import GammaCore
import GammaIO
import GammaModels

extension FoVBackgroundResult {
    /// Writes numbers, parameters and outcome.
    func write(to snapshot: inout SnapshotWriter) {
        snapshot.write([dataset, outcome.name, outcome.words])
        snapshot.write([counts, background, signal, excludedFraction, Double(bins)])
        snapshot.write(model.parameters.flatMap { [$0.value, $0.error] })
    }

    /// Reads a result of a maker.
    init(from snapshot: inout SnapshotReader, _ maker: FoVBackgroundMaker) throws {
        let texts = try snapshot.readStrings()
        let numbers = try snapshot.readDoubles()
        let values = try snapshot.readDoubles()
        var model = FoVBackgroundModel(
            dataset: texts.first ?? "", spectral: maker.spectral, spatial: maker.spatial)
        guard texts.count == 3, numbers.count == 5, values.count == 2 * model.parameters.count,
            let outcome = Outcome(name: texts[1], words: texts[2])
        else { throw Fault(.malformed, "a background in an intermediate state is none") }
        var parameters = model.parameters
        for index in parameters.indices {
            (parameters[index].value, parameters[index].error) = (values[2 * index], values[2 * index + 1])
        }
        model.parameters = parameters
        self.init(dataset: texts[0], model: model, excludedFraction: numbers[3])
        (counts, background, signal, bins) = (numbers[0], numbers[1], numbers[2], Int(numbers[4]))
        self.outcome = outcome
    }
}

extension FoVBackgroundResult.Outcome {
    /// Its name in a snapshot.
    fileprivate var name: String {
        switch self {
        case .adjusted: "adjusted"
        case .tooLittleBackground: "tooLittleBackground"
        case .tooFewCounts: "tooFewCounts"
        case .negative: "negative"
        case .notConverged: "notConverged"
        }
    }

    /// The words that belong to it.
    fileprivate var words: String {
        if case .notConverged(let words) = self { words } else { "" }
    }

    fileprivate init?(name: String, words: String) {
        let outcomes: [Self] = [
            .adjusted, .tooLittleBackground, .tooFewCounts, .negative, .notConverged(words),
        ]
        guard let outcome = outcomes.first(where: { $0.name == name }) else { return nil }
        self = outcome
    }
}
