/// Movements of values in C order that maps and masks share.
enum MapArray {
    /// The pixels of some columns and rows of every plane.
    static func part<T>(_ values: [T], nx: Int, ny: Int, columns: Range<Int>, rows: Range<Int>) -> [T] {
        let planes = values.count / (nx * ny)
        var result: [T] = []
        result.reserveCapacity(planes * columns.count * rows.count)
        for plane in 0..<planes {
            for row in rows {
                let start = (plane * ny + row) * nx
                result += values[start + columns.lowerBound..<start + columns.upperBound]
            }
        }
        return result
    }

    /// Every plane with a border of `fill`, `dx` pixels on the left and right, `dy` below and above.
    static func padded<T>(_ values: [T], nx: Int, ny: Int, dx: Int, dy: Int, fill: T) -> [T] {
        let planes = values.count / (nx * ny)
        let (width, height) = (nx + 2 * dx, ny + 2 * dy)
        var result = [T](repeating: fill, count: planes * width * height)
        for plane in 0..<planes {
            for row in 0..<ny {
                let source = (plane * ny + row) * nx
                let target = (plane * height + row + dy) * width + dx
                result.replaceSubrange(target..<target + nx, with: values[source..<source + nx])
            }
        }
        return result
    }

    /// Some of the bins of an axis.
    static func slice<T>(_ values: [T], outer: Int, count: Int, inner: Int, bins: Range<Int>) -> [T] {
        if outer == 1 { return Array(values[bins.lowerBound * inner..<bins.upperBound * inner]) }
        var result: [T] = []
        result.reserveCapacity(outer * bins.count * inner)
        for o in 0..<outer {
            let start = o * count * inner
            result += values[start + bins.lowerBound * inner..<start + bins.upperBound * inner]
        }
        return result
    }

    /// Groups of bins of an axis combined, element by element.
    static func grouped<T>(
        _ values: [T], outer: Int, count: Int, inner: Int, groups: [Range<Int>], start: T, _ combine: (T, T) -> T
    ) -> [T] {
        var result = [T](repeating: start, count: outer * groups.count * inner)
        values.withUnsafeBufferPointer { values in
            result.withUnsafeMutableBufferPointer { result in
                for o in 0..<outer {
                    for (number, group) in groups.enumerated() {
                        let target = (o * groups.count + number) * inner
                        for bin in group {
                            let source = (o * count + bin) * inner
                            for k in 0..<inner { result[target + k] = combine(result[target + k], values[source + k]) }
                        }
                    }
                }
            }
        }
        return result
    }

    /// Every bin of an axis repeated.
    static func repeated<T>(_ values: [T], outer: Int, count: Int, inner: Int, times: Int) -> [T] {
        var result: [T] = []
        result.reserveCapacity(values.count * times)
        for index in 0..<outer * count {
            for _ in 0..<times { result += values[index * inner..<(index + 1) * inner] }
        }
        return result
    }
}
