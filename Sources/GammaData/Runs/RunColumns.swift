import GammaCore
import GammaIO
import GammaMaps

/// Columns of the observation index for some runs, by which they are selected and grouped.
///
/// Beside the columns of the index there are `OFFSET`, the distance in deg of the pointing from a target, and `DATE`, the
/// modified Julian date (UTC) of the start.
public struct RunColumns: Sendable {
    /// Numbers of the runs as text.
    public let ids: [String]
    private let observations: ObservationTable
    private let rows: [Int]
    private let target: SkyDirection?

    /// Looks the runs up.
    /// - Parameter target: from where `OFFSET` counts; nil where there is none.
    /// - Throws: ``Fault/Code/noData`` for an archive without observation index, or a run that is not in it.
    public init(_ store: DataStore, ids: [String], target: SkyDirection? = nil) throws {
        guard let observations = store.observationTable else {
            throw Fault(
                .noData, "the archive has no observation index, so that its runs have no columns",
                at: Origin(file: store.path), hint: "make one: obs-index.fits.gz")
        }
        self.ids = ids
        self.observations = observations
        self.target = target
        rows = try ids.map { id in
            guard let row = observations.row(of: id) else {
                throw Fault(
                    .noData, "observation \(id) is not in the observation index", at: observations.table.origin)
            }
            return row
        }
    }

    /// The numbers in a column, one a run.
    /// - Throws: ``Fault/Code/missingColumn`` with the nearest name, ``Fault/Code/badColumn`` for text.
    public func numbers(_ name: String) throws -> [Double] {
        if observations.table.optionalColumn(name) == nil {
            if name.uppercased() == Self.offset, let target {
                let pointings = try observations.pointings()
                return rows.map { pointings[$0].separation(to: target) }
            }
            if name.uppercased() == Self.date {
                let intervals = try observations.intervals()
                return rows.map { intervals[$0].start.mjd(.utc) }
            }
        }
        let values = try observations.table.doubles(column(name))
        return rows.map { values[$0] }
    }

    /// The texts in a column, one a run.
    /// - Throws: ``Fault/Code/missingColumn`` with the nearest name, ``Fault/Code/badColumn`` for numbers.
    public func texts(_ name: String) throws -> [String] {
        let values = try observations.table.texts(column(name))
        return rows.map { values[$0] }
    }

    /// Whether a column holds text.
    /// - Throws: ``Fault/Code/missingColumn`` with the nearest name.
    public func isText(_ name: String) throws -> Bool {
        if [Self.offset, Self.date].contains(name.uppercased()) { return false }
        if case .string = observations.table.optionalColumn(try column(name))?.values { return true }
        return false
    }

    /// The name as the index spells it.
    private func column(_ name: String) throws -> String {
        if let column = observations.table.optionalColumn(name) { return column.name }
        let names = observations.table.columns.map(\.name) + [Self.offset, Self.date]
        throw Fault(
            .missingColumn, "the observation index has no column '\(name)'", at: observations.table.origin,
            hint: nearestName(to: name, in: names).map { "did you mean '\($0)'?" }
                ?? "its columns: \(names.joined(separator: ", "))")
    }

    private static let offset = "OFFSET"
    private static let date = "DATE"
}
