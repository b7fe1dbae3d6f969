import GammaCore
import GammaDatasets
import GammaMaps

/// Finds what must be left out when a background is measured: significant regions, until leaving them out changes
/// hardly anything any more.
///
/// Each round estimates the background outside the mask, makes a map of significances, takes the connected regions above
/// ``low`` that hold a pixel above ``high``, grows them by ``margin`` and adds them to the mask. The mask never shrinks,
/// so that rounds cannot go in circles.
public struct ExclusionMaskBuilder: Sendable {
    /// Significance with which a region begins.
    public var high: Double
    /// Significance down to which a region reaches.
    public var low: Double
    /// By how much a region grows beyond that, deg.
    public var margin: Double
    /// Radius in deg of the disk over which counts are summed for the significance of a pixel.
    public var correlationRadius: Double
    /// The mask is stable when a round excludes no more than this fraction of the pixels for the first time: single pixels at
    /// the edge of the thresholds do not change the background. With 0 the last round must exclude nothing new.
    public var tolerance: Double
    /// The most rounds.
    public var maximumRounds: Int
    /// What is excluded from the beginning (false) and stays so; nil for nothing.
    public var start: WCSMask?

    /// Makes a builder; lengths in deg.
    public init(
        high: Double = 5, low: Double = 3, margin: Double = 0.1, correlationRadius: Double = 0.1,
        tolerance: Double = 0.001, maximumRounds: Int = 10, start: WCSMask? = nil
    ) {
        self.high = high
        self.low = low
        self.margin = margin
        self.correlationRadius = correlationRadius
        self.tolerance = tolerance
        self.maximumRounds = maximumRounds
        self.start = start
    }

    /// Builds the mask.
    /// - Parameter background: gives the dataset with its background estimated where a mask is true, predicted or
    ///   measured; the image must stay the same. It is called once a round, at first with ``start``.
    /// - Throws: ``Fault/Code/badValue`` for thresholds or lengths without sense, ``Fault/Code/noData`` for a dataset without
    ///   safe pixels, faults of the estimate.
    public func run(
        _ execution: Execution = Execution(), background: (WCSMask?) throws -> MapDataset
    ) throws -> ExclusionMaskResult {
        try check()
        var dataset = try background(start)
        let image = dataset.geometry.image
        var mask = try start?.lookedUp(on: image, outside: true) ?? WCSMask(image, repeating: true)
        var rounds: [ExclusionRound] = []
        while true {
            let significance = try CorrelatedSignificance(dataset, radius: correlationRadius, execution).map
            guard significance.values.contains(where: \.isFinite) else {
                throw Fault(
                    .noData,
                    "dataset '\(dataset.name)' has no safe pixel with a background: there are no significances",
                    hint: "the safe mask may be too tight, or everything is excluded")
            }
            let next = try mask & !excluded(significance, execution)
            rounds.append(ExclusionRound(rounds.count + 1, significance, mask: next, before: mask))
            try execution.progress.update(step: "exclusion", done: rounds.count, total: maximumRounds)
            mask = next
            if let outcome = outcome(rounds[rounds.count - 1], seen: significance.values.count { $0.isFinite }) {
                return ExclusionMaskResult(mask: mask, significance: significance, rounds: rounds, outcome: outcome)
            }
            dataset = try background(mask)
            guard dataset.geometry.image.isClose(to: image) else {
                throw Fault(.incompatible, "the datasets of two rounds of an exclusion mask lie on different images")
            }
        }
    }

    /// How it ends with a round; nil goes on.
    private func outcome(_ round: ExclusionRound, seen: Int) -> ExclusionMaskResult.Outcome? {
        if round.pixels == 0 { return .nothingLeft }
        if Double(round.newPixels) <= tolerance * Double(seen) { return .stable }
        return round.iteration >= maximumRounds ? .notStable(changed: round.newPixels) : nil
    }

    /// The regions that a map of significances has, with their margins.
    private func excluded(_ significance: WCSMap, _ execution: Execution) throws -> WCSMask {
        let candidates = significance.mask { $0 >= low }
        let regions = try candidates.parts(touching: significance.mask { $0 >= high })
        guard margin > 0, !regions.isEmpty else { return regions }
        let disk = try PixelRing.disk(radius: margin / significance.geometry.wcs.pixelScales.x)
        return try regions.map.summed(over: disk, execution).mask { $0 > 0 }
    }

    private func check() throws {
        guard high.isFinite, low > 0, low <= high else {
            throw Fault(
                .badValue, "thresholds of \(low) and \(high) make no regions",
                hint: "0 < low ≤ high, for instance 3 and 5")
        }
        guard margin >= 0, margin.isFinite, correlationRadius > 0, tolerance >= 0, maximumRounds >= 1 else {
            throw Fault(
                .badValue,
                "a margin of \(margin) deg, a radius of \(correlationRadius) deg or \(maximumRounds) rounds make no sense",
                hint: "the margin is 0 or more, radius and rounds are more than 0")
        }
    }
}
