import GammaCore
import GammaIO

/// Makes the table of a response: axis columns, value columns, and the header that the format prescribes.
struct ResponseWriter {
    private var table: Table

    init(_ response: some InstrumentResponse) {
        let hduClass = type(of: response).hduClass
        var header = FITSHeader.withoutFileCards(response.header)
        header["HDUCLASS"] = .string("GADF")
        header["HDUDOC"] = .string("https://github.com/open-gamma-ray-astro/gamma-astro-data-formats")
        header["HDUVERS"] = .string("0.2")
        header["HDUCLAS1"] = .string("RESPONSE")
        header["HDUCLAS2"] = .string(Self.secondClass(hduClass.type))
        header["HDUCLAS3"] = .string(response.isPointLike ? "POINT-LIKE" : "FULL-ENCLOSURE")
        header["HDUCLAS4"] = .string(hduClass.rawValue.uppercased())
        table = Table(name: type(of: response).extensionName, header: header)
        for axis in response.axes { append(axis) }
    }

    private static func secondClass(_ type: HDUType) -> String {
        switch type {
        case .aeff: "EFF_AREA"
        case .psf: "RPSF"
        default: type.rawValue.uppercased()
        }
    }

    private mutating func append(_ axis: IRFAxis) {
        let prefix = axis.name.columnPrefix
        let low = axis.isNodes ? axis.centres : Array(axis.edges.dropLast())
        let high = axis.isNodes ? axis.centres : Array(axis.edges.dropFirst())
        for (suffix, values) in [("_LO", low), ("_HI", high)] {
            let unit = axis.name.unit.description
            table.append(Column(prefix + suffix, Self.narrowest(values), unit: unit, shape: [values.count]))
        }
    }

    /// Adds values in C order of the axes, given in the internal unit; `units` are tried in order until one is found
    /// in which the values come back bit for bit.
    mutating func append(_ name: String, _ values: [Double], axes: [IRFAxis], in internalUnit: Unit, units: [Unit]) {
        let sizes = axes.map(\.count)
        let ordered = transposed(values, shape: sizes.reversed())
        for unit in units + [internalUnit] {
            guard let factor = try? unit.exactFactor(to: internalUnit) else { continue }
            let written = factor == 1 ? ordered : ordered.map { $0 / factor }
            guard zip(written, ordered).allSatisfy({ $0 * factor == $1 || $1.isNaN }) else { continue }
            table.append(Column(name, Self.narrowest(written), unit: unit.description, shape: sizes))
            return
        }
    }

    /// Sets a header card.
    mutating func set(_ keyword: String, _ value: FITSHeader.Value?) { table.header[keyword] = value }

    func finished() -> Table { table }

    /// Single precision where it holds all values exactly, as most archives do.
    static func narrowest(_ values: [Double]) -> Column.Values {
        let narrow = values.map(Float.init)
        return zip(narrow, values).allSatisfy { Double($0) == $1 || $1.isNaN } ? .float(narrow) : .double(values)
    }
}

extension FITSHeader {
    /// The header without cards that belong to one file: checksums, name, dates of writing, axis references by column
    /// number.
    static func withoutFileCards(_ header: FITSHeader) -> FITSHeader {
        let dropped: Set = ["EXTNAME", "EXTVER", "CHECKSUM", "DATASUM", "DATE"]
        return FITSHeader(header.cards.filter { !dropped.contains($0.keyword) && !$0.keyword.hasPrefix("CREF") })
    }
}
