import GammaCore

extension FITSReader {
    /// A binary table.
    /// - Parameters:
    ///   - index: position in ``hdus``.
    ///   - columns: names of the columns to read; nil for all, names that are not there are left out.
    /// - Throws: ``Fault`` when the HDU is no table or a column cannot be decoded.
    public func table(_ index: Int, columns: [String]? = nil) throws -> Table {
        let layout = try layout(index)
        guard layout.summary.kind == .table || layout.summary.kind == .compressedImage else {
            throw Fault(
                layout.summary.kind == .asciiTable ? .unsupported : .badValue,
                "this HDU is not a binary table but: \(layout.summary.kind.rawValue)", at: layout.origin)
        }
        let wanted = columns.map { Set($0.map { $0.lowercased() }) }
        let fields = try FITSField.all(of: layout).filter { wanted?.contains($0.name.lowercased()) ?? true }
        var table = Table(
            name: layout.summary.name, header: layout.header.withoutStructure(), origin: layout.origin)
        try bytes.withUnsafeBytes { file in
            let decoder = try FITSTableDecoder(
                data: UnsafeRawBufferPointer(rebasing: file[layout.dataRange]), rowSize: layout.axes[0],
                rows: layout.axes[1],
                heap: FITSLayout.size(
                    "THEAP", in: layout.header, allowed: 0...Int.max, default: layout.axes[0] * layout.axes[1]))
            for field in fields { table.append(try decoder.column(field)) }
        }
        return table
    }

    /// The binary table of that name (or number); see ``index(of:)``.
    public func table(named name: String, columns: [String]? = nil) throws -> Table {
        try table(index(of: name), columns: columns)
    }
}

extension FITSHeader {
    /// The cards that say something about the content, without those that a writer makes from the data.
    func withoutStructure() -> FITSHeader {
        FITSHeader(cards.filter { !$0.isStructural }, origin: origin)
    }
}

extension FITSHeader.Card {
    fileprivate var isStructural: Bool {
        let (stem, number) = splitKeyword
        if number == nil {
            return switch keyword {
            case "SIMPLE", "XTENSION", "BITPIX", "NAXIS", "EXTEND", "PCOUNT", "GCOUNT", "GROUPS", "TFIELDS", "THEAP",
                "EXTNAME", "BSCALE", "BZERO", "BLANK", "CHECKSUM", "DATASUM", "END":
                true
            default: false
            }
        }
        return switch stem {
        case "NAXIS", "TTYPE", "TFORM", "TUNIT", "TDIM", "TNULL", "TSCAL", "TZERO", "TCOMM", "TBCOL": true
        default: false
        }
    }
}
