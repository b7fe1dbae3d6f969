import GammaCore
import GammaIO
import GammaMaps
import GammaNumerics

/// An energy dispersion as OGIP RMF: per true energy, groups of adjacent channels (OGIP memo 92-002).
struct RedistributionMatrixFile {
    /// True energies (rows) × reconstructed energies (columns).
    var matrix: Matrix
    /// True energy axis.
    var energyTrue: MapAxis
    /// Reconstructed energy axis.
    var energy: MapAxis
    /// The channels as read.
    private(set) var channels: OGIPChannels?
    /// Whether the matrix holds the effective area too (cm²), as one without an ARF must.
    private(set) var holdsArea = false
    /// Where the matrix was read.
    var origin = Origin()

    init(matrix: Matrix, energyTrue: MapAxis, energy: MapAxis) {
        self.matrix = matrix
        self.energyTrue = energyTrue
        self.energy = energy
    }

    /// Reads `MATRIX` (or `SPECRESP MATRIX`) and `EBOUNDS`.
    /// - Throws: ``Fault/Code/unsupported`` for several matrices.
    init(reading path: String) throws {
        let reader = try FITSReader(path)
        let name = reader.optionalIndex(of: "MATRIX") == nil ? "SPECRESP MATRIX" : "MATRIX"
        let table = try reader.table(named: name)
        origin = table.origin
        guard reader.hdus.count(where: { $0.name == name }) == 1 else {
            throw Fault(
                .unsupported, "the file holds several response matrices, whose counts add up in one spectrum",
                at: origin,
                hint: "add them to one matrix, for instance with addrmf or rbnrmf")
        }
        holdsArea = name != "MATRIX" && table.header.string("HDUCLAS3")?.uppercased() != "REDIST"
        let channels = try OGIPChannels(reader.table(named: "EBOUNDS"))
        (energy, self.channels) = (channels.energy, channels)
        energyTrue = try table.energyAxis(low: "ENERG_LO", high: "ENERG_HI", name: "energy_true")
        let groups = try table.rowsOfNumbers("N_GRP")
        let starts = try table.rowsOfNumbers("F_CHAN")
        let lengths = try table.rowsOfNumbers("N_CHAN")
        let values = try table.rowsOfNumbers("MATRIX")
        let firstChannel = table.firstChannel
        matrix = Matrix(rows: energyTrue.binCount, columns: energy.binCount)
        for row in 0..<energyTrue.binCount {
            let place = Origin(column: "MATRIX", row: row + 1).completed(by: table.origin)
            let count = Int(exactly: groups[row].first ?? 0) ?? -1
            guard count >= 0, count <= starts[row].count, count <= lengths[row].count else {
                throw Fault(.badColumn, "row names more channel groups than it has", at: place)
            }
            var next = 0
            for group in 0..<count {
                guard let start = Int(exactly: starts[row][group]), let length = Int(exactly: lengths[row][group]),
                    length >= 0, start >= firstChannel, start - firstChannel <= energy.binCount,
                    length <= energy.binCount - (start - firstChannel), length <= values[row].count - next
                else {
                    throw Fault(
                        .badColumn, "channel group \(group + 1) leaves the energy bounds", at: place,
                        hint:
                            "channels \(firstChannel) to \(firstChannel + energy.binCount - 1) have bounds in EBOUNDS; TLMIN of F_CHAN "
                            + "tells the first")
                }
                for channel in 0..<length {
                    let value = values[row][next + channel]
                    guard value.isFinite else { throw Fault(.badColumn, "a probability is no number", at: place) }
                    matrix[row, start - firstChannel + channel] = value
                }
                next += length
            }
        }
    }

