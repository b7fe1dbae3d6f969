import GammaDatasets

/// A range of energy of one dataset as a source sees it: one element a bin of reconstructed energy.
struct DatasetSlice: Sendable {
    let bins: ArraySlice<SourceBins>

    /// Whether any bin is in the mask.
    var isMasked: Bool { !bins.contains { $0.maskedBins > 0 } }

    /// Measured counts in the mask.
    var counts: Double { bins.reduce(0) { $0 + $1.totalCounts } }

    /// Off counts measured for them; nil without a measured background.
    var countsOff: Double? {
        let measured = bins.compactMap(\.totalOffCounts)
        return measured.isEmpty ? nil : measured.reduce(0, +)
    }

    /// Predicted counts in the mask, everything together, for a norm of the source.
    func predicted(norm: Double) -> Double { bins.reduce(0) { $0 + $1.predicted(norm: norm) } }

    /// Predicted counts of the source in the mask, at norm 1.
    var reference: Double { bins.reduce(0) { $0 + $1.reference } }
}
