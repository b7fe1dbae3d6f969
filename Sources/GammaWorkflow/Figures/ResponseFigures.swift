import GammaCore
import GammaData
import GammaNumerics
import GammaPlots

extension EffectiveAreaFigure {
    /// Effective area against true energy at up to five offsets, with the energy threshold where the file has one.
    public init(_ area: EffectiveArea2D, title: String = "") {
        let energies = area.energyTrue.centres
        var curves = area.offset.samples(5).map {
            ResponseCurve(
                name: offsetName($0), energies: energies, values: area.evaluate(energies: energies, offset: $0))
        }
        // Files of point-like responses repeat the one offset that they have.
        if curves.count > 1, curves.allSatisfy({ $0.values == curves[0].values }) {
            curves = [ResponseCurve(name: "all offsets", energies: energies, values: curves[0].values)]
        }
        self.init(curves: curves, threshold: area.loThreshold.flatMap { $0 > 0 ? $0 : nil }, title: title)
    }
}

extension EnergyDispersionFigure {
    /// Density of the migration at one offset, normalised for each true energy as it is when it is used, over the
    /// migrations that have any.
    /// - Parameter offset: deg; by default 0.5, or the nearest one of the response.
    public init(_ dispersion: EnergyDispersion2D, offset: Double = 0.5, title: String = "") {
        let offset = dispersion.offset.nearest(to: offset)
        let energies = dispersion.energyTrue
        let migra = dispersion.migra
        let densities = dispersion.evaluate(energies: energies.centres, migras: migra.centres, offset: offset)
        let widths = migra.widths
        let norms = energies.centres.indices.map { column in
            let sum = widths.indices.reduce(0) { $0 + densities[column * migra.count + $1] * widths[$1] }
            return sum > 0 ? 1 / sum : 0
        }
        let rows = migra.centres.indices.map { row in
            energies.centres.indices.map { densities[$0 * migra.count + row] * norms[$0] }
        }
        // Energies with a handful of simulated events have spikes that would leave the others dark.
        let peaks = energies.centres.indices.map { column in rows.map { $0[column] }.max() ?? 0 }
            .filter { $0 > 0 && $0.isFinite }.sorted()
        let top = peaks.isEmpty ? nil : min(1.5 * peaks[peaks.count / 2], peaks[peaks.count - 1])
        let used = rows.indices.filter { row in rows[row].contains { $0 > (top ?? 0) / 100 } }
        let shown = used.first.flatMap { first in used.last.map { first...$0 } } ?? 0...rows.count - 1
        let note = "at offset " + offsetName(offset)
        self.init(
            energyTrueEdges: energies.edges,
            migrationEdges: Array(migra.edges[shown.lowerBound...shown.upperBound + 1]),
            values: rows[shown].flatMap { $0 }, title: title.isEmpty ? note : "\(title), \(note)")
        highest = top
    }
}

extension ContainmentFigure {
    /// Radii that contain 68 % of the events at up to three offsets, and 95 % at the first of them.
    public init(_ spread: any PointSpreadFunction, title: String = "") {
        let energies = spread.energyTrue.centres
        let offsets = spread.offset.samples(3)
        func curve(_ fraction: Double, _ offset: Double) -> ResponseCurve {
            ResponseCurve(
                name: "\(ValueFormat.number(fraction * 100)) % at \(offsetName(offset))", energies: energies,
                values: spread.containmentRadius(fraction: fraction, energies: energies, offset: offset))
        }
        self.init(
            curves: offsets.map { curve(0.68, $0) } + offsets.prefix(1).map { curve(0.95, $0) }, title: title)
    }
}

extension BackgroundFigure {
    /// Rate against energy at up to four offsets, and the rate of all energies over the field of view.
    public init(_ background: any BackgroundModel, title: String = "") {
        let energy = background.energy
        let reach = background.fieldOfView
        let offsets = reach.map { reach in (0..<4).map { Self.rounded(reach * Double($0) / 4) } } ?? [0]
        let curves = offsets.map { offset in
            ResponseCurve(
                name: offsetName(offset), energies: energy.centres,
                values: background.evaluate(energies: energy.centres, longitudes: [offset], latitudes: [0]))
        }
        self.init(curves: curves, image: reach.map { FieldImage(background, reach: $0) }, title: title)
    }

    /// Tenths of a degree, so that the legend says what is drawn.
    private static func rounded(_ offset: Double) -> Double {
        offset < 0.2 ? offset : (offset * 10).rounded(.down) / 10
    }
}

extension BackgroundFigure.FieldImage {
    /// The rate of all energies on 60 × 60 cells.
    fileprivate init(_ background: any BackgroundModel, reach: Double) {
        let cells = 60
        let edges = (0...cells).map { reach * (2 * Double($0) / Double(cells) - 1) }
        let centres = zip(edges, edges.dropFirst()).map { ($0 + $1) / 2 }
        let longitudes = centres.flatMap { _ in centres }
        let latitudes = centres.flatMap { Array(repeating: $0, count: cells) }
        let energies = background.energy.isNodes ? background.energy.centres : background.energy.edges
        let rates = background.integral(energyEdges: energies, longitudes: longitudes, latitudes: latitudes)
        let sums = longitudes.indices.map { position in
            stride(from: position, to: rates.count, by: longitudes.count).reduce(0) { $0 + rates[$1] }
        }
        let ends = [energies.first ?? .nan, energies.last ?? .nan].map { ValueFormat.number($0, digits: 2) }
        self.init(edges: edges, values: sums, name: "\(ends[0])–\(ends[1]) TeV")
    }
}

extension BackgroundModel {
    /// Half the width in deg of the field of view that is shown; nil for a response of one offset.
    fileprivate var fieldOfView: Double? {
        switch self {
        case let model as Background3D:
            [model.longitude, model.latitude].flatMap { [abs($0.edges[0]), abs($0.edges[$0.edges.count - 1])] }.max()
        case let model as Background2D: model.offset.count > 1 ? model.offset.edges[model.offset.edges.count - 1] : nil
        default: nil
        }
    }
}

extension ResponseOverviewFigure {
    /// All responses that are there.
    public init(_ responses: Responses, title: String = "") {
        self.init(
            effectiveArea: responses.effectiveArea.map { EffectiveAreaFigure($0) },
            energyDispersion: responses.energyDispersion.map { EnergyDispersionFigure($0) },
            containment: responses.pointSpread.map { ContainmentFigure($0) },
            background: responses.background.map { BackgroundFigure($0) }, title: title)
    }
}

extension IRFAxis {
    /// At most `count` of the centres, the first and the last among them.
    fileprivate func samples(_ count: Int) -> [Double] {
        guard self.count > count else { return centres }
        return (0..<count).map { centres[$0 * (self.count - 1) / (count - 1)] }
    }

    /// The value within the axis that is nearest to one asked for.
    fileprivate func nearest(to value: Double) -> Double {
        count == 1 ? centres[0] : min(max(value, limits.lowerBound), limits.upperBound)
    }
}

/// An offset in a legend.
private func offsetName(_ offset: Double) -> String { ValueFormat.number(offset, digits: 2) + "°" }
