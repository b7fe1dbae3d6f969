import GammaCore

/// What a map dataset knows of its background from off counts: n_off and α of each bin (energy, y, x).
struct OffBins: Sendable {
    /// n_off of each bin.
    let counts: [Double]
    private let alpha: [Double]

    /// - Parameter mask: the bins that take part.
    /// - Throws: ``Fault/Code/badValue`` for off counts or acceptances within the mask that make no sense.
    init(_ off: MapOffMeasurement, mask: [Bool], dataset: String) throws {
        counts = off.counts.values
        alpha = off.alpha
        for bin in mask.indices where mask[bin] {
            guard counts[bin].isFinite, counts[bin] >= 0, alpha[bin].isFinite, alpha[bin] >= 0 else {
                throw Fault(
                    .badValue,
                    "dataset '\(dataset)': the off counts are \(counts[bin]) with α \(alpha[bin]) at element \(bin)",
                    hint: "mask such bins, or repair the maps of the off measurement")
            }
        }
    }

    /// WStat of a bin with its derivatives by the predicted signal; nothing where there is no off measurement.
    @inline(__always)
    func derivatives(_ bin: Int, counts on: Double, signal: Double) -> StatisticDerivatives {
        WStat.derivatives(nOn: on, nOff: counts[bin], alpha: alpha[bin], muSignal: signal)
    }

    /// The statistic of a bin as a function of the signal.
    func statistic(_ bin: Int, counts on: Double) -> BinStatistic {
        .wstat(nOn: on, nOff: counts[bin], alpha: alpha[bin])
    }

    /// WStat of a bin.
    @inline(__always)
    func value(_ bin: Int, counts on: Double, signal: Double) -> Double {
        WStat.value(nOn: on, nOff: counts[bin], alpha: alpha[bin], muSignal: signal)
    }
}
