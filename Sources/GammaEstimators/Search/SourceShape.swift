/// A shape that a ``SourceFinder`` tries for a source, the simplest first.
public enum SourceShape: String, Sendable, CaseIterable {
    /// No extent.
    case point
    /// A round Gaussian.
    case gaussian
    /// A Gaussian whose axes differ.
    case elongated

    /// Its free parameters.
    var parameters: Int {
        switch self {
        case .point: 2
        case .gaussian: 3
        case .elongated: 5
        }
    }
}
