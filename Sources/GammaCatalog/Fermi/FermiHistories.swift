import GammaCore
import GammaIO

/// The light curves of Fermi-LAT catalogues: monthly in 3FGL, yearly and in 4FGL-DR1 two-monthly in 4FGL.
///
/// Fluxes are those between 100 MeV and 100 GeV; Gammapy gives those of 4FGL for 50 MeV to 300 GeV.
struct FermiHistories {
    private struct History {
        let name: String
        let edges: [Instant]
        let flux: [[Double]]
        let errors: [[Double]]
        let significance: [[Double]]?
    }

    private var all: [History] = []

    init(_ table: CatalogColumns, reader: FITSReader, _ release: FermiRelease, _ notices: Notices) throws {
        let names = release == .fourth ? ["1-year", "2-month"] : ["1-month", ""]
        for (name, digit) in zip(names, ["", "2"]) {
            let column = "Flux\(digit)_History"
            guard let flux = try table.arrays(column, in: .flux),
                let errors = try table.arrays("Unc_" + column, in: .flux),
                let times = reader.optionalIndex(of: "Hist\(digit)_Start")
            else { continue }
            let edges = try Self.edges(reader.table(times), column: "Hist\(digit)_Start", reader)
            let significance = try table.arrays("Sqrt_TS\(digit)_History")
            let count = flux.first?.count ?? 0
            guard edges.count == count + 1, errors.first.map({ $0.count == 2 * count }) ?? true,
                significance?.first.map({ $0.count == count }) ?? true
            else {
                notices.add(
                    "the light curves are left out: \(count) fluxes for \(edges.count) edges in time",
                    at: Origin(column: column).completed(by: table.table.origin))
                continue
            }
            all.append(History(name: name, edges: edges, flux: flux, errors: errors, significance: significance))
        }
    }

    func histories(_ row: Int) -> [CatalogHistory] {
        let range = FermiRelease.historyRange
        return all.map { history in
            CatalogHistory(
                name: history.name, edges: history.edges,
                bands: history.flux[row].indices.map { bin in
                    CatalogBand.fermi(
                        eMin: range.lowerBound, eMax: range.upperBound, value: history.flux[row][bin],
                        below: history.errors[row][2 * bin], above: history.errors[row][2 * bin + 1],
                        significance: history.significance?[row][bin] ?? .nan)
                })
        }
    }

    /// Seconds since the reference of the table, of the good time intervals, or of the mission.
    private static func edges(_ table: Table, column: String, _ reader: FITSReader) throws -> [Instant] {
        var headers = [table.header]
        if let intervals = reader.optionalIndex(of: "GTI") { headers.append(try reader.header(intervals)) }
        let reference = headers.compactMap(reference).first ?? mission
        return try CatalogColumns(table).numbers(column, in: .s).map(reference.instant)
    }

    private static func reference(_ header: FITSHeader) -> TimeReference? {
        guard let day = header.double("MJDREFI") else { return nil }
        // 3FGL writes the fraction as text with a Fortran exponent.
        let fraction = header.string("MJDREFF").flatMap { Double($0.replacing("D", with: "E")) } ?? 0
        let scale = header.string("TIMESYS").flatMap { try? TimeScale(parsing: $0) } ?? .tt
        return TimeReference(mjdInteger: day, mjdFraction: fraction, scale: scale)
    }

    private static let mission = TimeReference(
        mjdInteger: 51910, mjdFraction: 7.428703703703703e-4, scale: .tt)
}
