import GammaIO
import GammaMakers

extension FoVBackgroundResult {
    /// How the background of one run was normalised.
    var json: JSONValue {
        .object([
            ("name", .string(dataset)), ("adjusted", .bool(outcome == .adjusted)),
            ("outcome", .string(outcome.description)), ("norm", norm.map { .double($0.value) } ?? .null),
            ("norm_error", norm.map { .double($0.error) } ?? .null),
            ("tilt", tilt.map { .double($0.value) } ?? .null),
            ("tilt_error", tilt.map { .double($0.error) } ?? .null), ("counts", .double(counts)),
            ("background", .double(background)), ("signal", .double(signal)), ("bins", .int(bins)),
            ("excluded_fraction", .double(excludedFraction)),
        ])
    }
}

extension [FoVBackgroundResult] {
    /// One row a run: parameters of the background with their errors, counts, background and signal in the bins used, what came
    /// of it.
    var fileTable: Table {
        func column(_ name: String, _ value: (FoVBackgroundResult) -> Double) -> Column {
            Column(name, .double(map(value)))
        }
        return Table(
            name: "BACKGROUNDS",
            columns: [
                Column("name", .string(map(\.dataset))), column("norm") { $0.norm?.value ?? .nan },
                column("norm_err") { $0.norm?.error ?? .nan }, column("tilt") { $0.tilt?.value ?? .nan },
                column("tilt_err") { $0.tilt?.error ?? .nan }, column("counts") { $0.counts },
                column("background") { $0.background }, column("signal") { $0.signal },
                Column("bins", .int64(map { Int64($0.bins) })), column("excluded_fraction") { $0.excludedFraction },
                Column("outcome", .string(map(\.outcome.description))),
            ])
    }
}
