import GammaNumerics
import GammaProducts

/// A scanned statistic between its points: the quadratic spline through all of them whose pieces meet half-way between
/// neighbours, the outermost two pieces reaching one point further (de Boor 1978; what scipy's `interp1d` makes of
/// `quadratic`, which Gammapy takes). It goes on straight as a parabola outside.
struct ScanProfile: Sendable {
    /// Borders of the pieces, the outermost ones left out.
    private let breaks: [Double]
    /// Where each piece is expanded, and its value, slope and half of its second derivative there.
    private let pieces: [(origin: Double, a: Double, b: Double, c: Double)]

    /// The profile of a point above the statistic at its best norm; nil without a scan of at least three finite values at
    /// growing norms.
    init?(_ point: FluxPoint) {
        guard let scan = point.scan, let best = point.stat else { return nil }
        self.init(x: scan.norm, y: scan.stat.map { abs($0 - best) })
    }

    init?(x: [Double], y: [Double]) {
        let count = x.count
        guard count >= 3, y.count == count, (x + y).allSatisfy(\.isFinite),
            zip(x, x.dropFirst()).allSatisfy({ $0 < $1 })
        else { return nil }
        breaks = (1..<count - 2).map { (x[$0] + x[$0 + 1]) / 2 }
        // Unknowns: value, slope and curvature of the first piece at its first point, then the jump of the curvature at each
        // break: (x − break)₊² carries value and slope on. One equation a point, scaled to the width of the scan.
        let width = x[count - 1] - x[0]
        var matrix = Matrix(rows: count, columns: count)
        for (row, position) in x.enumerated() {
            let u = (position - x[0]) / width
            (matrix[row, 0], matrix[row, 1], matrix[row, 2]) = (1, u, u * u)
            for (column, border) in breaks.enumerated() {
                let v = max(0, (position - border) / width)
                matrix[row, 3 + column] = v * v
            }
        }
        guard let solution = matrix.solve(y) else { return nil }
        var piece = (origin: x[0], a: solution[0], b: solution[1] / width, c: solution[2] / (width * width))
        var pieces = [piece]
        for (border, jump) in zip(breaks, solution.dropFirst(3)) {
            let step = border - piece.origin
            piece = (
                border, piece.a + step * (piece.b + step * piece.c), piece.b + 2 * step * piece.c,
                piece.c + jump / (width * width)
            )
            pieces.append(piece)
        }
        self.pieces = pieces
    }

    /// Value and derivatives in the norm.
    func evaluate(_ norm: Double) -> (value: Double, first: Double, second: Double) {
        let piece = pieces[breaks.firstIndex { norm < $0 } ?? breaks.count]
        let step = norm - piece.origin
        return (piece.a + step * (piece.b + step * piece.c), piece.b + 2 * step * piece.c, 2 * piece.c)
    }
}
