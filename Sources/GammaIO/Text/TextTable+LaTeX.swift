import GammaCore

extension TextTable {
    /// The table as a `table` environment of LaTeX that needs no package: values with errors in mathematics, powers of ten and
    /// units with their exponents, the title as caption.
    public func latex() -> String {
        let alignment = columns.map { column in
            switch column.alignment {
            case .left: "l"
            case .right: "r"
            case .plusMinus: "c"
            }
        }.joined()
        func line(_ cells: [String]) -> String { cells.joined(separator: " & ") + " \\\\\n" }
        var text = "\\begin{table}\n\\centering\n"
        if !title.isEmpty { text += "\\caption{\(LaTeX.text(title))}\n" }
        text += "\\begin{tabular}{\(alignment)}\n\\hline\n" + line(columns.map { LaTeX.text($0.name) })
        if columns.contains(where: { !$0.unit.isEmpty }) {
            text += line(columns.map { $0.unit.isEmpty ? "" : LaTeX.unit($0.unit) })
        }
        text += "\\hline\n"
        for row in rows {
            text += line(
                zip(columns, row).map { column, cell in
                    if column.name == "unit" { return cell.isEmpty ? "" : LaTeX.unit(cell) }
                    return column.alignment == .left ? LaTeX.text(cell) : LaTeX.number(cell)
                })
        }
        return text + "\\hline\n\\end{tabular}\n\\end{table}\n"
    }
}
