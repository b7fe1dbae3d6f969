import GammaModels

/// The counts of a dataset within its safe mask, summed over energy: what Gammapy's `info_dict` tells.
public struct SpectrumSummary: Sendable, Equatable {
    /// Dataset name.
    public var name: String
    /// Counts in the on region.
    public var counts: Double
    /// Counts in the off regions; nil without off measurement.
    public var countsOff: Double?
    /// Sum over the safe bins of the on acceptance.
    public var acceptance: Double?
    /// Off acceptance that belongs to the summed counts: acceptance / (Σ α n_off / Σ n_off).
    public var acceptanceOff: Double?
    /// Background counts expected in the on region.
    public var background: Double
    /// Counts above background.
    public var excess: Double
    /// Significance of the excess, with sign (Li & Ma 1983 eq. 17 with off counts, Cash otherwise).
    public var sqrtTS: Double
    /// Livetime, s.
    public var livetime: Double
    /// Length of the good time intervals, s.
    public var ontime: Double?
    /// Bins of reconstructed energy, and those in the fit.
    public var bins: Int
    /// Bins that take part in a fit.
    public var fitBins: Int
    /// `wstat` or `cash`.
    public var statisticName: String
}

extension SpectrumDataset {
    /// Counts, background and significance within the safe mask.
    public var summary: SpectrumSummary {
        func total(_ values: [Double]) -> Double { zip(values, maskSafe).reduce(0) { $1.1 ? $0 + $1.0 : $0 } }
        let on = total(counts)
        let background = total(backgroundCounts)
        var summary = SpectrumSummary(
            name: name, counts: on, background: background, excess: on - background, sqrtTS: 0, livetime: livetime,
            ontime: gti?.timeSum, bins: energy.binCount, fitBins: mask.count { $0 },
            statisticName: off == nil ? "cash" : "wstat")
        if let off {
            let countsOff = total(off.counts)
            summary.countsOff = countsOff
            summary.acceptance = total(off.acceptance)
            let alpha =
                countsOff > 0 ? background / countsOff : total(off.acceptance) / max(total(off.acceptanceOff), 1e-300)
            summary.acceptanceOff = alpha > 0 ? total(off.acceptance) / alpha : 0
            summary.sqrtTS = WStatCountsStatistic(nOn: on, nOff: countsOff, alpha: alpha).sqrtTS
        } else {
            summary.sqrtTS = CashCountsStatistic(nOn: on, muBackground: background).sqrtTS
        }
        return summary
    }
}
