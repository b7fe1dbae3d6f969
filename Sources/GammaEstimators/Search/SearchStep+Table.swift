import GammaCore
import GammaIO
import GammaMaps
import GammaProducts

extension [SearchStep] {
    /// One row a decision: what was tried and what became of it. Of the reviews, what they changed and the last pass.
    public var textTable: TextTable {
        var table = TextTable(
            [
                .init("step", alignment: .left), .init("source", alignment: .left), .init("peak √TS"),
                .init("size", unit: "deg"), .init("index"), .init("", alignment: .left), .init("as", alignment: .left),
                .init("TS"), .init("other forms: TS", alignment: .left),
            ], title: "Steps of the search")
        let last = last.map { ($0.round, $0.pass) }
        for step in self where step.decision != .kept || last.map({ $0 == (step.round, step.pass) }) ?? false {
            func number(_ value: Double?) -> String { value.map { ValueFormat.number($0, digits: 4) } ?? "" }
            let others = step.trials.filter { $0.form != step.best }.map { trial in
                let sigma = step.significance(of: trial).map { " (\(ValueFormat.number($0, digits: 2)) σ)" } ?? ""
                return "\(trial.form) \(number(trial.ts))" + sigma
            }
            table.append([
                step.stage, step.source, number(step.peak), number(step.size), number(step.index),
                step.decision.rawValue, "\(step.best)", number(step.ts), others.joined(separator: ", "),
            ])
        }
        return table
    }

    /// One row a trial, of all steps.
    public var table: Table {
        let rows = enumerated().flatMap { number, step in step.trials.map { (number + 1, step, $0) } }
        func text(_ name: String, _ value: (SearchStep, SearchTrial) -> String) -> Column {
            Column(name, .string(rows.map { value($0.1, $0.2) }))
        }
        func column(_ name: String, unit: String = "", _ value: (SearchStep, SearchTrial) -> Double?) -> Column {
            Column(name, .double(rows.map { value($0.1, $0.2) ?? .nan }), unit: unit)
        }
        return Table(
            name: "STEPS",
            columns: [
                Column("step", .double(rows.map { Double($0.0) })), text("stage") { step, _ in step.stage },
                text("source") { step, _ in step.source },
                column("ra", unit: "deg") { step, _ in step.place.converted(to: .icrs).lon },
                column("dec", unit: "deg") { step, _ in step.place.converted(to: .icrs).lat },
                column("peak_sqrt_ts") { step, _ in step.peak },
                column("peak_size", unit: "deg") { step, _ in step.size },
                column("peak_index") { step, _ in step.index }, text("shape") { $1.form.shape.rawValue },
                text("spectrum") { $1.form.spectrum.rawValue }, column("parameters") { Double($1.form.parameters) },
                column("ts") { $1.ts }, column("sigma_to_best") { $0.significance(of: $1) },
                text("is_best") { $0.best == $1.form ? "yes" : "no" },
                text("decision") { step, _ in step.decision.rawValue },
            ])
    }

    /// Every step with its trials.
    public var json: JSONValue {
        .array(
            map { step in
                func number(_ value: Double?) -> JSONValue { value.map { .double($0) } ?? .null }
                let place = step.place.converted(to: .icrs)
                let trials = step.trials.map { trial in
                    JSONValue.object([
                        ("shape", .string(trial.form.shape.rawValue)),
                        ("spectrum", .string(trial.form.spectrum.rawValue)),
                        ("parameters", .int(trial.form.parameters)), ("ts", .double(trial.ts)),
                        ("sigma_to_best", number(step.significance(of: trial))),
                        ("is_best", .bool(trial.form == step.best)),
                    ])
                }
                return .object([
                    ("round", .int(step.round)), ("review", step.pass.map { .int($0) } ?? .null),
                    ("source", .string(step.source)), ("ra", .double(place.lon)), ("dec", .double(place.lat)),
                    ("peak_sqrt_ts", number(step.peak)), ("peak_size", number(step.size)),
                    ("peak_index", number(step.index)), ("decision", .string(step.decision.rawValue)),
                    ("trials", .array(trials)),
                ])
            })
    }
}

extension SearchStep {
    /// `round 2`, or `review 1 after round 3`.
    var stage: String { pass.map { "review \($0) after round \(round)" } ?? "round \(round)" }
}
