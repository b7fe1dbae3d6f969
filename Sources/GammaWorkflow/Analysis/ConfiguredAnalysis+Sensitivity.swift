import GammaCore
import GammaDatasets
import GammaEstimators
import GammaModels
import GammaProducts

extension ConfiguredAnalysis {
    /// The sensitivity as the section `sensitivity` asks for, of all spectra together.
    /// - Throws: ``Fault/Code/badValue`` for a source that is not there, faults of the estimator.
    public func sensitivity(_ spectra: [SpectrumDataset], models: Models?) throws -> SensitivityCurve {
        let section = config.sensitivity
        var estimator = SensitivityEstimator(
            spectral: try spectrum(section.source, section.index, models, keyPath: "sensitivity.source"))
        estimator.sigma = section.nSigma ?? estimator.sigma
        estimator.minimumGammas = section.gammaMin ?? estimator.minimumGammas
        estimator.backgroundFraction = section.bkgSystFraction ?? estimator.backgroundFraction
        let curve = try estimator.run(spectra.count == 1 ? spectra[0] : SpectrumDataset.stacked(spectra))
        log.add(.info, "sensitivity: \(curve.points.count) points")
        return curve
    }

    /// The spectrum of a source, or a power law.
    private func spectrum(
        _ source: String?, _ index: Double?, _ models: Models?, keyPath: String
    ) throws -> any SpectralModel {
        guard let source else { return PowerLaw(index: index ?? 2, amplitude: 1e-12) }
        let models = models ?? Models()
        return try models.source(self.source(source, models, keyPath: keyPath)).spectral
    }
}
