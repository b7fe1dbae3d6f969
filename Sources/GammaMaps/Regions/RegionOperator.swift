/// How the parts of a compound region are combined.
public enum RegionOperator: String, Sendable, Hashable, CaseIterable {
    /// Inside any part.
    case or
    /// Inside all parts.
    case and
    /// Inside an odd number of parts.
    case xor

    /// Combines the answers of the parts; no parts contain nothing.
    func combine(_ parts: some Sequence<Bool>) -> Bool {
        switch self {
        case .or: return parts.contains(true)
        case .xor: return parts.reduce(false) { $0 != $1 }
        case .and:
            var any = false
            for part in parts {
                guard part else { return false }
                any = true
            }
            return any
        }
    }
}
