/// One bin of reconstructed energy of a dataset as one source sees it: the bins (pixels) of the mask that it reaches, with
/// the counts that it predicts there and those that all others do, and sums over the rest.
///
/// Bins with a known background are kept apart by whether they have counts: without counts no logarithm is needed.
public struct SourceBins: Sendable, Equatable {
    /// Bins with a known background, as columns of equal length.
    public struct Columns: Sendable, Equatable {
        /// Counts that everything but the source predicts, background included.
        public var fixed: [Double] = []
        /// Counts that the source predicts.
        public var reference: [Double] = []
    }

    /// A bin with a measured background.
    public struct Measured: Sendable, Equatable {
        /// Its statistic as a function of the signal.
        public var statistic: BinStatistic
        /// Signal counts that everything but the source predicts.
        public var fixed: Double
        /// Counts that the source predicts.
        public var reference: Double

        /// Makes a bin.
        public init(statistic: BinStatistic, fixed: Double, reference: Double) {
            self.statistic = statistic
            self.fixed = fixed
            self.reference = reference
        }
    }

    /// Bins with counts and a known background.
    public private(set) var counted = Columns()
    /// Their counts.
    public private(set) var counts: [Double] = []
    /// Bins without counts and with a known background.
    public private(set) var empty = Columns()
    /// Bins with a measured background.
    public private(set) var measured: [Measured] = []
    /// Number of bins in the mask, reached or not.
    public var maskedBins = 0
    /// Counts measured in them.
    public var totalCounts = 0.0
    /// Off counts measured for them; nil without a measured background.
    public var totalOffCounts: Double?
    /// Counts predicted in the bins that the source does not reach.
    public var restPredicted = 0.0
    /// The statistic of the bins that the source does not reach.
    public var restStatistic = 0.0

    /// No bin.
    public init() {}

    /// Adds a bin that the source reaches; the sums over the mask stay as they are.
    public mutating func reach(_ statistic: BinStatistic, fixed: Double, reference: Double) {
        switch statistic {
        case .wstat: measured.append(Measured(statistic: statistic, fixed: fixed, reference: reference))
        case .cash(let n, let background): reach(counts: n, fixed: fixed + background, reference: reference)
        }
    }

    /// Adds a bin with a known background; `fixed` contains it.
    mutating func reach(counts n: Double, fixed: Double, reference: Double) {
        if n > 0 {
            counts.append(n)
            counted.fixed.append(fixed)
            counted.reference.append(reference)
        } else {
            empty.fixed.append(fixed)
            empty.reference.append(reference)
        }
    }

    /// Adds the bins of other rows of the same plane; the sums over the mask stay as they are.
    mutating func append(reached other: SourceBins) {
        counts += other.counts
        counted.fixed += other.counted.fixed
        counted.reference += other.counted.reference
        empty.fixed += other.empty.fixed
        empty.reference += other.empty.reference
        measured += other.measured
    }

    /// Whether the source reaches no bin of the mask.
    public var isOutOfReach: Bool { counts.isEmpty && empty.fixed.isEmpty && measured.isEmpty }

    /// Counts of the source, summed.
    public var reference: Double {
        counted.reference.reduce(0, +) + empty.reference.reduce(0, +) + measured.reduce(0) { $0 + $1.reference }
    }

    /// Counts that everything together predicts in the mask when the source is multiplied by a norm.
    public func predicted(norm: Double) -> Double {
        var sum = restPredicted
        for columns in [counted, empty] {
            for index in columns.fixed.indices { sum += max(columns.fixed[index] + norm * columns.reference[index], 0) }
        }
        for bin in measured {
            let signal = bin.fixed + norm * bin.reference
            sum += signal + bin.statistic.background(signal: signal)
        }
        return sum
    }

    /// The statistic of the bins that the source reaches, at norm 1.
    var reachedStatistic: Double {
        var sum = 0.0
        for (index, n) in counts.enumerated() {
            sum += Cash.value(n: n, mu: counted.fixed[index] + counted.reference[index])
        }
        for index in empty.fixed.indices { sum += Cash.value(n: 0, mu: empty.fixed[index] + empty.reference[index]) }
        for bin in measured { sum += bin.statistic.value(signal: bin.fixed + bin.reference) }
        return sum
    }
}
