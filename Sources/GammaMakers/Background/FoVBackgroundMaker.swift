import GammaCore
import GammaData
import GammaDatasets
import GammaMaps
import GammaModels

/// Normalises the predicted background of a map dataset to the counts outside an exclusion mask.
public struct FoVBackgroundMaker: Sendable {
    /// How the background is adjusted.
    public enum Method: String, Sendable, CaseIterable {
        /// The norm alone, from sums of counts: (N − signal) / B.
        case scale
        /// The free parameters of the model, by a likelihood fit.
        case fit
    }

    /// How the background is adjusted.
    public var method: Method
    /// Pixels that may be used (true); a pixel outside the mask counts as excluded. Nil uses all.
    public var exclusion: WCSMap?
    /// The energies in TeV whose bins are used, wholly inside; nil is no limit.
    public var energyMinimum: Double?
    /// Upper limit of the energies in TeV.
    public var energyMaximum: Double?
    /// The norm spectrum that multiplies the background.
    public var spectral: any SpectralModel
    /// The norm on the sky that multiplies the background; nil for none.
    public var spatial: (any SpatialModel)?
    /// Counts that must be exceeded outside the exclusion mask.
    public var minimumCounts: Double
    /// Predicted background that must be exceeded outside the exclusion mask.
    public var minimumBackground: Double

    /// Makes a maker.
    public init(
        _ method: Method = .scale, exclusion: WCSMap? = nil, energyMinimum: Double? = nil,
        energyMaximum: Double? = nil, spectral: any SpectralModel = PowerLawNorm(),
        spatial: (any SpatialModel)? = nil, minimumCounts: Double = 0, minimumBackground: Double = 0
    ) {
        self.method = method
        self.exclusion = exclusion
        self.energyMinimum = energyMinimum
        self.energyMaximum = energyMaximum
        self.spectral = spectral
        self.spatial = spatial
        self.minimumCounts = minimumCounts
        self.minimumBackground = minimumBackground
    }

    /// The dataset with its background adjusted, and how that went. Where it fails, no bin of the dataset is safe.
    /// - Parameter models: sources that are there already; they are not fitted.
    /// - Throws: ``Fault/Code/incompatible`` for a dataset without predicted background.
    public func apply(
        to dataset: MapDataset, models: Models = Models([]), execution: Execution = Execution()
    ) throws -> (dataset: MapDataset, result: FoVBackgroundResult) {
        guard case .predicted(let background) = dataset.background else {
            throw Fault(
                .incompatible, "dataset '\(dataset.name)' has no predicted background to normalise",
                hint: "reduce it with 'background', or choose another background method")
        }
        var used = dataset
        let excluded = restrict(&used)
        let model = FoVBackgroundModel(dataset: dataset.name, spectral: spectral, spatial: spatial)
        var all = models
        all.setFrozen(true)
        all.components.append(.background(model))
        var result = FoVBackgroundResult(dataset: dataset.name, model: model, excludedFraction: excluded)
        let mask = used.mask
        let signal = try models.components.isEmpty ? nil : used.predictedSignal(models, execution)
        for bin in mask.indices where mask[bin] && background.values[bin].isFinite {
            result.counts += dataset.counts.values[bin]
            result.background += background.values[bin]
            result.signal += signal?[bin] ?? 0
            result.bins += 1
        }
        result.outcome = check(result)
        guard result.outcome == .adjusted else { return (dataset.unsafe(), result) }
        switch method {
        case .scale: try result.scale()
        case .fit: try fit(used, all, &result, execution)
        }
        guard result.outcome == .adjusted else { return (dataset.unsafe(), result) }
        var adjusted = dataset
        adjusted.background = .predicted(try dataset.scaledBackground(by: result.model))
        return (adjusted, result)
    }

    /// Narrows the fit mask to what may be used; returns the fraction of safe pixels that the exclusion mask takes away.
    private func restrict(_ dataset: inout MapDataset) -> Double {
        let pixels = dataset.geometry.pixelCount
        let planes = dataset.energy.mask(minimum: energyMinimum, maximum: energyMaximum)
        let allowed = allowedPixels(dataset.geometry)
        var mask = dataset.maskFit ?? Array(repeating: true, count: dataset.maskSafe.count)
        var (safe, kept) = (0, 0)
        for bin in mask.indices {
            let (plane, pixel) = (bin / pixels, bin % pixels)
            let isAllowed = allowed?[pixel] ?? true
            if dataset.maskSafe[bin] {
                safe += 1
                kept += isAllowed ? 1 : 0
            }
            if !isAllowed || !planes[plane] { mask[bin] = false }
        }
        dataset.maskFit = mask
        return safe > 0 ? 1 - Double(kept) / Double(safe) : 0
    }

    /// The pixels that the exclusion mask leaves, looked up in its nearest pixel; nil without one.
    private func allowedPixels(_ geometry: WCSGeometry) -> [Bool]? {
        guard let exclusion else { return nil }
        let centres = geometry.image.pixelCentres()
        return exclusion.values(lon: centres.lon, lat: centres.lat, frame: geometry.frame, outside: 0).map { $0 > 0 }
    }

    private func check(_ sums: FoVBackgroundResult) -> FoVBackgroundResult.Outcome {
        if sums.background <= max(minimumBackground, 0) { return .tooLittleBackground }
        if sums.counts <= minimumCounts { return .tooFewCounts }
        if sums.counts - sums.signal <= 0 { return .negative }
        return .adjusted
    }

    private func fit(
        _ dataset: MapDataset, _ models: Models, _ result: inout FoVBackgroundResult, _ execution: Execution
    ) throws {
        let fitted = try Fit([dataset], models: models).run(Execution(threads: execution.threads))
        guard fitted.fit.outcome.isReliable, case .background(let model)? = fitted.models.components.last else {
            result.outcome = .notConverged(fitted.fit.outcome.description)
            return
        }
        result.model = model
    }
}

extension MapDataset {
    /// The dataset without any safe bin.
    fileprivate func unsafe() -> MapDataset {
        var dataset = self
        dataset.maskSafe = Array(repeating: false, count: maskSafe.count)
        return dataset
    }
}
