import GammaCore
import GammaIO

extension EventList {
    /// The events of several lists one after the other.
    ///
    /// Times are converted to the reference of the first list, energies to TeV and directions to deg; of further
    /// columns those are kept that all lists hold with the same type, shape and unit. The header is that of the first.
    public static func stacked(_ lists: [EventList], notices: Notices = Notices()) -> EventList {
        guard let first = lists.first else { return .empty() }
        guard lists.count > 1 else { return first }
        let time = lists.flatMap { list -> [Double] in
            guard list.timeReference != first.timeReference else { return list.time }
            return list.time.map { first.timeReference.seconds(of: list.timeReference.instant($0)) }
        }
        let ra = lists.flatMap(\.ra)
        let dec = lists.flatMap(\.dec)
        let energy = lists.flatMap(\.energy)
        let known: [String: Column] = [
            "TIME": Column("TIME", .double(time), unit: "s"), "RA": Column("RA", .double(ra), unit: "deg"),
            "DEC": Column("DEC", .double(dec), unit: "deg"), "ENERGY": Column("ENERGY", .double(energy), unit: "TeV"),
        ]
        var table = Table(name: first.table.name, header: first.header, origin: first.table.origin)
        for column in first.table.columns {
            if let replacement = known[column.name] {
                table.append(replacement)
            } else if let joined = column.joined(with: lists.dropFirst().map { $0.table.optionalColumn(column.name) }) {
                table.append(joined)
            } else {
                notices.add("column '\(column.name)' is not the same in all event lists and is left out")
            }
        }
        return EventList(table: table, ra: ra, dec: dec, energy: energy, time: time, timeReference: first.timeReference)
    }
}

extension Column {
    /// This column with the rows of others appended; nil when one is missing or differs in type, shape or unit.
    fileprivate func joined(with others: [Column?]) -> Column? {
        var result = self
        for other in others {
            guard let other, other.shape == shape, other.unit == unit else { return nil }
            if !result.missing.isEmpty || !other.missing.isEmpty {
                result.missing = result.missingFlags + other.missingFlags
            }
            switch (result.values, other.values) {
            case (.double(let a), .double(let b)): result.values = .double(a + b)
            case (.float(let a), .float(let b)): result.values = .float(a + b)
            case (.int64(let a), .int64(let b)): result.values = .int64(a + b)
            case (.int32(let a), .int32(let b)): result.values = .int32(a + b)
            case (.int16(let a), .int16(let b)): result.values = .int16(a + b)
            case (.uint8(let a), .uint8(let b)): result.values = .uint8(a + b)
            case (.bool(let a), .bool(let b)): result.values = .bool(a + b)
            case (.bits(let a), .bits(let b)): result.values = .bits(a + b)
            case (.string(let a), .string(let b)): result.values = .string(a + b)
            case (.variable(let a), .variable(let b)): result.values = .variable(a + b)
            default: return nil
            }
        }
        return result
    }

    /// A flag for every value.
    private var missingFlags: [Bool] { missing.isEmpty ? Array(repeating: false, count: rowCount * width) : missing }
}
