import GammaCore
import GammaDatasets
import GammaIO
import GammaModels
import GammaNumerics
import GammaPlots
import GammaProducts

/// Flux points or light curves of one or more sources, measured in datasets that were reduced and fitted before.
public struct ProductsResult: Sendable {
    /// Flux points, one a source.
    public var fluxPoints: [FluxPoints]
    /// Light curves, one a source.
    public var lightCurves: [LightCurve]
    /// The models that were measured.
    public var models: Models
    /// Oddities that were survived, in the order of their origin, with how often each was met.
    public var notices: [(notice: Notice, count: Int)]

    /// Makes a result.
    public init(
        fluxPoints: [FluxPoints] = [], lightCurves: [LightCurve] = [], models: Models,
        notices: [(notice: Notice, count: Int)] = []
    ) {
        self.fluxPoints = fluxPoints
        self.lightCurves = lightCurves
        self.models = models
        self.notices = notices
    }

    /// The result as tables for a terminal.
    public var report: String {
        (fluxPoints.map { $0.textTable(.dnde).text() } + lightCurves.map { $0.textTable(.flux).text() })
            .joined(separator: "\n")
    }

    /// One document with everything a script may want: the tables of each source by its name.
    public var json: JSONValue {
        var items: [(String, JSONValue)] = [("schema", .string("gammakit-result-1"))]
        if !fluxPoints.isEmpty {
            items.append(("flux_points", .object(fluxPoints.map { ($0.metadata.source, $0.json(.dnde)) })))
        }
        if !lightCurves.isEmpty {
            items.append(("light_curve", .object(lightCurves.map { ($0.metadata.source, $0.json(.flux)) })))
        }
        items.append(("warnings", .array(notices.map { .string($0.notice.description) })))
        return .object(items)
    }

    /// Writes `flux_points.{ecsv,fits}`, `light_curve.{ecsv,fits}` and their figures to a folder, which is made when it is
    /// missing; with several sources the names of the files end in `_SOURCE`.
    /// - Returns: the paths written, in order.
    @discardableResult
    public func write(to folder: String, execution: Execution = Execution()) throws -> [String] {
        var files = try ResultFiles(folder)
        var figures: [(name: String, figure: any Figure)] = []
        for points in fluxPoints {
            let suffix = suffix(points.metadata.source, of: fluxPoints.count)
            try files.add(points, nil, suffix: suffix)
            if let figure = try spectrum(points) { figures.append(("spectrum\(suffix)", figure)) }
        }
        for curve in lightCurves {
            let suffix = suffix(curve.metadata.source, of: lightCurves.count)
            try files.add(nil, curve, suffix: suffix)
            figures.append(("light_curve\(suffix)", LightCurveFigure(curve)))
        }
        try files.add(figures, execution)
        return files.written
    }

    /// The model over the energies of its points; nil when these have none.
    private func spectrum(_ points: FluxPoints) throws -> SpectrumFigure? {
        guard let low = points.points.map(\.eMin).min(), let high = points.points.map(\.eMax).max(), low > 0, high > low
        else { return nil }
        return try SpectrumFigure(points, models: models, energies: Quadrature.geomspace(low, high, count: 101))
    }

    private func suffix(_ source: String, of count: Int) -> String {
        count == 1 ? "" : "_" + source.replacing("/", with: "_").replacing(" ", with: "_")
    }
}
