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

    /// Writes `sources.fits`, `.ecsv`, `.reg`, the models `sources.yaml` with their covariance, `search.json`, maps of the
    /// significance `before.fits` and `after.fits`, `figures/before` and `figures/after`, and with a truth `truth.ecsv`.
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
        if let quality {
            try AtomicFile.write(quality.table.ecsvText, to: folder + "/truth.ecsv")
            written.append(folder + "/truth.ecsv")
        }
        for (name, maps) in [("before", result.before), ("after", result.after)] {
            written += try maps.write(to: "\(folder)/\(name).fits")
            let figure = try SkyMapPanelsFigure.significance(of: maps, sources: [result.sources])
            written += try figure.saveAll(to: "\(folder)/figures/\(name)")
        }
        return written
    }

    /// Rounds, sources, and the comparison with the truth, for the terminal.
    public var report: String {
        let fit = result.fit.map { "\($0.outcome.description), statistic \(ValueFormat.number($0.stat, digits: 9))\n" }
        return [result.roundsTable.text(), result.sources.textTable.text(), fit, quality?.report].compactMap { $0 }
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
                ("schema", .string("gammakit-search-1")), ("rounds", .array(rounds)), ("sources", result.sources.json),
                ("outcome", result.fit.map { .string($0.outcome.code) } ?? .null),
            ] + (quality.map { [("quality", $0.json)] } ?? []))
    }
}
