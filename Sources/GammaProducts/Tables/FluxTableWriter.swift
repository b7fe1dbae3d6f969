import GammaCore
import GammaIO

/// Lays flux points out as the columns that Gammapy writes: one table row for each `rows[i]`.
struct FluxTableWriter {
    /// The points of each row.
    let rows: [[FluxPoint]]
    let metadata: FluxMetadata
    let type: SEDType
    /// Whether each row holds an array over energy bins; otherwise it holds the one value itself.
    let isNested: Bool
    private let width: Int

    init(rows: [[FluxPoint]], metadata: FluxMetadata, type: SEDType, isNested: Bool) {
        self.rows = rows
        self.metadata = metadata
        self.type = type
        self.isNested = isNested
        width = isNested ? max(1, rows.map(\.count).max() ?? 1) : 1
    }

    /// Energies: e_ref, e_min, e_max; the edges only where they are known.
    func energyColumns() -> [Column] {
        let hasEdges = has { $0.eMin.isFinite && $0.eMax.isFinite }
        return [scalar("e_ref", "TeV") { $0.eRef }]
            + (hasEdges ? [scalar("e_min", "TeV") { $0.eMin }, scalar("e_max", "TeV") { $0.eMax }] : [])
    }

    /// The reference model: ref_dnde, ref_flux, ref_eflux, for ``SEDType/likelihood`` only.
    func referenceColumns() -> [Column] {
        guard type == .likelihood else { return [] }
        let hasEdges = has { $0.reference.flux.isFinite }
        return [scalar("ref_dnde", SEDType.dnde.tableUnit) { $0.reference.dnde }]
            + (hasEdges
                ? [
                    scalar("ref_flux", SEDType.flux.tableUnit) { $0.reference.flux },
                    scalar("ref_eflux", SEDType.eflux.tableUnit) { $0.reference.eflux * Unit.ergPerTeV },
                ] : [])
    }

    /// Everything else in Gammapy's order, then what Gammapy does not know: the outcome and the nuisance values.
    func quantityColumns() -> [Column] {
        // Gammapy writes errn before errp for likelihood, and after it for all others.
        let order: [FluxQuantity] =
            type == .likelihood
            ? [.value, .err, .errn, .errp, .ul, .sensitivity] : [.value, .err, .errp, .errn, .ul, .sensitivity]
        let scale = type == .eflux || type == .e2dnde ? Unit.ergPerTeV : 1
        var columns: [Column] = []
        for quantity in order where has({ $0.norm(quantity) != nil }) {
            columns.append(
                scalar(type.columnName + quantity.rawValue, type.tableUnit) { point in
                    guard point.outcome?.success != false else { return .nan }
                    return (point.flux(type, quantity) ?? .nan) * scale
                })
        }
        if has({ $0.ts != nil }) { columns.append(scalar("ts") { $0.ts ?? .nan }) }
        if has({ $0.ts != nil || $0.sqrtTS != nil }) { columns.append(scalar("sqrt_ts") { $0.significance }) }
        if has({ $0.npred != nil }) { columns.append(vector("npred") { $0.npred }) }
        if has({ $0.npredExcess != nil }) { columns.append(vector("npred_excess") { $0.npredExcess }) }
        if has({ $0.stat != nil }) { columns.append(scalar("stat") { $0.stat ?? .nan }) }
        if has({ $0.statNull != nil }) { columns.append(scalar("stat_null") { $0.statNull ?? .nan }) }
        let hasScan = has { $0.scan != nil }
        if hasScan { columns.append(vector("stat_scan") { $0.scan?.stat }) }
        if has({ $0.normUL != nil }) { columns.append(flag("is_ul") { metadata.isUL($0) }) }
        if has({ $0.counts != nil }) { columns.append(vector("counts") { $0.counts }) }
        if has({ $0.outcome != nil }) { columns.append(flag("success") { $0.outcome?.success ?? $0.norm.isFinite }) }
        if hasScan { columns.append(vector("norm_scan") { $0.scan?.norm }) }
        if has({ $0.countsOff != nil }) { columns.append(vector("counts_off") { $0.countsOff }) }
        return columns + scanNuisanceColumns() + nuisanceColumns() + outcomeColumns()
    }

    private func scanNuisanceColumns() -> [Column] {
        let names = rows.joined().compactMap { $0.scan?.nuisanceNames }.first { !$0.isEmpty } ?? []
        return names.map { name in
            vector(FluxTableReader.nuisancePrefix + name) { point in
                guard let scan = point.scan, let index = scan.nuisanceNames.firstIndex(of: name) else { return nil }
                return scan.nuisance.map { index < $0.count ? $0[index] : .nan }
            }
        }
    }

    private func nuisanceColumns() -> [Column] {
        var names: [String] = []
        for point in rows.joined() {
            for value in point.nuisance where !names.contains(value.name) { names.append(value.name) }
        }
        return names.flatMap { name in
            func column(_ suffix: String, _ quantity: (NuisanceValue) -> Double) -> Column {
                scalar(FluxTableReader.fittedPrefix + name + suffix) { point in
                    point.nuisance.first { $0.name == name }.map(quantity) ?? .nan
                }
            }
            return [column("") { $0.value }, column(FluxTableReader.errorSuffix) { $0.error }]
        }
    }

    private func outcomeColumns() -> [Column] {
        guard has({ $0.outcome != nil }) else { return [] }
        let texts = rows.map { row in
            row.map { $0.outcome?.reason ?? "" }.joined(separator: FluxTableReader.outcomeSeparator)
        }
        return [Column("outcome", .string(texts), description: "How each point came about")]
    }

    private func has(_ test: (FluxPoint) -> Bool) -> Bool { rows.contains { $0.contains(where: test) } }

    private func scalar(_ name: String, _ unit: String = "", _ value: (FluxPoint) -> Double) -> Column {
        Column(name, .double(padded(value, with: .nan)), unit: unit, shape: isNested ? [width] : [])
    }

    private func flag(_ name: String, _ value: (FluxPoint) -> Bool) -> Column {
        Column(name, .bool(padded(value, with: false)), shape: isNested ? [width] : [])
    }

    private func vector(_ name: String, _ values: (FluxPoint) -> [Double]?) -> Column {
        let length = rows.reduce(1) { row, points in points.reduce(row) { max($0, values($1)?.count ?? 0) } }
        var flat: [Double] = []
        flat.reserveCapacity(rows.count * width * length)
        for row in rows {
            for index in 0..<width {
                let values = index < row.count ? values(row[index]) ?? [] : []
                flat += values
                flat += repeatElement(.nan, count: length - values.count)
            }
        }
        return Column(name, .double(flat), shape: isNested ? [length, width] : [length])
    }

    private func padded<Value>(_ value: (FluxPoint) -> Value, with filler: Value) -> [Value] {
        rows.flatMap { row in (0..<width).map { $0 < row.count ? value(row[$0]) : filler } }
    }
}
