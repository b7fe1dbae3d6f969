import GammaPlots
import GammaProducts

extension LightCurveFigure {
    /// A light curve, a series an energy bin; for one bin with its weighted mean and fractional variability.
    public init(_ curve: LightCurve) {
        let variability = curve.variability(.flux)
        let isSingle = curve.energyBinCount == 1
        self.init(
            series: (0..<curve.energyBinCount).map { bin in
                Series(
                    curve, energyBin: bin, low: curve.bins.map { $0.start.mjd(curve.timeScale) },
                    high: curve.bins.map { $0.stop.mjd(curve.timeScale) })
            },
            timeScale: curve.timeScale.rawValue.uppercased(),
            mean: isSingle ? variability.constancy?.weightedMean : nil,
            fractionalVariability: isSingle ? variability.fractional.map { ($0.fvar, $0.fvarError) } : nil,
            title: curve.metadata.source)
    }
}
