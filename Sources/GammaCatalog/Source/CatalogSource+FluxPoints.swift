import GammaModels
import GammaProducts

extension CatalogSource {
    /// The flux points that the catalogue states, relative to its spectrum; nil when there are none.
    ///
    /// Errors are those of 1 σ, limits those of 2 σ. Which points are limits is what the catalogue says.
    public var fluxPoints: FluxPoints? {
        guard !bands.isEmpty else { return nil }
        let type: SEDType = bandsAreDifferential ? .dnde : .flux
        let spectrum = spectrum()
        return FluxPoints(bands.map { Self.point($0, type, spectrum) }, metadata: metadata(type))
    }

    func metadata(_ type: SEDType) -> FluxMetadata {
        FluxMetadata(sedType: type, source: name, nSigma: 1, nSigmaUL: 2, sqrtTSThresholdUL: 1)
    }

    /// A band as a flux point: the factor on the spectrum, or on a power law of index 2 where that says nothing.
    static func point(_ band: CatalogBand, _ type: SEDType, _ spectrum: (any SpectralModel)?) -> FluxPoint {
        var reference = spectrum.map { ReferenceFlux($0, eMin: band.eMin, eMax: band.eMax, eRef: band.eRef) }
        if let factor = reference?.factor(type), !(factor > 0 && factor.isFinite) { reference = nil }
        let used = reference ?? .powerLaw2(eMin: band.eMin, eMax: band.eMax, eRef: band.eRef)
        let factor = used.factor(type)
        var point = FluxPoint(
            eMin: band.eMin, eMax: band.eMax, eRef: band.eRef, reference: used, norm: band.value / factor)
        point.normErrn = band.below / factor
        point.normErrp = band.above / factor
        point.normUL = band.limit / factor
        point.sqrtTS = band.significance.isFinite ? band.significance : nil
        point.isUL = band.isLimit
        return point
    }
}
