extension Array {
    /// Columns and rows of every plane of a cube, C order.
    func window(nx: Int, ny: Int, columns: Range<Int>, rows: Range<Int>) -> [Element] {
        let planes = count / (nx * ny)
        var part: [Element] = []
        part.reserveCapacity(planes * rows.count * columns.count)
        for plane in 0..<planes {
            for row in rows {
                let start = (plane * ny + row) * nx
                part.append(contentsOf: self[start + columns.lowerBound..<start + columns.upperBound])
            }
        }
        return part
    }

    /// Every plane of a cube with a margin filled with one value.
    func padded(nx: Int, ny: Int, by margin: Int, with fill: Element) -> [Element] {
        let width = nx + 2 * margin
        let planes = count / (nx * ny)
        var result = [Element](repeating: fill, count: planes * width * (ny + 2 * margin))
        for plane in 0..<planes {
            for row in 0..<ny {
                let start = (plane * (ny + 2 * margin) + row + margin) * width + margin
                let source = (plane * ny + row) * nx
                for column in 0..<nx { result[start + column] = self[source + column] }
            }
        }
        return result
    }
}

extension [Double] {
    /// Sums of `factor` × `factor` pixels of every plane; flags, if any, tell which values count.
    func blockSums(nx: Int, ny: Int, factor: Int, where mask: [Bool]? = nil) -> [Double] {
        let (width, height) = (nx / factor, ny / factor)
        let planes = count / (nx * ny)
        var sums = [Double](repeating: 0, count: planes * width * height)
        for plane in 0..<planes {
            for row in 0..<ny {
                let (source, target) = ((plane * ny + row) * nx, (plane * height + row / factor) * width)
                for column in 0..<nx where mask?[source + column] ?? true {
                    let value = self[source + column]
                    sums[target + column / factor] += value.isNaN ? 0 : value
                }
            }
        }
        return sums
    }

    /// Sums of groups of planes; flags, if any, tell which values count.
    func groupSums(_ groups: [Range<Int>], pixels: Int, where mask: [Bool]? = nil) -> [Double] {
        var sums = [Double](repeating: 0, count: groups.count * pixels)
        for (target, bins) in groups.enumerated() {
            for bin in bins {
                for pixel in 0..<pixels where mask?[bin * pixels + pixel] ?? true {
                    sums[target * pixels + pixel] += self[bin * pixels + pixel]
                }
            }
        }
        return sums
    }
}

extension [Bool] {
    /// For every block of `factor` × `factor` pixels whether any is set.
    func blocks(nx: Int, ny: Int, factor: Int) -> [Bool] {
        map { $0 ? 1.0 : 0 }.blockSums(nx: nx, ny: ny, factor: factor).map { $0 > 0 }
    }

    /// For every group of planes and pixel whether any is set.
    func groups(_ groups: [Range<Int>], pixels: Int) -> [Bool] {
        groups.flatMap { Array(self[$0.lowerBound * pixels..<$0.upperBound * pixels]).anyPlane(pixels) }
    }
}
