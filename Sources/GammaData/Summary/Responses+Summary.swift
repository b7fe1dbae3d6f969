import GammaCore

extension InstrumentResponse {
    /// Kind, axes and what is characteristic of the response.
    public var summary: Summary {
        var rows: [(label: String, value: String?)] = [
            ("class", Self.hduClass.rawValue), ("kind", isPointLike ? "point-like" : "full enclosure"),
        ]
        for axis in axes {
            let unit = axis.name.unit.description
            let kind = axis.isNodes ? "nodes" : "bins"
            let span =
                axis.isNodes
                ? rangeText(axis.centres[0], axis.centres[axis.count - 1], unit)
                : rangeText(axis.edges[0], axis.edges[axis.count], unit)
            rows.append((axis.name.rawValue, "\(axis.count) \(kind), \(span)"))
        }
        switch self {
        case let area as EffectiveArea2D: rows += area.characteristics
        case let spread as any PointSpreadFunction: rows += spread.characteristics
        case let background as any BackgroundModel: rows.append(("alignment", background.alignment.rawValue))
        case let cut as RadMax2D:
            rows.append(("radius", rangeText(cut.values.min() ?? 0, cut.values.max() ?? 0, "deg")))
        default: break
        }
        return Summary(Self.extensionName, rows)
    }
}

extension EffectiveArea2D {
    fileprivate var characteristics: [(label: String, value: String?)] {
        let energies = [0.1, 1, 10]
        let areas = evaluate(energies: energies, offset: offset.centres[0])
        let threshold = loThreshold.map { rangeText($0, hiThreshold ?? .infinity, "TeV") }
        return zip(energies, areas).map {
            ("area at \(ValueFormat.number($0)) TeV", ValueFormat.number($1 / 1e4) + " m2")
        }
            + [("usable energies", threshold), ("directional cut", radMax.map { ValueFormat.number($0) + " deg" })]
    }
}

extension PointSpreadFunction {
    fileprivate var characteristics: [(label: String, value: String?)] {
        let energies = [0.1, 1, 10]
        let radii = containmentRadius(fraction: 0.68, energies: energies, offset: offset.centres[0])
        return zip(energies, radii).map { energy, radius in
            (
                "68 % radius at \(ValueFormat.number(energy)) TeV",
                radius.isNaN ? nil : ValueFormat.number(radius) + " deg"
            )
        }
    }
}
