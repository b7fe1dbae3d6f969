import GammaCore
import GammaIO
import GammaMaps
import GammaProducts

extension DetectionQuality {
    /// The true sources with what was found of them, for files.
    public var table: Table {
        let found = truths.map { $0.found.map { sources.peaks[$0] } }
        func column(_ name: String, _ values: [Double], unit: String = "") -> Column {
            Column(name, .double(values), unit: unit)
        }
        let places = truths.map { $0.place.converted(to: .icrs) }
        return Table(
            name: "TRUTH",
            columns: [
                Column("name", .string(truths.map(\.name))), column("ra", places.map(\.lon), unit: "deg"),
                column("dec", places.map(\.lat), unit: "deg"), column("extent", truths.map(\.extent), unit: "deg"),
                column("sqrt_ts_expected", truths.map(\.significance)),
                Column("found", .string(truths.map { $0.found.map { sources.names[$0] } ?? "" })),
                column("sqrt_ts", found.map { $0?.value ?? .nan }),
                column(
                    "distance", zip(truths, found).map { $1?.position.separation(to: $0.place) ?? .nan }, unit: "deg"),
                column("extent_found", found.map { $0.map { $0.extent ?? 0 } ?? .nan }, unit: "deg"),
            ])
    }

    /// Completeness and purity, then what was missed and what is false, for the terminal.
    public var report: String {
        func text(_ shares: [Share], _ title: String, _ good: String) -> String {
            var table = TextTable(
                [.init("√TS", alignment: .left), .init("sources"), .init(good), .init("share", unit: "%")], title: title
            )
            for share in shares {
                let upper = share.upper.isFinite ? " to \(ValueFormat.number(share.upper))" : " and above"
                table.append([
                    ValueFormat.number(share.lower) + upper, "\(share.all)", "\(share.good)",
                    ValueFormat.number(100 * Double(share.good) / Double(share.all)),
                ])
            }
            return table.text()
        }
        func list(_ title: String, _ entries: [String]) -> String {
            "\(title): \(entries.isEmpty ? "none" : entries.joined(separator: ", "))"
        }
        return [
            text(completeness, "Completeness by expected significance", "found"),
            text(purity, "Purity by significance", "true"),
            list("not found", missed.map { "\($0.name) (\(ValueFormat.number($0.significance)) σ)" }),
            list(
                "false",
                falseOnes.map { "\(sources.names[$0]) (\(ValueFormat.number(sources.peaks[$0].value)) σ)" }),
        ].joined(separator: "\n")
    }

    /// The same as JSON.
    public var json: JSONValue {
        func array(_ shares: [Share], _ good: String) -> JSONValue {
            .array(
                shares.map {
                    .object([
                        ("lower", .double($0.lower)), ("upper", .double($0.upper)), ("sources", .int($0.all)),
                        (good, .int($0.good)),
                    ])
                })
        }
        return .object([
            ("completeness", array(completeness, "found")), ("purity", array(purity, "true")),
            ("missed", .array(missed.map { .string($0.name) })),
            ("false", .array(falseOnes.map { .string(sources.names[$0]) })),
            (
                "truth",
                .array(
                    truths.map { truth in
                        .object([
                            ("name", .string(truth.name)), ("sqrt_ts_expected", .double(truth.significance)),
                            ("found", truth.found.map { .string(sources.names[$0]) } ?? .null),
                        ])
                    })
            ),
        ])
    }
}
