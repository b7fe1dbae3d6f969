import GammaMaps

extension TSInput {
    /// The layers of an energy interval: one of all its bins, or one a bin.
    func layers(_ group: EnergyGroup, sums: Bool) -> [TSLayer] {
        sums ? [summed(group)] : group.bins.map(single)
    }

    private var pixels: Int { dataset.geometry.pixelCount }

    private func single(_ bin: Int) -> TSLayer {
        let exposure = exposure.plane(bin)
        func masked(_ value: (Int) -> Double) -> [Double] {
            (0..<pixels).map { mask[bin * pixels + $0] ? value($0) : 0 }
        }
        let area = size * size
        return layer(
            counts: masked { dataset.counts.values[bin * pixels + $0] },
            background: masked { background[bin * pixels + $0] },
            exposure: masked { exposure[$0] }, numbers: [Int32](repeating: 0, count: pixels),
            kernels: Array(kernels[bin * area..<(bin + 1) * area]))
    }

    private func summed(_ group: EnergyGroup) -> TSLayer {
        var (counts, background) = ([Double](repeating: 0, count: pixels), [Double](repeating: 0, count: pixels))
        var exposure = counts
        for bin in group.bins {
            let plane = self.exposure.plane(bin)
            for pixel in 0..<pixels where mask[bin * pixels + pixel] {
                counts[pixel] += dataset.counts.values[bin * pixels + pixel]
                background[pixel] += self.background[bin * pixels + pixel]
                exposure[pixel] += plane[pixel]
            }
        }
        let (numbers, kernels) = meanKernels(group)
        return layer(counts: counts, background: background, exposure: exposure, numbers: numbers, kernels: kernels)
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
        return (numbers, result)
    }

    private func meanKernel(_ group: EnergyGroup, _ bins: [Bool], _ area: Int) -> [Double] {
        let used = zip(group.bins, bins).filter(\.1).map(\.0)
        return (0..<area).map { index in
            used.isEmpty ? 0 : used.reduce(0) { $0 + kernels[$1 * area + index] } / Double(used.count)
        }
    }

    private func layer(
        counts: [Double], background: [Double], exposure: [Double], numbers: [Int32], kernels: [Double]
    ) -> TSLayer {
        TSLayer(
            nx: dataset.geometry.nx, ny: dataset.geometry.ny, size: size, counts: counts, background: background,
            exposure: exposure, kernelNumbers: numbers, kernels: kernels)
    }
}
