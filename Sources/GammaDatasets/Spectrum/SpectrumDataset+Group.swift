import GammaCore
import GammaMaps
import GammaNumerics

extension SpectrumDataset {
    /// The spectrum with the bins of each range summed to one, see ``summed(energyBins:)``.
    /// - Parameter groups: ranges that follow each other without gaps.
    /// - Throws: ``Fault/Code/badValue`` for no or empty ranges, gaps, or a range outside the axis.
    public func grouped(_ groups: [Range<Int>]) throws -> SpectrumDataset {
        guard let first = groups.first, zip(groups, groups.dropFirst()).allSatisfy({ $0.upperBound == $1.lowerBound })
        else { throw Fault(.badValue, "the bins of '\(name)' are grouped into ranges that do not follow each other") }
        let parts = try groups.map(summed(energyBins:))
        let edges = [energy.edges[first.lowerBound]] + groups.map { energy.edges[$0.upperBound] }
        var dispersion = Matrix(rows: energyTrue.binCount, columns: parts.count)
        for (column, part) in parts.enumerated() {
            for row in 0..<dispersion.rows { dispersion[row, column] = part.energyDispersion?[row, 0] ?? 0 }
        }
        var result = SpectrumDataset(
            name: name, energy: try .energy(edges: edges, name: energy.name), energyTrue: energyTrue, region: region,
            counts: parts.flatMap(\.counts), exposure: exposure, energyDispersion: dispersion,
            dispersionExposure: dispersionExposure, maskSafe: parts.flatMap(\.maskSafe), gti: gti, livetime: livetime,
            provenance: provenance)
        switch background {
        case .none: break
        case .predicted: result.background = .predicted(parts.flatMap(\.backgroundCounts))
        case .measured(let off):
            let offs = parts.compactMap(\.off)
            result.background = .measured(
                OffMeasurement(
                    counts: offs.flatMap(\.counts), acceptance: offs.flatMap(\.acceptance),
                    acceptanceOff: offs.flatMap(\.acceptanceOff), region: off.region))
        }
        return result
    }
}
