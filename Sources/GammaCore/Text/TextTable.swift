/// A table for the terminal: a head with names and units, aligned columns, lines of box-drawing characters.
public struct TextTable: Sendable {
    /// How a column is aligned.
    public enum Alignment: Sendable {
        /// Text.
        case left
        /// Numbers.
        case right
        /// Values with errors: on the sign ± (or the first blank), so that values and errors stand below each other.
        case plusMinus
    }

    /// The head of a column.
    public struct Column: Sendable {
        /// Name.
        public var name: String
        /// Unit; empty when there is none.
        public var unit: String
        /// How its cells are aligned.
        public var alignment: Alignment

        /// Makes a head; right-aligned as numbers are.
        public init(_ name: String, unit: String = "", alignment: Alignment = .right) {
            self.name = name
            self.unit = unit
            self.alignment = alignment
        }
    }

    /// A line above the table; empty for none.
    public var title: String
    /// The heads.
    public var columns: [Column]
    /// The cells, row by row; missing ones are empty, surplus ones are left out.
    public private(set) var rows: [[String]] = []
    /// Rows before which a line is drawn.
    private var separators: Set<Int> = []

    /// Makes a table without rows.
    public init(_ columns: [Column], title: String = "") {
        self.columns = columns
        self.title = title
    }

    /// Adds a row.
    public mutating func append(_ cells: [String]) {
        rows.append(columns.indices.map { $0 < cells.count ? Self.oneLine(cells[$0]) : "" })
    }

    /// Draws a line below the rows that are there.
    public mutating func appendSeparator() { separators.insert(rows.count) }

    /// The table with Unicode boxes, or with blanks and dashes where `isPlain`. Ends with a line end.
    public func text(isPlain: Bool = false) -> String {
        guard !columns.isEmpty else { return title.isEmpty ? "" : title + "\n" }
        let cells = aligned()
        let widths = columns.indices.map { column in
            ([columns[column].name, columns[column].unit] + cells.map { $0[column] }).map(Self.width).max() ?? 0
        }
        let style = isPlain ? BoxStyle.plain : .unicode
        func line(_ cells: [String], head: Bool = false) -> String {
            let padded = columns.indices.map { column in
                let fill = String(repeating: " ", count: max(0, widths[column] - Self.width(cells[column])))
                let isLeft = columns[column].alignment == .left || (!head && columns[column].alignment == .plusMinus)
                return isLeft ? cells[column] + fill : fill + cells[column]
            }
            let text = style.left + padded.joined(separator: style.middle) + style.right
            return Self.withoutTrailingBlanks(text) + "\n"
        }
        func rule(_ ends: (String, String, String)) -> String {
            let dashes = widths.map { String(repeating: style.dash, count: $0 + style.padding) }
            return dashes.isEmpty ? "" : ends.0 + dashes.joined(separator: ends.1) + ends.2 + "\n"
        }
        var text = title.isEmpty ? "" : title + "\n"
        if let top = style.top { text += rule(top) }
        text += line(columns.map(\.name), head: true)
        if columns.contains(where: { !$0.unit.isEmpty }) { text += line(columns.map(\.unit), head: true) }
        text += rule(style.inner)
        for (index, row) in cells.enumerated() {
            if index > 0, separators.contains(index) { text += rule(style.inner) }
            text += line(row)
        }
        if let bottom = style.bottom { text += rule(bottom) }
        return text
    }

    /// The table with its first rows alone where there are more than a limit, and how many follow.
    /// - Parameter file: what has all rows.
    public func text(first limit: Int, allIn file: String) -> String {
        guard rows.count > limit else { return text() }
        var short = self
        short.rows = Array(rows.prefix(limit))
        return short.text() + "… and \(rows.count - limit) more rows, all in \(file)\n"
    }

    /// The table in Markdown; units stand behind the names.
    public func markdown() -> String {
        func line(_ cells: [String]) -> String {
            "| " + cells.map { $0.replacing("|", with: "\\|") }.joined(separator: " | ") + " |\n"
        }
        var text = title.isEmpty ? "" : "**\(title)**\n\n"
        text += line(columns.map { $0.unit.isEmpty ? $0.name : "\($0.name) [\($0.unit)]" })
        text += "|" + columns.map { $0.alignment == .left ? "---|" : "--:|" }.joined() + "\n"
        return text + rows.map(line).joined()
    }

    /// Cells with the sign ± of a column below each other.
    private func aligned() -> [[String]] {
        var cells = rows
        for column in columns.indices where columns[column].alignment == .plusMinus {
            func split(_ text: String) -> (before: Substring, after: Substring) {
                let sign = text.firstIndex(of: "±") ?? text.firstIndex(of: " ") ?? text.endIndex
                return (text[..<sign], text[sign...])
            }
            let width = cells.map { Self.width(split($0[column]).before) }.max() ?? 0
            for row in cells.indices {
                let (before, after) = split(cells[row][column])
                cells[row][column] = String(repeating: " ", count: width - Self.width(before)) + before + after
            }
        }
        return cells
    }

    /// Characters as a terminal shows them: marks that stand above others take no room.
    private static func width(_ text: some StringProtocol) -> Int { text.count }

    private static func oneLine(_ text: String) -> String {
        text.contains(where: \.isNewline) ? text.split(whereSeparator: \.isNewline).joined(separator: " ") : text
    }

    private static func withoutTrailingBlanks(_ text: String) -> String {
        var text = text[...]
        while text.last == " " { text = text.dropLast() }
        return String(text)
    }

    /// The characters of the lines.
    private struct BoxStyle {
        let left: String
        let middle: String
        let right: String
        let dash: String
        let padding: Int
        let top: (String, String, String)?
        let inner: (String, String, String)
        let bottom: (String, String, String)?

        static let unicode = BoxStyle(
            left: "│ ", middle: " │ ", right: " │", dash: "─", padding: 2, top: ("┌", "┬", "┐"), inner: ("├", "┼", "┤"),
            bottom: ("└", "┴", "┘"))
        static let plain = BoxStyle(
            left: "", middle: "  ", right: "", dash: "-", padding: 0, top: nil, inner: ("", "  ", ""), bottom: nil)
    }
}
