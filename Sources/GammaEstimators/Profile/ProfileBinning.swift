import GammaCore
import GammaNumerics

/// How the range of a profile is cut into bins.
public enum ProfileBinning: Sendable, Hashable {
    /// A number of equal bins.
    case count(Int)
    /// As many whole bins of this width as there is room for; what is left at the end is in none.
    case width(Double)
    /// These edges.
    case edges([Double])

    /// The edges of the bins within a range.
    /// - Throws: ``Fault/Code/badValue`` for a range without length, less than one bin, and edges that do not ascend or leave
    ///   the range.
    public func edges(from low: Double, to high: Double) throws -> [Double] {
        guard low < high, low.isFinite, high.isFinite else {
            throw Fault(.badValue, "a profile from \(low) to \(high) has no length")
        }
        let rounding = 1e-9 * (high - low)
        switch self {
        case .count(let count):
            guard (1...Self.most).contains(count) else {
                throw Fault(.badValue, "a profile cannot have \(count) bins", hint: "1 to \(Self.most)")
            }
            return Quadrature.linspace(low, high, count: count + 1)
        case .width(let width):
            guard width > 0, width <= high - low + rounding else {
                throw Fault(
                    .badValue, "bins of \(width) do not fit into a profile from \(low) to \(high)",
                    hint: "choose a width between 0 and \(high - low)")
            }
            guard (high - low) / width <= Double(Self.most) else {
                throw Fault(.badValue, "bins of \(width) are too many", hint: "at most \(Self.most)")
            }
            return (0...Int((high - low + rounding) / width)).map { low + Double($0) * width }
        case .edges(let edges):
            guard edges.count > 1, zip(edges, edges.dropFirst()).allSatisfy({ $0 < $1 }) else {
                throw Fault(.badValue, "the edges of a profile must ascend and be at least two")
            }
            guard let outside = edges.first(where: { $0 < low - rounding || $0 > high + rounding }) else {
                return edges
            }
            throw Fault(.badValue, "the edge at \(outside) lies outside the profile, which goes from \(low) to \(high)")
        }
    }

    /// The largest number of bins.
    static let most = 100_000
}
