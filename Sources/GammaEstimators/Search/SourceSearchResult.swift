import GammaCore
import GammaDatasets
import GammaFit
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
    /// The common fit at the end; nil when nothing was free.
    public var fit: FitResult?
    /// Significance of point sources before the first round.
    public var before: FluxMaps
    /// The same when no source was left.
    public var after: FluxMaps

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
        return table
    }
}
