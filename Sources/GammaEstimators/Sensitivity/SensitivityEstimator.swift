import GammaCore
import GammaDatasets
import GammaMaps
import GammaModels
import GammaProducts

/// The smallest flux that would be detected in each bin of reconstructed energy of a spectrum.
///
/// A detection asks for a significance, a number of gamma rays, and a share of the background: the largest excess of the
/// three decides, as in Gammapy. Off counts give the significance of Li & Ma 1983, ApJ 272, 317; a predicted background that
/// of counts over a known one.
public struct SensitivityEstimator: Sendable {
    /// Shape of the spectrum inside a bin; its scale does not matter.
    public var spectral: any SpectralModel
    /// Significance of a detection.
    public var sigma: Double
    /// Smallest number of gamma rays.
    public var minimumGammas: Double
    /// Smallest excess as a share of the background counts.
    public var backgroundFraction: Double

    /// Makes an estimator.
    public init(
        spectral: any SpectralModel = PowerLaw(index: 2, amplitude: 1e-12), sigma: Double = 5,
        minimumGammas: Double = 10, backgroundFraction: Double = 0.05
    ) {
        self.spectral = spectral
        self.sigma = sigma
        self.minimumGammas = minimumGammas
        self.backgroundFraction = backgroundFraction
    }

    /// One point a bin of reconstructed energy; a bin without a value says why.
    /// - Throws: ``Fault/Code/noData`` for a dataset without background.
    public func run(_ dataset: SpectrumDataset) throws -> SensitivityCurve {
        let background = try statistics(of: dataset)
        let signal = dataset.totalSignal(Models(SkyModel("source", spectral: spectral)))
        return SensitivityCurve(
            background.indices.map { bin in
                point(
                    background[bin], dataset.energy, bin: bin, signal: signal[bin],
                    reason: reason(dataset, bin: bin, signal: signal[bin]))
            })
    }

    /// Why a bin has no sensitivity.
    private func reason(_ dataset: SpectrumDataset, bin: Int, signal: Double) -> String? {
        if !dataset.maskSafe[bin] { return "outside the safe energy range" }
        if !(signal > 0) { return "no exposure" }
        if let off = dataset.off, off.alpha[bin] == 0 { return "no off acceptance" }
        return nil
    }

    private func point(
        _ statistic: any CountsStatistic, _ axis: MapAxis, bin: Int, signal: Double, reason: String?
    ) -> SensitivityPoint {
        var excess = statistic.excess(matchingSignificance: sigma)
        var criterion = SensitivityPoint.Criterion.significance
        // Without any background every excess is significant, and the first is not a number.
        if !(excess >= minimumGammas) { (excess, criterion) = (minimumGammas, .gamma) }
        let share = backgroundFraction * statistic.background
        if excess < share { (excess, criterion) = (share, .background) }
        let energy = axis.centres[bin]
        return SensitivityPoint(
            eMin: axis.edges[bin], eMax: axis.edges[bin + 1], eRef: energy,
            e2dnde: reason == nil ? excess / signal * spectral(energy) * energy * energy : .nan, excess: excess,
            background: statistic.background, criterion: criterion, reason: reason)
    }

    /// In every bin just the counts that the background predicts.
    private func statistics(of dataset: SpectrumDataset) throws -> [any CountsStatistic] {
        switch dataset.background {
        case .none:
            throw Fault(
                .noData, "dataset '\(dataset.name)' has no background, which a sensitivity needs",
                hint: "measure or predict a background first")
        case .predicted(let background):
            return background.map { CashCountsStatistic(nOn: $0, muBackground: $0) }
        case .measured(let off):
            return zip(off.counts, off.alpha).map { WStatCountsStatistic(nOn: $1 * $0, nOff: $0, alpha: $1) }
        }
    }
}
