import GammaCore
import GammaDatasets
import GammaModels

/// Simulated datasets by number: each from a stream of random numbers of its own.
struct ToyData {
    private let datasets: [any Dataset]
    private let models: Models
    private let stream: String
    private let seed: UInt64

    init(_ datasets: [any Dataset], _ models: Models, stream: String, seed: UInt64) {
        self.datasets = datasets
        self.models = models
        self.stream = stream
        self.seed = seed
    }

    /// What is expected, in the order of the datasets.
    func samplers() throws -> [DatasetSampler] { try datasets.map { try $0.sampler(models: models) } }

    /// The simulation of that number.
    func draw(_ samplers: [DatasetSampler], _ index: Int) throws -> [any Dataset] {
        try zip(datasets, samplers).map { dataset, sampler in
            var random = RandomStream(seed: seed, stream: "\(stream).\(dataset.name)", index: UInt64(index))
            return try sampler(&random)
        }
    }
}
