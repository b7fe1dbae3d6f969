import GammaCore
import GammaDatasets
import GammaFit
import GammaMaps
import GammaModels
import GammaProducts

/// The sources that a ``SourceFinder`` found, and how.
public struct SourceSearchResult: Sendable {
    /// All models at the end, the sources with errors and covariance.
    public var models: Models
    /// The sources, the most significant first; flux above the lowest energy of the maps.
    public var sources: SourceList
    /// The rounds.
    public var rounds: [SearchRound]
    /// Every decision, in order: those of the rounds and of the reviews.
    public var steps: [SearchStep]
    /// The common fit at the end; nil when nothing was free.
    public var fit: FitResult?
    /// Significance of point sources before the first round.
    public var before: FluxMaps
    /// The same when no source was left.
    public var after: FluxMaps
    /// The highest √TS of all sizes and spectra in each pixel at the end.
    public var left: WCSMap

    /// The significances left before each round, and at the end.
    public var residuals: [(name: String, significance: WCSMap, highest: Double)] {
        let maps = rounds.enumerated().map { ("before round \($0.offset + 1)", $0.element.significance) }
        return (maps + [("at the end", left)]).map { name, map in
            (name, map, map.values.reduce(0) { $1.isFinite ? max($0, $1) : $0 })
        }
    }

    /// The highest √TS left at the end.
    public var highestLeft: Double { residuals.last.map(\.highest) ?? 0 }

    /// What each round did, as a table.
    public var roundsTable: TextTable {
        var table = TextTable(
            [
                .init("round"), .init("highest √TS"), .init("tried"), .init("added"), .init("statistic"),
            ], title: "Rounds of the search")
        for (number, round) in rounds.enumerated() {
            table.append([
                "\(number + 1)", ValueFormat.number(round.highest), "\(round.tried)", "\(round.added.count)",
                ValueFormat.number(round.stat, digits: 9),
            ])
        }
        let stat = fit.map { ValueFormat.number($0.stat, digits: 9) } ?? ""
        table.append(["end", ValueFormat.number(highestLeft), "", "", stat])
        return table
    }
}
