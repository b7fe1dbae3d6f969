import GammaCore
import GammaDatasets
import GammaIO
import GammaModels
import GammaNumerics
import GammaPlots
import GammaProducts

/// Products of datasets that were reduced and fitted before: flux points, light curves, a flux profile, sensitivities.
public struct ProductsResult: Sendable {
    /// Flux points, one a source.
    public var fluxPoints: [FluxPoints]
    /// Light curves, one a source.
    public var lightCurves: [LightCurve]
    /// A flux profile.
    public var profile: FluxProfile?
    /// Profiles of an image.
    public var imageProfiles: ImageProfiles?
    /// Sensitivity curves with the names of their datasets.
    public var sensitivities: [(name: String, curve: SensitivityCurve)] = []
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
        var parts = fluxPoints.map { $0.textTable(.dnde).text() } + lightCurves.map { $0.textTable(.flux).text() }
        if let profile { parts.append(profile.textTable(.flux).text()) }
        parts += imageProfiles?.report ?? []
        for (name, curve) in sensitivities {
            parts.append(
                curve.textTable(title: sensitivities.count == 1 ? "Sensitivity" : "Sensitivity of \(name)").text())
        }
        return parts.joined(separator: "\n")
    }

    /// One document with everything a script may want: the tables of each source by its name.
    public var json: JSONValue {
        var items: [(String, JSONValue)] = [("schema", .string("gammakit-result-1"))]
        if !fluxPoints.isEmpty { items.append(("flux_points", fluxPoints.jsonBySource)) }
        if !lightCurves.isEmpty { items.append(("light_curve", lightCurves.jsonBySource)) }
        if let profile { items.append(("flux_profile", profile.json(.flux))) }
        if let imageProfiles { items.append(("image_profile_\(imageProfiles.quantity.rawValue)", imageProfiles.json)) }
        if !sensitivities.isEmpty {
            items.append(("sensitivity", .object(sensitivities.map { ($0.name, $0.curve.json) })))
        }
        items.append(("warnings", .array(notices.map { .string($0.notice.description) })))
        return .object(items)
    }

    /// Writes `flux_points.{ecsv,fits}`, `light_curve.{ecsv,fits}`, `flux_profile.{ecsv,fits,reg}`, `image_profile.{ecsv,fits}`
    /// (with several energy bands `image_profile_BAND`), `sensitivity.{ecsv,fits}`, as far as they are there, and their
    /// figures to a folder, which is made when it is missing; with several sources or curves the names of the files end in
    /// `_NAME`.
    /// - Returns: the paths written, in order.
    @discardableResult
    public func write(to folder: String, execution: Execution = Execution()) throws -> [String] {
        var files = try ResultFiles(folder)
        var figures: [(name: String, figure: any Figure)] = []
        try files.add(fluxPoints, lightCurves)
        let spectra = zip(fluxPoints, ResultFiles.suffixes(fluxPoints.map(\.metadata.source)))
        figures += try spectra.compactMap { points, suffix in
            try spectrum(points).map { ("spectrum\(suffix)", $0) }
        }
        figures += lightCurves.figures
        try files.add(profile)
        if let profile { figures.append(("flux_profile", ProfileFigure(profile))) }
        try files.add(imageProfiles)
        if let figure = imageProfiles?.figure { figures.append(("image_profile", figure)) }
        for (curve, suffix) in zip(sensitivities.map(\.curve), ResultFiles.suffixes(sensitivities.map(\.name))) {
            try files.add(curve, suffix: suffix)
        }
        if !sensitivities.isEmpty { figures.append(("sensitivity", SensitivityFigure(sensitivities))) }
        try files.add(figures, execution)
        return files.written
    }

    /// The model over the energies of its points; nil when these have none.
    private func spectrum(_ points: FluxPoints) throws -> SpectrumFigure? {
        guard let low = points.points.map(\.eMin).min(), let high = points.points.map(\.eMax).max(), low > 0, high > low
        else { return nil }
        return try SpectrumFigure(points, models: models, energies: Quadrature.geomspace(low, high, count: 101))
    }
}

extension [FluxPoints] {
    /// The tables of each source by its name.
    fileprivate var jsonBySource: JSONValue { .object(map { ($0.metadata.source, $0.json(.dnde)) }) }
}

extension [LightCurve] {
    /// The tables of each source by its name.
    fileprivate var jsonBySource: JSONValue { .object(map { ($0.metadata.source, $0.json(.flux)) }) }

    /// A figure each, with the stem of its file.
    var figures: [(name: String, figure: any Figure)] {
        zip(self, ResultFiles.suffixes(map(\.metadata.source))).map { ("light_curve\($1)", LightCurveFigure($0)) }
    }
}

extension ProductsResult {
    /// The entries of a result with the products of its sources: those of the only source as they are, of several by name.
    static func items(_ fluxPoints: [FluxPoints], _ lightCurves: [LightCurve]) -> [(String, JSONValue)] {
        var items: [(String, JSONValue)] = []
        if fluxPoints.count > 1 {
            items.append(("flux_points_by_source", fluxPoints.jsonBySource))
        } else if let only = fluxPoints.first {
            items.append(("flux_points", only.json(.dnde)))
        }
        if lightCurves.count > 1 {
            items.append(("light_curve_by_source", lightCurves.jsonBySource))
        } else if let only = lightCurves.first {
            items.append(("light_curve", only.json(.flux)))
        }
        return items
    }
}
