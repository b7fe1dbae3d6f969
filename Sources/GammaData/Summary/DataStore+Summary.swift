import Foundation
import GammaCore
import GammaIO

extension Observation {
    /// Number, target, pointing, times and what is there.
    public var summary: Summary {
        let direction = try? pointingDirection()
        return Summary(
            "Observation \(id)",
            [
                ("telescope", telescope), ("target", objectName), ("start", start.map { $0.iso(.utc) + " UTC" }),
                ("stop", stop.map { $0.iso(.utc) + " UTC" }),
                (
                    "pointing",
                    direction.map {
                        "\(ValueFormat.number($0.lon, digits: 7)), \(ValueFormat.number($0.lat, digits: 7)) deg (ICRS)"
                    }
                ),
                ("ontime", ValueFormat.number(ontime, digits: 7) + " s"),
                ("livetime", ValueFormat.number(livetime, digits: 7) + " s"),
                ("dead time", ValueFormat.number(deadTimeFraction * 100) + " %"), ("events", String(events.count)),
                ("responses", responses.all.map { type(of: $0).hduClass.rawValue }.joined(separator: ", ")),
            ])
    }
}

extension DataStore {
    /// Numbers of observations, what HDUs there are, and which files are missing.
    public var summary: Summary {
        let types = HDUType.allCases.filter { type in hduIndex.locations.contains { $0.type == type } }
        let classes = Set(hduIndex.locations.compactMap(\.hduClass?.rawValue)).sorted()
        var rows: [(label: String, value: String?)] = [
            ("folder", path), ("observations", String(observationIDs.count)),
            ("numbers", observationIDs.first.map { "\($0) … \(observationIDs[observationIDs.count - 1])" }),
            ("HDU types", types.map(\.rawValue).joined(separator: ", ")),
            ("HDU classes", classes.joined(separator: ", ")),
            ("without file", missing.isEmpty ? nil : "\(missing.count) observations"),
        ]
        if let table = observationTable?.table {
            let targets = (try? table.texts("OBJECT")).map { Set($0.filter { !$0.isEmpty }).sorted() } ?? []
            rows.append(("targets", targets.isEmpty ? nil : targets.joined(separator: ", ")))
            let live = (try? table.doubles("LIVETIME", in: .s)).map { $0.filter(\.isFinite).reduce(0, +) / 3600 }
            rows.append(("livetime", live.map { ValueFormat.number($0) + " h" }))
        }
        return Summary("Archive", rows)
    }

    /// One row an observation: number, target, pointing, ontime and what is there.
    public func overview() -> TextTable {
        var text = TextTable([
            .init("obs", alignment: .right), .init("target", alignment: .left), .init("RA", unit: "deg"),
            .init("Dec", unit: "deg"), .init("ontime", unit: "s"), .init("HDUs", alignment: .left),
        ])
        let table = observationTable?.table
        func cell(_ name: String, _ row: Int?) -> String {
            guard let row, let values = try? table?.doubles(name), values.indices.contains(row) else { return "" }
            return ValueFormat.number(values[row])
        }
        let targets = try? table?.texts("OBJECT")
        for id in observationIDs {
            let row = observationTable?.row(of: id)
            let hdus =
                missing[id] == nil ? hduIndex.locations(of: id).map(\.type.rawValue).joined(separator: " ") : "missing"
            text.append([
                id, row.flatMap { targets?[$0] } ?? "", cell("RA_PNT", row), cell("DEC_PNT", row), cell("ONTIME", row),
                hdus,
            ])
        }
        return text
    }
}
