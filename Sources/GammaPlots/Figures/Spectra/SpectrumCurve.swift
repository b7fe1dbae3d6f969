import Foundation

/// A model spectrum with its error band, as a figure needs it.
public struct SpectrumCurve: Sendable {
    /// Shown in the legend.
    public var name: String
    /// Energies in TeV, growing.
    public var energies: [Double]
    /// Differential flux in cm⁻² s⁻¹ TeV⁻¹.
    public var dnde: [Double]
    /// Downward 1σ error in the unit of `dnde`; empty for none.
    public var errorLow: [Double]
    /// Upward 1σ error; empty for none.
    public var errorHigh: [Double]

    /// Makes a curve with a symmetric band.
    public init(name: String = "Model", energies: [Double], dnde: [Double], error: [Double] = []) {
        self.init(name: name, energies: energies, dnde: dnde, errorLow: error, errorHigh: error)
    }

    /// Makes a curve with a band of different errors downwards and upwards.
    public init(name: String, energies: [Double], dnde: [Double], errorLow: [Double], errorHigh: [Double]) {
        self.name = name
        self.energies = energies
        self.dnde = dnde
        self.errorLow = errorLow
        self.errorHigh = errorHigh
    }

    /// The flux at an energy, log-log between the energies; NaN outside.
    func value(at energy: Double) -> Double {
        let count = min(energies.count, dnde.count)
        guard count > 0, energy.isFinite else { return .nan }
        for index in 0..<count where energies[index] == energy { return dnde[index] }
        for index in 0..<count - 1 where energies[index] < energy && energy < energies[index + 1] {
            let share = log(energy / energies[index]) / log(energies[index + 1] / energies[index])
            let (a, b) = (dnde[index], dnde[index + 1])
            return a > 0 && b > 0 ? exp(log(a) + share * log(b / a)) : a + share * (b - a)
        }
        return .nan
    }

    var hasBand: Bool { !errorLow.isEmpty && !errorHigh.isEmpty }
}
