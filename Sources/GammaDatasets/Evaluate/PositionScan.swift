import GammaCore
import GammaMaps
import GammaNumerics

/// Scores of one source in one map at many places at once: two correlations of its predicted counts a plane of energy.
///
/// The prediction moves as a whole, by whole pixels, so what responses and exposure change over the distance is left out:
/// scores tell where to look, the statistic decides. With μ₀ the prediction without the source and T that of the template,
/// the statistic is a parabola in the flux whose curvature is that expected with the source there: then single counts
/// where next to nothing is predicted have no more weight than they should.
struct PositionScan {
    let data: MapData
    let image: WCSGeometry
    /// Predicted counts (energy, y, x) of everything but the source.
    let rest: [Double]
    /// Predicted counts (energy, y, x) of the template.
    let template: [Double]

    /// The scores at `positions` for a template at `place`; zeros where nothing is known.
    func scores(at positions: [SkyDirection], from place: SkyDirection, _ execution: Execution) throws
        -> [PositionScore]
    {
        let none = positions.map { _ in PositionScore() }
        guard let origin = Self.pixel(image, place), let reach = reach(around: origin) else { return none }
        let shifts = positions.map { Self.pixel(image, $0).map { $0 &- origin } }
        let farthest = shifts.reduce(0) { max($0, abs($1?.x ?? 0), abs($1?.y ?? 0)) }
        let kernel = PixelSquare(middle: origin, reach: reach)
        let square = PixelSquare(middle: origin, reach: reach + farthest)
        let convolver = try PlaneConvolver(
            width: square.side, height: square.side, kernelWidth: kernel.side, kernelHeight: kernel.side)
        let planes = try parallelMap(Array(0..<data.planes), execution) { sums($0, kernel, square, convolver) }
        return shifts.map { shift in
            guard let index = shift.flatMap({ square.index(origin &+ $0) }) else { return PositionScore() }
            return planes.reduce(PositionScore()) {
                $0 + PositionScore(slope: $1.slopes[index], curvature: $1.curvatures[index])
            }
        }
    }

    private static func pixel(_ image: WCSGeometry, _ place: SkyDirection) -> SIMD2<Int>? {
        guard let pixel = image.pixel(of: place), abs(pixel.x) < 1e6, abs(pixel.y) < 1e6 else { return nil }
        return SIMD2(Int(pixel.x.rounded()), Int(pixel.y.rounded()))
    }

    /// Pixels from the middle to where the template has fallen to a hundredth of its peak; nil where it has no counts, and
    /// for wide templates, which have a slope that leads them.
    private func reach(around middle: SIMD2<Int>) -> Int? {
        guard let peak = template.max(), peak > 0 else { return nil }
        var reach = 0
        for (bin, counts) in template.enumerated() where counts > 0.01 * peak {
            reach = max(reach, abs(bin % data.nx - middle.x), abs(bin / data.nx % data.ny - middle.y))
        }
        return Double(reach) * image.wcs.pixelScales.max() <= Self.widest ? reach : nil
    }
    private static let widest = 1.0

    /// Slope and curvature of the statistic by the flux, with the middle of the template on every pixel of a square.
    private func sums(
        _ plane: Int, _ kernel: PixelSquare, _ square: PixelSquare, _ convolver: PlaneConvolver
    ) -> (slopes: [Double], curvatures: [Double]) {
        let first = plane * data.ny * data.nx
        var counts = [Double](repeating: 0, count: kernel.count)
        for y in kernel.rows.clamped(to: 0..<data.ny) {
            for x in kernel.columns.clamped(to: 0..<data.nx) {
                if let index = kernel.index(SIMD2(x, y)) { counts[index] = template[first + y * data.nx + x] }
            }
        }
        let squares = counts.map { $0 * $0 }
        let sum = counts.reduce(0, +)
        // Counts of the source in a pixel, where its counts are.
        let signal = sum > 0 ? squares.reduce(0, +) / sum : 0
        var slopes = [Double](repeating: 0, count: square.count)
        var curvatures = slopes
        guard signal > 0 else { return (slopes, curvatures) }
        for y in square.rows.clamped(to: 0..<data.ny) {
            data.forEachBin(row: y, plane: plane) { x, n in
                guard let index = square.index(SIMD2(x, y)) else { return }
                let bin = first + y * data.nx + x
                let mu = max(rest[bin], 0) + signal
                let term = data.off.map { $0.derivatives(bin, counts: n, signal: mu) } ?? Cash.derivatives(n: n, mu: mu)
                guard term.first.isFinite, term.expected.isFinite else { return }
                // −½ ∂C/∂μ at μ₀ and ½ ∂²C/∂μ² of the parabola through μ₀ + signal.
                slopes[index] = (term.expected * signal - term.first) / 2
                curvatures[index] = term.expected / 2
            }
        }
        return (
            convolver.convolve(slopes, counts, flipped: true), convolver.convolve(curvatures, squares, flipped: true)
        )
    }
}

/// Pixels around a middle one, on the image or not.
private struct PixelSquare {
    let middle: SIMD2<Int>
    /// Pixels on each side of the middle one.
    let reach: Int

    var side: Int { 2 * reach + 1 }
    var count: Int { side * side }
    var columns: Range<Int> { middle.x - reach..<middle.x + reach + 1 }
    var rows: Range<Int> { middle.y - reach..<middle.y + reach + 1 }

    /// The place of a pixel in the square's rows.
    func index(_ pixel: SIMD2<Int>) -> Int? {
        let (dx, dy) = (pixel.x - middle.x + reach, pixel.y - middle.y + reach)
        return dx >= 0 && dy >= 0 && dx < side && dy < side ? dy * side + dx : nil
    }
}
