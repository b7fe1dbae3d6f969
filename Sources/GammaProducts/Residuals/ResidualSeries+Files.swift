import GammaCore
import GammaIO

extension ResidualSeries {
    /// One row a bin: edges, counts with errors, prediction in total and by component, excess, relative excess, significance.
    public var table: Table {
        let unit = axis == .energy ? "TeV" : "deg"
        let stem = axis == .energy ? "e" : "x"
        func column(_ name: String, _ values: [Double], unit: String = "") -> Column {
            Column(name, .double(values), unit: unit)
        }
        var columns = [
            column("\(stem)_min", Array(edges.dropLast()), unit: unit),
            column("\(stem)_max", Array(edges.dropFirst()), unit: unit), column("counts", counts),
            column("counts_errn", errors.map(\.low)), column("counts_errp", errors.map(\.high)),
            column("npred", predicted),
        ]
        columns += components.map { column("npred_\($0.name)", $0.counts) }
        columns += [
            column("excess", excess), column("relative", relative), column("sqrt_ts", significance),
            Column("is_used", .bool(isUsed)),
        ]
        var cards: [FITSHeader.Card] = [
            .init("DATASETS", .string(datasetNames.joined(separator: ",")), comment: "datasets that are summed"),
            .init("REGION", .string(region), comment: "part of the sky"),
            .init("AXIS", .string(axis.rawValue), comment: "coordinate of the bins"),
        ]
        if let goodness {
            cards += [
                .init("DEVIANCE", .double(goodness.deviance), comment: "sum of squared significances"),
                .init("NBINS", .int(goodness.bins), comment: "bins in it"),
                .init("P_VALUE", .double(goodness.pValue), comment: "share of simulations that agree no better"),
                .init("NTOYS", .int(goodness.toys), comment: "simulations"),
            ]
        }
        return Table(name: "RESIDUALS", header: FITSHeader(cards), columns: columns)
    }

    /// Writes FITS (names ending in .fits, .fit, .fits.gz) or ECSV.
    /// - Throws: ``Fault/Code/fileUnwritable``.
    public func write(to path: String) throws { try ProductFile.write(table, named: "RESIDUALS", to: path) }

    /// Column name → array, with what is summed and how well it agrees.
    public var json: JSONValue {
        .object([
            ("datasets", JSONValue(datasetNames)), ("region", .string(region)),
            ("axis", .string(axis.rawValue)), ("goodness", goodness?.json ?? .null), ("columns", table.jsonColumns()),
        ])
    }
}

extension Goodness {
    var json: JSONValue {
        .object([
            ("deviance", .double(deviance)), ("bins", .int(bins)), ("p_value", .double(pValue)), ("toys", .int(toys)),
        ])
    }
}
