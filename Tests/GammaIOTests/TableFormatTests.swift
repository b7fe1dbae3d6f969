import Foundation
import GammaCore
import GammaIO
import GammaTestSupport
import Testing

@Suite struct TableFormatTests {
    private let table = Table(
        name: "TEST",
        columns: [
            Column("name", .string(["Crab, pulsar", "a \"b\""])),
            Column("dnde", .double([4.28e-11, .nan]), unit: "cm-2"),
            Column("dnde_err", .double([3.1e-12, .nan]), unit: "cm-2"),
            Column("n", .int64([12, 3]), missing: [false, true]),
            Column("scan", .double([1, 2, 3, 4]), shape: [2]),
        ])

    @Test func csv() {
        #expect(
            table.csvText == """
                name,dnde [cm-2],dnde_err [cm-2],n,scan
                "Crab, pulsar",4.28e-11,3.1e-12,12,"[1.0,2.0]"
                "a ""b""\",nan,nan,,"[3.0,4.0]"

                """)
    }

    /// Errors go to their values, arrays are left out.
    @Test func roundedTable() {
        let text = table.textTable(title: "Test")
        #expect(text.columns.map(\.name) == ["name", "dnde", "n"])
        #expect(text.rows == [["Crab, pulsar", "(4.28 ± 0.31)e-11", "12"], ["a \"b\"", "–", ""]])
    }

    @Test func latex() {
        var text = TextTable(
            [
                .init("parameter", alignment: .left), .init("dN/dE", unit: "TeV-1 s-1 cm-2", alignment: .plusMinus),
                .init("√TS"), .init("limit"), .init("unit", alignment: .left), .init("share", unit: "%"),
            ], title: "Fit of 100 % & more")
        text.append(["lambda_", "(4.28 ± 0.31)e-11", "12.3", "< 1.2e-13", "cm-2 s-1", "5"])
        text.append(["a²", "2.60 -0.08 +0.09", "-1.5", "–", "", "n/a"])
        text.append(["b|c", "2.60 ± 0.09", "3e20", "(5.9 -1.4 +1.6)e-13", "deg", ""])
        #expect(
            text.latex() == #"""
                \begin{table}
                \centering
                \caption{Fit of 100 \% \& more}
                \begin{tabular}{lcrrlr}
                \hline
                parameter & dN/dE & $\sqrt{\mathrm{TS}}$ & limit & unit & share \\
                 & $\mathrm{TeV^{-1}\,s^{-1}\,cm^{-2}}$ &  &  &  & \% \\
                \hline
                lambda\_ & $(4.28 \pm 0.31) \times 10^{-11}$ & $12.3$ & $<1.2 \times 10^{-13}$ & $\mathrm{cm^{-2}\,s^{-1}}$ & $5$ \\
                a$^2$ & $2.60_{-0.08}^{+0.09}$ & $-1.5$ & -- &  & n/a \\
                b$|$c & $2.60 \pm 0.09$ & $3 \times 10^{20}$ & $5.9_{-1.4}^{+1.6} \times 10^{-13}$ & $\mathrm{deg}$ &  \\
                \hline
                \end{tabular}
                \end{table}

                """#)
    }

    @Test func formatByTheEndingOfTheName() throws {
        try withTemporaryFolder { folder in
            for format in TableFormat.allCases {
                let path = "\(folder)/table\(format.endings[0])"
                #expect(try TableFormat(path: path.uppercased()) == format)
                try table.write(to: path)
                #expect(FileManager.default.fileExists(atPath: path))
            }
            #expect(try Table.readECSV("\(folder)/table.ecsv").columns.map(\.name) == table.columns.map(\.name))
            let markdown = try String(contentsOfFile: "\(folder)/table.md", encoding: .utf8)
            #expect(markdown.contains("| Crab, pulsar | (4.28 ± 0.31)e-11 | 12 |"))
            let fault = #expect(throws: Fault.self) { try table.write(to: "\(folder)/table.xls") }
            #expect(fault?.code == .badValue && fault?.hint == "endings: .ecsv .fits .csv .tex .md")
        }
    }
}
