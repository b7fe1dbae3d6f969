import Foundation
import GammaCore
import GammaNumerics

/// The closed line in two parameters on which the statistic, least in all others, has risen by sigma².
///
/// With two parameters, 1 sigma in this sense holds 39 % and 2 sigma 86 % of the probability.
public struct StatContour: Sendable, Equatable {
    /// A point of the line.
    public struct Vertex: Sendable, Equatable {
        /// Value of the first parameter.
        public var x: Double
        /// Value of the second parameter.
        public var y: Double
        /// How it was found: on the line, at a limit before it, or not at all (then x and y are NaN).
        public var bound: ConfidenceBound
    }

    /// Name of the first parameter.
    public var xName: String
    /// Name of the second parameter.
    public var yName: String
    /// The statistic has risen by sigma².
    public var sigma: Double
    /// The points, counter-clockwise in units of the errors.
    public var vertices: [Vertex]
    /// Names of all free parameters, in the order of the values of each point.
    public var names: [String]

    /// The line through all points that were found, closed: the first comes again at the end.
    public var polygon: [(x: Double, y: Double)] {
        let found = vertices.filter { $0.x.isFinite }.map { (x: $0.x, y: $0.y) }
        return found + found.prefix(1)
    }

    /// Whether every point has the full rise.
    public var isComplete: Bool { vertices.allSatisfy { $0.bound.distance != nil } }
}

extension StatContour {
    /// Values of any free parameter along the line, where it was fitted again; NaN where no point was found, nil when it is none
    /// of the free ones.
    public func values(of name: String) -> [Double]? {
        names.firstIndex(of: name).map { index in
            vertices.map { $0.x.isFinite ? $0.bound.point?.values[index] ?? .nan : .nan }
        }
    }

    /// How each point was found.
    public var outcomes: [String] {
        vertices.map { vertex in
            switch vertex.bound {
            case .found(_, let point): point.outcome.code
            case .atLimit: "at-limit"
            case .newMinimum: "new-minimum"
            case .notFound(let reason): reason
            }
        }
    }

    /// One row a point: both parameters, the others fitted again, and how it was found where it did not simply converge.
    public var textTable: TextTable {
        let others = names.filter { $0 != xName && $0 != yName }
        var table = TextTable(
            ([xName, yName] + others).map { .init($0) } + [.init("", alignment: .left)],
            title: "Contour of \(ValueFormat.number(sigma)) sigma")
        let columns = ([xName, yName] + others).map { values(of: $0) ?? [] }
        for (row, outcome) in outcomes.enumerated() {
            table.append(
                columns.map { ValueFormat.number($0[row], digits: 6) } + [outcome == "converged" ? "" : outcome])
        }
        return table
    }
}

extension Confidence {
    /// The contour of two parameters, `count` points at equal angles in the frame where the covariance is a circle.
    ///
    /// - Throws: ``Fault`` for one parameter given twice, fewer than three points, or when cancelled.
    public func contour(
        of first: Int, _ second: Int, sigma: Double = 1, count: Int = 40, execution: Execution = Execution()
    ) throws -> StatContour {
        try checkPair(first, second)
        guard count >= 3, sigma > 0, sigma.isFinite else {
            throw Fault(.badValue, "a contour needs at least three points and a positive sigma")
        }
        let profiler = profiler
        let axes = axes(first, second)
        let vertices = try parallelMap(Array(0..<count), execution, step: "contour") { number in
            let angle = 2 * Double.pi * Double(number) / Double(count)
            let direction = axes * [cos(angle), sin(angle)]
            let bound = RaySearch(
                profiler: profiler, held: [first, second], direction: direction, sigma: sigma
            )
            .search()
            let point = bound.extent == nil ? nil : bound.point
            return StatContour.Vertex(
                x: point?.values[first] ?? .nan, y: point?.values[second] ?? .nan, bound: bound)
        }
        return StatContour(
            xName: result.parameters[first].name, yName: result.parameters[second].name, sigma: sigma,
            vertices: vertices, names: result.names)
    }

    /// The matrix that makes the unit circle the covariance's ellipse.
    private func axes(_ first: Int, _ second: Int) -> Matrix {
        let pair = [first, second]
        if pair.allSatisfy({ result.parameters[$0].error.isFinite }),
            let unit = result.covariance?.submatrix(rows: pair, columns: pair).scaledToUnitDiagonal(),
            let factor = unit.matrix.cholesky()
        {
            return Matrix(diagonal: unit.scale) * factor
        }
        return Matrix(diagonal: pair.map { profiler.typicalError($0) })
    }
}
