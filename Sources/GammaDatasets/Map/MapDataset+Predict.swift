import GammaCore
import GammaMaps
import GammaModels

extension MapDataset {
    /// Counts predicted in every bin, in the mask or not: one map a component, the background first.
    ///
    /// A background without a model comes under the name `background`.
    /// - Throws: as ``evaluator(models:)``.
    public func predictedComponents(
        _ models: Models, _ execution: Execution = Execution()
    ) throws -> [(name: String, counts: WCSMap)] {
        try MapEvaluator(self, models: models, predictsEverywhere: true).components(models, execution).map {
            ($0.name, try WCSMap(geometry, values: $0.counts))
        }
    }

    /// Counts that all sources together predict in every bin (energy, y, x).
    /// - Throws: as ``evaluator(models:)``.
    public func predictedSignal(_ models: Models, _ execution: Execution = Execution()) throws -> [Double] {
        let sources = Set(models.skyModels.map(\.name))
        return try sum(predictedComponents(models, execution).filter { sources.contains($0.name) }.map(\.counts))
    }

    /// Counts that sources and background together predict in every bin, Gammapy's `npred`; never negative.
    /// - Throws: as ``evaluator(models:)``.
    public func predicted(_ models: Models, _ execution: Execution = Execution()) throws -> WCSMap {
        let total = try MapEvaluator(self, models: models, predictsEverywhere: true).total(models, execution)
        return try WCSMap(geometry, values: total.map { $0 < 0 ? 0 : $0 })
    }

    /// The fit statistic over the mask for given models.
    /// - Throws: as ``evaluator(models:)``.
    public func statistic(_ models: Models, _ execution: Execution = Execution()) throws -> Double {
        try evaluator(models: models).statistic(models, execution)
    }

    /// The predicted background times what a model makes of it.
    /// - Throws: ``Fault/Code/incompatible`` for a dataset without predicted background.
    public func scaledBackground(by model: FoVBackgroundModel) throws -> WCSMap {
        guard case .predicted(var map) = background else {
            throw Fault(.incompatible, "dataset '\(name)' has no predicted background")
        }
        let models = Models([.background(model)])
        let term = BackgroundTerm(component: 0, counts: map.values, energies: energy.centres, image: geometry.image)
        let factors = term.factors(models, wantsGradient: false)
        let pixels = geometry.pixelCount
        for bin in map.values.indices {
            map.values[bin] *= factors.spectral[bin / pixels] * (factors.spatial?[bin % pixels] ?? 1)
        }
        return map
    }

    private func sum(_ maps: [WCSMap]) -> [Double] {
        var total = [Double](repeating: 0, count: geometry.valueCount)
        for map in maps {
            for index in total.indices { total[index] += map.values[index] }
        }
        return total
    }
}
