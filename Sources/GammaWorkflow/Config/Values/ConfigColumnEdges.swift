import GammaData

/// Bins of columns of the observation index: `{ZEN_PNT: [0, 30, 60], OFFSET: [0, 1, 2.5]}`.
public struct ConfigColumnEdges: Sendable, Hashable {
    /// A column with its edges.
    public struct Column: Sendable, Hashable {
        /// Name of the column.
        public var name: String
        /// At least two, rising, in the unit of the column. Dates are modified Julian dates.
        public var edges: [ConfigColumnLimit]
    }

    /// The columns in the order in which they were written.
    public let columns: [Column]

    /// Makes bins.
    public init(_ columns: [Column]) { self.columns = columns }

    /// The same as numbers.
    public var bins: [RunGrouping.Bins] {
        columns.map { RunGrouping.Bins($0.name, edges: $0.edges.map(\.value)) }
    }
}
