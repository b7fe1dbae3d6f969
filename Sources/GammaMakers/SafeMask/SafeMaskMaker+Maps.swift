import GammaCore
import GammaData
import GammaDatasets
import GammaMaps
import GammaNumerics

extension SafeMaskMaker {
    /// The dataset with its safe mask narrowed by all methods; responses are looked up at ``position``, at the fixed
    /// offset north of the pointing, or in the middle of the map.
    /// - Throws: a fault when a method lacks what it needs.
    public func apply(
        to dataset: MapDataset, observation: Observation, target: MapTarget? = nil, execution: Execution = Execution()
    ) throws -> MapDataset {
        var result = dataset
        // Invalid backgrounds first, so that 'bkg-peak' does not see them.
        if case .predicted(let map) = dataset.background {
            result.narrow(map.values) { $0 > 0 && $0 < .infinity }
        }
        for method in methods {
            if case .offsetMax(let limit) = method {
                let pixels = target?.pixels ?? TargetPixels(dataset.geometry)
                result.narrow(image: try pixels.mask(within: limit, of: observation.pointingDirection()))
            } else {
                result.narrow(planes: try planes(method, result, observation, execution))
            }
        }
        return result
    }

    /// The bins of reconstructed energy that a method keeps.
    private func planes(
        _ method: SafeMaskMethod, _ dataset: MapDataset, _ observation: Observation, _ execution: Execution
    ) throws -> [Bool] {
        switch method {
        case .aeffDefault:
            return try thresholds(dataset.energy, observation, execution)
        case .aeffMax(let percent):
            let area = try area(dataset, observation)
            guard let minimum = Self.areaThreshold(dataset.energyTrue.centres, area, percent: percent) else {
                execution.notices.add(
                    "the effective area of observation \(observation.name) is zero where it is looked up: no energy is safe"
                )
                return Array(repeating: false, count: dataset.energy.binCount)
            }
            return dataset.energy.mask(minimum: minimum, maximum: nil)
        case .edispBias(let percent):
            guard let dispersion = dataset.energyDispersion else {
                throw Fault(.missingHDU, "dataset '\(dataset.name)' has no energy dispersion, which 'edisp-bias' needs")
            }
            let matrix = dispersion.kernel(at: try lookUpDirection(dataset, observation), energy: dataset.energy)
            let kernel = EnergyDispersionKernel(
                matrix: matrix, energyTrue: dataset.energyTrue, energy: dataset.energy)
            return dataset.energy.mask(minimum: kernel.energy(ofBias: percent / 100), maximum: nil)
        case .bkgPeak:
            let spectrum = try backgroundSpectrum(dataset)
            let peak = spectrum.indices.max { spectrum[$0] < spectrum[$1] } ?? 0
            return dataset.energy.mask(minimum: dataset.energy.edges[peak], maximum: nil)
        case .offsetMax:
            return Array(repeating: true, count: dataset.energy.binCount)
        }
    }

    private func lookUpDirection(_ dataset: MapDataset, _ observation: Observation) throws -> SkyDirection {
        if let fixedOffset {
            return try observation.pointingDirection().offset(by: fixedOffset, positionAngle: 0)
        }
        return position ?? dataset.geometry.centre
    }

    /// Effective area in the pixel of the look-up direction, cm² at each true energy.
    private func area(_ dataset: MapDataset, _ observation: Observation) throws -> [Double] {
        let direction = try lookUpDirection(dataset, observation)
        guard let (x, y) = dataset.geometry.indices(of: direction), dataset.livetime > 0 else {
            return dataset.energyTrue.centres.map { _ in 0 }
        }
        let pixel = y * dataset.geometry.nx + x
        return dataset.energyTrue.centres.indices.map {
            dataset.exposure.values[$0 * dataset.geometry.pixelCount + pixel] / dataset.livetime
        }
    }

    private func backgroundSpectrum(_ dataset: MapDataset) throws -> [Double] {
        guard case .predicted(let map) = dataset.background else {
            throw Fault(.missingHDU, "dataset '\(dataset.name)' has no predicted background, which 'bkg-peak' needs")
        }
        let pixels = dataset.geometry.pixelCount
        return dataset.energy.centres.indices.map { plane in
            map.values[plane * pixels..<(plane + 1) * pixels].reduce(0) { $0 + ($1.isFinite ? $1 : 0) }
        }
    }
}

extension MapDataset {
    /// Keeps of the safe mask the bins whose values fulfil a condition.
    @inline(__always)
    fileprivate mutating func narrow(_ values: [Double], _ condition: (Double) -> Bool) {
        maskSafe.withUnsafeMutableBufferPointer { mask in
            values.withUnsafeBufferPointer { values in
                for bin in mask.indices { mask[bin] = mask[bin] && condition(values[bin]) }
            }
        }
    }

    /// Keeps of the safe mask the pixels of an image.
    fileprivate mutating func narrow(image: [Bool]) {
        maskSafe.withUnsafeMutableBufferPointer { mask in
            image.withUnsafeBufferPointer { image in
                for start in stride(from: 0, to: mask.count, by: image.count) {
                    for pixel in image.indices { mask[start &+ pixel] = mask[start &+ pixel] && image[pixel] }
                }
            }
        }
    }

    /// Keeps of the safe mask some bins of energy.
    fileprivate mutating func narrow(planes: [Bool]) {
        let pixels = geometry.pixelCount
        for plane in planes.indices where !planes[plane] {
            for bin in plane * pixels..<(plane + 1) * pixels { maskSafe[bin] = false }
        }
    }
}
