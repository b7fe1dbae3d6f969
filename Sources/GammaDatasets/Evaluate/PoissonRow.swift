import GammaNumerics

/// Derivatives of the statistic, Cash or WStat, by the prediction in one row of one energy.
struct PoissonRow {
    private let nx: Int
    /// First derivatives; zero outside the mask.
    private(set) var slope: [Double]
    /// Second derivatives.
    private var curvature: [Double]
    private var scratch: [Double]

    init(nx: Int) {
        self.nx = nx
        slope = [Double](repeating: 0, count: nx)
        curvature = slope
        scratch = slope
    }

    /// Computes the derivatives for the prediction `npred` (energy, x) of a row.
    mutating func fill(_ data: MapData, row: Int, plane: Int, _ npred: [Double], _ kind: LikelihoodPass.Curvature) {
        if let off = data.off {
            fill(off, data, row: row, plane: plane, npred, kind)
            return
        }
        let floor = Cash.truncation
        npred.withUnsafeBufferPointer { npred in
            data.mask.withUnsafeBufferPointer { mask in
                slope.withUnsafeMutableBufferPointer { slope in
                    curvature.withUnsafeMutableBufferPointer { curvature in
                        guard let npred = npred.baseAddress, let mask = mask.baseAddress,
                            let slope = slope.baseAddress, let curvature = curvature.baseAddress
                        else { return }
                        let mu = npred + plane * nx
                        PoissonKernel.slopes(
                            mu, mask: mask + (plane * data.ny + row) * nx, floor: floor, slope: slope,
                            curvature: curvature, count: nx)
                        if kind == .observed { curvature.update(repeating: 0, count: nx) }
                        data.forEachCount(row: row, plane: plane) { x, n in
                            let term = Cash.derivatives(n: n, mu: mu[x])
                            slope[x] = term.first
                            curvature[x] = kind == .observed ? term.second : term.expected
                        }
                    }
                }
            }
        }
    }

    /// The same for WStat, whose every bin in the mask needs its own profile of the background.
    private mutating func fill(
        _ off: OffBins, _ data: MapData, row: Int, plane: Int, _ npred: [Double], _ kind: LikelihoodPass.Curvature
    ) {
        let first = (plane * data.ny + row) * nx
        for x in 0..<nx { (slope[x], curvature[x]) = (0, 0) }
        data.forEachBin(row: row, plane: plane) { x, n in
            let term = off.derivatives(first + x, counts: n, signal: npred[plane * nx + x])
            slope[x] = term.first
            curvature[x] = kind == .observed ? term.second : term.expected
        }
    }

    /// Adds what the row contributes to gradient and second derivatives in its active parameters.
    mutating func add(_ row: RowScratch, plane: Int, gradient: inout [Double], gram: inout [Double]) {
        row.columns.withUnsafeBufferPointer { columns in
            scratch.withUnsafeMutableBufferPointer { scratch in
                gram.withUnsafeMutableBufferPointer { gram in
                    guard let columns = columns.baseAddress, let scratch = scratch.baseAddress,
                        let gram = gram.baseAddress
                    else { return }
                    let first = columns + plane * nx
                    for index in row.active.indices {
                        let (low, high) = (row.low[index], row.high[index])
                        gradient[index] += slope.withUnsafeBufferPointer { slope in
                            guard let slope = slope.baseAddress else { return 0 }
                            return PoissonKernel.dot(
                                slope + low, first + index * row.columnCount + low, count: high - low)
                        }
                    }
                    PoissonKernel.gram(
                        first, stride: row.columnCount, low: row.low, high: row.high, weights: curvature,
                        scratch: scratch, into: gram)
                }
            }
        }
    }
}
