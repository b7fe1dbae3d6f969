/// Measured differential fluxes, as a figure needs them.
///
/// Arrays have one value a point; columns that are not known stay empty, single values that are not known are NaN.
public struct SpectrumPoints: Sendable {
    /// Shown in the legend.
    public var name: String
    /// Reference energies in TeV.
    public var energies: [Double]
    /// Lower edges in TeV.
    public var energyMin: [Double]
    /// Upper edges in TeV.
    public var energyMax: [Double]
    /// Differential flux in cm⁻² s⁻¹ TeV⁻¹.
    public var dnde: [Double]
    /// Downward error (a positive number) in the unit of `dnde`.
    public var errorLow: [Double]
    /// Upward error in the unit of `dnde`.
    public var errorHigh: [Double]
    /// Upper limits in the unit of `dnde`.
    public var upperLimits: [Double]
    /// True where the upper limit is shown in place of the point. Points that have a limit but no flux are limits as well.
    public var isUpperLimit: [Bool]
    /// A spectrum of these points alone: a thin line in their colour.
    public var curve: SpectrumCurve?
    /// The energies in TeV that the data have: a bar in their colour below all fluxes.
    public var energyRange: (low: Double, high: Double)?

    /// Makes points.
    public init(
        name: String = "Flux points", energies: [Double], energyMin: [Double] = [], energyMax: [Double] = [],
        dnde: [Double], errorLow: [Double] = [], errorHigh: [Double] = [], upperLimits: [Double] = [],
        isUpperLimit: [Bool] = []
    ) {
        self.name = name
        self.energies = energies
        self.energyMin = energyMin
        self.energyMax = energyMax
        self.dnde = dnde
        self.errorLow = errorLow
        self.errorHigh = errorHigh
        self.upperLimits = upperLimits
        self.isUpperLimit = isUpperLimit
    }

    /// The points with each flux passed through `transform` (energy in TeV, flux).
    func points(_ transform: (Double, Double) -> Double) -> [DataPoint] {
        energies.indices.map { index in
            let energy = energies[index]
            let flux = dnde.at(index)
            let isLimit = isUpperLimit.at(index, or: false) || !flux.isFinite
            let shown = isLimit ? upperLimits.at(index) : flux
            var point = DataPoint(x: energy, y: transform(energy, shown))
            point.xLow = energyMin.at(index)
            point.xHigh = energyMax.at(index)
            point.isLimit = isLimit
            if !isLimit {
                point.yLow = transform(energy, flux - errorLow.at(index))
                point.yHigh = transform(energy, flux + errorHigh.at(index))
            }
            return point
        }
    }
}
