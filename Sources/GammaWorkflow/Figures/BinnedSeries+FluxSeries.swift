import GammaCore
import GammaPlots
import GammaProducts

extension BinnedSeries {
    /// The fluxes of one energy bin; symmetric errors where there are no others.
    /// - Parameters:
    ///   - low: lower ends of the bins.
    ///   - high: upper ends of the bins.
    init(_ series: any FluxSeries, energyBin bin: Int, low: [Double], high: [Double]) {
        func errors(_ side: FluxQuantity) -> [Double] {
            zip(series.values(.flux, side, energyBin: bin), series.values(.flux, .err, energyBin: bin))
                .map { $0.isFinite ? $0 : $1 }
        }
        self.init(
            name: series.energyText(bin), low: low, high: high, values: series.values(.flux, energyBin: bin),
            errorLow: errors(.errn), errorHigh: errors(.errp),
            upperLimits: series.values(.flux, .ul, energyBin: bin), isUpperLimit: series.isUL(energyBin: bin))
    }
}

extension FluxSeries {
    /// The range of an energy bin in words.
    func energyText(_ bin: Int) -> String {
        guard let range = energyRange(bin) else { return "Flux" }
        let ends = [range.lowerBound, range.upperBound].map { ValueFormat.number($0, digits: 3) }
        return "\(ends[0]) – \(ends[1]) TeV"
    }
}
