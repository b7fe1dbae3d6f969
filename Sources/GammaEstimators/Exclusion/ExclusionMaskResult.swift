import GammaCore
import GammaMaps

/// The mask that an ``ExclusionMaskBuilder`` made, and how it came about.
public struct ExclusionMaskResult: Sendable {
    /// How it ended.
    public enum Outcome: Sendable, Hashable {
        /// The last round excluded nothing new, or no more than the tolerance.
        case stable
        /// The rounds were used up; the last one still excluded that many pixels.
        case notStable(changed: Int)
        /// Everything that is seen is excluded: no background can be measured.
        case nothingLeft
    }

    /// Where a background may be measured (true); false is excluded.
    public let mask: WCSMask
    /// The significances of the last round.
    public let significance: WCSMap
    /// The rounds, in order.
    public let rounds: [ExclusionRound]
    /// How it ended.
    public let outcome: Outcome

    /// A circle around each excluded region: larger than the region, but easily written down and used elsewhere.
    public var circles: [ExclusionSource.Circle] { (!mask).circles() }

    /// The significances that are not excluded: they should follow a Gaussian of mean 0 and width 1.
    public var remaining: [Double] { zip(significance.values, mask.flags).filter { $1 && $0.isFinite }.map(\.0) }

    /// The rounds and the outcome in words.
    public var report: String { rounds.table.text() + "\n\(outcome)" }
}

extension [ExclusionRound] {
    /// One row a round, for the terminal.
    public var table: TextTable {
        var table = TextTable(
            [
                .init("round"), .init("excluded", unit: "%"), .init("regions"), .init("new pixels"),
                .init("mean", unit: "σ"),
                .init("width", unit: "σ"), .init("maximum", unit: "σ"),
            ], title: "Significances outside the exclusion mask")
        for round in self {
            table.append([
                "\(round.iteration)", ValueFormat.number(100 * round.excludedFraction, digits: 3), "\(round.regions)",
                "\(round.newPixels)", ValueFormat.number(round.mean, digits: 3),
                ValueFormat.number(round.width, digits: 4), ValueFormat.number(round.maximum, digits: 3),
            ])
        }
        return table
    }
}

extension ExclusionMaskResult.Outcome: CustomStringConvertible {
    /// In words, with advice where it did not work.
    public var description: String {
        switch self {
        case .stable: "the mask is stable: the last round excluded next to nothing new"
        case .notStable(let changed):
            "the mask is not stable: the last round still excluded \(changed) pixels; allow more rounds, or choose higher "
                + "thresholds or a smaller margin"
        case .nothingLeft:
            "everything is excluded: choose higher thresholds, or look whether the predicted background is right"
        }
    }
}