    /// The `MATRIX` and `EBOUNDS` tables; rows are cut to their groups of non-zero channels.
    func tables() -> [Table] {
        var groups: [Int32] = []
        var starts: [[Double]] = []
        var lengths: [[Double]] = []
        var values: [[Double]] = []
        for row in 0..<matrix.rows {
            let runs = nonZeroRuns(row)
            groups.append(Int32(runs.count))
            starts.append(runs.map { Double($0.lowerBound) })
            lengths.append(runs.map { Double($0.count) })
            values.append(runs.flatMap { $0.map { matrix[row, $0] } })
        }
        var header = FITSHeader()
        for (key, text) in [
            ("HDUCLASS", "OGIP"), ("HDUCLAS1", "RESPONSE"), ("HDUCLAS2", "RSP_MATRIX"), ("HDUVERS", "1.3.0"),
            ("CHANTYPE", "PHA"), ("TELESCOP", "unknown"), ("INSTRUME", "unknown"), ("FILTER", "None"),
        ] {
            header[key] = .string(text)
        }
        header["DETCHANS"] = .int(energy.binCount)
        header["NUMGRP"] = .int(groups.reduce(0) { $0 + Int($1) })
        header["NUMELT"] = .int(values.reduce(0) { $0 + $1.count })
        header["TLMIN4"] = .int(0)
        let table = Table(
            name: "MATRIX", header: header,
            columns: [
                Column("ENERG_LO", .double(Array(energyTrue.edges.dropLast())), unit: "TeV"),
                Column("ENERG_HI", .double(Array(energyTrue.edges.dropFirst())), unit: "TeV"),
                Column("N_GRP", .int32(groups)), Column("F_CHAN", .variable(starts), variableElement: .int32),
                Column("N_CHAN", .variable(lengths), variableElement: .int32),
                Column("MATRIX", .variable(values)),
            ])
        return [table, energy.eboundsTable()]
    }

    private func nonZeroRuns(_ row: Int) -> [Range<Int>] {
        var runs: [Range<Int>] = []
        var column = 0
        while column < matrix.columns {
            if matrix[row, column] == 0 {
                column += 1
                continue
            }
            let start = column
            while column < matrix.columns, matrix[row, column] != 0 { column += 1 }
            runs.append(start..<column)
        }
        return runs
    }
}

extension Table {
    /// Numbers of each row, for fixed-width and variable-length columns alike.
    fileprivate func rowsOfNumbers(_ name: String) throws -> [[Double]] {
        let column = try column(name)
        if case .variable(let rows) = column.values { return rows }
        guard let flat = column.doubles else {
            throw Fault(.badColumn, "column '\(name)' holds no numbers", at: Origin(column: name).completed(by: origin))
        }
        return (0..<rowCount).map { Array(flat[$0 * column.width..<($0 + 1) * column.width]) }
    }

    /// Number of the first channel: TLMIN of F_CHAN, 1 when it is missing (OGIP 92-002).
    fileprivate var firstChannel: Int {
        guard let index = index(of: "F_CHAN") else { return 1 }
        return header.int("TLMIN\(index + 1)") ?? 1
    }
}

extension MapAxis {
    /// OGIP `EBOUNDS`: channel numbers from 0 and bin bounds in TeV.
    func eboundsTable() -> Table {
        var header = FITSHeader()
        for (key, text) in [
            ("HDUCLASS", "OGIP"), ("HDUCLAS1", "RESPONSE"), ("HDUCLAS2", "EBOUNDS"), ("HDUVERS", "1.2.0"),
            ("CHANTYPE", "PHA"), ("TELESCOP", "unknown"), ("INSTRUME", "unknown"), ("FILTER", "None"),
        ] {
            header[key] = .string(text)
        }
        header["DETCHANS"] = .int(binCount)
        return Table(
            name: "EBOUNDS", header: header,
            columns: [
                .channels(binCount),
                Column("E_MIN", .double(Array(edges.dropLast())), unit: "TeV"),
                Column("E_MAX", .double(Array(edges.dropFirst())), unit: "TeV"),
            ])
    }
}

extension Column {
    /// OGIP channel numbers from 0, in 16 bits where they fit.
    static func channels(_ count: Int) -> Column {
        Column(
            "CHANNEL",
            count <= Int(Int16.max) ? .int16((0..<count).map { Int16($0) }) : .int64((0..<count).map { Int64($0) }))
    }
}
