import GammaNumerics

/// A source at given parameters, ready to be added to the prediction row by row.
struct PreparedSource: Sendable {
    /// Planes of true energy; of reconstructed energy where they were convolved there (``ReconstructedConvolution``).
    let planes: SourcePlanes
    /// Factors (reconstructed energy, energy of the planes) of the prediction.
    let factors: [Double]
    /// Factors of the derivatives by spectral and temporal parameters, with the free parameter each belongs to.
    let spectral: [(parameter: Int, factors: [Double])]
    /// Derivatives by other parameters, already in reconstructed energy (energy, y, x).
    let spatial: [(parameter: Int, planes: PlaneStack)]
    let firstTrue: [Int32]
    let lastTrue: [Int32]

    /// Adds prediction and derivatives in one row of the image.
    func add(row: Int, to scratch: inout RowScratch) {
        let window = planes.window
        guard window.rows.contains(row) else { return }
        let nx = scratch.nx
        let offset = (row - window.rows.lowerBound) * window.width
        scratch.withPrediction { fold(factors, offset, into: $0 + window.columns.lowerBound, nx) }
        for (parameter, factors) in spectral {
            scratch.withColumn(parameter, range: window.columns) {
                fold(factors, offset, into: $0 + window.columns.lowerBound, nx)
            }
        }
        for (parameter, slopes) in spatial {
            scratch.withColumn(parameter, range: window.columns) { out in
                for r in 0..<firstTrue.count {
                    FoldKernel.add(
                        slopes.plane(r) + offset, to: out + r * nx + window.columns.lowerBound, count: window.width)
                }
            }
        }
    }

    private func fold(_ factors: [Double], _ offset: Int, into out: UnsafeMutablePointer<Double>, _ nx: Int) {
        FoldKernel.fold(
            planes.values.memory + offset, stride: planes.window.pixelCount, matrix: factors, first: firstTrue,
            last: lastTrue, into: out, outStride: nx, count: planes.window.width)
    }
}
