import GammaCore
import GammaDatasets
import GammaMaps
import GammaModels
import GammaProducts

/// What a search found of the sources that are truly there.
public struct DetectionQuality: Sendable {
    /// A true source.
    public struct Truth: Sendable {
        /// Its name.
        public var name: String
        /// Where it is.
        public var place: SkyDirection
        /// σ or radius in deg; 0 for a point source.
        public var extent: Double
        /// Its expected √TS (``ExpectedSignificance``).
        public var significance: Double
        /// Position in the list of the source that was found of it; nil for none.
        public var found: Int?
    }

    /// The true sources, the most significant first.
    public private(set) var truths: [Truth]
    /// The sources found.
    public let sources: SourceList

    /// Compares; a true source goes with the nearest one found within 0.1 deg plus half its extent, and only with one.
    /// - Throws: faults of the prediction.
    public init(
        _ sources: SourceList, truth models: Models, in datasets: [MapDataset], execution: Execution = Execution()
    ) throws {
        self.sources = sources
        let significances = try ExpectedSignificance.of(models, in: datasets, execution: execution)
        truths = zip(models.skyModels, significances).compactMap { source, expected in
            source.spatial?.position.map {
                Truth(name: source.name, place: $0, extent: source.extent, significance: expected.sqrtTS)
            }
        }.sorted { $0.significance > $1.significance }
        match()
    }

    /// The nearest pairs first.
    private mutating func match() {
        var pairs: [(truth: Int, found: Int, distance: Double)] = []
        for (number, truth) in truths.enumerated() {
            for (index, peak) in sources.peaks.enumerated() {
                let distance = peak.position.separation(to: truth.place)
                if distance <= Self.radius + truth.extent / 2 { pairs.append((number, index, distance)) }
            }
        }
        var taken: Set<Int> = []
        for pair in pairs.sorted(by: { $0.distance < $1.distance }) where truths[pair.truth].found == nil {
            if taken.insert(pair.found).inserted { truths[pair.truth].found = pair.found }
        }
    }

    private static let radius = 0.1

    /// Positions in the list of the sources that are none.
    public var falseOnes: [Int] {
        let right = Set(truths.compactMap(\.found))
        return sources.peaks.indices.filter { !right.contains($0) }
    }

    /// True sources that were not found, the most significant first.
    public var missed: [Truth] { truths.filter { $0.found == nil } }

    /// A range of significance with the number of sources in it, and those of them that were found, or are right.
    public struct Share: Sendable, Equatable {
        /// √TS from this…
        public var lower: Double
        /// …up to this.
        public var upper: Double
        /// All sources in the range.
        public var all: Int
        /// Those found, or right.
        public var good: Int
    }

    /// Limits of the ranges.
    private static let limits: [Double] = [0, 3, 5, 5.5, 6.5, 8, 12, 20, .infinity]

    /// Shares of the true sources that were found, by expected significance.
    public var completeness: [Share] {
        Self.shares(truths.map { ($0.significance, $0.found != nil) })
    }

    /// Shares of the sources found that are true, by their significance.
    public var purity: [Share] {
        let wrong = Set(falseOnes)
        return Self.shares(sources.peaks.enumerated().map { ($1.value, !wrong.contains($0)) })
    }

    private static func shares(_ items: [(significance: Double, isGood: Bool)]) -> [Share] {
        zip(limits, limits.dropFirst()).compactMap { lower, upper in
            let inside = items.filter { $0.significance >= lower && $0.significance < upper }
            return inside.isEmpty
                ? nil : Share(lower: lower, upper: upper, all: inside.count, good: inside.count(where: \.isGood))
        }
    }
}
