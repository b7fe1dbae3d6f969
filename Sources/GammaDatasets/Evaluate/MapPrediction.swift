import GammaNumerics

/// Everything that predicts a map dataset at given parameters, ready to be summed row by row.
struct MapPrediction: Sendable {
    let data: MapData
    let sources: [PreparedSource]
    let backgrounds: [PreparedBackground]
    /// Number of free parameters of the fit.
    let free: Int

    /// Prediction, and derivatives where sources and backgrounds carry them, in one row of the image.
    func fill(row: Int, _ scratch: inout RowScratch) {
        scratch.clear()
        for background in backgrounds { background.add(row: row, ny: data.ny, to: &scratch) }
        for source in sources { source.add(row: row, to: &scratch) }
    }
}

/// A map of predicted counts at given parameters of the model that scales it.
struct PreparedBackground: Sendable {
    let term: BackgroundTerm
    let factors: BackgroundFactors
    /// The free parameter of each parameter of the model, nil where it is frozen or derivatives are not wanted.
    let free: [Int?]

    /// Adds prediction and derivatives in one row of the image.
    func add(row: Int, ny: Int, to scratch: inout RowScratch) {
        let nx = scratch.nx
        let planes = scratch.planes
        let all = 0..<nx
        func product(_ r: Int, _ factor: Double, _ spatial: [Double]?, _ out: UnsafeMutablePointer<Double>) {
            term.counts.withUnsafeBufferPointer { counts in
                guard let counts = counts.baseAddress else { return }
                let first = counts + (r * ny + row) * nx
                if let spatial {
                    for x in 0..<nx { out[r * nx + x] += first[x] * factor * spatial[row * nx + x] }
                } else {
                    FoldKernel.add(first, times: factor, to: out + r * nx, count: nx)
                }
            }
        }
        scratch.withPrediction { out in
            for r in 0..<planes { product(r, factors.spectral[r], factors.spatial, out) }
        }
        for (index, parameter) in free.enumerated() {
            guard let parameter else { continue }
            scratch.withColumn(parameter, range: all) { out in
                if index < factors.spectralSlopes.count {
                    for r in 0..<planes { product(r, factors.spectralSlopes[index][r], factors.spatial, out) }
                } else {
                    let slope = factors.spatialSlopes[index - factors.spectralSlopes.count]
                    for r in 0..<planes { product(r, factors.spectral[r], slope, out) }
                }
            }
        }
    }
}
