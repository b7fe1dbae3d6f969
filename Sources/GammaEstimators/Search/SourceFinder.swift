import GammaCore
import GammaDatasets
import GammaMaps
import GammaModels
import GammaProducts

/// Finds the sources of reduced maps without knowing any: a blind search.
///
/// In each round TS maps with sources of several sizes are made of what the models do not yet explain. The highest peaks above
/// the threshold, far enough apart not to disturb each other, become sources: each is fitted as a point source and as a
/// Gaussian, together with its neighbours and the norm of the background, and stays when the statistic falls by the square
/// of the threshold. Rounds go on until no peak is left. At last everything is fitted together, every source is tried
/// without it and with the other shape, its neighbours fitted again, and what has become insignificant is taken out.
///
/// What stands for a point source in the fits is a Gaussian of fixed σ, 0.29 pixels, as wide as the bilinear interpolation of
/// ``PointSpatialModel`` makes a point on average. That one's likelihood has kinks on the lines through pixel centres, where
/// fits get stuck.
public struct SourceFinder: Sendable {
    /// Least √TS of a source.
    public var threshold = 5.0
    /// σ of the Gaussians that are looked for, deg; 0 for a point source.
    public var sizes = [0, 0.1, 0.2, 0.4]
    /// Least √TS of a Gaussian against a point source for a source to be called extended.
    public var extensionThreshold = 4.0
    /// The spectrum that sources start with; its index is fitted when it has one.
    public var spectrum: any SpectralModel = PowerLaw(index: 2.3, amplitude: 1e-13)
    /// Sources whose distance to another is not above this, extents (2 σ) apart, are fitted again with it; deg.
    public var reach = 0.5
    /// Rounds after which the search ends in any case.
    public var maximumRounds = 20
    /// Whether a background model with a free norm is added for datasets without one.
    public var fitsBackground = true

    /// Makes a finder.
    public init() {}

    /// Finds the sources that the models do not have.
    ///
    /// - Parameters:
    ///   - datasets: maps with predicted background, of one image and one axis of energy.
    ///   - models: backgrounds, and sources known before: free parameters of those near new ones are fitted again.
    /// - Throws: faults of ``TSMapEstimator`` and of the fit, ``Fault/Code/badValue`` for settings that make no sense,
    ///   ``Fault/Code/cancelled``.
    public func run(
        _ datasets: [MapDataset], models: Models = Models(), execution: Execution = Execution()
    ) throws -> SourceSearchResult {
        try check()
        var search = try BlindSearch(self, datasets, models, execution)
        return try search.run()
    }

    private func check() throws {
        guard threshold >= 2, extensionThreshold > 0 else {
            throw Fault(
                .badValue, "sources cannot be searched with thresholds of \(threshold) and \(extensionThreshold) σ",
                hint: "below 2 σ every map is full of them; 5 is customary")
        }
        guard !sizes.isEmpty, sizes.allSatisfy({ $0 >= 0 && $0.isFinite }) else {
            throw Fault(.badValue, "the sizes \(sizes) deg of sources must be at least one, none negative")
        }
        guard maximumRounds > 0, reach >= 0 else {
            throw Fault(.badValue, "a search of \(maximumRounds) rounds with neighbours within \(reach) deg")
        }
    }

    /// The spectrum that a source starts with, times a factor.
    func spectrum(times factor: Double) -> any SpectralModel {
        var spectrum = spectrum
        var parameters = spectrum.parameters
        if let scale = spectrum.scalePosition {
            parameters[scale].value *= factor
            parameters[scale].minimum = 0
        }
        if let index = parameters.firstIndex(where: { $0.name == "index" }) {
            parameters[index].minimum = parameters[index].minimum ?? 0
            parameters[index].maximum = parameters[index].maximum ?? 6
        }
        spectrum.parameters = parameters
        return spectrum
    }
}
