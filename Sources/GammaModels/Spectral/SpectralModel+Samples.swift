import GammaCore
import GammaNumerics

extension SpectralModel {
    /// dN/dE at energies in TeV with its errors downwards and upwards (1 σ); sampled ones reach to the 15.87 % and 84.13 %
    /// quantiles.
    /// - Parameter covariance: of the model's parameters, in their own units.
    public func evaluate(
        _ energies: [Double], covariance: Covariance, errors: SpectralErrors
    ) -> (values: [Double], below: [Double], above: [Double]) {
        switch errors {
        case .propagated:
            let (values, errors) = evaluateError(energies, covariance: covariance)
            return (values, errors, errors)
        case .sampled(let count, let seed):
            let values = evaluate(energies)
            let quantiles = sampleQuantiles(
                energies, covariance: covariance, [0.158655, 0.841345], count: count, seed: seed)
            return (
                values, zip(values, quantiles[0]).map { max($0 - $1, 0) },
                zip(values, quantiles[1]).map { max($1 - $0, 0) }
            )
        }
    }

    /// Quantiles of dN/dE at each energy in TeV, one array a probability, over spectra with parameters drawn from the
    /// covariance; the same seed gives the same ones.
    public func sampleQuantiles(
        _ energies: [Double], covariance: Covariance, _ probabilities: [Double], count: Int = 2000, seed: UInt64 = 0
    ) -> [[Double]] {
        let sampler = CovarianceSampler(parameters, covariance: covariance)
        var random = RandomStream(seed: seed, stream: "spectrum.samples")
        var columns = [[Double]](repeating: [], count: energies.count)
        for index in columns.indices { columns[index].reserveCapacity(count) }
        for _ in 0..<max(count, 1) {
            var model = self
            for (position, value) in sampler(&random).enumerated() { model.parameters[position].value = value }
            for (index, value) in model.evaluate(energies).enumerated() { columns[index].append(value) }
        }
        let sorted = columns.map { $0.filter { !$0.isNaN }.sorted() }
        return probabilities.map { probability in sorted.map { Quantile.ofSorted($0, probability) } }
    }
}
