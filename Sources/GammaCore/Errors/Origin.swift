/// Where a fault or a notice was found: as much as is known.
public struct Origin: Sendable, Equatable, Hashable {
    /// Path of the file.
    public var file: String?
    /// HDU as users count it, with its name: `2 [EVENTS]`.
    public var hdu: String?
    /// Table column.
    public var column: String?
    /// Table row, counted from 1.
    public var row: Int?
    /// Header keyword.
    public var keyword: String?
    /// Line of a text file, counted from 1.
    public var line: Int?
    /// Column within the line, counted from 1.
    public var lineColumn: Int?
    /// Key path in a configuration or model file: `datasets.geom.axes.energy.max`.
    public var keyPath: String?

    /// Makes an origin from what is known.
    public init(
        file: String? = nil, hdu: String? = nil, column: String? = nil, row: Int? = nil, keyword: String? = nil,
        line: Int? = nil, lineColumn: Int? = nil, keyPath: String? = nil
    ) {
        self.file = file
        self.hdu = hdu
        self.column = column
        self.row = row
        self.keyword = keyword
        self.line = line
        self.lineColumn = lineColumn
        self.keyPath = keyPath
    }

    /// True when nothing is known.
    public var isEmpty: Bool { self == Origin() }

    /// This origin with its unknown parts taken from `outer`.
    public func completed(by outer: Origin) -> Origin {
        Origin(
            file: file ?? outer.file, hdu: hdu ?? outer.hdu, column: column ?? outer.column, row: row ?? outer.row,
            keyword: keyword ?? outer.keyword, line: line ?? outer.line, lineColumn: lineColumn ?? outer.lineColumn,
            keyPath: keyPath ?? outer.keyPath)
    }
}

extension Origin: CustomStringConvertible {
    /// `crab.yaml:9:41  datasets.geom` or `run.fits.gz, HDU 2 [EVENTS], column ENERGY, row 5`.
    public var description: String {
        var parts: [String] = []
        var place = file ?? ""
        if let line { place += (place.isEmpty ? "line " : ":") + String(line) }
        if line != nil, let lineColumn { place += ":\(lineColumn)" }
        if !place.isEmpty { parts.append(place) }
        if let hdu { parts.append("HDU \(hdu)") }
        if let keyword { parts.append("keyword \(keyword)") }
        if let column { parts.append("column \(column)") }
        if let row { parts.append("row \(row)") }
        let text = parts.joined(separator: ", ")
        guard let keyPath else { return text }
        return text.isEmpty ? keyPath : text + "  " + keyPath
    }
}
