import GammaMaps

extension TSInput {
    /// Counts and predictions of an energy interval: the sum of its bins, or one plane a bin.
    func planes(_ group: EnergyGroup, sums: Bool) -> [TSCounts] {
        guard sums, group.bins.count > 1 else {
            return group.bins.map { bin in
                TSCounts(
                    mask: PlaneView(mask, first: bin * pixels),
                    counts: PlaneView(dataset.counts.values, first: bin * pixels),
                    background: PlaneView(background, first: bin * pixels))
            }
        }
        func sum(_ values: [Double]) -> PlaneView<Double> {
            var sum = [Double](repeating: 0, count: pixels)
            for bin in group.bins {
                for pixel in 0..<pixels where mask[bin * pixels + pixel] { sum[pixel] += values[bin * pixels + pixel] }
            }
            return PlaneView(sum)
        }
        return [TSCounts(mask: nil, counts: sum(dataset.counts.values), background: sum(background))]
    }

    /// The layers of these planes, with exposures and kernels.
    func layers(_ group: EnergyGroup, _ planes: [TSCounts]) -> [TSLayer] {
        let area = size * size
        guard planes.count < group.bins.count else {
            return zip(group.bins, planes).map { bin, plane in
                let kernel = Array(self.kernels[bin * area..<(bin + 1) * area])
                return layer(plane, exposure: exposure(bin...bin), numbers: [], kernels: kernel)
            }
        }
        let (numbers, kernels) = meanKernels(group)
        return planes.map {
            layer($0, exposure: exposure(ClosedRange(group.bins)), numbers: numbers, kernels: kernels)
        }
    }

    private var pixels: Int { dataset.geometry.pixelCount }

    /// The exposure of the bins in the mask.
    private func exposure(_ bins: ClosedRange<Int>) -> [Double] {
        var sum = exposure.plane(bins.lowerBound)
        for pixel in 0..<pixels where !mask[bins.lowerBound * pixels + pixel] { sum[pixel] = 0 }
        for bin in bins.dropFirst() {
            let plane = exposure.plane(bin)
            for pixel in 0..<pixels where mask[bin * pixels + pixel] { sum[pixel] += plane[pixel] }
        }
        return sum
    }

    /// One kernel for each set of unmasked bins that occurs: the mean over them.
    private func meanKernels(_ group: EnergyGroup) -> (numbers: [Int32], kernels: [Double]) {
        let area = size * size
        var known: [[Bool]: Int32] = [:]
        var result: [Double] = []
        var previous: (bins: [Bool], number: Int32)?
        let numbers = (0..<pixels).map { pixel -> Int32 in
            if let previous, zip(group.bins, previous.bins).allSatisfy({ mask[$0 * pixels + pixel] == $1 }) {
                return previous.number
            }
            let bins = group.bins.map { mask[$0 * pixels + pixel] }
            let number = known[bins] ?? Int32(known.count)
            if known[bins] == nil {
                known[bins] = number
                result += meanKernel(group, bins, area)
            }
            previous = (bins, number)
            return number
        }
        return (known.count > 1 ? numbers : [], result)
    }

    private func meanKernel(_ group: EnergyGroup, _ bins: [Bool], _ area: Int) -> [Double] {
        let used = zip(group.bins, bins).filter(\.1).map(\.0)
        return (0..<area).map { index in
            used.isEmpty ? 0 : used.reduce(0) { $0 + kernels[$1 * area + index] } / Double(used.count)
        }
    }

    private func layer(_ data: TSCounts, exposure: [Double], numbers: [Int32], kernels: [Double]) -> TSLayer {
        TSLayer(
            nx: dataset.geometry.nx, ny: dataset.geometry.ny, size: size, data: data, exposure: exposure,
            kernelNumbers: numbers, kernels: kernels)
    }
}
