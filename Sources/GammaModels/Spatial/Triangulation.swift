import GammaCore

/// The Delaunay triangulation of points in a plane. Where four points lie on one circle, either diagonal may come.
struct Triangulation: Sendable {
    typealias Point = SIMD2<Double>

    /// The corners.
    let points: [Point]
    /// Corners of each triangle, counter-clockwise.
    private(set) var triangles: [SIMD3<Int>] = []
    /// For each triangle the one beyond the edge opposite to each corner; −1 at the border.
    private(set) var neighbours: [SIMD3<Int>] = []
    /// What counts as an area of zero.
    private let tolerance: Double

    /// Triangulates points: a sweep from left to right, then edges are turned until every circle is empty (Lawson 1977).
    /// - Throws: ``Fault/Code/badValue`` for points that coincide or lie on one line.
    init(_ points: [Point]) throws {
        self.points = points
        let (low, high) = points.reduce((Point(repeating: .infinity), Point(repeating: -.infinity))) {
            (pointwiseMin($0.0, $1), pointwiseMax($0.1, $1))
        }
        tolerance = 1e-12 * max(high.x - low.x, high.y - low.y) * max(high.x - low.x, high.y - low.y)
        guard tolerance > 0, tolerance.isFinite else {
            throw Fault(.badValue, "the nodes lie on one point, or a coordinate is not finite")
        }
        let order = points.indices.sorted { (points[$0].x, points[$0].y) < (points[$1].x, points[$1].y) }
        try sweep(order)
        turnEdges()
        findNeighbours()
    }

    /// Twice the area of a triangle, positive when counter-clockwise.
    private func area(_ a: Int, _ b: Int, _ c: Int) -> Double {
        let (u, v) = (points[b] - points[a], points[c] - points[a])
        return u.x * v.y - u.y * v.x
    }

    private mutating func sweep(_ order: [Int]) throws {
        guard
            let apex = order.indices.dropFirst(2).first(where: {
                abs(area(order[0], order[1], order[$0])) > tolerance
                    || abs(area(order[0], order[$0 - 1], order[$0])) > tolerance
            })
        else { throw Fault(.badValue, "the nodes lie on one line") }
        var chain = Array(order[..<apex])
        if area(chain[0], chain[apex - 1], order[apex]) < 0 { chain.reverse() }
        for (a, b) in zip(chain, chain.dropFirst()) { triangles.append([a, b, order[apex]]) }
        var hull = chain + [order[apex]]
        for point in order[(apex + 1)...] {
            let visible = hull.indices.map { area(hull[$0], hull[($0 + 1) % hull.count], point) < -tolerance }
            // The visible edges are neighbours: they begin where the one before is not visible.
            guard
                let first = visible.indices.first(where: {
                    visible[$0] && !visible[($0 + visible.count - 1) % visible.count]
                })
            else { throw Fault(.badValue, "two nodes coincide") }
            var edge = first
            var hidden: [Int] = []
            while visible[edge] {
                let next = (edge + 1) % hull.count
                triangles.append([hull[next], hull[edge], point])
                if edge != first { hidden.append(hull[edge]) }
                edge = next
            }
            let start = hull[first]
            hull.removeAll { hidden.contains($0) }
            hull.insert(point, at: (hull.firstIndex(of: start) ?? 0) + 1)
        }
    }

    private struct Edge: Hashable {
        let from: Int
        let to: Int
    }

    private mutating func turnEdges() {
        // Every pass turns edges whose triangles are untouched; far more passes than there ever are.
        for _ in 0..<(10 * points.count + 10) {
            var owners: [Edge: Int] = [:]
            for (index, t) in triangles.enumerated() {
                for k in 0..<3 { owners[Edge(from: t[k], to: t[(k + 1) % 3])] = index }
            }
            var touched: Set<Int> = []
            for index in triangles.indices where !touched.contains(index) {
                for k in 0..<3 {
                    let (a, b, c) = (triangles[index][k], triangles[index][(k + 1) % 3], triangles[index][(k + 2) % 3])
                    guard let other = owners[Edge(from: b, to: a)], !touched.contains(other) else { continue }
                    let t = triangles[other]
                    let d = t.x != a && t.x != b ? t.x : t.y != a && t.y != b ? t.y : t.z
                    guard isInCircle(a, b, c, d), area(c, a, d) > tolerance, area(d, b, c) > tolerance else { continue }
                    triangles[index] = [c, a, d]
                    triangles[other] = [d, b, c]
                    touched.formUnion([index, other])
                    break
                }
            }
            if touched.isEmpty { return }
        }
    }

