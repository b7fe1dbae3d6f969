import GammaCore
import GammaIO
import GammaMaps

/// Reads 2HWC and 3HWC as ECSV tables.
struct HAWCTableReader {
    private let columns: CatalogColumns
    private let family: CatalogFamily

    init(_ table: Table) throws {
        columns = CatalogColumns(table)
        if columns.has("spec0_dnde_errn") {
            family = .hawc3
        } else if columns.has("spec0_dnde") {
            family = .hawc2
        } else {
            throw Fault(
                .unsupported, "this table is no catalogue that is known here", at: table.origin,
                hint: "2HWC and 3HWC have the columns source_name, ra, dec, spec0_dnde, spec0_index")
        }
    }

    func catalog() throws -> SourceCatalog {
        let names = try columns.names("source_name")
        let hasGalactic = columns.has("glon") && columns.has("glat")
        // Gammapy's choice of the frame; the table has both.
        let positions =
            hasGalactic
            ? try columns.positions("glon", "glat", .galactic) : try columns.positions("ra", "dec", .icrs)
        let error = try columns.optionalNumbers("pos_err", in: .deg)
        let radius = try columns.optionalNumbers("search_radius", in: .deg)
        let statistic = try columns.optionalNumbers("ts")
        let first = try measurements("spec0_")
        let second = columns.has("spec1_dnde") ? try measurements("spec1_") : []
        let sources = names.indices.map { row in
            let extended = second.isEmpty || !second[row].flux.value.isFinite ? [] : [second[row]]
            return HAWCSource(
                name: names[row], origin: columns.origin(row), position: positions[row], positionError: error[row],
                searchRadius: radius[row], testStatistic: statistic[row], measurements: [first[row]] + extended
            ).source(family)
        }
        return SourceCatalog(family, origin: columns.table.origin, sources: sources)
    }

    private func measurements(_ prefix: String) throws -> [HAWCMeasurement] {
        let flux = try columns.numbers(prefix + "dnde", in: .differentialFlux)
        let index = try columns.numbers(prefix + "index")
        let radius = try columns.optionalNumbers(prefix + "radius", in: .deg)
        let fluxError = try errors(prefix + "dnde", in: .differentialFlux)
        let indexError = try errors(prefix + "index")
        let below = try columns.optionalNumbers(prefix + "dnde_sys_errn", in: .differentialFlux)
        let above = try columns.optionalNumbers(prefix + "dnde_sys_errp", in: .differentialFlux)
        return flux.indices.map {
            HAWCMeasurement(
                flux: (flux[$0], fluxError[$0]), index: (-index[$0], indexError[$0]), radius: radius[$0],
                systematic: (below[$0], above[$0]))
        }
    }

    /// The symmetric error, or the mean of those below and above.
    private func errors(_ name: String, in unit: Unit = .none) throws -> [Double] {
        if columns.has(name + "_err") { return try columns.numbers(name + "_err", in: unit) }
        let below = try columns.optionalNumbers(name + "_errn", in: unit)
        let above = try columns.optionalNumbers(name + "_errp", in: unit)
        return zip(below, above).map(HAWCMeasurement.mean)
    }
}
