import GammaCore
import GammaIO

/// The time bins of a light curve table.
struct LightCurveTimes {
    let bins: [(start: Instant, stop: Instant)]
    let scale: TimeScale

    init(_ table: Table) throws {
        let header = table.header
        let stated = header.text(named: "TIMESYS")
        var scale = TimeScale.tt
        if let stated, !stated.isEmpty {
            guard let known = TimeScale(rawValue: stated.lowercased()) else {
                throw Fault(
                    .badKeyword, "TIMESYS = '\(stated)' is not a time scale known here",
                    at: Origin(keyword: "TIMESYS").completed(by: table.origin),
                    hint: "one of: \(TimeScale.allCases.map(\.rawValue).joined(separator: ", "))")
            }
            scale = known
        }
        if table.optionalColumn("time_bin_start") != nil {
            let serialised = SerializedTimes(header)
            scale = serialised.scale ?? scale
            bins = try Self.series(table, scale, serialised)
        } else {
            let start = try Self.instants("time_min", table, scale)
            let stop = try Self.instants("time_max", table, scale)
            bins = Array(zip(start, stop)).map { (start: $0.0, stop: $0.1) }
        }
        self.scale = scale
        if let row = bins.firstIndex(where: { !$0.start.isFinite || !$0.stop.isFinite }) {
            throw Fault(.badValue, "this row has no time", at: Origin(row: row + 1).completed(by: table.origin))
        }
    }

    /// time_bin_start with time_bin_size.
    private static func series(
        _ table: Table, _ scale: TimeScale, _ serialised: SerializedTimes
    ) throws -> [(start: Instant, stop: Instant)] {
        let start = try instants("time_bin_start", table, scale, format: serialised.startFormat)
        let column = try table.column("time_bin_size")
        let unit = column.unit.isEmpty ? (serialised.sizeFormat == "sec" ? "s" : "d") : column.unit
        let toSeconds = try Unit(parsing: unit).factor(to: .s)
        guard let sizes = column.doubles, column.width == 1 else {
            throw Fault(
                .badColumn, "column 'time_bin_size' does not hold one number a row",
                at: Origin(column: column.name).completed(by: table.origin))
        }
        return zip(start, sizes).map { ($0, $0.adding(seconds: $1 * toSeconds)) }
    }

    /// A column of times: ISO texts, or numbers since MJDREFI + MJDREFF in TIMEUNIT (days unless stated).
    private static func instants(
        _ name: String, _ table: Table, _ scale: TimeScale, format: String? = nil
    ) throws -> [Instant] {
        let column = try table.column(name)
        let place = Origin(column: name).completed(by: table.origin)
        if let texts = column.strings {
            return try texts.enumerated().map { row, text in
                do {
                    return try Instant(iso: text, scale: scale)
                } catch let fault as Fault {
                    throw fault.located(in: Origin(column: name, row: row + 1).completed(by: table.origin))
                }
            }
        }
        guard let values = column.doubles, column.width == 1 else {
            throw Fault(.badColumn, "column '\(name)' does not hold one time a row", at: place)
        }
        var reference = (table.header.number(named: "MJDREFI") ?? 0) + (table.header.number(named: "MJDREFF") ?? 0)
        if format == "jd" { reference -= 2_400_000.5 }
        let stated = column.unit.isEmpty ? table.header.text(named: "TIMEUNIT") ?? "" : column.unit
        do {
            let toDays = try Unit(parsing: stated.isEmpty ? "d" : stated).factor(to: .d)
            return values.map { Instant(mjd: reference, fraction: $0 * toDays, scale: scale) }
        } catch let fault as Fault {
            throw fault.located(in: place)
        }
    }
}

/// What astropy's ECSV metadata say about time columns.
private struct SerializedTimes {
    var scale: TimeScale?
    var startFormat: String?
    var sizeFormat: String?

    init(_ header: FITSHeader) {
        guard let text = header.text(named: "__serialized_columns__"), let node = try? YAMLNode.parse(text) else {
            return
        }
        func entry(_ column: String, _ key: String) -> String? { try? node[column]?[key]?.string() }
        scale = entry("time_bin_start", "scale").flatMap { TimeScale(rawValue: $0) }
        startFormat = entry("time_bin_start", "format")
        sizeFormat = entry("time_bin_size", "format")
    }
}
