import GammaCore

/// The statistic on a grid of two parameters.
public struct StatSurface: Sendable, Equatable {
    /// Names of the parameters.
    public var parameters: (x: String, y: String) { (names[scanned[0]], names[scanned[1]]) }
    /// Values of the first parameter.
    public var x: [Double]
    /// Values of the second parameter.
    public var y: [Double]
    /// The points in C order: `points[i * y.count + j]` is that of `x[i]`, `y[j]`.
    public var points: [ScanPoint]
    /// The statistic at the best fit.
    public var bestStat: Double
    /// Names of all free parameters, in the order of the values of each point.
    public var names: [String]
    private var scanned: [Int]

    init(names: [String], scanned: [Int], x: [Double], y: [Double], points: [ScanPoint], bestStat: Double) {
        self.names = names
        self.scanned = scanned
        self.x = x
        self.y = y
        self.points = points
        self.bestStat = bestStat
    }

    /// The statistic at each point, in the order of ``points``.
    public var stats: [Double] { points.map(\.stat) }
    /// The rise of the statistic above the best fit at each point.
    public var rises: [Double] { points.map { $0.stat - bestStat } }
}

extension Confidence {
    /// The statistic on a grid of two parameters.
    ///
    /// Values default to `count` over ± `width` errors about the best fit, within the limits.
    /// - Throws: ``Fault`` for one parameter given twice, values outside the limits, or when cancelled.
    public func surface(
        of first: Int, _ second: Int, x: [Double]? = nil, y: [Double]? = nil, count: Int = 11, width: Double = 2,
        execution: Execution = Execution()
    ) throws -> StatSurface {
        try checkPair(first, second)
        let x = try x ?? defaultValues(of: first, count: count, width: width)
        let y = try y ?? defaultValues(of: second, count: count, width: width)
        try check(x, of: first)
        try check(y, of: second)
        let profiler = profiler
        let grid = x.flatMap { x in y.map { y in [x, y] } }
        let points = try parallelMap(grid, execution, step: "surface") { profiler.point([first, second], at: $0) }
        return StatSurface(
            names: result.names, scanned: [first, second], x: x, y: y, points: points, bestStat: result.stat)
    }

    func checkPair(_ first: Int, _ second: Int) throws {
        guard first != second else {
            throw Fault(.badValue, "two different parameters are needed, not '\(result.parameters[first].name)' twice")
        }
    }
}
