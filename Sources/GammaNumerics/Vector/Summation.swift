/// Sums whose order is fixed, so that the same numbers always give the same bits.
public enum Summation {
    /// Pairwise sum: the error grows with the logarithm of the count.
    public static func pairwise(_ values: [Double]) -> Double { pairwise(values[...]) }

    /// Compensated sum (Kahan, Babuška, Neumaier): as if done in twice the precision.
    public static func compensated(_ values: some Sequence<Double>) -> Double {
        var sum = 0.0
        var lost = 0.0
        for value in values {
            let next = sum + value
            lost += abs(sum) >= abs(value) ? (sum - next) + value : (value - next) + sum
            sum = next
        }
        // Infinite sums have an undefined compensation.
        return lost.isFinite ? sum + lost : sum
    }

    /// Running sums: element i is the sum of the first i + 1 values, compensated.
    public static func cumulative(_ values: [Double]) -> [Double] {
        var sum = 0.0
        var lost = 0.0
        return values.map { value in
            let next = sum + value
            lost += abs(sum) >= abs(value) ? (sum - next) + value : (value - next) + sum
            sum = next
            return lost.isFinite ? sum + lost : sum
        }
    }

    private static func pairwise(_ values: ArraySlice<Double>) -> Double {
        if values.count <= 64 { return values.reduce(0, +) }
        let middle = values.startIndex + values.count / 2
        return pairwise(values[..<middle]) + pairwise(values[middle...])
    }
}
