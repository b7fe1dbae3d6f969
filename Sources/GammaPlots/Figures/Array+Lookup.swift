extension Array where Element == Double {
    /// The element, or NaN where the array ends early: optional columns are empty arrays.
    func at(_ index: Int) -> Double { indices.contains(index) ? self[index] : .nan }
}

extension Array where Element == Bool {
    /// The element, or `other` where the array ends early.
    func at(_ index: Int, or other: Bool) -> Bool { indices.contains(index) ? self[index] : other }
}
