import GammaCore
import GammaMaps

extension MapDataset {
    /// The dataset with some of the bins of reconstructed energy; exposure and point-spread function stay.
    /// - Throws: ``Fault/Code/badValue`` for an empty range or one outside the axis.
    public func sliced(energyBins bins: Range<Int>, name: String? = nil) throws -> MapDataset {
        let pixels = geometry.pixelCount
        let axis = try energy.slice(bins)
        func cut<Element>(_ values: [Element]) -> [Element] {
            Array(values[bins.lowerBound * pixels..<bins.upperBound * pixels])
        }
        return try replacing(
            name: name, psf: psf,
            energyDispersion: energyDispersion.map { try $0.sliced(energyBins: bins, of: energy) },
            maskSafe: cut(maskSafe), maskFit: maskFit.map(cut)
        ) { map in
            map.geometry.axes[0].name == "energy_true"
                ? map : try map.replacing(geometry.with(axes: [axis]), values: cut(map.values))
        }
    }

    /// The dataset with the bins between two energies in TeV, each snapped to the nearest edge; nil is no limit.
    /// - Throws: ``Fault/Code/badValue`` when no bin lies between them.
    public func sliced(energyMin: Double? = nil, energyMax: Double? = nil, name: String? = nil) throws -> MapDataset {
        let limits = [energyMin ?? energy.edges[0], energyMax ?? energy.edges[energy.binCount]]
        guard let group = try energy.groups(edges: limits).first(where: { $0.kind == .normal }) else {
            throw Fault(.badValue, "dataset '\(name ?? self.name)' has no energy bin between \(limits) TeV")
        }
        return try sliced(energyBins: group.bins, name: name)
    }

    /// The dataset in wider bins of reconstructed energy, the edges snapped to those there are. Only safe counts,
    /// backgrounds and acceptances add up, a bin is safe when any of its parts is; kernels of the energy dispersion add up
    /// within the safe mask. What lies outside the new axis is left out.
    /// - Throws: ``Fault/Code/badValue`` when no bin lies within the new axis.
    public func resampled(energy axis: MapAxis, name: String? = nil) throws -> MapDataset {
        let groups = try energy.groups(edges: axis.edges).filter { $0.kind == .normal }
        let bins = groups.map(\.bins)
        let edges = groups.map(\.lower) + groups.suffix(1).map(\.upper)
        let wide = try MapAxis(edges: edges, name: "energy", unit: energy.unit, interpolation: energy.interpolation)
        let pixels = geometry.pixelCount
        func sums(_ values: [Double]) -> [Double] { values.groupSums(bins, pixels: pixels, where: maskSafe) }
        var result = try replacing(
            name: name, psf: psf,
            energyDispersion: energyDispersion.map { try $0.grouped(edges: edges, weights: maskSafe(of: $0)) },
            maskSafe: maskSafe.groups(bins, pixels: pixels), maskFit: maskFit?.groups(bins, pixels: pixels)
        ) { map in
            map.geometry.axes[0].name == "energy_true"
                ? map : try map.replacing(geometry.with(axes: [wide]), values: sums(map.values))
        }
        result.setOff(from: self, expected: sums(backgroundCounts), acceptance: sums)
        return result
    }

    /// The dataset in one bin of reconstructed energy.
    public func toImage(name: String? = nil) throws -> MapDataset {
        try resampled(energy: energy.squashed(), name: name)
    }
}

extension EnergyDispersionMap {
    /// The kernels of some of the bins of reconstructed energy; densities in migra stay.
    func sliced(energyBins bins: Range<Int>, of energy: MapAxis) throws -> EnergyDispersionMap {
        guard !isMigra else { return self }
        guard map.axis == energy else {
            throw Fault(.incompatible, "the energy dispersion has other bins of energy than the counts")
        }
        let plane = map.axis.binCount * map.pixelCount
        let values = (0..<map.energyTrue.binCount).flatMap { t in
            map.values[t * plane + bins.lowerBound * map.pixelCount..<t * plane + bins.upperBound * map.pixelCount]
        }
        return try replacing(axis: map.axis.slice(bins), values: values)
    }

    /// The kernels in wider bins: sums of the safe ones; densities in migra stay.
    /// - Parameter weights: safe bins (energy, y, x).
    func grouped(edges: [Double], weights: [Bool]) throws -> EnergyDispersionMap {
        guard !isMigra else { return self }
        let groups = try map.axis.groups(edges: edges).filter { $0.kind == .normal }
        let plane = map.axis.binCount * map.pixelCount
        let values = (0..<map.energyTrue.binCount).flatMap { t in
            Array(map.values[t * plane..<(t + 1) * plane]).groupSums(
                groups.map(\.bins), pixels: map.pixelCount, where: weights)
        }
        let wide = groups.map(\.lower) + groups.suffix(1).map(\.upper)
        return try replacing(
            axis: MapAxis(edges: wide, name: "energy", unit: map.axis.unit, interpolation: map.axis.interpolation),
            values: values)
    }

    private func replacing(axis: MapAxis, values: [Double]) throws -> EnergyDispersionMap {
        try EnergyDispersionMap(
            ResponseMap(
                image: map.image, energyTrue: map.energyTrue, axis: axis, values: values, exposure: map.exposure))
    }
}
