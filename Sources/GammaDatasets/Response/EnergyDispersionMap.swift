import GammaCore
import GammaMaps
import GammaNumerics

/// The energy dispersion over true energy and the sky: kernels in bins of reconstructed energy, or probability densities
/// in the ratio of reconstructed to true energy (`migra`).
public struct EnergyDispersionMap: Sendable, Equatable {
    /// Values (true energy, energy or migra, y, x) and exposure.
    public var map: ResponseMap

    /// Makes an energy dispersion.
    /// - Throws: ``Fault/Code/incompatible`` when the axis is neither `energy` nor `migra`.
    public init(_ map: ResponseMap) throws {
        guard ["energy", "migra"].contains(map.axis.name) else {
            throw Fault(
                .incompatible, "an energy dispersion needs an axis 'energy' or 'migra', not '\(map.axis.name)'")
        }
        self.map = map
    }

    /// No dispersion, the same everywhere: the part of each true bin's width that lies in each reconstructed bin.
    public static func diagonal(energy: MapAxis, energyTrue: MapAxis) throws -> EnergyDispersionMap {
        try EnergyDispersionMap(
            ResponseMap(
                image: nil, energyTrue: energyTrue, axis: energy,
                values: Matrix.widthOverlap(from: energyTrue, to: energy).values))
    }

    /// Whether the values are densities in `migra`.
    public var isMigra: Bool { map.axis.name == "migra" }

    /// Probability of each bin of reconstructed energy (columns) given the true one (rows) at a direction.
    ///
    /// Taken at the nearest pixel where it is known, as in Gammapy.
    public func kernel(at direction: SkyDirection, energy: MapAxis) -> Matrix {
        kernel(atPixel: ResponseLocator(map).nearestPixel(direction), energy: energy)
    }

    /// The kernel of one pixel.
    func kernel(atPixel pixel: Int, energy: MapAxis) -> Matrix {
        let values = map.values(atPixel: pixel)
        let rows = map.energyTrue.binCount
        guard isMigra else { return Matrix(rows: rows, columns: map.axis.binCount, values: values) }
        var kernel = Matrix(rows: rows, columns: energy.binCount)
        for t in 0..<rows {
            let curve = cumulative(values[t * map.axis.binCount..<(t + 1) * map.axis.binCount])
            let fractions = energy.edges.map { interpolate(curve, at: $0 / map.energyTrue.centres[t]) }
            for r in 0..<energy.binCount {
                let value = fractions[r + 1] - fractions[r]
                kernel[t, r] = value < 1e-8 ? 0 : value
            }
        }
        return kernel
    }

    /// Sums of density × width at the edges of migra.
    private func cumulative(_ density: ArraySlice<Double>) -> [Double] {
        var sum = 0.0
        return [0]
            + zip(density, map.axis.binWidths).map { value, width in
                sum += value * width
                return sum
            }
    }

    /// Linear between the edges, constant beyond them.
    private func interpolate(_ curve: [Double], at migra: Double) -> Double {
        let edges = map.axis.edges
        guard migra > edges[0] else { return 0 }
        guard migra < edges[edges.count - 1] else { return curve[curve.count - 1] }
        let upper = edges.firstIndex { $0 > migra } ?? edges.count - 1
        let share = (migra - edges[upper - 1]) / (edges[upper] - edges[upper - 1])
        return curve[upper - 1] + (curve[upper] - curve[upper - 1]) * share
    }
}

extension Matrix {
    /// The share of the width of each bin of `source` (rows) within each bin of `target`, as Gammapy's kernel without
    /// dispersion.
    static func widthOverlap(from source: MapAxis, to target: MapAxis) -> Matrix {
        var matrix = Matrix(rows: source.binCount, columns: target.binCount)
        for row in 0..<source.binCount {
            let (low, high) = (source.edges[row], source.edges[row + 1])
            for column in 0..<target.binCount {
                let overlap = min(high, target.edges[column + 1]) - max(low, target.edges[column])
                matrix[row, column] = max(overlap, 0) / (high - low)
            }
        }
        return matrix
    }
}
