import GammaCore
import GammaMaps
import GammaNumerics

extension SpectrumDataset {
    /// The spectrum with the bins of a range summed to one: counts, background and energy dispersion of those in the mask.
    ///
    /// Off counts keep the background that they stand for, α·n_off, as in stacking.
    /// - Throws: ``Fault/Code/badValue`` for an empty range or one outside the axis.
    public func summed(energyBins bins: Range<Int>) throws -> SpectrumDataset {
        let range = try energy.slice(bins)
        let mask = mask
        let kept = bins.filter { mask[$0] }
        func sum(_ values: [Double]) -> [Double] { [kept.reduce(0) { $0 + values[$1] }] }
        let dispersion = dispersionMatrix
        var column = Matrix(rows: dispersion.rows, columns: 1)
        for row in 0..<dispersion.rows { column[row, 0] = kept.reduce(0) { $0 + dispersion[row, $1] } }
        var result = SpectrumDataset(
            name: name, energy: try range.squashed(), energyTrue: energyTrue, region: region, counts: sum(counts),
            exposure: exposure, energyDispersion: column, dispersionExposure: dispersionExposure,
            maskSafe: [!kept.isEmpty], gti: gti, livetime: livetime, provenance: provenance)
        switch background {
        case .none: break
        case .predicted(let values): result.background = .predicted(sum(values))
        case .measured(let off):
            let (counts, acceptance) = (sum(off.counts), sum(off.acceptance))
            let acceptanceOff = MapOffMeasurement.acceptanceOff(
                acceptance: acceptance, counts: counts, expected: sum(off.background), plain: sum(off.acceptanceOff))
            result.background = .measured(
                OffMeasurement(
                    counts: counts, acceptance: acceptance, acceptanceOff: acceptanceOff, region: off.region))
        }
        return result
    }
}
