import GammaCore
import Testing

@Suite struct TextTableTests {
    private func table() -> TextTable {
        var table = TextTable(
            [.init("name", alignment: .left), .init("value", alignment: .plusMinus), .init("energy", unit: "TeV")],
            title: "Parameters")
        table.append(["index", "2.60 ± 0.09", "1"])
        table.appendSeparator()
        table.append(["amplitude", "(4.28 ± 0.31)e-11", "10.5"])
        table.append(["a\nb"])
        return table
    }

    @Test func boxesAreDrawn() {
        #expect(
            table().text() == """
                Parameters
                ┌───────────┬───────────────────┬────────┐
                │ name      │             value │ energy │
                │           │                   │    TeV │
                ├───────────┼───────────────────┼────────┤
                │ index     │  2.60 ± 0.09      │      1 │
                ├───────────┼───────────────────┼────────┤
                │ amplitude │ (4.28 ± 0.31)e-11 │   10.5 │
                │ a b       │                   │        │
                └───────────┴───────────────────┴────────┘

                """)
    }

    @Test func plainTextHasNoBoxes() {
        #expect(
            table().text(isPlain: true) == """
                Parameters
                name                   value  energy
                                                 TeV
                ---------  -----------------  ------
                index       2.60 ± 0.09            1
                ---------  -----------------  ------
                amplitude  (4.28 ± 0.31)e-11    10.5
                a b

                """)
    }

    @Test func markdownKeepsUnits() {
        let text = table().markdown()
        #expect(text.contains("| name | value | energy [TeV] |\n|---|--:|--:|\n| index | 2.60 ± 0.09 | 1 |\n"))
    }

    @Test func emptyTablesAreHarmless() {
        #expect(TextTable([]).text() == "")
        #expect(TextTable([.init("a")]).text() == "┌───┐\n│ a │\n├───┤\n└───┘\n")
    }

    @Test func ofManyRowsTheFirst() {
        var table = TextTable([.init("run")])
        for run in 1...4 { table.append(["\(run)"]) }
        #expect(table.text(first: 4, allIn: "runs.ecsv") == table.text())
        let text = table.text(first: 2, allIn: "runs.ecsv")
        #expect(text.contains("│   2 │") && !text.contains("3"))
        #expect(text.hasSuffix("… and 2 more rows, all in runs.ecsv\n"))
    }
}
