import GammaCore

extension FluxPoints {
    /// The points as a table for the terminal: energies, flux with errors or upper limit, significance, excess, remarks.
    /// - Parameter type: form of the fluxes; dN/dE unless told otherwise.
    public func textTable(_ type: SEDType = .dnde, title: String? = nil) -> TextTable {
        let layout = FluxTextLayout(points, metadata: metadata, type: type)
        let name = metadata.source.isEmpty ? "Flux points" : "Flux points of \(metadata.source)"
        var table = TextTable(
            [.init("energy", unit: "TeV"), .init("from", unit: "TeV"), .init("to", unit: "TeV")] + layout.columns,
            title: title ?? name)
        for point in points {
            table.append(
                [ValueFormat.number(point.eRef), ValueFormat.number(point.eMin), ValueFormat.number(point.eMax)]
                    + layout.cells(point))
        }
        return table
    }
}

extension LightCurve {
    /// The light curve as a table for the terminal; a time bin with several energy bins takes as many rows.
    /// - Parameter type: form of the fluxes.
    public func textTable(_ type: SEDType = .flux, title: String? = nil) -> TextTable {
        let layout = FluxTextLayout(bins.flatMap(\.points), metadata: metadata, type: type)
        let name = metadata.source.isEmpty ? "Light curve" : "Light curve of \(metadata.source)"
        let scale = timeScale.rawValue.uppercased()
        return layout.table(
            self,
            leading: [.init("start", unit: scale, alignment: .left), .init("stop", unit: scale, alignment: .left)],
            title: title ?? name
        ) { bin in [bins[bin].start, bins[bin].stop].map { $0.iso(timeScale, digits: 0, separator: " ") } }
    }
}

extension FluxProfile {
    /// The profile as a table for the terminal; a region with several energy bins takes as many rows.
    /// - Parameter type: form of the fluxes.
    public func textTable(_ type: SEDType = .flux, title: String? = nil) -> TextTable {
        let layout = FluxTextLayout(rows.flatMap { $0 }, metadata: metadata, type: type)
        let name = metadata.source.isEmpty ? "Flux profile" : "Flux profile of \(metadata.source)"
        return layout.table(
            self, leading: [.init("from", unit: "deg"), .init("to", unit: "deg")], title: title ?? name
        ) { [ValueFormat.number(bins[$0].low), ValueFormat.number(bins[$0].high)] }
    }
}

/// The columns that tables of fluxes share.
private struct FluxTextLayout {
    let metadata: FluxMetadata
    let type: SEDType
    let columns: [TextTable.Column]
    private let hasLimits: Bool
    private let hasExcess: Bool
    private let hasOffCounts: Bool
    private let hasRemarks: Bool
    /// Parameters that were fitted with the fluxes, at most so many that a terminal can show them.
    private let nuisance: [String]

    init(_ points: [FluxPoint], metadata: FluxMetadata, type: SEDType) {
        self.metadata = metadata
        self.type = type
        hasLimits = points.contains { $0.normUL != nil }
        hasExcess = points.contains { $0.npredExcess != nil }
        hasOffCounts = points.contains { $0.countsOff != nil }
        hasRemarks = points.contains { $0.outcome != nil && $0.outcome != .converged }
        var columns = [
            TextTable.Column(type.label, unit: type.tableUnit, alignment: .plusMinus), TextTable.Column("√TS"),
        ]
        if hasLimits { columns.insert(TextTable.Column("limit", unit: type.tableUnit), at: 1) }
        if hasExcess { columns.append(TextTable.Column("excess")) }
        if hasOffCounts { columns += [TextTable.Column("counts"), TextTable.Column("off counts")] }
        var names: [String] = []
        for value in points.flatMap(\.nuisance) where !names.contains(value.name) { names.append(value.name) }
        nuisance = Array(names.prefix(4))
        columns += nuisance.map { TextTable.Column($0, alignment: .plusMinus) }
        if hasRemarks { columns.append(TextTable.Column("remark", alignment: .left)) }
        self.columns = columns
    }

    /// A row a bin and energy bin; what leads a row is given once a bin.
    func table(
        _ series: any FluxSeries, leading: [TextTable.Column], title: String, cells lead: (Int) -> [String]
    ) -> TextTable {
        let hasEnergies = series.energyBinCount > 1
        let energies: [TextTable.Column] = hasEnergies ? [.init("from", unit: "TeV"), .init("to", unit: "TeV")] : []
        var table = TextTable(leading + energies + columns, title: title)
        for (bin, points) in series.rows.enumerated() {
            let first = lead(bin)
            for (index, point) in points.enumerated() {
                let range = hasEnergies ? [ValueFormat.number(point.eMin), ValueFormat.number(point.eMax)] : []
                table.append((index == 0 ? first : first.map { _ in "" }) + range + cells(point))
            }
            if points.isEmpty { table.append(first) }
        }
        return table
    }

    func cells(_ point: FluxPoint) -> [String] {
        let scale = type == .eflux || type == .e2dnde ? Unit.ergPerTeV : 1
        func flux(_ quantity: FluxQuantity) -> Double {
            point.outcome?.success == false ? .nan : (point.flux(type, quantity) ?? .nan) * scale
        }
        let isUL = metadata.isUL(point)
        let (value, below, above) = (flux(.value), flux(.errn), flux(.errp))
        let text =
            below.isFinite && above.isFinite
            ? ValueFormat.value(value, below: below, above: above) : ValueFormat.value(value, error: flux(.err))
        var cells = [text]
        if hasLimits {
            cells.append((isUL && flux(.ul).isFinite ? "< " : "") + ValueFormat.number(flux(.ul), digits: 3))
        }
        let significance = point.outcome?.success == false ? .nan : point.significance
        cells.append(ValueFormat.number(significance, digits: 3))
        if hasExcess {
            let excess = point.npredExcess?.filter(\.isFinite) ?? []
            cells.append(excess.isEmpty ? "–" : ValueFormat.number(excess.reduce(0, +), digits: 4))
        }
        if hasOffCounts {
            for counts in [point.counts, point.countsOff] {
                let known = counts?.filter(\.isFinite) ?? []
                cells.append(known.isEmpty ? "–" : ValueFormat.number(known.reduce(0, +), digits: 6))
            }
        }
        for name in nuisance {
            let value = point.nuisance.first { $0.name == name }
            cells.append(value.map { ValueFormat.value($0.value, error: $0.error) } ?? "–")
        }
        if hasRemarks { cells.append(point.outcome == .converged ? "" : point.outcome?.reason ?? "") }
        return cells
    }
}
