import GammaMaps

/// What of a map with axes becomes the image.
public enum SkyMapPlane: Sendable, Hashable {
    /// The sum over all bins of all axes; values that are not finite do not count.
    case sum
    /// The mean over all bins of all axes.
    case mean
    /// One image: a bin for each axis, in their order.
    case bins([Int])
    /// The sum over some bins of one axis and all bins of the others.
    case slice(axis: String, Range<Int>)

    /// The values of the image row by row; a text that says why there are none.
    func values(of map: WCSMap) -> (values: [Double], note: String) {
        let geometry = map.geometry
        switch self {
        case .sum: return (Self.total(map, Array(0..<geometry.planeCount), isMean: false), "")
        case .mean: return (Self.total(map, Array(0..<geometry.planeCount), isMean: true), "")
        case .bins(let bins):
            let isFitting =
                bins.count == geometry.axes.count
                && zip(bins, geometry.axes).allSatisfy { $0 >= 0 && $0 < $1.binCount }
            guard isFitting else {
                return ([], "no bin \(bins.map(String.init).joined(separator: ", ")) in the map")
            }
            let start = map.offset(ofBins: bins)
            return (Array(map.values[start..<start + geometry.pixelCount]), "")
        case .slice(let name, let range):
            guard let place = geometry.axes.firstIndex(where: { $0.name == name }) else {
                return ([], "no axis \(name) in the map")
            }
            let count = geometry.axes[place].binCount
            guard !range.isEmpty, range.lowerBound >= 0, range.upperBound <= count else {
                return ([], "no bins \(range.lowerBound) to \(range.upperBound) on the axis \(name)")
            }
            let before = geometry.axes[..<place].reduce(1) { $0 * $1.binCount }
            let planes = (0..<geometry.planeCount).filter { range.contains($0 / before % count) }
            return (Self.total(map, planes, isMean: false), "")
        }
    }

    private static func total(_ map: WCSMap, _ planes: [Int], isMean: Bool) -> [Double] {
        let size = map.geometry.pixelCount
        if planes.count == 1, map.values.count == size { return map.values }
        var sums = [Double](repeating: 0, count: size)
        var counts = [Double](repeating: 0, count: size)
        map.values.withUnsafeBufferPointer { values in
            sums.withUnsafeMutableBufferPointer { sums in
                counts.withUnsafeMutableBufferPointer { counts in
                    for plane in planes {
                        for pixel in 0..<size {
                            let value = values[plane * size + pixel]
                            let isUsable = value.isFinite
                            sums[pixel] += isUsable ? value : 0
                            counts[pixel] += isUsable ? 1 : 0
                        }
                    }
                }
            }
        }
        return sums.indices.map { counts[$0] == 0 ? .nan : (isMean ? sums[$0] / counts[$0] : sums[$0]) }
    }
}
