import GammaCore

/// Conditions on columns of the observation index: `{ZEN_PNT: [0, 50], OBJECT: Crab Nebula}`.
public struct ConfigColumnConditions: Sendable, Hashable {
    /// What a value must be.
    public enum Condition: Sendable, Hashable {
        /// Within these, in the unit of the column; nil is an open end. Dates are modified Julian dates.
        case range(ConfigColumnLimit?, ConfigColumnLimit?)
        /// One of these texts; written as a list or not.
        case texts(OneOrMany<String>)
    }

    /// The columns with their conditions, in the order in which they were written; all must hold.
    public let columns: [(name: String, condition: Condition)]

    /// Makes conditions.
    public init(_ columns: [(name: String, condition: Condition)]) { self.columns = columns }

    /// Equal columns and conditions in the same order.
    public static func == (a: Self, b: Self) -> Bool {
        a.columns.elementsEqual(b.columns) { $0.name == $1.name && $0.condition == $1.condition }
    }

    /// Feeds names and conditions.
    public func hash(into hasher: inout Hasher) {
        for column in columns {
            hasher.combine(column.name)
            hasher.combine(column.condition)
        }
    }
}
