import Foundation
import GammaCore
import GammaFit
import GammaNumerics

/// One pass over a map: prediction, statistic, gradient and second derivatives, a row at a time while it is in cache.
///
/// The statistic is Cash, or WStat where the background is measured by off counts.
///
/// Chunks of rows are worked on in parallel and added in order, so that results do not depend on the number of threads.
struct LikelihoodPass: Sendable {
    /// Which second derivatives are summed.
    enum Curvature: Sendable {
        /// The expected ones, Σ 2/μ ∂μ∂μ: they drive a fit.
        case expected
        /// The part of the observed ones that goes with first derivatives, Σ 2n/μ² ∂μ∂μ.
        case observed
    }

    let prediction: MapPrediction
    let execution: Execution

    private static let rowsPerChunk = 8
    private var floor: Double { Cash.truncation }

    private var chunks: [Range<Int>] {
        stride(from: 0, to: prediction.data.ny, by: Self.rowsPerChunk).map {
            $0..<min($0 + Self.rowsPerChunk, prediction.data.ny)
        }
    }

    /// The statistic alone.
    func statistic() throws -> Double {
        let data = prediction.data
        let sums = try parallelMap(chunks, execution) { rows in
            var scratch = RowScratch(nx: data.nx, planes: data.planes, free: prediction.free)
            var sum = 0.0
            for row in rows {
                prediction.fill(row: row, &scratch)
                sum += value(row, scratch.npred)
            }
            return sum
        }
        return sums.reduce(0, +)
    }

    /// The statistic with gradient and second derivatives in all free parameters.
    func evaluate(_ curvature: Curvature) throws -> ObjectiveEvaluation {
        let parts = try parallelMap(chunks, execution) { evaluate(rows: $0, curvature) }
        var total = ObjectiveEvaluation(
            value: 0, gradient: Array(repeating: 0, count: prediction.free),
            curvature: Matrix(rows: prediction.free, columns: prediction.free))
        for part in parts { total.add(part) }
        return total
    }

    /// The derivatives of the statistic by the prediction of each bin (energy, y, x); zero outside the mask.
    func slopes() throws -> [Float] {
        let data = prediction.data
        let parts = try parallelMap(chunks, execution) { rows -> [Float] in
            var scratch = RowScratch(nx: data.nx, planes: data.planes, free: prediction.free)
            var terms = PoissonRow(nx: data.nx)
            var result: [Float] = []
            result.reserveCapacity(rows.count * data.planes * data.nx)
            for row in rows {
                prediction.fill(row: row, &scratch)
                for plane in 0..<data.planes {
                    terms.fill(data, row: row, plane: plane, scratch.npred, .expected)
                    result.append(contentsOf: terms.slope.map { Float($0) })
                }
            }
            return result
        }
        var slopes = [Float](repeating: 0, count: data.planes * data.ny * data.nx)
        for (rows, part) in zip(chunks, parts) {
            for (index, row) in rows.enumerated() {
                for plane in 0..<data.planes {
                    let from = (index * data.planes + plane) * data.nx
                    let to = (plane * data.ny + row) * data.nx
                    slopes.replaceSubrange(to..<to + data.nx, with: part[from..<from + data.nx])
                }
            }
        }
        return slopes
    }

    private func value(_ row: Int, _ npred: [Double]) -> Double {
        let data = prediction.data
        if let off = data.off { return value(off, row, npred) }
        var sum = 0.0
        npred.withUnsafeBufferPointer { npred in
            data.mask.withUnsafeBufferPointer { mask in
                guard let npred = npred.baseAddress, let mask = mask.baseAddress else { return }
                for plane in 0..<data.planes {
                    let mu = npred + plane * data.nx
                    sum += PoissonKernel.sum(
                        mu, mask: mask + (plane * data.ny + row) * data.nx, floor: floor, count: data.nx)
                    var logs = 0.0
                    data.forEachCount(row: row, plane: plane) { x, n in
                        logs += n * log(mu[x] <= floor ? floor : mu[x])
                    }
                    sum -= 2 * logs
                }
            }
        }
        return sum
    }

    /// WStat of a row.
    private func value(_ off: OffBins, _ row: Int, _ npred: [Double]) -> Double {
        let data = prediction.data
        var sum = 0.0
        for plane in 0..<data.planes {
            let first = (plane * data.ny + row) * data.nx
            data.forEachBin(row: row, plane: plane) { x, n in
                sum += off.value(first + x, counts: n, signal: npred[plane * data.nx + x])
            }
        }
        return sum
    }

    private func evaluate(rows: Range<Int>, _ curvature: Curvature) -> ObjectiveEvaluation {
        let data = prediction.data
        var scratch = RowScratch(nx: data.nx, planes: data.planes, free: prediction.free)
        var terms = PoissonRow(nx: data.nx)
        var total = ObjectiveEvaluation(
            value: 0, gradient: Array(repeating: 0, count: prediction.free),
            curvature: Matrix(rows: prediction.free, columns: prediction.free))
        for row in rows {
            prediction.fill(row: row, &scratch)
            total.value += value(row, scratch.npred)
            let count = scratch.active.count
            guard count > 0 else { continue }
            var gradient = [Double](repeating: 0, count: count)
            var gram = [Double](repeating: 0, count: count * count)
            for plane in 0..<data.planes {
                terms.fill(data, row: row, plane: plane, scratch.npred, curvature)
                terms.add(scratch, plane: plane, gradient: &gradient, gram: &gram)
            }
            for (a, i) in scratch.active.enumerated() {
                total.gradient[i] += gradient[a]
                for (b, j) in scratch.active.enumerated() where b <= a {
                    total.curvature?[i, j] += gram[a * count + b]
                    if a != b { total.curvature?[j, i] += gram[a * count + b] }
                }
            }
        }
        return total
    }
}
