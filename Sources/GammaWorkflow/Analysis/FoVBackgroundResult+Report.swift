import GammaCore
import GammaMakers

extension [FoVBackgroundResult] {
    /// For the terminal: a row a run, and of many what matters about all of them.
    var report: String {
        guard count > TextTable.terminalRows else { return "Background of the runs\n" + table.text() }
        let lines = FoVBackgroundSummary(self).lines + ["every run: backgrounds.ecsv and report.html (--output)"]
        return "Background of the runs\n" + lines.map { "  \($0)\n" }.joined()
    }
}

extension TextTable {
    /// More rows than this tell nobody anything on a terminal.
    static let terminalRows = 20

    /// The table, of many rows the first ones and where all of them are.
    func terminalText(allIn file: String) -> String { text(first: Self.terminalRows, allIn: "\(file) (--output)") }
}
