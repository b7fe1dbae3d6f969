import GammaCore
import GammaIO
import GammaMaps

/// The observation index of an archive: one row an observation.
public struct ObservationTable: Sendable {
    /// All columns as read, one row an observation.
    public let table: Table
    /// Observation numbers as text, in the order of the rows.
    public let ids: [String]
    private let rows: [String: Int]

    /// Takes an index table; of several rows of one observation the first is kept, with a notice.
    /// - Throws: faults for a missing or unusable OBS_ID column.
    public init(table: Table, notices: Notices = Notices()) throws {
        var rows: [String: Int] = [:]
        var kept: [Int] = []
        let ids = try table.identifiers("OBS_ID")
        for (row, id) in ids.enumerated() {
            if rows[id] == nil {
                rows[id] = kept.count
                kept.append(row)
            } else {
                notices.add(
                    "observation \(id) is listed more than once: the first row is used",
                    at: Origin(column: "OBS_ID", row: row + 1).completed(by: table.origin))
            }
        }
        self.ids = kept.map { ids[$0] }
        self.rows = rows
        if kept.count == ids.count {
            self.table = table
        } else {
            var reduced = Table(name: table.name, header: table.header, origin: table.origin)
            for column in table.columns { reduced.append(column.selecting(rows: kept)) }
            self.table = reduced
        }
    }

    /// Number of observations.
    public var count: Int { ids.count }

    /// Row of an observation.
    public func row(of id: String) -> Int? { rows[id] }

    /// Pointing directions (RA_PNT, DEC_PNT), one a row.
    /// - Throws: faults for missing columns.
    public func pointings() throws -> [SkyDirection] {
        let ra = try table.doubles("RA_PNT", in: .deg)
        let dec = try table.doubles("DEC_PNT", in: .deg)
        return zip(ra, dec).map { SkyDirection(ra: $0, dec: $1) }
    }

    /// Start and stop of each observation (TSTART, TSTOP after the header's reference).
    /// - Throws: faults for missing columns or keywords.
    public func intervals() throws -> [(start: Instant, stop: Instant)] {
        let reference = try TimeReference(header: table.header)
        let starts = try table.doubles("TSTART", in: .s)
        let stops = try table.doubles("TSTOP", in: .s)
        return zip(starts, stops).map { (reference.instant($0), reference.instant($1)) }
    }

    /// The observations that meet all criteria, in the order of the rows.
    /// - Throws: faults for columns that a criterion needs and the table has not.
    public func ids(matching selection: ObservationSelection) throws -> [String] {
        var keep = [Bool](repeating: true, count: count)
        for criterion in selection.criteria {
            for (row, matches) in try flags(criterion).enumerated() where !matches { keep[row] = false }
        }
        return ids.indices.filter { keep[$0] }.map { ids[$0] }
    }

    private func flags(_ criterion: ObservationSelection.Criterion) throws -> [Bool] {
        switch criterion {
        case .ids(let wanted):
            let wanted = Set(wanted)
            return ids.map(wanted.contains)
        case .cone(let centre, let radius, let inverted):
            return try pointings().map { ($0.separation(to: centre) < radius) != inverted }
        case .time(let start, let stop, let partial):
            return try intervals().map {
                partial ? $0.stop >= start && $0.start <= stop : $0.start >= start && $0.stop <= stop
            }
        case .range(let column, let range, let inverted):
            return try table.doubles(column).map { range.contains($0) != inverted }
        case .text(let column, let wanted):
            return try table.texts(column).map(wanted.contains)
        }
    }
}
