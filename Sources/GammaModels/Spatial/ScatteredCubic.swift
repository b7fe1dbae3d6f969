import GammaCore
import GammaNumerics

/// A smooth surface through values at scattered points: piecewise cubic with continuous slopes (Clough & Tocher 1965), the
/// slopes at the points chosen so that the curvature along the edges is least (Nielson 1983, Math. Comp. 40, 253).
///
/// It is linear in the values, so that its derivatives with respect to them are weights. As scipy's
/// `CloughTocher2DInterpolator`, but with the slopes solved exactly, and beyond the points the value at the nearest point
/// of their border. A point of a regular grid has a choice of triangles, and the surface depends on it.
struct ScatteredCubic: Sendable {
    private let triangulation: Triangulation
    /// Derivatives of the slopes at the points, two rows a point, with respect to the values.
    private let slopes: Matrix
    /// For each triangle, how its 19 control values follow from three values and three pairs of slopes.
    private let patches: [Matrix]

    /// - Throws: ``Fault/Code/badValue`` for points that coincide or lie on one line.
    init(_ points: [SIMD2<Double>]) throws {
        let triangulation = try Triangulation(points)
        guard let slopes = Self.slopes(triangulation) else { throw Fault(.badValue, "two nodes coincide") }
        self.triangulation = triangulation
        self.slopes = slopes
        patches = triangulation.triangles.indices.map { Self.patch(triangulation, $0) }
    }

    /// Number of points.
    var count: Int { triangulation.points.count }

    /// For each position, the derivatives of the surface with respect to the values: the position's weight of every point.
    func weights(_ positions: [SIMD2<Double>], _ body: (_ position: Int, _ weights: [Double]) -> Void) {
        var triangle = 0
        var weights = [Double](repeating: 0, count: count)
        for (index, position) in positions.enumerated() {
            guard position.x.isFinite, position.y.isFinite else {
                body(index, weights.map { _ in .nan })
                continue
            }
            let place = triangulation.locate(position, from: triangle)
            triangle = place.triangle
            let corners = triangulation.triangles[triangle]
            // Weights of the three values and the slopes along x and y of the three corners.
            let shares = Self.bernstein(place.coordinates) * patches[triangle]
            for point in weights.indices { weights[point] = 0 }
            for k in 0..<3 { weights[corners[k]] += shares[k] }
            for k in 0..<3 {
                for component in 0..<2 {
                    let share = shares[3 + 2 * k + component]
                    let row = 2 * corners[k] + component
                    for point in weights.indices { weights[point] += share * slopes[row, point] }
                }
            }
            body(index, weights)
        }
    }

    /// Minimises Σ over the edges of ∫ (second derivative along the edge)²: for every point
    /// Σ_j [4 e eᵀ s_i + 2 e eᵀ s_j]/L³ = 6 Σ_j e (f_j − f_i)/L³, e being the edge and L its length.
    private static func slopes(_ triangulation: Triangulation) -> Matrix? {
        let points = triangulation.points
        var matrix = Matrix(rows: 2 * points.count, columns: 2 * points.count)
        var right = Matrix(rows: 2 * points.count, columns: points.count)
        for (a, b) in triangulation.edges {
            let e = points[b] - points[a]
            let square = (e * e).sum()
            let cube = square * square.squareRoot()
            for row in 0..<2 {
                for column in 0..<2 {
                    let product = e[row] * e[column] / cube
                    matrix[2 * a + row, 2 * a + column] += 4 * product
                    matrix[2 * b + row, 2 * b + column] += 4 * product
                    matrix[2 * a + row, 2 * b + column] += 2 * product
                    matrix[2 * b + row, 2 * a + column] += 2 * product
                }
                for point in [a, b] {
                    right[2 * point + row, b] += 6 * e[row] / cube
                    right[2 * point + row, a] -= 6 * e[row] / cube
                }
            }
        }
        return matrix.inverse().map { $0 * right }
    }

