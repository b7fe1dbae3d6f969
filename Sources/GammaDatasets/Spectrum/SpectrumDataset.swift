import GammaCore
import GammaData
import GammaMaps
import GammaNumerics

/// Counts of one region in bins of reconstructed energy, with all that is needed to predict them from a spectrum.
///
/// Holds what Gammapy's `SpectrumDataset` and `SpectrumDatasetOnOff` hold; ``background`` tells which of the two it is.
/// One-dimensional arrays run over the bins of ``energy`` (reconstructed) or ``energyTrue``.
public struct SpectrumDataset: Dataset, Equatable {
    /// Unique name.
    public var name: String
    /// Axis of reconstructed energy, TeV.
    public var energy: MapAxis
    /// Axis of true energy, TeV.
    public var energyTrue: MapAxis
    /// The region of the counts; nil when it is not known.
    public var region: SkyRegion?
    /// Counts in each bin of reconstructed energy.
    public var counts: [Double]
    /// Effective area × livetime in each bin of true energy, cm² s.
    public var exposure: [Double]
    /// Probability of each bin of reconstructed energy (columns) given the true one (rows); nil means no dispersion.
    public var energyDispersion: Matrix?
    /// Exposure by which stacked energy dispersions are weighted, cm² s; ``exposure`` without containment correction.
    public var dispersionExposure: [Double]
    /// Background, and with it the fit statistic.
    public var background: SpectrumBackground
    /// Bins in which the instrument response can be trusted.
    public var maskSafe: [Bool]
    /// Bins chosen for the fit; nil means all.
    public var maskFit: [Bool]?
    /// Good time intervals.
    public var gti: GTI?
    /// Observation time corrected for dead time, s.
    public var livetime: Double
    /// Where the data come from.
    public var provenance: DatasetProvenance

    /// Makes a dataset. Arrays that are left out hold zeros, masks hold true.
    public init(
        name: String, energy: MapAxis, energyTrue: MapAxis, region: SkyRegion? = nil, counts: [Double]? = nil,
        exposure: [Double]? = nil, energyDispersion: Matrix? = nil, dispersionExposure: [Double]? = nil,
        background: SpectrumBackground = .none, maskSafe: [Bool]? = nil, maskFit: [Bool]? = nil, gti: GTI? = nil,
        livetime: Double = 0, provenance: DatasetProvenance = .init()
    ) {
        let bins = energy.binCount
        self.name = name
        self.energy = energy
        self.energyTrue = energyTrue
        self.region = region
        self.counts = counts ?? Array(repeating: 0, count: bins)
        self.exposure = exposure ?? Array(repeating: 0, count: energyTrue.binCount)
        self.energyDispersion = energyDispersion
        self.dispersionExposure = dispersionExposure ?? self.exposure
        self.background = background
        self.maskSafe = maskSafe ?? Array(repeating: true, count: bins)
        self.maskFit = maskFit
        self.gti = gti
        self.livetime = livetime
        self.provenance = provenance
        precondition(
            self.counts.count == bins && self.maskSafe.count == bins, "one value a bin of reconstructed energy")
        precondition(self.exposure.count == energyTrue.binCount, "one value a bin of true energy")
    }

    /// Bins that take part in a fit: safe and chosen.
    public var mask: [Bool] {
        guard let maskFit else { return maskSafe }
        return zip(maskSafe, maskFit).map { $0 && $1 }
    }

    /// The off measurement, when the background is measured.
    public var off: OffMeasurement? {
        if case .measured(let off) = background { return off }
        return nil
    }

    /// Background counts expected in each bin: predicted, or α·n_off.
    public var backgroundCounts: [Double] {
        switch background {
        case .none: Array(repeating: 0, count: energy.binCount)
        case .predicted(let values): values
        case .measured(let off): off.background
        }
    }

    /// Counts above the expected background in each bin.
    public var excess: [Double] { zip(counts, backgroundCounts).map { $0 - $1 } }

    /// Keeps for the fit the bins that lie wholly within the range.
    ///
    /// A bin is kept when its lower edge is at least `minimum` and its upper edge at most `maximum` (TeV), as in Gammapy.
    public mutating func setFitRange(minimum: Double?, maximum: Double?) {
        maskFit = energy.mask(minimum: minimum, maximum: maximum)
    }
}

extension MapAxis {
    /// Bins that lie wholly within the range; a missing limit is no limit.
    public func mask(minimum: Double?, maximum: Double?) -> [Bool] {
        (0..<binCount).map { edges[$0] >= minimum ?? -.infinity && edges[$0 + 1] <= maximum ?? .infinity }
    }
}
