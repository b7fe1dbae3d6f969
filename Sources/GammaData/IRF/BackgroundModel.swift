import Foundation
import GammaCore
import GammaIO
import GammaNumerics

import struct GammaCore.Unit

/// Rate of background events over reconstructed energy and the field of view.
public protocol BackgroundModel: InstrumentResponse {
    /// Reconstructed energy in TeV.
    var energy: IRFAxis { get }
    /// Orientation of the field-of-view axes.
    var alignment: FOVAlignment { get set }

    /// Rates in s⁻¹ TeV⁻¹ sr⁻¹ at energies in TeV and field-of-view positions in deg, C order (energy, position).
    ///
    /// Interpolated in the logarithm of the rate; 0 outside the axes.
    func evaluate(energies: [Double], longitudes: [Double], latitudes: [Double]) -> [Double]

    /// Rates in s⁻¹ sr⁻¹ in energy bins, C order (bin, position).
    ///
    /// One power-law trapezoid a bin between the rates at its edges (numerics.md §3.6); with `oversampling` each bin is
    /// first divided into that many equal ratios.
    func integral(
        energyEdges: [Double], longitudes: [Double], latitudes: [Double], oversampling: Int
    ) -> [Double]

    /// The same background with gaps between valid energies of one field-of-view bin closed, and ready to be
    /// integrated over a map; see numerics.md §3.6.
    func filled() throws -> Self
}

extension BackgroundModel {
    /// Rates in s⁻¹ sr⁻¹ in energy bins, without dividing them.
    public func integral(energyEdges: [Double], longitudes: [Double], latitudes: [Double]) -> [Double] {
        integral(energyEdges: energyEdges, longitudes: longitudes, latitudes: latitudes, oversampling: 1)
    }
}

/// The interpolation of backgrounds in the logarithm of the rate, over energy and any number of other axes.
struct BackgroundTable: Sendable, Equatable {
    let table: ResponseTable
    /// What counts as zero: the smallest normal number of the file's precision, as in Gammapy.
    let floor: Double

    var axes: [IRFAxis] { table.axes }

    init(axes: [IRFAxis], values: [Double], floor: Double) throws {
        table = try ResponseTable(axes: axes, values: values)
        self.floor = floor
    }

    /// Rates on energies × positions, where a position is one coordinate an axis after the energy.
    func evaluate(energies: [Double], positions: [[Double]]) -> [Double] {
        var rates = logRates(energies: energies, positions: positions)
        VectorMath.formExp(&rates)
        for index in rates.indices where !(rates[index] > 2 * floor && rates[index] < .infinity) { rates[index] = 0 }
        return rates
    }

    /// Logarithms of the rates on energies × positions; −∞ outside the axes.
    private func logRates(energies: [Double], positions: [[Double]]) -> [Double] {
        let energyStencil = AxisStencil(axes[0], at: energies)
        let stencils = zip(axes.dropFirst(), positions).map { AxisStencil($0, at: $1) }
        let count = positions.map(\.count).min() ?? 0
        let plane = axes.dropFirst().map(\.count).reduce(1, *)
        let logFloor = log(floor)
        let logs = table.values.map { $0 > floor ? log($0) : $0.isNaN ? .nan : logFloor }
        // Energies first: few rows, whatever the number of positions.
        let rows = ResponseTable.interpolate(
            logs, shape: [axes[0].count, plane], [energyStencil, nil])
        let corners = cornerWeights(stencils, count: count)
        let cornerCount = 1 << stencils.count
        var result = [Double](repeating: -.infinity, count: energies.count * count)
        let inside = (0..<count).map { p in stencils.allSatisfy { $0.isInside[p] } }
        result.withUnsafeMutableBufferPointer { result in
            corners.withUnsafeBufferPointer { corners in
                rows.withUnsafeBufferPointer { rows in
                    for e in energies.indices where energyStencil.isInside[e] {
                        for p in 0..<count where inside[p] {
                            var sum = 0.0
                            for c in p * cornerCount..<(p + 1) * cornerCount where corners[c].weight != 0 {
                                sum += corners[c].weight * rows[e * plane + corners[c].index]
                            }
                            result[e * count + p] = sum
                        }
                    }
                }
            }
        }
        return result
    }

