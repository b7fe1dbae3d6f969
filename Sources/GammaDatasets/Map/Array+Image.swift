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
    /// Sums of `factor` × `factor` pixels of every plane; flags, if any, tell which values count. NaN counts as zero.
    func blockSums(nx: Int, ny: Int, factor: Int, where mask: [Bool]? = nil) -> [Double] {
        let (width, height) = (nx / factor, ny / factor)
        var sums = [Double](repeating: 0, count: count / (nx * ny) * width * height)
        sums.withUnsafeMutableBufferPointer { sums in
            withFlags(mask) { values, flags in
                for line in 0..<values.count / nx {
                    let (plane, row) = (line / ny, line % ny)
                    let target = (plane * height + row / factor) * width
                    for column in 0..<width {
                        var sum = 0.0
                        for index in line * nx + column * factor..<line * nx + (column + 1) * factor {
                            let value = values[index]
                            if flags?[index] ?? true, !value.isNaN { sum += value }
                        }
                        sums[target + column] += sum
                    }
                }
            }
        }
        return sums
    }

    /// Sums of groups of planes; flags, if any, tell which values count.
    func groupSums(_ groups: [Range<Int>], pixels: Int, where mask: [Bool]? = nil) -> [Double] {
        var sums = [Double](repeating: 0, count: groups.count * pixels)
        sums.withUnsafeMutableBufferPointer { sums in
            withFlags(mask) { values, flags in
                for (target, bins) in groups.enumerated() {
                    for bin in bins {
                        for pixel in 0..<pixels where flags?[bin * pixels + pixel] ?? true {
                            sums[target * pixels + pixel] += values[bin * pixels + pixel]
                        }
                    }
                }
            }
        }
        return sums
    }

    /// The sum of the values where flags are set.
    func sum(where mask: [Bool]) -> Double {
        var sum = 0.0
        withFlags(mask) { values, flags in
            guard let flags else { return }
            for index in values.indices where flags[index] { sum += values[index] }
        }
        return sum
    }

    /// Values and flags as buffers.
    private func withFlags(
        _ mask: [Bool]?, _ body: (UnsafeBufferPointer<Double>, UnsafeBufferPointer<Bool>?) -> Void
    ) {
        withUnsafeBufferPointer { values in
            guard let mask else { return body(values, nil) }
            mask.withUnsafeBufferPointer { body(values, $0) }
        }
    }
}

extension [Bool] {
    /// For every block of `factor` × `factor` pixels whether any is set.
    func blocks(nx: Int, ny: Int, factor: Int) -> [Bool] {
        let (width, height) = (nx / factor, ny / factor)
        var blocks = [Bool](repeating: false, count: count / (nx * ny) * width * height)
        blocks.withUnsafeMutableBufferPointer { blocks in
            withUnsafeBufferPointer { flags in
                for line in 0..<flags.count / nx {
                    let target = (line / ny * height + line % ny / factor) * width
                    for column in 0..<nx where flags[line * nx + column] { blocks[target + column / factor] = true }
                }
            }
        }
        return blocks
    }

    /// For every group of planes and pixel whether any is set.
    func groups(_ groups: [Range<Int>], pixels: Int) -> [Bool] {
        groups.flatMap { Array(self[$0.lowerBound * pixels..<$0.upperBound * pixels]).anyPlane(pixels) }
    }
}
