import GammaMaps

extension MapOffMeasurement {
    /// Adds another measurement where the mask holds.
    ///
    /// Off counts, expected background α·n_off and acceptance add up; the off acceptance follows from them as
    /// A·Σn_off/Σ(α·n_off). In bins without off counts α is that of the whole measurement (Gammapy's `MapDatasetOnOff.stack`);
    /// as long as there are none at all, off acceptances add up.
    mutating func stack(_ other: MapOffMeasurement, mask: [Bool], _ window: StackWindow) {
        var expected = background
        window.add(other.background, where: mask, into: &expected)
        window.add(other.counts.values, where: mask, into: &counts.values)
        window.add(other.acceptance.values, where: mask, into: &acceptance.values)
        window.add(other.acceptanceOff.values, where: mask, into: &acceptanceOff.values)
        acceptanceOff.values = Self.acceptanceOff(
            acceptance: acceptance.values, counts: counts.values, expected: expected, plain: acceptanceOff.values)
    }

    /// The off acceptance that belongs to summed counts and backgrounds.
    static func acceptanceOff(
        acceptance: [Double], counts: [Double], expected: [Double], plain: [Double]
    ) -> [Double] {
        let total = counts.reduce(0, +)
        let alpha = total > 0 ? expected.reduce(0, +) / total : 0
        return acceptance.indices.map { bin in
            if counts[bin] > 0, expected[bin] > 0 { return acceptance[bin] * counts[bin] / expected[bin] }
            return alpha > 0 ? acceptance[bin] / alpha : plain[bin]
        }
    }
}