    /// Integrals over energy bins, C order (bin, position): power laws between the edges of each part of a bin.
    func integral(energyEdges: [Double], positions: [[Double]], oversampling: Int) -> [Double] {
        let count = positions.map(\.count).min() ?? 0
        let bins = max(energyEdges.count - 1, 0)
        guard bins > 0, count > 0 else { return [] }
        let parts = max(oversampling, 1)
        var edges = [energyEdges[0]]
        for (low, high) in zip(energyEdges, energyEdges.dropFirst()) {
            for part in 1..<parts { edges.append(low * pow(high / low, Double(part) / Double(parts))) }
            edges.append(high)
        }
        // Rate times energy and its logarithm: a power law's area is their difference over that of the logarithms.
        var logs = logRates(energies: edges, positions: positions)
        var values = logs
        VectorMath.formExp(&values)
        for e in edges.indices {
            let logEdge = log(edges[e])
            for p in e * count..<(e + 1) * count {
                let isUsable = values[p] > 2 * floor && values[p] < .infinity
                values[p] = isUsable ? values[p] * edges[e] : 0
                logs[p] += logEdge
            }
        }
        var result = [Double](repeating: 0, count: bins * count)
        for k in 0..<edges.count - 1 {
            let logRatio = log(edges[k + 1] / edges[k])
            let row = k / parts * count
            for p in 0..<count {
                let (low, high) = (values[k * count + p], values[(k + 1) * count + p])
                guard low > 0, high > 0 else { continue }
                let t = logs[(k + 1) * count + p] - logs[k * count + p]
                // (e^t − 1)/t by its series where the difference would lose digits.
                let mean = abs(t) < 1e-4 ? low * (1 + t * (0.5 + t / 6)) : (high - low) / t
                result[row + p] += logRatio * mean
            }
        }
        return result
    }

    /// Index within the plane and weight of every corner around every position.
    private func cornerWeights(_ stencils: [AxisStencil], count: Int) -> [(index: Int, weight: Double)] {
        let sizes = axes.dropFirst().map(\.count)
        var result: [(index: Int, weight: Double)] = []
        result.reserveCapacity(count << stencils.count)
        for p in 0..<count {
            for corner in 0..<(1 << stencils.count) {
                var index = 0
                var weight = 1.0
                for (k, stencil) in stencils.enumerated() {
                    let isUpper = corner >> k & 1 == 1
                    let size = sizes[k]
                    index = index * size + (isUpper ? min(stencil.lower[p] + 1, size - 1) : stencil.lower[p])
                    weight *= isUpper ? stencil.fraction[p] : 1 - stencil.fraction[p]
                }
                result.append((index, weight))
            }
        }
        return result
    }

    /// Values with gaps in energy closed: cells that are zero or undefined between valid ones of the same position,
    /// linear in bin number in the logarithm.
    func filledValues() -> [Double] {
        let plane = axes.dropFirst().map(\.count).reduce(1, *)
        let bins = axes[0].count
        var values = table.values
        for p in 0..<plane {
            var previous: Int?
            for e in 0..<bins {
                let value = table.values[e * plane + p]
                guard value.isFinite, value != 0 else { continue }
                if let previous, previous + 1 < e, value > 0, table.values[previous * plane + p] > 0 {
                    let low = log(table.values[previous * plane + p])
                    let step = (log(value) - low) / Double(e - previous)
                    for k in previous + 1..<e { values[k * plane + p] = exp(low + step * Double(k - previous)) }
                }
                previous = e
            }
        }
        return values
    }
}

extension ResponseReader {
    /// Background rates in C order and the smallest number that does not count as zero. The column may be called BGD
    /// (CTA-1DC), and its unit may be missing or unreadable.
    func background(axes: [IRFAxis]) throws -> BackgroundTable {
        let name = ["BKG", "BGD"].first { table.index(of: $0) != nil } ?? "BKG"
        let column = try table.column(name)
        let unit = try? Unit(parsing: column.unit)
        var corrected = self
        if unit == nil || unit == Unit.none {
            notices.add("the background has no usable unit: s-1 MeV-1 sr-1 is taken", at: table.origin)
            corrected = try ResponseReader(
                table.replacingUnit(of: name, by: Unit.backgroundRateInFiles), notices: notices)
        }
        let values = try corrected.values(name, in: .backgroundRate, axes: axes)
        return try BackgroundTable(axes: axes, values: values, floor: Self.floor(of: column))
    }

    /// The smallest normal number of a column's precision, in s⁻¹ TeV⁻¹ sr⁻¹.
    private static func floor(of column: Column) -> Double {
        if case .double = column.values { return Double.leastNormalMagnitude * 1e6 }
        return Double(Float.leastNormalMagnitude) * 1e6
    }
}

extension Table {
    /// The table with another unit on one column.
    func replacingUnit(of name: String, by unit: Unit) -> Table {
        var table = Table(name: self.name, header: header, origin: origin)
        for var column in columns {
            if column.name == name { column.unit = unit.description }
            table.append(column)
        }
        return table
    }
}
