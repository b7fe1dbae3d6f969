extension Array where Element == Double {
    /// Values below which the given fractions of the finite elements lie (nearest rank), NaN for none.
    ///
    /// By selection (Hoare 1961), which is linear in the number of elements: limits of a large map cost no sort.
    func quantiles(_ fractions: [Double]) -> [Double] {
        var values = filter(\.isFinite)
        guard !values.isEmpty else { return fractions.map { _ in .nan } }
        return values.withUnsafeMutableBufferPointer { buffer in
            fractions.map { fraction in
                let place = Int((fraction.clamped01 * Double(buffer.count - 1)).rounded())
                return Self.select(place, buffer)
            }
        }
    }

    private static func select(_ place: Int, _ values: UnsafeMutableBufferPointer<Double>) -> Double {
        var low = 0
        var high = values.count - 1
        while low < high {
            let middle = (low + high) / 2
            let (a, b, c) = (values[low], values[middle], values[high])
            let pivot = Swift.max(Swift.min(a, b), Swift.min(Swift.max(a, b), c))
            var i = low
            var j = high
            while i <= j {
                while values[i] < pivot { i += 1 }
                while values[j] > pivot { j -= 1 }
                if i <= j {
                    values.swapAt(i, j)
                    i += 1
                    j -= 1
                }
            }
            if place <= j { high = j } else if place >= i { low = i } else { return values[place] }
        }
        return values[place]
    }
}
