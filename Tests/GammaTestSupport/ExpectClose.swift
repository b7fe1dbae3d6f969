import Testing

/// Expects two numbers to agree within `absolute` or within `relative` of the expected one; prints the relative error.
///
/// NaN agrees with NaN and an infinity with itself.
public func expectClose(
    _ actual: Double, _ expected: Double, relative: Double = 1e-12, absolute: Double = 0, _ comment: String = "",
    sourceLocation: SourceLocation = #_sourceLocation
) {
    if isClose(actual, expected, relative: relative, absolute: absolute) { return }
    Issue.record("\(label(comment))\(difference(actual, expected))", sourceLocation: sourceLocation)
}

/// Expects two arrays to agree element by element; prints the worst element.
public func expectClose(
    _ actual: [Double], _ expected: [Double], relative: Double = 1e-12, absolute: Double = 0, _ comment: String = "",
    sourceLocation: SourceLocation = #_sourceLocation
) {
    guard actual.count == expected.count else {
        Issue.record(
            "\(label(comment))\(actual.count) values, expected \(expected.count)", sourceLocation: sourceLocation)
        return
    }
    let bad = actual.indices.filter {
        !isClose(actual[$0], expected[$0], relative: relative, absolute: absolute)
    }
    func error(_ index: Int) -> Double {
        let value = abs(actual[index] - expected[index]) / abs(expected[index])
        return value.isNaN ? .infinity : value
    }
    guard let worst = bad.max(by: { error($0) < error($1) }) else { return }
    Issue.record(
        "\(label(comment))\(bad.count) of \(actual.count) differ, worst [\(worst)]: \(difference(actual[worst], expected[worst]))",
        sourceLocation: sourceLocation)
}

/// Whether two numbers agree as ``expectClose(_:_:relative:absolute:_:sourceLocation:)-(Double,_,_,_,_,_)`` asks.
public func isClose(_ actual: Double, _ expected: Double, relative: Double, absolute: Double) -> Bool {
    if actual == expected || (actual.isNaN && expected.isNaN) { return true }
    return abs(actual - expected) <= max(absolute, relative * abs(expected))
        && actual.isFinite && expected.isFinite
}

private func difference(_ actual: Double, _ expected: Double) -> String {
    let error = abs(actual - expected)
    return "\(actual) instead of \(expected), error \(error), relative \(error / abs(expected))"
}

private func label(_ comment: String) -> String {
    [comment.isEmpty ? nil : comment, PropertyCase.name].compactMap { $0 }.map { $0 + ": " }.joined()
}