    /// Control values in the order: corners 300 030 003; along the edges from corner i to corner j, a third of the way,
    /// 12 21 23 32 31 13; a third of the way from the corners to the centroid 1 2 3; in the three small triangles opposite
    /// to the corners 1 2 3; two thirds of the way to the centroid 1 2 3; the centroid.
    private static func patch(_ triangulation: Triangulation, _ triangle: Int) -> Matrix {
        let corners = triangulation.triangles[triangle]
        let points = (0..<3).map { triangulation.points[corners[$0]] }
        let directions = (0..<3).map { edgeDirection(triangulation, triangle, opposite: $0) }
        var result = Matrix(rows: 19, columns: 9)
        for column in 0..<9 {
            var given = [Double](repeating: 0, count: 9)
            given[column] = 1
            func value(_ i: Int) -> Double { given[i] }
            func third(_ i: Int, _ j: Int) -> Double {
                let e = points[j] - points[i]
                return given[i] + (given[3 + 2 * i] * e.x + given[4 + 2 * i] * e.y) / 3
            }
            var near = [Double](repeating: 0, count: 3)
            for i in 0..<3 { near[i] = (third(i, (i + 1) % 3) + third(i, (i + 2) % 3) + value(i)) / 3 }
            var inner = near
            for k in 0..<3 {
                let (i, j) = ((k + 1) % 3, (k + 2) % 3)
                let (start, afterStart, beforeEnd, end) = (value(i), third(i, j), third(j, i), value(j))
                let across: Double = end - start + 3 * (afterStart - beforeEnd)
                let along: Double = 2 * afterStart - start - beforeEnd + near[i] + near[j]
                inner[k] = (directions[k] * across + along) / 2
            }
            var far = near
            for i in 0..<3 { far[i] = (inner[(i + 1) % 3] + inner[(i + 2) % 3] + near[i]) / 3 }
            var control: [Double] = [value(0), value(1), value(2)]
            control += [third(0, 1), third(1, 0), third(1, 2), third(2, 1), third(2, 0), third(0, 2)]
            control += near + inner + far
            control.append((far[0] + far[1] + far[2]) / 3)
            for row in 0..<19 { result[row, column] = control[row] }
        }
        return result
    }

    /// The slope across an edge is linear along it in the direction between the centroids of its two triangles, which makes
    /// the surface smooth; at the border in the direction of the own centroid. The direction is V₄' − V₄ ∝ (V₄ − V_i) +
    /// g (V_j − V_i), i and j being the ends of the edge; this is g.
    private static func edgeDirection(_ triangulation: Triangulation, _ triangle: Int, opposite k: Int) -> Double {
        let neighbour = triangulation.neighbours[triangle][k]
        guard neighbour >= 0 else { return -0.5 }
        let t = triangulation.triangles[neighbour]
        let centroid = (triangulation.points[t.x] + triangulation.points[t.y] + triangulation.points[t.z]) / 3
        let c = triangulation.barycentric(centroid, in: triangle)
        let (ci, cj) = (c[(k + 1) % 3], c[(k + 2) % 3])
        return (2 * cj + ci - 1) / (2 - 3 * cj - 3 * ci)
    }

    /// The Bernstein polynomials of the control values: third powers of the coordinates with respect to the small triangle,
    /// the centroid being its last corner.
    private static func bernstein(_ coordinates: SIMD3<Double>) -> [Double] {
        let least = coordinates.min()
        let (a, b, c, d) = (coordinates.x - least, coordinates.y - least, coordinates.z - least, 3 * least)
        return [
            a * a * a, b * b * b, c * c * c,
            3 * a * a * b, 3 * a * b * b, 3 * b * b * c, 3 * b * c * c, 3 * a * c * c, 3 * a * a * c,
            3 * a * a * d, 3 * b * b * d, 3 * c * c * d,
            6 * b * c * d, 6 * a * c * d, 6 * a * b * d,
            3 * a * d * d, 3 * b * d * d, 3 * c * d * d,
            d * d * d,
        ]
    }
}
