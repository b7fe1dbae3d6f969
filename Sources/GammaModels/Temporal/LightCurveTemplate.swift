import Foundation
import GammaCore
import GammaNumerics

/// The values of a light curve at given times and, if it depends on energy, at given energies.
public struct LightCurveTemplate: Sendable, Equatable {
    /// Days after the reference time, ascending.
    public let days: [Double]
    /// Energies in TeV, ascending; empty when the curve does not depend on energy.
    public let energies: [Double]
    /// The values: one row of times for each energy.
    public let values: [Double]

    /// Makes a curve.
    /// - Throws: ``Fault/Code/badValue`` for times or energies that do not ascend and for numbers that are not finite;
    ///   ``Fault/Code/incompatible`` for another number of values than of times, or times and energies.
    public init(days: [Double], energies: [Double] = [], values: [Double]) throws {
        try Self.check(days, "the times of a light curve")
        try Self.check(energies, "the energies of a light curve", above: 0)
        guard !days.isEmpty else { throw Fault(.noData, "the light curve has no times") }
        guard values.count == days.count * max(1, energies.count) else {
            throw Fault(
                .incompatible,
                "\(values.count) values do not fill a light curve of \(days.count) times and \(energies.count) energies"
            )
        }
        if let row = values.firstIndex(where: { !$0.isFinite }) {
            throw Fault(.badValue, "a value of the light curve is not a finite number", at: Origin(row: row + 1))
        }
        self.days = days
        self.energies = energies
        self.values = values
    }

    private static func check(_ values: [Double], _ what: String, above limit: Double = -.infinity) throws {
        for (row, value) in values.enumerated()
        where !(value > (row > 0 ? values[row - 1] : limit) && value.isFinite) {
            throw Fault(.badValue, "\(what) do not ascend", at: Origin(row: row + 1))
        }
    }

    /// The curve at one energy in TeV.
    func kernel(energy: Double) -> LightCurveKernel {
        guard !energies.isEmpty else { return LightCurveKernel(days: days, ordinates: values, isLogarithmic: false) }
        // Zero is the smallest 32-bit number on the logarithmic scale, as in Gammapy.
        func logarithm(_ row: Int, _ time: Int) -> Double {
            log(max(values[row * days.count + time], AxisScale.tinyFloat))
        }
        guard energies.count > 1 else {
            return LightCurveKernel(
                days: days, ordinates: days.indices.map { logarithm(0, $0) }, isLogarithmic: true)
        }
        let row = min(max(0, (energies.firstIndex { $0 > energy } ?? energies.count) - 1), energies.count - 2)
        let weight = log(energy / energies[row]) / log(energies[row + 1] / energies[row])
        let ordinates = days.indices.map { (1 - weight) * logarithm(row, $0) + weight * logarithm(row + 1, $0) }
        return LightCurveKernel(days: days, ordinates: ordinates, isLogarithmic: true)
    }
}
