import Foundation
import GammaCore
import GammaNumerics

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
        let count = positions.map(\.count).min() ?? 0
        let rows = LogRates(self, energies: energies)
        var result: [Double] = []
        result.reserveCapacity(energies.count * count)
        let corners = FieldCorners(axes.dropFirst(), at: positions, 0..<count)
        var rates = [Double](repeating: 0, count: count)
        for row in energies.indices {
            rows.read(row, corners, into: &rates)
            VectorMath.formExp(&rates)
            for index in rates.indices where !(rates[index] > 2 * floor && rates[index] < .infinity) {
                rates[index] = 0
            }
            result += rates
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
        let rows = LogRates(self, energies: edges)
        var result = [Double](repeating: 0, count: bins * count)
        // Blocks of positions whose corners and rates stay in the nearest caches.
        for start in stride(from: 0, to: count, by: 1024) {
            let block = start..<min(start + 1024, count)
            let corners = FieldCorners(axes.dropFirst(), at: positions, block)
            var low = EdgeRates(count: block.count)
            var high = low
            low.read(rows, 0, corners, energy: edges[0], floor: floor)
            for k in 0..<edges.count - 1 {
                high.read(rows, k + 1, corners, energy: edges[k + 1], floor: floor)
                low.addIntegral(
                    to: high, logRatio: log(edges[k + 1] / edges[k]), &result, at: k / parts * count + start)
                swap(&low, &high)
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
                    for k in previous + 1..<e {
                        values[k * plane + p] = exp(low + step * Double(k - previous))
                    }
                }
                previous = e
            }
        }
        return values
    }
}

/// Logarithms of the rates at some energies, on the nodes of the field of view.
private struct LogRates {
    /// C order (energy, node).
    private let values: [Double]
    private let plane: Int
    /// Whether an energy is within its axis.
    private let isInside: [Bool]

    init(_ background: BackgroundTable, energies: [Double]) {
        let stencil = AxisStencil(background.axes[0], at: energies)
        let floor = background.floor
        plane = background.axes.dropFirst().map(\.count).reduce(1, *)
        var logs = background.table.values.map { $0.isNaN ? $0 : max($0, floor) }
        VectorMath.formLog(&logs)
        // Energies first: few rows, whatever the number of positions.
        values = ResponseTable.interpolate(
            logs, shape: [background.axes[0].count, plane], [stencil, nil])
        isInside = stencil.isInside
    }

    /// Logarithms at one energy; −∞ outside the axes.
    func read(_ row: Int, _ corners: FieldCorners, into logs: inout [Double]) {
        guard isInside[row] else {
            for index in logs.indices { logs[index] = -.infinity }
            return
        }
        corners.read(values, from: row * plane, into: &logs)
    }
}

/// The nodes around positions in the field of view and their weights, corner after corner.
private struct FieldCorners {
    private let count: Int
    private let indices: [Int32]
    private let weights: [Double]
    private let isInside: [Bool]

    init(_ axes: ArraySlice<IRFAxis>, at positions: [[Double]], _ block: Range<Int>) {
        let stencils = zip(axes, positions).map { AxisStencil($0, at: Array($1[block])) }
        let sizes = axes.map(\.count)
        let count = block.count
        var indices = [Int32](repeating: 0, count: count << stencils.count)
        var weights = [Double](repeating: 1, count: count << stencils.count)
        indices.withUnsafeMutableBufferPointer { indices in
            weights.withUnsafeMutableBufferPointer { weights in
                for corner in 0..<(1 << stencils.count) {
                    for (k, stencil) in stencils.enumerated() {
                        Self.extend(
                            indices, weights, from: corner * count, by: stencil, size: Int32(sizes[k]),
                            isUpper: corner >> k & 1 == 1)
                    }
                }
            }
        }
        self.count = count
        self.indices = indices
        self.weights = weights
        isInside = (0..<count).map { p in stencils.allSatisfy { $0.isInside[p] } }
    }

    /// Takes one more axis into the indices and weights of one corner.
    private static func extend(
        _ indices: UnsafeMutableBufferPointer<Int32>, _ weights: UnsafeMutableBufferPointer<Double>, from start: Int,
        by stencil: AxisStencil, size: Int32, isUpper: Bool
    ) {
        stencil.lower.withUnsafeBufferPointer { lower in
            stencil.fraction.withUnsafeBufferPointer { fraction in
                for p in lower.indices {
                    let weight = isUpper ? fraction[p] : 1 - fraction[p]
                    // A node without weight is never read, so that what is undefined there does not matter.
                    let step: Int32 = fraction[p] == 1 || (isUpper && fraction[p] != 0) ? 1 : 0
                    indices[start &+ p] =
                        indices[start &+ p] &* size &+ Int32(truncatingIfNeeded: lower[p]) &+ step
                    weights[start &+ p] *= weight
                }
            }
        }
    }

    /// Interpolates in the row that begins at an index; −∞ outside the axes.
    func read(_ rows: [Double], from first: Int, into result: inout [Double]) {
        guard count > 0 else { return }
        result.withUnsafeMutableBufferPointer { result in
            rows.withUnsafeBufferPointer { rows in
                indices.withUnsafeBufferPointer { indices in
                    weights.withUnsafeBufferPointer { weights in
                        for p in 0..<count { result[p] = weights[p] * rows[first &+ Int(indices[p])] }
                        for start in stride(from: count, to: indices.count, by: count) {
                            for p in 0..<count {
                                result[p] += weights[start &+ p] * rows[first &+ Int(indices[start &+ p])]
                            }
                        }
                    }
                }
            }
            for p in 0..<count where !isInside[p] { result[p] = -.infinity }
        }
    }
}

/// Rate times energy and its logarithm at one edge of the energy bins: a power law's area is the difference of two over
/// that of their logarithms.
private struct EdgeRates {
    private var values: [Double]
    private var logs: [Double]

    init(count: Int) {
        values = Array(repeating: 0, count: count)
        logs = values
    }

    mutating func read(
        _ rows: LogRates, _ row: Int, _ corners: FieldCorners, energy: Double, floor: Double
    ) {
        rows.read(row, corners, into: &logs)
        let logEnergy = log(energy)
        VectorMath.exp(logs, into: &values)
        values.withUnsafeMutableBufferPointer { values in
            for p in values.indices {
                values[p] = values[p] > 2 * floor && values[p] < .infinity ? values[p] * energy : 0
            }
        }
        logs.withUnsafeMutableBufferPointer { logs in
            for p in logs.indices { logs[p] += logEnergy }
        }
    }

    /// Adds the areas between this edge and a higher one to a sum from an index on.
    func addIntegral(to high: EdgeRates, logRatio: Double, _ sum: inout [Double], at start: Int) {
        sum.withUnsafeMutableBufferPointer { sum in
            values.withUnsafeBufferPointer { lowValues in
                high.values.withUnsafeBufferPointer { highValues in
                    logs.withUnsafeBufferPointer { lowLogs in
                        high.logs.withUnsafeBufferPointer { highLogs in
                            for p in lowValues.indices {
                                let (low, high) = (lowValues[p], highValues[p])
                                let t = highLogs[p] - lowLogs[p]
                                // (e^t − 1)/t by its series where the difference would lose digits.
                                let mean = abs(t) < 1e-4 ? low * (1 + t * (0.5 + t / 6)) : (high - low) / t
                                sum[start &+ p] += low > 0 && high > 0 ? logRatio * mean : 0
                            }
                        }
                    }
                }
            }
        }
    }
}
