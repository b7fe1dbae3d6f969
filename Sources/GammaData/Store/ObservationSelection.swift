import GammaCore
import GammaMaps

/// Which observations of an archive to take: those that meet every criterion.
public struct ObservationSelection: Sendable {
    /// One condition on an observation.
    public enum Criterion: Sendable {
        /// Its number is one of these.
        case ids([String])
        /// Its pointing is nearer to a direction than a radius in deg, or is not when inverted.
        case cone(SkyDirection, radius: Double, inverted: Bool)
        /// It lies within two moments, or with `partial` overlaps them.
        case time(from: Instant, to: Instant, partial: Bool)
        /// The value in a column, in the table's own unit, is within a range, or is not when inverted.
        case range(column: String, ClosedRange<Double>, inverted: Bool)
        /// The text in a column is one of these.
        case text(column: String, Set<String>)
    }

    /// The conditions, all of which must hold.
    public var criteria: [Criterion]

    /// Makes a selection.
    public init(_ criteria: [Criterion] = []) { self.criteria = criteria }

    /// Every observation.
    public static let all = ObservationSelection()

    /// Observations by number, in that order.
    public static func ids(_ ids: [String]) -> ObservationSelection { .init([.ids(ids)]) }

    /// Observations by number, in that order.
    public static func ids(_ ids: [Int]) -> ObservationSelection { .ids(ids.map(String.init)) }

    /// Observations whose pointing is nearer to a direction than a radius in deg.
    public static func cone(_ centre: SkyDirection, radius: Double, inverted: Bool = false) -> ObservationSelection {
        .init([.cone(centre, radius: radius, inverted: inverted)])
    }

    /// Observations within two moments; with `partial` also those that only overlap them.
    public static func time(from start: Instant, to stop: Instant, partial: Bool = false) -> ObservationSelection {
        .init([.time(from: start, to: stop, partial: partial)])
    }

    /// Observations whose value in a column is in a range, for example `.range("ZEN_PNT", 0...30)`.
    public static func range(
        _ column: String, _ range: ClosedRange<Double>, inverted: Bool = false
    ) -> ObservationSelection {
        .init([.range(column: column, range, inverted: inverted)])
    }

    /// Observations whose text in a column is one of these, for example `.text("OBJECT", ["Crab Nebula"])`.
    public static func text(_ column: String, _ texts: Set<String>) -> ObservationSelection {
        .init([.text(column: column, texts)])
    }

    /// Observations of at most this QUALITY (0 is best).
    public static func quality(atMost worst: Int) -> ObservationSelection {
        .range("QUALITY", 0...Double(max(worst, 0)))
    }

    /// Observations that meet the criteria of both.
    public func and(_ other: ObservationSelection) -> ObservationSelection {
        ObservationSelection(criteria + other.criteria)
    }

    /// The numbers asked for, in order and once each, when there is such a criterion.
    var explicitIDs: [String]? {
        for case .ids(let ids) in criteria {
            var seen: Set<String> = []
            return ids.filter { seen.insert($0).inserted }
        }
        return nil
    }

    /// Whether anything but numbers is asked for, so that an observation index is needed.
    var needsTable: Bool {
        criteria.contains { if case .ids = $0 { false } else { true } }
    }
}
