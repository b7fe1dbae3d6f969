/// What is known of a flux beside its value. The raw value is the ending of Gammapy's column name.
public enum FluxQuantity: String, Sendable, Hashable, CaseIterable {
    /// The best-fit value.
    case value = ""
    /// Symmetric error.
    case err = "_err"
    /// Downward error, positive.
    case errn = "_errn"
    /// Upward error.
    case errp = "_errp"
    /// Upper limit.
    case ul = "_ul"
    /// The flux that would be detected with a given significance.
    case sensitivity = "_sensitivity"
}
