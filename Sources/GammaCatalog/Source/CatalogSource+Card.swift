import Foundation
import GammaCore
import GammaMaps
import GammaModels
import GammaProducts

import struct GammaCore.Unit

extension CatalogSource {
    /// Everything that the catalogue states, as tables for the terminal: position, models with errors, stated fluxes,
    /// flux points, light curve, associations.
    public var card: String { card(isPlain: true) }

    /// The card with boxes drawn around its tables, or with blanks and dashes where `isPlain`.
    public func card(isPlain: Bool) -> String {
        let tables = [facts, modelTable, fluxTable, pointTable, historyTable, associationTable].compactMap { $0 }
        return tables.map { $0.text(isPlain: isPlain) }.joined(separator: "\n")
    }

    private var facts: TextTable {
        var table = TextTable(
            [.init("", alignment: .left), .init("", alignment: .left), .init("", alignment: .left)],
            title: "\(name), row \(row) of the \(family.title)")
        func add(_ name: String, _ value: String, _ unit: String = "") {
            if !value.isEmpty { table.append([name, value, unit]) }
        }
        add("also called", aliases.joined(separator: ", "))
        add("class", sourceClass)
        for frame in [SkyFrame.icrs, .galactic] {
            let place = position.converted(to: frame)
            let label = frame == .icrs ? "RA, Dec (ICRS)" : "l, b"
            add(label, String(format: "%.4f, %+.4f", place.lon, place.lat), "deg")
        }
        if let error = positionError {
            let scale = PositionError.scale(0.95)
            let (major, minor) = (scale * error.major, scale * error.minor)
            let radius = ValueFormat.number(major, digits: 3)
            let isRound = abs(major - minor) < 1e-6 * major
            add(
                "position error (95 %)",
                isRound
                    ? radius
                    : "\(radius) × \(ValueFormat.number(minor, digits: 3)) at \(ValueFormat.number(error.angle, digits: 3))°",
                "deg")
        }
        add("significance", significance.map { ValueFormat.number($0) } ?? "", "σ")
        for detail in details { add(detail.name, detail.value, detail.unit) }
        return table
    }

    /// Parameters of all models, or why there are none.
    private var modelTable: TextTable? {
        var table = TextTable(
            [
                .init("model", alignment: .left), .init("part", alignment: .left), .init("parameter", alignment: .left),
                .init("value", alignment: .plusMinus), .init("unit", alignment: .left),
            ], title: "Models (the first one is the catalogue's choice)")
        for variant in variants {
            let label = variant.energyRange.map {
                "\(variant.name) \(ValueFormat.number($0.lowerBound, digits: 3))–"
                    + "\(ValueFormat.number($0.upperBound, digits: 3)) TeV"
            }
            var rows: [[String]] = []
            func add(_ part: String, _ parameters: [Parameter], type: String) {
                rows.append([part, type, "", ""])
                for parameter in parameters where parameter.name != "edge_width" {
                    rows.append([
                        "", parameter.name, ValueFormat.value(parameter.value, error: parameter.error),
                        parameter.unit.description,
                    ])
                }
            }
            switch variant.spectrum {
            case .failure(let reason): rows.append(["no spectrum", reason.description, "", ""])
            case .success(let model): add("spectrum", model.parameters, type: type(of: model).tags[0])
            }
            for part in variant.parts {
                let title = variant.parts.count > 1 ? part.name : "shape"
                switch part.shape {
                case .failure(let reason): rows.append([title, reason.description, "", ""])
                case .success(.template(let template)): rows.append([title, "map \(template.file)", "", ""])
                case .success(.model(let model)): add(title, model.parameters, type: type(of: model).tags[0])
                }
                if variant.parts.count > 1 {
                    rows.append(["", "share of the flux", ValueFormat.number(part.share, digits: 3), ""])
                }
            }
            for (index, row) in rows.enumerated() { table.append([index == 0 ? label ?? variant.name : ""] + row) }
            table.appendSeparator()
        }
        return table
    }

    private var fluxTable: TextTable? {
        guard !fluxes.isEmpty else { return nil }
        var table = TextTable(
            [
                .init("column", alignment: .left), .init("model", alignment: .left),
                .init("at or between", unit: "TeV"),
                .init("stated", alignment: .plusMinus), .init("of the model"), .init("unit", alignment: .left),
            ], title: "Fluxes that the catalogue states")
        for flux in fluxes {
            let predicted = spectrum(flux.variant).map { ValueFormat.number(flux.predicted(by: $0)) } ?? "–"
            let stated = ValueFormat.value(flux.value, error: flux.error ?? .nan)
            table.append([
                flux.column, flux.variant ?? variants.first?.name ?? "", flux.kind.energies,
                (flux.isUpperLimit ? "< " : "") + stated, predicted, flux.kind.unit.description,
            ])
        }
        return table
    }

    private var pointTable: TextTable? {
        fluxPoints?.textTable(bandsAreDifferential ? .dnde : .flux, title: "Flux points")
    }

    /// A line a light curve: times, and how much the flux changed.
    private var historyTable: TextTable? {
        guard !histories.isEmpty else { return nil }
        var table = TextTable(
            [
                .init("light curve", alignment: .left), .init("bins"), .init("limits"),
                .init("start", unit: "TT", alignment: .left), .init("stop", unit: "TT", alignment: .left),
                .init("lowest", unit: "s-1 cm-2"), .init("highest", unit: "s-1 cm-2"),
            ], title: "Light curves, 100 MeV to 100 GeV")
        for history in histories {
            let values = history.bands.filter { !$0.isLimit }.map(\.value).filter(\.isFinite)
            func time(_ instant: Instant?) -> String { instant?.iso(.tt, digits: 0, separator: " ") ?? "" }
            table.append([
                history.name, "\(history.bands.count)", "\(history.bands.filter(\.isLimit).count)",
                time(history.edges.first), time(history.edges.last),
                values.min().map { ValueFormat.number($0) } ?? "–", values.max().map { ValueFormat.number($0) } ?? "–",
            ])
        }
        return table
    }

    private var associationTable: TextTable? {
        guard !associations.isEmpty else { return nil }
        var table = TextTable(
            [
                .init("association", alignment: .left), .init("catalogue", alignment: .left),
                .init("distance", unit: "deg"), .init("probability"),
            ], title: "Associations")
        for one in associations {
            table.append([
                one.name, one.catalog, one.separation.map { ValueFormat.number($0, digits: 3) } ?? "",
                one.probability.map { ValueFormat.number($0, digits: 3) } ?? "",
            ])
        }
        return table
    }
}

extension CatalogFlux.Kind {
    /// The energies as text, TeV.
    var energies: String {
        switch self {
        case .differential(let energy): ValueFormat.number(energy)
        case .integral(let low, let high), .energy(let low, let high):
            high.isFinite ? "\(ValueFormat.number(low))–\(ValueFormat.number(high))" : "> \(ValueFormat.number(low))"
        }
    }

    /// The unit of the flux.
    var unit: Unit {
        switch self {
        case .differential: .differentialFlux
        case .integral: .flux
        case .energy: .energyFlux
        }
    }
}
