/// The scale in which the coordinate of an axis, or a value, is interpolated. Raw values are Gammapy's names.
public enum AxisScale: String, Sendable, Hashable, CaseIterable {
    /// As it is.
    case linear = "lin"
    /// Natural logarithm.
    case log
    /// Square root.
    case sqrt
}
