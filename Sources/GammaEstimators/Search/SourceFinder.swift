import GammaCore
import GammaDatasets
import GammaMaps
import GammaModels
import GammaProducts

/// Finds the sources of reduced maps without knowing any: a blind search.
///
/// In each round TS maps with sources of several sizes and spectra are made of what the models do not yet explain. The highest
/// peaks above the threshold, far enough apart not to disturb each other, become sources: each is fitted in several shapes,
/// together with its neighbours and the norm of the background, and stays when the statistic falls by the square of the
/// threshold. Rounds go on until no peak is left. Then everything is fitted together, every source is tried without it, in
/// other shapes and with other spectra, its neighbours fitted again; what has become insignificant is taken out, and forms
/// change. That may uncover further peaks: then it goes on.
///
/// A form with more parameters must be better with ``detailThreshold``, that is by a significance for as many degrees of
/// freedom as it has parameters more.
///
/// What stands for a point source in the fits is a Gaussian of fixed σ, 0.29 pixels, as wide as the bilinear interpolation of
/// ``PointSpatialModel`` makes a point on average. That one's likelihood has kinks on the lines through pixel centres, where
/// fits get stuck.
public struct SourceFinder: Sendable {
    /// Least √TS of a source.
    public var threshold = 5.0
    /// σ of the Gaussians that are looked for, deg; 0 for a point source.
    public var sizes = [0, 0.1, 0.2, 0.4]
    /// Indices of the power laws that are looked for, the later ones where the first show nothing; the index is fitted then. A
    /// hard source that hides in a steep one is only seen by a hard spectrum.
    public var indices = [2.3]
    /// The shapes that are tried for each source; elongated ones, of what is extended.
    public var shapes: Set<SourceShape> = [.point, .gaussian]
    /// The spectra that are tried for each source.
    public var spectra: Set<SourceSpectrum> = [.powerLaw]
    /// Least significance, in σ, of a shape or spectrum against one with fewer parameters.
    public var detailThreshold = 4.0
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
        guard threshold >= 2, detailThreshold > 0 else {
            throw Fault(
                .badValue, "sources cannot be searched with thresholds of \(threshold) and \(detailThreshold) σ",
                hint: "below 2 σ every map is full of them; 5 is customary")
        }
        guard !sizes.isEmpty, sizes.allSatisfy({ $0 >= 0 && $0.isFinite }) else {
            throw Fault(.badValue, "the sizes \(sizes) deg of sources must be at least one, none negative")
        }
        guard !indices.isEmpty, indices.allSatisfy({ (0...6).contains($0) }) else {
            throw Fault(.badValue, "the spectral indices \(indices) must be at least one, each from 0 to 6")
        }
        guard !shapes.isDisjoint(with: [.point, .gaussian]), spectra.contains(.powerLaw) else {
            throw Fault(
                .badValue, "every source is first a point or a round Gaussian with a power law",
                hint: "shapes: point or gaussian and more, spectra: pl and more")
        }
        guard maximumRounds > 0, reach >= 0 else {
            throw Fault(.badValue, "a search of \(maximumRounds) rounds with neighbours within \(reach) deg")
        }
    }
}
