import GammaCore
import GammaFit
import GammaIO

extension ModelsPosterior {
    /// One row a free parameter: the fit with the error of its Hessian, mean, standard deviation, median, central and shortest
    /// intervals of 68 % and 95 %, and the diagnostics; numbers in the parameter's own unit.
    public var parameterTable: Table {
        let (fit, all) = (samples.parameters, samples.summaries)
        func column(_ name: String, _ value: (ParameterPosterior) -> Double) -> Column {
            Column(name, .double(all.map(value)))
        }
        return Table(
            name: "POSTERIOR", header: header,
            columns: [
                Column("parameter", .string(all.map(\.name))), Column("unit", .string(fit.map(\.unit))),
                Column("fit", .double(fit.map(\.value))), Column("fit_error", .double(fit.map(\.error))),
                column("mean") { $0.mean }, column("std") { $0.standardDeviation }, column("median") { $0.median },
                column("low_68") { $0.central68.lower }, column("high_68") { $0.central68.upper },
                column("low_95") { $0.central95.lower }, column("high_95") { $0.central95.upper },
                column("hdi_low_68") { $0.highestDensity68.lower }, column("hdi_high_68") { $0.highestDensity68.upper },
                column("hdi_low_95") { $0.highestDensity95.lower }, column("hdi_high_95") { $0.highestDensity95.upper },
                column("mean_error") { $0.meanError }, column("r_hat") { $0.rHat },
                column("ess_bulk") { $0.effectiveBulk }, column("ess_tail") { $0.effectiveTail },
                column("autocorrelation_time") { $0.autocorrelationTime },
            ])
    }

    /// The draws, a row each: chain (walker of an ensemble) and number of the draw in it, −2 ln of the density, and the free
    /// parameters in their own units. Of more than `most` rows every second, third, … draw of each chain.
    public func drawTable(atMost most: Int = .max) -> Table {
        let step = max(1, (samples.count - 1) / max(most, 1) + 1)
        let kept = samples.chains.map { Array(stride(from: 0, to: $0.count, by: step)) }
        func column(_ values: (SampleChain) -> [Double]) -> Column.Values {
            .double(
                zip(samples.chains, kept).flatMap { chain, rows in
                    let all = values(chain)
                    return rows.map { all[$0] }
                })
        }
        return Table(
            name: "DRAWS", header: header,
            columns: [
                Column("chain", .int64(kept.enumerated().flatMap { chain, rows in rows.map { _ in Int64(chain) } })),
                Column("draw", .int64(kept.flatMap { $0.map { Int64($0) } })), Column("stat", column { $0.stats }),
            ]
                + samples.parameters.indices.map { index in
                    Column(
                        samples.parameters[index].name, column { $0.values[index] },
                        unit: samples.parameters[index].unit)
                })
    }

    private var header: FITSHeader {
        var header = FITSHeader()
        header["SAMPLER"] = .string(samples.sampler)
        header["SEED"] = .string("\(samples.seed)")
        header["WARMUP"] = .int(samples.warmUp)
        header["NCHAIN"] = .int(samples.chains.count)
        header["NGROUP"] = .int(samples.groupCount)
        return header
    }

    /// Outcome, issues, settings, the columns of ``parameterTable`` by parameter, and the covariance.
    public var json: JSONValue {
        let table = parameterTable
        let parameters = samples.names.enumerated().map { row, name in
            (
                name,
                JSONValue.object(
                    table.columns.dropFirst().map { column in
                        (column.name, column.strings.map { .string($0[row]) } ?? .double(column.doubles?[row] ?? .nan))
                    })
            )
        }
        let covariance = samples.covariance
        return .object([
            ("outcome", .string(samples.outcome)), ("converged", .bool(samples.isConverged)),
            ("issues", .array(samples.issues.map { .string("\($0)") })), ("sampler", .string(samples.sampler)),
            ("seed", .string("\(samples.seed)")), ("chains", .int(samples.chains.count)),
            ("independent_groups", .int(samples.groupCount)), ("warm_up", .int(samples.warmUp)),
            ("draws", .int(samples.count)), ("acceptance", .double(samples.acceptance)),
            ("divergences", .int(samples.divergences)), ("parameters", .object(parameters)),
            ("covariance", .array((0..<covariance.rows).map { JSONValue(covariance.row($0)) })),
        ])
    }
}
