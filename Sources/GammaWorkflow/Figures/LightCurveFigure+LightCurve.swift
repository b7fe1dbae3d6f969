import GammaCore
import GammaPlots
import GammaProducts

extension LightCurveFigure {
    /// A light curve, a series an energy bin; for one bin with its weighted mean and fractional variability.
    public init(_ curve: LightCurve) {
        let variability = curve.variability(.flux)
        let isSingle = curve.energyBinCount == 1
        self.init(
            series: (0..<curve.energyBinCount).map { Series(curve, energyBin: $0) },
            timeScale: curve.timeScale.rawValue.uppercased(),
            mean: isSingle ? variability.constancy?.weightedMean : nil,
            fractionalVariability: isSingle ? variability.fractional.map { ($0.fvar, $0.fvarError) } : nil,
            title: curve.metadata.source)
    }
}

extension LightCurveFigure.Series {
    /// One energy bin of a light curve.
    fileprivate init(_ curve: LightCurve, energyBin bin: Int) {
        self.init(
            name: curve.energyRange(bin), timeMin: curve.bins.map { $0.start.mjd(curve.timeScale) },
            timeMax: curve.bins.map { $0.stop.mjd(curve.timeScale) }, values: curve.values(.flux, energyBin: bin),
            errorLow: curve.values(.flux, .errn, energyBin: bin),
            errorHigh: curve.values(.flux, .errp, energyBin: bin),
            upperLimits: curve.values(.flux, .ul, energyBin: bin), isUpperLimit: curve.isUL(energyBin: bin))
    }
}

extension LightCurve {
    /// The range of an energy bin in words.
    fileprivate func energyRange(_ bin: Int) -> String {
        guard let point = bins.first(where: { $0.points.count > bin })?.points[bin] else { return "Flux" }
        return "\(ValueFormat.number(point.eMin, digits: 3)) – \(ValueFormat.number(point.eMax, digits: 3)) TeV"
    }
}
