import GammaCore
import GammaDatasets
import GammaMaps
import GammaProducts

/// The excess maps of one energy interval.
struct ExcessPlane: Sendable {
    private(set) var values: [MapQuantity: [Double]] = [:]
    private(set) var outcome: [MapOutcome]

    init(failed pixels: Int) { outcome = [MapOutcome](repeating: .failed, count: pixels) }

    init(
        _ input: ExcessInput, _ group: EnergyGroup, _ disk: DiskSums, _ options: ExcessMapOptions,
        _ execution: Execution
    ) throws {
        let mask = input.mask(group)
        func disks(_ values: [Double]) throws -> [Double] { try disk.sums(values, execution) }
        let counts = try disks(input.sum(group, where: mask) { input.plane(input.dataset.counts.values, $0) })
        let predicted = try disks(input.sum(group, where: mask) { input.plane(input.predicted, $0) })
        let exposure = try disks(input.sum(group) { input.exposure.plane($0)[...] })
        let area = try disks(mask.map { $0 ? 1 : 0 })

        outcome = mask.indices.map { mask[$0] ? (exposure[$0] > 0 ? .fitted : .noExposure) : .masked }
        let rates = zip(exposure, area).map { $0 / $1 }
        if case .measured(let off) = input.dataset.background {
            let measured = try OffDisks(off, input, group, mask, options, disks)
            for pixel in mask.indices where outcome[pixel] == .fitted && !measured.alpha[pixel].isFinite {
                outcome[pixel] = .noBackground
            }
            try fill(rates, options, execution) { pixel in
                WStatCountsStatistic(
                    nOn: counts[pixel], nOff: measured.counts[pixel], alpha: measured.alpha[pixel],
                    muSignal: predicted[pixel])
            }
            if options.selection.contains(.alpha) { values[.alpha] = masked(measured.alpha) }
            if options.selection.contains(.acceptanceOn) { values[.acceptanceOn] = masked(measured.acceptance) }
            if options.selection.contains(.acceptanceOff) { values[.acceptanceOff] = masked(measured.acceptanceOff) }
        } else {
            try fill(rates, options, execution) { pixel in
                CashCountsStatistic(nOn: counts[pixel], muBackground: predicted[pixel])
            }
        }
    }

    private func masked(_ map: [Double]) -> [Double] {
        map.indices.map { outcome[$0] == .masked ? .nan : map[$0] }
    }

    private mutating func fill<Statistic: CountsStatistic>(
        _ rates: [Double], _ options: ExcessMapOptions, _ execution: Execution,
        _ statistic: @Sendable (Int) -> Statistic
    ) throws {
        let outcome = outcome
        func map(_ value: @Sendable (Statistic) -> Double) throws -> [Double] {
            try parallelMap((0..<outcome.count).split(into: 4096), execution) { part in
                part.map { outcome[$0] == .masked ? .nan : value(statistic($0)) }
            }.flatMap(\.self)
        }
        func norm(_ counts: [Double]) -> [Double] { zip(counts, rates).map { $1 > 0 ? $0 / $1 : .nan } }

        let sigma = options.nSigma
        values[.counts] = try map(\.nOn)
        values[.npred] = values[.counts]
        let excess = try map(\.excess)
        values[.npredExcess] = excess
        // Without off counts and acceptance there is nothing to compare with.
        values[.ts] = try map { $0.excess.isFinite ? $0.ts : .nan }
        values[.sqrtTS] = try map { $0.excess.isFinite ? $0.sqrtTS : .nan }
        values[.norm] = norm(excess)
        values[.normErr] = norm(try map { $0.error * sigma })
        if options.selection.contains(.errnErrp) {
            values[.normErrn] = norm(try map { $0.errn(sigma: sigma) })
            values[.normErrp] = norm(try map { $0.errp(sigma: sigma) })
        }
        if options.selection.contains(.ul) {
            values[.normUL] = norm(try map { $0.upperLimit(sigma: options.nSigmaUL) })
        }
        if options.selection.contains(.sensitivity) {
            let threshold = options.sensitivityThreshold
            values[.normSensitivity] = norm(
                try map { statistic in
                    let counts = statistic.excess(matchingSignificance: options.nSigmaSensitivity)
                    guard let threshold, counts.isFinite else { return counts }
                    return max(counts, threshold.gammaMin, threshold.backgroundFraction * statistic.background)
                })
        }
    }
}

/// Off counts and acceptances within the disk.
private struct OffDisks: Sendable {
    let counts: [Double]
    let alpha: [Double]
    let acceptance: [Double]
    let acceptanceOff: [Double]

    init(
        _ off: MapOffMeasurement, _ input: ExcessInput, _ group: EnergyGroup, _ mask: [Bool],
        _ options: ExcessMapOptions, _ disks: ([Double]) throws -> [Double]
    ) throws {
        func sum(_ values: [Double]) -> [Double] { input.sum(group, where: mask) { input.plane(values, $0) } }
        let single = sum(off.counts.values)
        let background = sum(off.background)
        acceptance = sum(off.acceptance.values)
        // As stacking does: the off acceptance follows from the background, which is what adds up.
        let total = single.reduce(0, +)
        let mean = total > 0 ? background.reduce(0, +) / total : 0
        let (on, plain) = (acceptance, sum(off.acceptanceOff.values))
        acceptanceOff = on.indices.map { pixel in
            if single[pixel] > 0, background[pixel] > 0 { return on[pixel] * single[pixel] / background[pixel] }
            return mean > 0 ? on[pixel] / mean : plain[pixel]
        }
        if options.correlatesOff {
            counts = try disks(single)
            alpha = zip(try disks(background), counts).map { $0 / $1 }
        } else {
            counts = single
            alpha = zip(try disks(acceptance), acceptanceOff).map { $0 / $1 }
        }
    }
}
