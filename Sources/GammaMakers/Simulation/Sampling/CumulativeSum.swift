import GammaCore

/// Running sums of weights, to draw from: an index with the probability of its weight.
struct CumulativeSum {
    private let sums: [Double]

    /// Sum of all weights.
    var total: Double { sums[sums.count - 1] }

    /// Takes weights; those that are not positive count as 0.
    init(_ weights: [Double]) {
        var sums = [0.0]
        sums.reserveCapacity(weights.count + 1)
        var sum = 0.0
        for weight in weights {
            if weight > 0 { sum += weight }
            sums.append(sum)
        }
        self.sums = sums
    }

    /// The index to which a share of the total belongs, and how far inside its weight the share lies (0…1).
    /// - Precondition: the total is positive.
    func index(at share: Double) -> (index: Int, fraction: Double) {
        let position = share * total
        var low = 0
        var high = sums.count - 1
        while high - low > 1 {
            let middle = (low + high) / 2
            if sums[middle] <= position { low = middle } else { high = middle }
        }
        let weight = sums[high] - sums[low]
        return (low, weight > 0 ? min((position - sums[low]) / weight, 1) : 0)
    }
}
