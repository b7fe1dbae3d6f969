import GammaCore
import GammaEstimators
import GammaIO
import GammaModels
import GammaPlots
import GammaProducts

/// The sources of a blind search, and how they compare with the truth where it is known, written to one folder.
public struct SourceSearchFolder: Sendable {
    /// What was found.
    public let result: SourceSearchResult
    /// The comparison with the truth; nil where it is not known.
    public let quality: DetectionQuality?

    /// Puts them together.
    public init(_ result: SourceSearchResult, quality: DetectionQuality? = nil) {
        self.result = result
        self.quality = quality
    }

    /// Writes `sources.fits`, `.ecsv`, `.reg`, the models `sources.yaml` with their covariance, `search.json`, every step with
    /// what was tried `steps.ecsv`, maps of point sources before and after all `before.fits` and `after.fits` with
    /// `figures/before` and `figures/after`, the highest significance of all sizes and spectra before each round and at the end
    /// `residuals/round_N.fits` and `residuals/end.fits` with `figures/residuals`, and with a truth `truth.ecsv`.
    /// - Returns: the paths written.
    /// - Throws: ``Fault/Code/fileUnwritable``.
    @discardableResult
    public func write(to folder: String) throws -> [String] {
        let folder = try DataPath.expand(folder)
        try OutputFolder.make(folder + "/figures")
        let stem = folder + "/sources"
        try result.sources.write(to: stem + ".fits")
        try result.sources.write(to: stem + ".ecsv")
        try result.sources.writeRegions(to: stem + ".reg")
        var written = [".fits", ".ecsv", ".reg"].map { stem + $0 }
        written += try result.models.write(to: stem + ".yaml")
        try AtomicFile.write(json.text(pretty: true), to: folder + "/search.json")
        written.append(folder + "/search.json")
        try AtomicFile.write(result.steps.table.ecsvText, to: folder + "/steps.ecsv")
        written.append(folder + "/steps.ecsv")
        if let quality {
            try AtomicFile.write(quality.table.ecsvText, to: folder + "/truth.ecsv")
            written.append(folder + "/truth.ecsv")
        }
        for (name, maps) in [("before", result.before), ("after", result.after)] {
            written += try maps.write(to: "\(folder)/\(name).fits")
            let figure = try SkyMapPanelsFigure.significance(of: maps, sources: [result.sources])
            written += try figure.saveAll(to: "\(folder)/figures/\(name)")
        }
        return written + (try writeResiduals(to: folder))
    }

    /// What was left before each round and at the end: maps, and all of them in one figure with the sources at the end.
    private func writeResiduals(to folder: String) throws -> [String] {
        try OutputFolder.make(folder + "/residuals")
        let last = result.residuals.count - 1
        var written: [String] = []
        for (number, residual) in result.residuals.enumerated() {
            let path = "\(folder)/residuals/\(number == last ? "end" : "round_\(number + 1)").fits"
            try residual.significance.write(to: path)
            written.append(path)
        }
        let peaks = result.sources
        let panels = result.residuals.map { name, map, highest in
            SkyMapFigure.significance(map, title: "\(name), highest \(ValueFormat.number(highest))")
                .sources(zip(peaks.names, peaks.peaks).map { SkyMapSource($0, at: $1.position) })
        }
        let figure = SkyMapPanelsFigure(panels, title: "Highest √TS of all sizes and spectra")
        return written + (try figure.saveAll(to: folder + "/figures/residuals"))
    }

    /// Rounds, sources, and the comparison with the truth, for the terminal.
    public var report: String {
        let fit = result.fit.map { "\($0.outcome.description), statistic \(ValueFormat.number($0.stat, digits: 9))\n" }
        return [
            result.roundsTable.text(), result.steps.textTable.text(), result.sources.textTable.text(), fit,
            quality?.report,
        ].compactMap { $0 }
            .joined(separator: "\n")
    }

    /// Everything for scripts.
    public var json: JSONValue {
        let rounds = result.rounds.map { round in
            JSONValue.object([
                ("highest", .double(round.highest)), ("tried", .int(round.tried)),
                ("added", .array(round.added.map { .string($0) })), ("stat", .double(round.stat)),
            ])
        }
        return .object(
            [
                ("schema", .string("gammakit-search-1")), ("rounds", .array(rounds)), ("steps", result.steps.json),
                ("highest_left", .double(result.highestLeft)), ("sources", result.sources.json),
                ("stat", result.fit.map { .double($0.stat) } ?? .null),
                ("outcome", result.fit.map { .string($0.outcome.code) } ?? .null),
            ] + (quality.map { [("quality", $0.json)] } ?? []))
    }
}
