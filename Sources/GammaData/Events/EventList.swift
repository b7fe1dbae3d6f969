import GammaCore
import GammaIO
import GammaMaps

/// Events with direction, energy and time, one array a quantity; every other column of the file is kept in ``table``.
public struct EventList: Sendable, Equatable {
    /// All columns and header cards as read, in the file's own units.
    public let table: Table
    /// Right ascensions in deg (ICRS).
    public let ra: [Double]
    /// Declinations in deg (ICRS).
    public let dec: [Double]
    /// Reconstructed energies in TeV.
    public let energy: [Double]
    /// Times in seconds after ``timeReference``.
    public let time: [Double]
    /// Zero point of the times.
    public let timeReference: TimeReference

    /// Number of events.
    public var count: Int { energy.count }
    /// Whether there are no events.
    public var isEmpty: Bool { energy.isEmpty }
    /// Header cards of the table.
    public var header: FITSHeader { table.header }
    /// Numbers of the events (EVENT_ID); nil when there are none.
    public var ids: [Int]? { table.optionalColumn("EVENT_ID")?.integers }

    /// Reads an EVENTS table: GADF, or OGIP such as that of Fermi-LAT. Energies are converted from the unit of the
    /// column, or EUNIT; without either, which a notice tells, they are in TeV.
    /// - Throws: faults for missing columns or keywords and for units that do not fit, with file, HDU and column.
    public init(table: Table, notices: Notices = Notices()) throws {
        ra = try table.doubles("RA", in: .deg)
        dec = try table.doubles("DEC", in: .deg)
        time = try table.doubles("TIME", in: .s)
        energy = try Self.energies(of: table, notices)
        let count = table.rowCount
        guard ra.count == count, dec.count == count, time.count == count, energy.count == count else {
            throw Fault(.badColumn, "a column of the event list holds more than one value a row", at: table.origin)
        }
        do {
            timeReference = try TimeReference(header: table.header)
        } catch let fault as Fault {
            throw fault.located(in: table.origin)
        }
        self.table = table
    }

    private static func energies(of table: Table, _ notices: Notices) throws -> [Double] {
        let column = try table.column("ENERGY")
        let values = try table.doubles("ENERGY", in: .TeV)
        guard column.unit.trimmed.isEmpty else { return values }
        guard let text = table.header.string("EUNIT"), !text.isEmpty else {
            notices.add(
                "column 'ENERGY' has no unit: 'TeV' is taken, as the format has it",
                at: Origin(column: column.name).completed(by: table.origin))
            return values
        }
        do {
            let factor = try Unit(parsing: text).factor(to: .TeV)
            return factor == 1 ? values : values.map { $0 * factor }
        } catch let fault as Fault {
            throw Fault(
                fault.code, fault.message,
                at: Origin(column: column.name, keyword: "EUNIT").completed(by: table.origin),
                hint: fault.hint ?? "write the unit of the energies, such as 'TeV', into EUNIT")
        }
    }

    /// Makes an event list, for example a simulated one.
    /// - Parameters:
    ///   - ra: deg, ICRS.
    ///   - dec: deg.
    ///   - energy: TeV.
    ///   - time: seconds after the reference.
    ///   - columns: more columns, such as MC_ID.
    /// - Throws: ``Fault/Code/incompatible`` when the lists differ in length.
    public init(
        ra: [Double], dec: [Double], energy: [Double], time: [Double], timeReference: TimeReference, ids: [Int]? = nil,
        columns: [Column] = [], header: FITSHeader = FITSHeader()
    ) throws {
        let ids = ids ?? Array(energy.indices)
        let counts = [ra.count, dec.count, time.count, ids.count] + columns.map(\.rowCount)
        guard counts.allSatisfy({ $0 == energy.count }) else {
            throw Fault(.incompatible, "the columns of the event list differ in length")
        }
        var header = header
        timeReference.write(to: &header)
        table = Table(
            name: "EVENTS", header: header,
            columns: [
                Column("EVENT_ID", .int64(ids.map(Int64.init))), Column("TIME", .double(time), unit: "s"),
                Column("RA", .double(ra), unit: "deg"), Column("DEC", .double(dec), unit: "deg"),
                Column("ENERGY", .double(energy), unit: "TeV"),
            ] + columns)
        self.ra = ra
        self.dec = dec
        self.energy = energy
        self.time = time
        self.timeReference = timeReference
    }

    /// A list without events.
    public static func empty(timeReference: TimeReference = .year2000, header: FITSHeader = FITSHeader()) -> EventList {
        EventList(empty: timeReference, header)
    }

    private init(empty reference: TimeReference, _ header: FITSHeader) {
        var header = header
        reference.write(to: &header)
        let columns = [("EVENT_ID", ""), ("TIME", "s"), ("RA", "deg"), ("DEC", "deg"), ("ENERGY", "TeV")]
            .map { Column($0.0, $0.0 == "EVENT_ID" ? .int64([]) : .double([]), unit: $0.1) }
        self.init(
            table: Table(name: "EVENTS", header: header, columns: columns), ra: [], dec: [], energy: [], time: [],
            timeReference: reference)
    }

    init(table: Table, ra: [Double], dec: [Double], energy: [Double], time: [Double], timeReference: TimeReference) {
        self.table = table
        self.ra = ra
        self.dec = dec
        self.energy = energy
        self.time = time
        self.timeReference = timeReference
    }

    /// The direction of one event.
    /// - Precondition: the row exists.
    public func direction(_ row: Int) -> SkyDirection { SkyDirection(ra: ra[row], dec: dec[row]) }

    /// The moment of one event.
    /// - Precondition: the row exists.
    public func instant(_ row: Int) -> Instant { timeReference.instant(time[row]) }

    /// Numeric values of any column in `unit`, such as PHASE, DETX or GAMMANESS.
    /// - Throws: faults for a missing column or one that holds no single numbers.
    public func values(_ column: String, in unit: Unit = .none) throws -> [Double] {
        let values = try table.doubles(column, in: unit)
        guard values.count == count else {
            throw Fault(
                .badColumn, "column '\(column)' holds more than one value a row",
                at: Origin(column: column).completed(by: table.origin))
        }
        return values
    }

    /// The same events with another header.
    public func replacingHeader(_ header: FITSHeader) -> EventList {
        var table = table
        table.header = header
        return EventList(table: table, ra: ra, dec: dec, energy: energy, time: time, timeReference: timeReference)
    }
}

extension String {
    /// Without blanks at either end.
    var trimmed: String { String(drop { $0 == " " }.reversed().drop { $0 == " " }.reversed()) }
}