    /// Whether d lies within the circle through a, b, c.
    private func isInCircle(_ a: Int, _ b: Int, _ c: Int, _ d: Int) -> Bool {
        let (u, v, w) = (points[a] - points[d], points[b] - points[d], points[c] - points[d])
        let (uu, vv, ww) = ((u * u).sum(), (v * v).sum(), (w * w).sum())
        let determinant =
            uu * (v.x * w.y - v.y * w.x) - vv * (u.x * w.y - u.y * w.x) + ww * (u.x * v.y - u.y * v.x)
        return determinant > tolerance * max(uu, vv, ww)
    }

    private mutating func findNeighbours() {
        var owners: [Edge: Int] = [:]
        for (index, t) in triangles.enumerated() {
            for k in 0..<3 { owners[Edge(from: t[k], to: t[(k + 1) % 3])] = index }
        }
        neighbours = triangles.map { t in
            [
                owners[Edge(from: t.z, to: t.y)] ?? -1, owners[Edge(from: t.x, to: t.z)] ?? -1,
                owners[Edge(from: t.y, to: t.x)] ?? -1,
            ]
        }
    }

    /// Pairs of points that share an edge, each once.
    var edges: [(Int, Int)] {
        triangles.indices.flatMap { index in
            (0..<3).compactMap { k in
                let (a, b) = (triangles[index][(k + 1) % 3], triangles[index][(k + 2) % 3])
                return neighbours[index][k] < index ? (a, b) : nil
            }
        }
    }

    /// Barycentric coordinates of a point with respect to a triangle.
    func barycentric(_ p: Point, in triangle: Int) -> SIMD3<Double> {
        let t = triangles[triangle]
        let (a, b, c) = (points[t.x], points[t.y], points[t.z])
        let (u, v, w) = (b - a, c - a, p - a)
        let whole = u.x * v.y - u.y * v.x
        let (second, third) = ((w.x * v.y - w.y * v.x) / whole, (u.x * w.y - u.y * w.x) / whole)
        return [1 - second - third, second, third]
    }

    /// The triangle of a point and its barycentric coordinates there. For a point outside, those of the nearest point of
    /// the border.
    /// - Parameter start: where the search begins.
    func locate(_ p: Point, from start: Int) -> (triangle: Int, coordinates: SIMD3<Double>) {
        var triangle = start
        for _ in 0...triangles.count {
            let coordinates = barycentric(p, in: triangle)
            let k =
                coordinates.x <= coordinates.y
                ? (coordinates.x <= coordinates.z ? 0 : 2) : (coordinates.y <= coordinates.z ? 1 : 2)
            if coordinates[k] >= -1e-12 { return (triangle, coordinates) }
            let next = neighbours[triangle][k]
            guard next >= 0 else { break }
            triangle = next
        }
        return nearestOnBorder(p)
    }

    private func nearestOnBorder(_ p: Point) -> (triangle: Int, coordinates: SIMD3<Double>) {
        var best = (distance: Double.infinity, triangle: 0, coordinates: SIMD3<Double>(1, 0, 0))
        for (index, t) in triangles.enumerated() {
            for k in 0..<3 where neighbours[index][k] < 0 {
                let (i, j) = ((k + 1) % 3, (k + 2) % 3)
                let (a, b) = (points[t[i]], points[t[j]])
                let along = ((p - a) * (b - a)).sum() / ((b - a) * (b - a)).sum()
                let share = min(max(along, 0), 1)
                let miss = p - a - (b - a) * share
                let distance = (miss * miss).sum()
                guard distance < best.distance else { continue }
                var coordinates = SIMD3<Double>.zero
                coordinates[i] = 1 - share
                coordinates[j] = share
                best = (distance, index, coordinates)
            }
        }
        return (best.triangle, best.coordinates)
    }
}
