import GammaCore

/// The statistic along one parameter.
public struct StatProfile: Sendable, Equatable {
    /// Name of the parameter.
    public var parameter: String
    /// Its values.
    public var values: [Double]
    /// The points, one a value.
    public var points: [ScanPoint]
    /// The statistic at the best fit.
    public var bestStat: Double
    /// Names of all free parameters, in the order of the values of each point.
    public var names: [String]

    /// The statistic at each value.
    public var stats: [Double] { points.map(\.stat) }
    /// The rise of the statistic above the best fit.
    public var rises: [Double] { points.map { $0.stat - bestStat } }
}

extension StatProfile {
    /// Values of another parameter along the profile, where it was fitted again; nil when it is none of the free ones.
    public func values(of name: String) -> [Double]? {
        names.firstIndex(of: name).map { index in points.map { $0.values[index] } }
    }

    /// One row a point: value, rise of the statistic, the other parameters, and how their fit ended where it did not converge.
    public var textTable: TextTable {
        let others = names.indices.filter { names[$0] != parameter }
        var table = TextTable(
            [.init(parameter), .init("rise")] + others.map { .init(names[$0]) } + [.init("", alignment: .left)])
        for (point, rise) in zip(points, rises) {
            let all = names.indices.filter { names[$0] == parameter } + others
            var cells = all.map { ValueFormat.number(point.values[$0], digits: 6) }
            cells.insert(ValueFormat.number(rise, digits: 5), at: 1)
            table.append(cells + [point.outcome == .converged ? "" : point.outcome.description])
        }
        return table
    }
}

extension Confidence {
    /// The statistic along a parameter.
    ///
    /// - Parameters:
    ///   - values: where; without them `count` values over ± `width` errors about the best fit, within the limits.
    ///   - execution: how the points are shared among threads; they do not depend on one another.
    /// - Throws: ``Fault`` for values outside the limits, or when cancelled.
    public func profile(
        of index: Int, values: [Double]? = nil, count: Int = 11, width: Double = 2, execution: Execution = Execution()
    ) throws -> StatProfile {
        let values = try values ?? defaultValues(of: index, count: count, width: width)
        try check(values, of: index)
        let profiler = profiler
        let points = try parallelMap(values, execution, step: "profile") { profiler.point([index], at: [$0]) }
        return StatProfile(
            parameter: result.parameters[index].name, values: values, points: points, bestStat: result.stat,
            names: result.names)
    }

    /// `count` equidistant values over ± `width` errors about the best fit, cut at the limits.
    func defaultValues(of index: Int, count: Int, width: Double) throws -> [Double] {
        guard count >= 1, width > 0, width.isFinite else {
            throw Fault(.badValue, "a scan needs at least one value and a positive width")
        }
        let parameter = result.parameters[index]
        let error = profiler.typicalError(index)
        let low = parameter.clamped(parameter.value - width * error)
        let high = parameter.clamped(parameter.value + width * error)
        guard count > 1 else { return [parameter.value] }
        return (0..<count).map { parameter.clamped(low + (high - low) * Double($0) / Double(count - 1)) }
    }
}
