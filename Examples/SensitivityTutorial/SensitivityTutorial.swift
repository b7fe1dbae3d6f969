import GammaKit

/// Sensitivities, step by step; each function is a section of the page "Sensitivity".
public struct SensitivityTutorial {
    /// The folder for results.
    public let output: String

    /// Makes the tutorial for a folder.
    public init(output: String) { self.output = output }

    /// Map → spectrum of a circle around the source, as if it were a point.
    public func spectrum(_ dataset: MapDataset) throws -> SpectrumDataset {
        let spectrum = try dataset.toSpectrumDataset(
            region: .circle(centre: dataset.geometry.centre, radius: 0.1),
            containmentCorrection: true)
        return spectrum
    }

    /// Spectrum → the smallest flux that would be detected.
    public func sensitivity(_ spectrum: SpectrumDataset) throws -> SensitivityCurve {
        let estimator = SensitivityEstimator(
            spectral: PowerLaw(index: 2, amplitude: 1e-12), sigma: 5,
            minimumGammas: 10, backgroundFraction: 0.05)
        let curve = try estimator.run(spectrum)
        print(curve.textTable().text())
        try curve.write(to: "\(output)/sensitivity.ecsv")
        return curve
    }

    /// The same observation for a longer time, with off counts from five times the on region.
    public func observed(_ spectrum: SpectrumDataset, hours: Double) -> SpectrumDataset {
        let factor = hours * 3600 / spectrum.livetime
        var longer = spectrum
        longer.livetime *= factor
        longer.exposure = spectrum.exposure.map { $0 * factor }
        longer.background = .measured(
            OffMeasurement(
                counts: spectrum.backgroundCounts.map { 5 * $0 * factor },
                acceptance: spectrum.counts.map { _ in 1 },
                acceptanceOff: spectrum.counts.map { _ in 5 }))
        return longer
    }

    /// Several curves in one figure.
    public func compare(_ spectrum: SpectrumDataset) throws -> [(name: String, curve: SensitivityCurve)] {
        let curves = try [5.0, 50].map { hours in
            let curve = try SensitivityEstimator().run(observed(spectrum, hours: hours))
            return (name: "\(Int(hours)) h", curve: curve)
        }
        try SensitivityFigure(curves, title: "Point source, index 2").save("\(output)/sensitivity.png")
        return curves
    }

    /// All steps.
    public func run() throws -> [(name: String, curve: SensitivityCurve)] {
        let spectrum = try spectrum(simulatedMap())
        _ = try sensitivity(spectrum)
        return try compare(spectrum)
    }
}
