import GammaCore
import GammaIO

extension Residuals {
    /// The numbers as tables for a terminal.
    public var report: String {
        let parts = maps.flatMap { [$0.distributionTable.text(), $0.peakTable.text()] } + tables.map { $0.text() }
        return parts.joined(separator: "\n")
    }

    /// How well spectra and profiles agree.
    public var tables: [TextTable] {
        [("Spectra", spectra), ("Profiles", profiles)].filter { !$0.1.isEmpty }.map { Self.table($0.1, title: $0.0) }
    }

    /// Everything but the maps themselves.
    public var json: JSONValue {
        .object([
            ("schema", .string("gammakit-residuals-1")), ("maps", .array(maps.map(\.json))),
            ("spectra", .array(spectra.map(\.json))), ("profiles", .array(profiles.map(\.json))),
        ])
    }

    private static func table(_ list: [ResidualSeries], title: String) -> TextTable {
        var table = TextTable(
            [
                .init("datasets", alignment: .left), .init("region", alignment: .left),
                .init("along", alignment: .left),
                .init("counts"), .init("predicted"), .init("deviance"), .init("bins"), .init("p-value"),
            ], title: "\(title) against the prediction")
        for series in list {
            let goodness = series.goodness
            table.append([
                series.datasetNames.count == 1 ? series.datasetNames[0] : "\(series.datasetNames.count) together",
                series.region, series.axis.rawValue, ValueFormat.number(series.counts.reduce(0, +)),
                ValueFormat.number(series.predicted.reduce(0, +)),
                goodness.map { ValueFormat.number($0.deviance, digits: 4) } ?? "–",
                goodness.map { "\($0.bins)" } ?? "0",
                goodness.map { ValueFormat.number($0.pValue, digits: 2) } ?? "nothing expected",
            ])
        }
        return table
    }
}

extension ResidualMaps {
    /// Mean and width of the significances in all, outside and inside the sources.
    public var distributionTable: TextTable {
        var table = TextTable(
            [
                .init("energies", unit: "TeV", alignment: .left), .init("pixels of", alignment: .left), .init("pixels"),
                .init("mean"), .init("width"), .init("lowest"), .init("highest"),
            ],
            title: "Significances within \(ValueFormat.number(correlationRadius))° in \(title); "
                + "a right model has mean 0 and width 1 outside sources")
        for item in distributions where item.pixels > 0 {
            let energies = [item.energyRange.lowerBound, item.energyRange.upperBound].map { ValueFormat.number($0) }
            table.append([
                energies.joined(separator: "–"), item.part.rawValue, "\(item.pixels)",
                ValueFormat.number(item.mean, digits: 3), ValueFormat.number(item.width, digits: 3),
                ValueFormat.number(item.lowest, digits: 3), ValueFormat.number(item.highest, digits: 3),
            ])
        }
        return table
    }

    /// The peaks, with what is left of their significance when they might have been anywhere.
    public var peakTable: TextTable {
        var table = TextTable(
            [
                .init("peak"), .init("significance"), .init("after trials"), .init("longitude", unit: "deg"),
                .init("latitude", unit: "deg"), .init("error", unit: "deg"),
            ],
            title: "Peaks above \(ValueFormat.number(peaks.threshold)) σ in \(title)"
                + (peaks.peaks.isEmpty ? ": none" : "; trials: \(trials) pixels, \(counts.geometry.frame.rawValue)"))
        for (number, peak) in peaks.peaks.enumerated() {
            let place = peak.position.converted(to: counts.geometry.frame)
            table.append([
                "\(number + 1)", ValueFormat.number(peak.value, digits: 3),
                ValueFormat.number(postTrial(peak.value), digits: 3), ValueFormat.number(place.lon, digits: 7),
                ValueFormat.number(place.lat, digits: 7), ValueFormat.number(peak.positionError, digits: 2),
            ])
        }
        return table
    }
}
