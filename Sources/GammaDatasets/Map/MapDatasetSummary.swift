import GammaCore
import GammaData

/// The counts of a map dataset within its safe mask, summed over all bins: what Gammapy's `info_dict` tells.
public struct MapDatasetSummary: Sendable, Equatable {
    /// Dataset name.
    public var name: String
    /// Counts.
    public var counts: Double
    /// Off counts; nil without off measurement.
    public var countsOff: Double?
    /// Background counts expected.
    public var background: Double
    /// Counts above background.
    public var excess: Double
    /// Significance of the excess, with sign (Li & Ma 1983 eq. 17 with off counts, Cash otherwise).
    public var sqrtTS: Double
    /// Smallest exposure above zero in pixels with a safe energy, cm² s; 0 without any.
    public var exposureMin: Double
    /// Largest exposure there, cm² s.
    public var exposureMax: Double
    /// Livetime, s.
    public var livetime: Double
    /// Length of the good time intervals, s.
    public var ontime: Double?
    /// Bins of reconstructed energy and pixels.
    public var bins: Int
    /// Bins that take part in a fit.
    public var fitBins: Int
    /// `wstat` or `cash`.
    public var statisticName: String
}

extension MapDataset {
    /// Counts, background, significance and exposure within the safe mask.
    public var summary: MapDatasetSummary {
        let on = safeTotal(counts.values)
        let expected = safeTotal(backgroundCounts)
        let exposures = exposureRange
        var summary = MapDatasetSummary(
            name: name, counts: on, background: expected, excess: on - expected, sqrtTS: 0, exposureMin: exposures.min,
            exposureMax: exposures.max, livetime: livetime, ontime: gti?.timeSum, bins: counts.values.count,
            fitBins: mask.count { $0 }, statisticName: "cash")
        if case .measured(let off) = background {
            let countsOff = safeTotal(off.counts.values)
            let (a, b) = (safeTotal(off.acceptance.values), safeTotal(off.acceptanceOff.values))
            let alpha = countsOff > 0 ? expected / countsOff : b > 0 ? a / b : 0
            summary.countsOff = countsOff
            summary.sqrtTS = WStatCountsStatistic(nOn: on, nOff: countsOff, alpha: alpha).sqrtTS
            summary.statisticName = "wstat"
        } else {
            summary.sqrtTS = CashCountsStatistic(nOn: on, muBackground: expected).sqrtTS
        }
        return summary
    }

    private func safeTotal(_ values: [Double]) -> Double { values.sum(where: maskSafe) }

    private var exposureRange: (min: Double, max: Double) {
        let safe = maskSafeImage
        var range = (min: Double.infinity, max: 0.0)
        exposure.values.withUnsafeBufferPointer { values in
            for plane in stride(from: 0, to: values.count, by: safe.count) {
                for pixel in safe.indices where safe[pixel] && values[plane + pixel] > 0 {
                    range.min = Swift.min(range.min, values[plane + pixel])
                    range.max = Swift.max(range.max, values[plane + pixel])
                }
            }
        }
        return range.max > 0 ? range : (0, 0)
    }
}

extension [MapDatasetSummary] {
    /// One row a dataset, for the terminal.
    public func textTable(title: String = "Datasets") -> TextTable {
        var table = TextTable(
            [
                .init("name", alignment: .left), .init("livetime", unit: "s"), .init("counts"), .init("background"),
                .init("excess"), .init("√TS"), .init("max. exposure", unit: "cm2 s"), .init("bins"), .init("in fit"),
                .init("statistic", alignment: .left),
            ], title: title)
        for entry in self {
            let numbers = [
                entry.livetime, entry.counts, entry.background, entry.excess, entry.sqrtTS, entry.exposureMax,
            ]
            table.append(
                [entry.name] + numbers.map { ValueFormat.number($0, digits: 5) }
                    + ["\(entry.bins)", "\(entry.fitBins)", entry.statisticName])
        }
        return table
    }
}
