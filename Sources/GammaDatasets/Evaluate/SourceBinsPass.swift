import Foundation
import GammaCore
import GammaNumerics

/// Sorts the bins of a map by whether a source reaches them, a row at a time; chunks of rows in parallel, added in order.
struct SourceBinsPass: Sendable {
    /// Everything together.
    let all: MapPrediction
    let execution: Execution

    private static let rowsPerChunk = 8

    private func chunks(_ rows: Range<Int>) -> [Range<Int>] {
        stride(from: rows.lowerBound, to: rows.upperBound, by: Self.rowsPerChunk).map {
            $0..<min($0 + Self.rowsPerChunk, rows.upperBound)
        }
    }

    /// The sums over the mask, one element a plane, as if the sources reached no bin.
    func totals() throws -> [SourceBins] {
        let data = all.data
        let parts = try parallelMap(chunks(0..<data.ny), execution) { rows in
            var scratch = RowScratch(nx: data.nx, planes: data.planes, free: 0)
            var sums = Array(repeating: SourceBins(), count: data.planes)
            for row in rows {
                all.fill(row: row, &scratch)
                for plane in 0..<data.planes { add(row, plane, scratch.npred, to: &sums[plane]) }
            }
            return sums
        }
        var totals = Array(repeating: SourceBins(), count: data.planes)
        for part in parts {
            for plane in totals.indices {
                totals[plane].maskedBins += part[plane].maskedBins
                totals[plane].totalCounts += part[plane].totalCounts
                if let off = part[plane].totalOffCounts {
                    totals[plane].totalOffCounts = (totals[plane].totalOffCounts ?? 0) + off
                }
                totals[plane].restPredicted += part[plane].restPredicted
                totals[plane].restStatistic += part[plane].restStatistic
            }
        }
        return totals
    }

    /// The sums over one row of a plane.
    private func add(_ row: Int, _ plane: Int, _ npred: [Double], to sums: inout SourceBins) {
        let data = all.data
        let bins = data.maskedBins(row: row, plane: plane)
        guard bins > 0 else { return }
        sums.maskedBins += bins
        let from = plane * data.nx
        if let off = data.off {
            let first = (plane * data.ny + row) * data.nx
            var offCounts = sums.totalOffCounts ?? 0
            defer { sums.totalOffCounts = offCounts }
            data.forEachBin(row: row, plane: plane) { x, n in
                offCounts += off.counts[first + x]
                let statistic = off.statistic(first + x, counts: n)
                let signal = npred[from + x]
                sums.totalCounts += n
                sums.restPredicted += signal + statistic.background(signal: signal)
                sums.restStatistic += statistic.value(signal: signal)
            }
            return
        }
        let twice = data.twiceSum(npred[from..<from + data.nx], row: row, plane: plane)
        var logs = 0.0
        data.forEachCount(row: row, plane: plane) { x, n in
            sums.totalCounts += n
            logs += n * log(max(npred[from + x], Cash.truncation))
        }
        sums.restPredicted += twice / 2
        sums.restStatistic += twice - 2 * logs
    }

    /// The bins that one source reaches, one element a plane, with what is left of `totals`.
    /// - Parameters:
    ///   - source: the source; nil when it does not contribute.
    ///   - others: all others.
    func bins(_ source: PreparedSource?, others: MapPrediction, totals: [SourceBins]) throws -> [SourceBins] {
        guard let source, !source.planes.window.columns.isEmpty else { return totals }
        let parts = try parallelMap(chunks(source.planes.window.rows), execution) { reached($0, source, others) }
        var result = totals
        for part in parts {
            for plane in result.indices { result[plane].append(reached: part[plane]) }
        }
        for plane in result.indices where !result[plane].isOutOfReach {
            result[plane].restPredicted -= result[plane].predicted(norm: 1) - totals[plane].restPredicted
            result[plane].restStatistic -= result[plane].reachedStatistic
        }
        return result
    }

    private func reached(_ rows: Range<Int>, _ source: PreparedSource, _ others: MapPrediction) -> [SourceBins] {
        let data = all.data
        let columns = source.planes.window.columns
        var (own, rest) = (
            RowScratch(nx: data.nx, planes: data.planes, free: 0), RowScratch(nx: data.nx, planes: data.planes, free: 0)
        )
        var result = Array(repeating: SourceBins(), count: data.planes)
        for row in rows {
            own.clear()
            source.add(row: row, to: &own)
            others.fill(row: row, &rest)
            for plane in 0..<data.planes {
                let (from, first) = (plane * data.nx, (plane * data.ny + row) * data.nx)
                data.forEachBin(row: row, plane: plane) { x, n in
                    let reference = own.npred[from + x]
                    guard columns.contains(x), reference != 0 else { return }
                    if let off = data.off {
                        result[plane].reach(
                            off.statistic(first + x, counts: n), fixed: rest.npred[from + x], reference: reference)
                    } else {
                        result[plane].reach(counts: n, fixed: rest.npred[from + x], reference: reference)
                    }
                }
            }
        }
        return result
    }
}
