import GammaCore
import GammaModels
import GammaNumerics

/// The part of the observed second derivatives of the statistic that goes with second derivatives of one source's
/// prediction: Σ ∂C/∂μ · ∂²μ.
///
/// ∂C/∂μ is carried back through energy dispersion, exposure and point-spread function once (the adjoint of the
/// prediction); what is left are sums over the pixels of the shape's images, so that no step needs a convolution.
/// Kernels count as fixed here: how they change with the position, or in width, is a small part of a small part.
struct SourceSecondDerivatives: Sendable {
    private let source: SourceEvaluator
    private let model: SeenSource
    /// The free parameter of each parameter of the model.
    private let free: [Int?]
    private let steps: [Double]
    private let context: MapContext
    private let window: SourceWindow
    /// ∂C/∂μ (energy, y, x) over the whole map.
    private let slopes: [Float]

    init(
        _ source: SourceEvaluator, _ model: SeenSource, free: [Int?], steps: [Double], slopes: [Float],
        context: MapContext, window: SourceWindow
    ) {
        self.source = source
        self.model = model
        self.free = free
        self.steps = steps
        self.slopes = slopes
        self.context = context
        self.window = window
    }

    /// Adds the second derivatives by the free parameters of the source.
    func add(to hessian: inout Matrix, _ execution: Execution) throws {
        guard window.pixelCount > 0, free.contains(where: { $0 != nil }) else { return }
        let carried = try carriedBack(execution)
        let base = try shape(model, wantsGradient: true)
        let spatialRange = model.spatialRange
        let spectralCount = spatialRange.lowerBound
        let flux = try source.flux(model, wantsGradient: true)
        let weighted = carried.weighted(flux.values, base)
        let brightness = carried.integrals(base)
        let fluxSlopes = fluxRows(flux).filter { free[$0.position] != nil }
            .map { ($0.position, carried.weighted($0.gradient, base)) }

        let terms = try parallelMap(Array(free.enumerated()), execution) { position, parameter -> [Term] in
            guard let parameter, steps[parameter] > 0, position != model.widthPosition else { return [] }
            let (above, below) = (moved(position, steps[parameter]), moved(position, -steps[parameter]))
            let width = 2 * steps[parameter]
            var terms: [Term] = []
            if spatialRange.contains(position) {
                let (high, low) = (try shape(above, wantsGradient: true), try shape(below, wantsGradient: true))
                for other in spatialRange {
                    guard let column = free[other] else { continue }
                    let index = other - spectralCount
                    let difference =
                        weighted.sum { high.slope(index, $0) } - weighted.sum { low.slope(index, $0) }
                    terms.append(Term(value: difference / width / 2, row: parameter, column: column))
                }
                // With the parameters of the flux, which the prediction is linear in.
                let index = position - spectralCount
                for (other, slope) in fluxSlopes {
                    guard let row = free[other] else { continue }
                    terms.append(Term(value: slope.sum { base.slope(index, $0) }, row: parameter, column: row))
                }
            } else {
                let high = try source.flux(above, wantsGradient: true)
                let low = try source.flux(below, wantsGradient: true)
                for (rowAbove, rowBelow) in zip(fluxRows(high), fluxRows(low)) {
                    guard let column = free[rowAbove.position] else { continue }
                    let second = zip(rowAbove.gradient, rowBelow.gradient).map { ($0 - $1) / width }
                    terms.append(
                        Term(value: VectorMath.dot(brightness, second) / 2, row: parameter, column: column))
                }
            }
            return terms
        }
        // The two orders of a pair of parameters come as two terms with half of the value each.
        for term in terms.joined() {
            hessian[term.row, term.column] += term.value
            hessian[term.column, term.row] += term.value
        }
    }

    /// What is added to both halves of the matrix.
    private struct Term: Sendable {
        let value: Double
        let row: Int
        let column: Int
    }

    /// Rows of the gradient of the flux with the position of their parameter in the model.
    private func fluxRows(_ flux: SourceFlux) -> [(position: Int, gradient: [Double])] {
        flux.gradient.enumerated().map { (model.position(ofRow: $0, withTemporal: true), $1) }
    }

    private func moved(_ position: Int, _ step: Double) -> SeenSource {
        var moved = model
        var parameters = moved.parameters
        parameters[position].value += step
        moved.parameters = parameters
        return moved
    }

    private func shape(_ seen: SeenSource, wantsGradient: Bool) throws -> SourceShapeImages {
        guard let spatial = seen.model.spatial else {
            throw Fault(.incompatible, "source '\(seen.model.name)' has no shape")
        }
        return try SourceShapeImages(
            spatial, window: window, anchor: source.anchor, context: context, wantsGradient: wantsGradient)
    }

