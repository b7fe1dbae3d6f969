import GammaKit

/// Fits spectra of several instruments together.
/// - Parameter spectra: PHA files, whose headers name ARF, RMF and background, and the range of each fit in TeV.
public func jointFit(_ spectra: [(name: String, pha: String, range: ClosedRange<Double>)]) throws -> ModelsFitResult {
    var datasets: [SpectrumDataset] = []
    for (name, pha, range) in spectra {
        var dataset = try OGIPReader(pha).dataset(name: name)
        dataset.setFitRange(minimum: range.lowerBound, maximum: range.upperBound)
        datasets.append(dataset)
    }

    let start = Models(
        SkyModel(
            "Crab",
            spectral: LogParabola(
                amplitude: 4e-11, reference: 1, alpha: 2.5, beta: 0.1)))
    let result = try Fit(datasets, models: start).run()
    print(result.report)
    return result
}

/// Writes a spectrum as OGIP files for XSPEC, Sherpa or Gammapy.
public func writeOGIP(_ dataset: SpectrumDataset, output: String) throws -> [String] {
    try OGIPWriter(dataset).write(to: "\(output)/pha_\(dataset.name).fits")
}
