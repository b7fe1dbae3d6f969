extension MapDataset {
    /// Bins of the mask.
    public var fitBinCount: Int { mask.count { $0 } }

    /// Σ 2(n − n ln n) over the mask; 0 with off counts, whose statistic ``WStat`` is a deviance itself.
    public var saturatedStatistic: Double {
        if case .measured = background { return 0 }
        let counts = counts.values
        return Cash.sum(counts: counts, predicted: counts, mask: mask)
    }
}