    /// ∂C/∂μ carried back to the plane of the shape, for every true energy.
    private func carriedBack(_ execution: Execution) throws -> CarriedBack {
        let kernels = SourceKernels(model, anchor: source.anchor, slopes: [], context: context)
        let measured = slopesInWindow()
        if context.isPSFReconstructed { try kernels?.correlate(measured, window, execution) }
        let weighted = try throughDispersion(measured, execution)
        if !context.isPSFReconstructed { try kernels?.correlate(weighted, window, execution) }
        return CarriedBack(planes: weighted)
    }

    /// ∂C/∂μ on the window of the source (energy, y, x).
    private func slopesInWindow() -> PlaneStack {
        let geometry = context.geometry
        let planes = PlaneStack(planes: context.energy.binCount, pixels: window.pixelCount)
        slopes.withUnsafeBufferPointer { slopes in
            guard let slopes = slopes.baseAddress else { return }
            for plane in 0..<planes.planes {
                for (y, row) in window.rows.enumerated() {
                    let first = slopes + (plane * geometry.ny + row) * geometry.nx + window.columns.lowerBound
                    (planes.plane(plane) + y * window.width).update(from: first, count: window.width)
                }
            }
        }
        return planes
    }

    /// Planes of reconstructed energy carried back through energy dispersion and exposure.
    private func throughDispersion(_ measured: PlaneStack, _ execution: Execution) throws -> PlaneStack {
        let kernel = source.kernel
        let (rows, columns) = (kernel.rows, kernel.columns)
        let reached = (0..<rows).map { t in (0..<columns).filter { kernel[t, $0] != 0 } }
        let first = reached.map { Int32($0.first ?? 0) }
        let last = reached.map { Int32(($0.last ?? -1) + 1) }
        let geometry = context.geometry
        let weighted = PlaneStack(planes: rows, pixels: window.pixelCount)
        _ = try parallelMap(Array(window.rows.enumerated()), execution) { y, row in
            var sums = [Double](repeating: 0, count: rows * window.width)
            sums.withUnsafeMutableBufferPointer { sums in
                guard let sums = sums.baseAddress else { return }
                FoldKernel.fold(
                    measured.memory + y * window.width, stride: window.pixelCount, matrix: kernel.values, first: first,
                    last: last, into: sums, outStride: window.width, count: window.width)
                for t in 0..<rows {
                    let exposure = (t * geometry.ny + row) * geometry.nx + window.columns.lowerBound
                    let out = weighted.plane(t) + y * window.width
                    for x in 0..<window.width {
                        let factor = model.model.applyIRF.exposure ? context.exposure[exposure + x] : 1
                        out[x] = Float(sums[t * window.width + x] * factor)
                    }
                }
            }
        }
        return weighted
    }
}

/// Derivatives of the statistic by the brightness of a source, one plane a true energy.
private struct CarriedBack {
    let planes: PlaneStack

    /// The planes times factors of the true energies; their sum where the shape is the same at all energies.
    func weighted(_ factors: [Double], _ shape: SourceShapeImages) -> WeightedPlanes {
        guard !shape.isEnergyDependent else {
            return WeightedPlanes(planes: factors.indices.map { plane($0, factors[$0]) })
        }
        var sum = [Double](repeating: 0, count: planes.pixels)
        for (bin, factor) in factors.enumerated() where factor != 0 {
            let plane = planes.plane(bin)
            sum.withUnsafeMutableBufferPointer { sum in
                for index in sum.indices { sum[index] += factor * Double(plane[index]) }
            }
        }
        return WeightedPlanes(planes: [sum])
    }

    /// For each true energy the sum over the pixels of plane times image.
    func integrals(_ shape: SourceShapeImages) -> [Double] {
        (0..<planes.planes).map { VectorMath.dot(plane($0, 1), shape.image($0)) }
    }

    private func plane(_ bin: Int, _ factor: Double) -> [Double] {
        let plane = planes.plane(bin)
        return (0..<planes.pixels).map { factor * Double(plane[$0]) }
    }
}

/// Planes by which images of a shape are weighted, one for all true energies or one each.
private struct WeightedPlanes {
    let planes: [[Double]]

    /// Σ_t Σ_p plane_t(p) image_t(p).
    func sum(_ image: (Int) -> [Double]) -> Double {
        planes.indices.reduce(0) { $0 + VectorMath.dot(planes[$1], image($1)) }
    }
}
