import GammaCore
import GammaIO

/// Reads axes and values from the single row of a response table.
struct ResponseReader {
    let table: Table
    let notices: Notices

    /// - Throws: ``Fault/Code/noData`` for a table without rows.
    init(_ table: Table, notices: Notices) throws {
        guard table.rowCount > 0 else { throw Fault(.noData, "the response table has no rows", at: table.origin) }
        if table.rowCount > 1 { notices.add("only the first of \(table.rowCount) rows is used", at: table.origin) }
        self.table = table
        self.notices = notices
    }

    /// Whether the header says that a directional cut is applied.
    var isPointLike: Bool { table.header.string("HDUCLAS3")?.uppercased() == "POINT-LIKE" }

    private func origin(_ column: String) -> Origin { Origin(column: column).completed(by: table.origin) }

    /// Values of the first row of a column, in `unit`; one without unit is in `usual`.
    private func row(_ name: String, in unit: Unit, usual: Unit) throws -> [Double] {
        let column = try table.column(name)
        let width = column.width
        guard let values = column.doubles else {
            throw Fault(.badColumn, "column '\(name)' does not hold plain numbers", at: origin(name))
        }
        guard width > 0, values.count >= width else {
            throw Fault(.badColumn, "column '\(name)' is empty", at: origin(name))
        }
        let factor = try factor(column, to: unit, usual: usual)
        let first = values.count == width ? values : Array(values[0..<width])
        return factor == 1 ? first : first.map { $0 * factor }
    }

    /// The factor to the internal unit. A missing unit is that of the format, with a notice.
    private func factor(_ column: Column, to unit: Unit, usual: Unit) throws -> Double {
        if let found = try table.unit(of: column, convertibleTo: unit) { return try found.exactFactor(to: unit) }
        guard usual != .none else { return 1 }
        notices.add(
            "column '\(column.name)' has no unit: '\(usual)' is taken, as the format has it", at: origin(column.name))
        return try usual.exactFactor(to: unit)
    }

    /// The axis of the first prefix whose `_LO` column is there.
    ///
    /// Equal `_LO` and `_HI` values mean nodes (formats.md §1.4).
    func axis(_ name: IRFAxis.Name, prefixes: [String]? = nil) throws -> IRFAxis {
        let prefixes = prefixes ?? [name.columnPrefix]
        let prefix = prefixes.first { table.index(of: $0 + "_LO") != nil } ?? prefixes[0]
        let low = try row(prefix + "_LO", in: name.unit, usual: name.unit)
        let high = try row(prefix + "_HI", in: name.unit, usual: name.unit)
        guard low.count == high.count, let last = high.last else {
            throw Fault(
                .badColumn, "columns \(prefix)_LO and \(prefix)_HI hold \(low.count) and \(high.count) values",
                at: origin(prefix + "_HI"))
        }
        do {
            let areNodes = zip(low, high).allSatisfy { abs($1 - $0) <= 1e-8 + 1e-5 * abs($0) }
            if areNodes { return try IRFAxis(name, nodes: high) }
            let axis = try IRFAxis(name, edges: low + [last])
            let gaps = low.indices.dropLast().filter {
                !(abs(high[$0] - low[$0 + 1]) <= 0.01 * (low[$0 + 1] - low[$0]))
            }
            if let gap = gaps.first {
                notices.add(
                    "\(gaps.count) bins of axis \(prefix) do not touch the next, the first is bin \(gap + 1): lower edges are used",
                    at: origin(prefix + "_HI"))
            }
            return axis
        } catch let fault as Fault {
            throw fault.located(in: origin(prefix + "_LO"))
        }
    }

    /// The energy axis; true energies may be called ENERG or ETRUE.
    func energyAxis(_ name: IRFAxis.Name) throws -> IRFAxis { try axis(name, prefixes: ["ENERG", "ETRUE"]) }

    /// Values of a column in C order of the axes.
    ///
    /// The file keeps the first axis fastest. A column without shape is taken in that order; one whose shape is that
    /// of the axes reversed is turned around (formats.md §1.5: H.E.S.S. and CTA background cubes).
    /// - Parameter usual: the unit of the format, which a column without unit has; nil: `unit`. Plain numbers need none.
    func values(_ name: String, in unit: Unit, usual: Unit? = nil, axes: [IRFAxis]) throws -> [Double] {
        let values = try row(name, in: unit, usual: usual ?? unit)
        let sizes = axes.map(\.count)
        guard values.count == sizes.reduce(1, *) else {
            throw Fault(
                .badColumn,
                "column '\(name)' holds \(values.count) values, its axes need \(sizes.map(String.init).joined(separator: " × "))",
                at: origin(name))
        }
        let shape = try table.column(name).shape.filter { $0 != 1 }
        let squeezed = sizes.filter { $0 != 1 }
        if shape.count <= 1 || shape == squeezed { return transposed(values, shape: sizes) }
        guard shape == squeezed.reversed() else {
            throw Fault(
                .badColumn, "the shape \(shape) of column '\(name)' does not fit the axes \(squeezed)", at: origin(name)
            )
        }
        return values
    }
}

extension Unit {
    /// The factor to another unit, without the rounding of its parts where it is a whole number: 10⁶ for MeV⁻¹ → TeV⁻¹.
    func exactFactor(to other: Unit) throws -> Double {
        let factor = try factor(to: other)
        return abs(factor - factor.rounded()) <= 1e-12 * factor ? factor.rounded() : factor
    }

    /// Background rate inside GammaKit.
    static let backgroundRate = Unit.known("s-1 TeV-1 sr-1")
    /// Background rate in files.
    static let backgroundRateInFiles = Unit.known("s-1 MeV-1 sr-1")
    /// Surface brightness of a point spread function.
    static let perSteradian = Unit.known("sr-1")

    /// A unit whose text is known to be right.
    private static func known(_ text: String) -> Unit { (try? Unit(parsing: text)) ?? .none }
}

/// Turns values with the first axis fastest into values with the last axis fastest.
func transposed(_ values: [Double], shape: [Int]) -> [Double] {
    guard shape.filter({ $0 > 1 }).count > 1 else { return values }
    return [Double](unsafeUninitializedCapacity: values.count) { output, count in
        values.withUnsafeBufferPointer { input in
            var strides = [1]
            for size in shape.dropLast() { strides.append(strides[strides.count - 1] * size) }
            var index = [Int](repeating: 0, count: shape.count)
            let last = shape.count - 1
            let lastStride = strides[last]
            var position = 0
            while position < values.count {
                var start = 0
                for dimension in 0..<last { start += index[dimension] * strides[dimension] }
                for k in 0..<shape[last] { output[position + k] = input[start + k * lastStride] }
                position += shape[last]
                var dimension = last - 1
                while dimension >= 0 {
                    index[dimension] += 1
                    if index[dimension] < shape[dimension] { break }
                    index[dimension] = 0
                    dimension -= 1
                }
            }
        }
        count = values.count
    }
}
