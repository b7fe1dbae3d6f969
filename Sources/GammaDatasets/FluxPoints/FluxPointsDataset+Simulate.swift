import GammaCore
import GammaModels

extension FluxPointsDataset {
    /// Gaussian values around what the models predict, with the error of each point; points without one stay as they are.
    /// - Throws: ``Fault/Code/unsupported`` for statistics other than χ², which do not say how values scatter.
    public func sampler(models: Models) throws -> DatasetSampler {
        guard statistic == .chiSquare else {
            throw Fault(
                .unsupported,
                "flux points of dataset '\(name)' with the statistic '\(statistic.rawValue)' cannot be simulated",
                hint: "choose 'chi2'")
        }
        let factors = try temporalFactors(models)
        var predicted = [Double](repeating: 0, count: points.count)
        let response = try models.response(ofDataset: name)
        for (position, _) in models.contributing(to: name) {
            guard let source = SeenSource(models, component: position, response: response) else { continue }
            let values = source.evaluate(points.points.map(\.eRef))
            for index in values.indices { predicted[index] += factors[position] * values[index] }
        }
        let (dataset, expected) = (self, predicted)
        return DatasetSampler { random in
            var result = dataset
            for index in expected.indices {
                let point = dataset.points.points[index]
                guard case .gaussian(_, let error, _) = dataset.term(point), error > 0, error.isFinite else { continue }
                let reference = point.reference.dnde
                result.points.points[index].norm = (expected[index] + error * random.normal()) / reference
            }
            return result
        }
    }
}
