import Foundation

extension FluxVariability {
    /// The best division of the series into stretches of constant flux: Bayesian blocks for measurements with errors.
    ///
    /// Scargle et al. 2013, ApJ 764, 167: section 3.3 for the fitness of a block (eq. 41), eq. 21 for the price of a change
    /// point, in the form for the probability of a false alarm that astropy uses too. Exact, in O(n²).
    /// - Parameter falseAlarm: probability that a constant flux is cut somewhere.
    /// - Returns: the blocks in order of time; none when the series is empty or has no times.
    public func bayesianBlocks(falseAlarm: Double = 0.05) -> [FluxBlock] {
        guard count > 0, seconds.count == count else { return [] }
        let price = 4 - log(73.53 * falseAlarm * pow(Double(count), -0.478))
        let weights = runningSums(errors.map { 1 / ($0 * $0) })
        let weighted = runningSums(zip(values, errors).map { $0 / ($1 * $1) })
        // The best division of the first n fluxes: its fitness, and where its last block starts.
        var best = [0.0]
        var lastStart: [Int] = []
        for end in 1...count {
            var (fitness, start) = (-Double.infinity, 0)
            for candidate in 0..<end {
                let sum = weighted[end] - weighted[candidate]
                let block = sum * sum / (2 * (weights[end] - weights[candidate]))
                let total = best[candidate] + block - price
                if total > fitness { (fitness, start) = (total, candidate) }
            }
            best.append(fitness)
            lastStart.append(start)
        }
        var blocks: [FluxBlock] = []
        var end = count
        while end > 0 {
            let start = lastStart[end - 1]
            let weight = weights[end] - weights[start]
            blocks.append(
                FluxBlock(
                    fluxes: start..<end, start: border(before: start), stop: border(before: end),
                    mean: (weighted[end] - weighted[start]) / weight, error: 1 / weight.squareRoot()))
            end = start
        }
        return blocks.reversed()
    }

    /// Halfway between a flux and the one before; the outer borders are the first and last time.
    private func border(before index: Int) -> Double {
        if index == 0 { return seconds[0] }
        return index == count ? seconds[count - 1] : (seconds[index - 1] + seconds[index]) / 2
    }

    private func runningSums(_ terms: [Double]) -> [Double] {
        terms.reduce(into: [0]) { $0.append($0[$0.count - 1] + $1) }
    }
}
