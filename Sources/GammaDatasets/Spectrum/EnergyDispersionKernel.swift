import Foundation
import GammaMaps
import GammaNumerics

/// An energy dispersion with its axes: mean, bias and resolution of the reconstructed energy.
public struct EnergyDispersionKernel: Sendable {
    /// Probability of each reconstructed bin (columns) for each true bin (rows).
    public var matrix: Matrix
    /// True energy, TeV.
    public var energyTrue: MapAxis
    /// Reconstructed energy, TeV.
    public var energy: MapAxis

    /// Makes a kernel.
    /// - Precondition: rows and columns match the axes.
    public init(matrix: Matrix, energyTrue: MapAxis, energy: MapAxis) {
        precondition(
            matrix.rows == energyTrue.binCount && matrix.columns == energy.binCount, "one value a pair of bins")
        self.matrix = matrix
        self.energyTrue = energyTrue
        self.energy = energy
    }

    /// Mean reconstructed energy of each true bin, TeV; 0 where nothing is reconstructed.
    public var means: [Double] {
        (0..<matrix.rows).map { row in
            var sum = 0.0
            var weighted = 0.0
            for column in 0..<matrix.columns {
                sum += matrix[row, column]
                weighted += matrix[row, column] * energy.centres[column]
            }
            return sum > 0 ? weighted / sum : 0
        }
    }

    /// (mean reconstructed − true) / true energy of each true bin.
    public var biases: [Double] { zip(means, energyTrue.centres).map { ($0 - $1) / $1 } }

    /// Standard deviation of the reconstructed energy over the true energy, of each true bin.
    public var resolutions: [Double] {
        zip(means, energyTrue.centres).enumerated().map { row, pair in
            var sum = 0.0
            var variance = 0.0
            for column in 0..<matrix.columns {
                let deviation = energy.centres[column] - pair.0
                sum += matrix[row, column]
                variance += matrix[row, column] * deviation * deviation
            }
            return sum > 0 ? (variance / sum).squareRoot() / pair.1 : 0
        }
    }

    /// Reconstructed energy at which the bias has fallen to a value, searched upwards from the largest bias, TeV.
    ///
    /// As Gammapy: the bias is interpolated in the logarithms between true energies; without a crossing the energy of the
    /// largest bias is taken. The result is the true energy times (1 + bias).
    public func energy(ofBias bias: Double) -> Double {
        let biases = biases
        let centres = energyTrue.centres
        let peak = biases.indices.max { biases[$0] < biases[$1] } ?? 0
        let curve = LogLogCurve(x: centres, y: biases)
        let root = curve.firstCrossing(of: bias, from: centres[peak], to: centres[centres.count - 1])
        return (root ?? centres[peak]) * (1 + bias)
    }
}
