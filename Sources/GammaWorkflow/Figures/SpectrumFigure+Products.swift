import GammaDatasets
import GammaModels
import GammaPlots
import GammaProducts

extension SpectrumFigure {
    /// E² dN/dE of a source: its best-fit spectrum with the 1σ band, and flux points where there are any.
    /// - Parameters:
    ///   - points: flux points; nil draws the model alone.
    ///   - models: fitted models with their covariance.
    ///   - source: name of the source; nil takes that of the points, or the first model.
    ///   - energies: where the curve is drawn, TeV.
    ///   - errors: how the band comes from the covariance.
    ///   - posterior: draws that the band comes from instead.
    /// - Throws: ``Fault/Code/unknownKey`` when there is no such source.
    public init(
        _ points: FluxPoints?, models: Models, source: String? = nil, energies: [Double],
        errors: SpectralErrors = .propagated, posterior: ModelsPosterior? = nil
    ) throws {
        let source = source ?? points?.metadata.source ?? models.names.first ?? ""
        let position = try models.position(of: source)
        let band = models.components[position].spectral.evaluate(
            energies, covariance: models.spectralCovariance(ofModelAt: position), errors: errors)
        let name = errors == .propagated ? "best fit ± 1σ" : "best fit, 68 % of samples"
        var curve = SpectrumCurve(
            name: "\(source): \(name)", energies: energies, dnde: band.values, errorLow: band.below,
            errorHigh: band.above)
        if let posterior {
            let drawn = try posterior.spectrum(of: source, energies: energies)
            curve = SpectrumCurve(
                name: "\(source): best fit, 68 % of the posterior", energies: energies, dnde: band.values,
                errorLow: zip(band.values, drawn.low68).map { max($0 - $1, 0) },
                errorHigh: zip(band.values, drawn.high68).map { max($1 - $0, 0) })
        }
        guard let points else {
            self.init(points: [], models: [curve], title: source, showsResiduals: false)
            return
        }
        self.init(points: SpectrumPoints(points), model: curve, title: source)
    }
}

extension SpectrumPoints {
    /// dN/dE of flux points; symmetric errors where there are no others.
    public init(_ points: FluxPoints) {
        self.init(
            energies: points.points.map(\.eRef), energyMin: points.points.map(\.eMin),
            energyMax: points.points.map(\.eMax),
            dnde: points.values(.dnde), errorLow: points.errors(.errn), errorHigh: points.errors(.errp),
            upperLimits: points.values(.dnde, .ul), isUpperLimit: points.isUL)
    }
}

extension FluxPoints {
    /// Errors of dN/dE on one side; the symmetric one where there is none.
    fileprivate func errors(_ side: FluxQuantity) -> [Double] {
        zip(values(.dnde, side), values(.dnde, .err)).map { $0.isFinite ? $0 : $1 }
    }
}
