import Foundation
import GammaCore
import GammaData
import GammaDatasets
import GammaMaps
import GammaNumerics

/// Marks the bins of a dataset in which the instrument response can be trusted. All methods must agree on a bin.
public struct SafeMaskMaker: Sendable {
    /// The rules.
    public var methods: [SafeMaskMethod]
    /// Offset from the pointing at which the responses are looked up, deg; nil takes the region's centre.
    public var fixedOffset: Double?
    /// Where the responses of maps are looked up; nil takes the middle of the map.
    public var position: SkyDirection?

    /// Makes a maker.
    public init(
        _ methods: [SafeMaskMethod] = [.aeffDefault], fixedOffset: Double? = nil, position: SkyDirection? = nil
    ) {
        self.methods = methods
        self.fixedOffset = fixedOffset
        self.position = position
    }

    /// The dataset with its safe mask narrowed by all methods.
    /// - Throws: a fault when a method lacks what it needs.
    public func apply(
        to dataset: SpectrumDataset, observation: Observation, execution: Execution = Execution()
    ) throws -> SpectrumDataset {
        var result = dataset
        for method in methods {
            let mask = try mask(method, dataset, observation, execution)
            for bin in mask.indices where !mask[bin] { result.maskSafe[bin] = false }
        }
        if case .predicted(let background) = result.background {
            for bin in background.indices where !(background[bin] > 0 && background[bin].isFinite) {
                result.maskSafe[bin] = false
            }
        }
        return result
    }

    private func mask(
        _ method: SafeMaskMethod, _ dataset: SpectrumDataset, _ observation: Observation, _ execution: Execution
    ) throws -> [Bool] {
        switch method {
        case .aeffDefault:
            return try thresholds(dataset.energy, observation, execution)
        case .aeffMax(let percent):
            let area = try area(dataset, observation)
            guard let minimum = Self.areaThreshold(dataset.energyTrue.centres, area, percent: percent) else {
                execution.notices.add(
                    "the effective area of observation \(observation.name) is zero at the region: no energy is safe")
                return Array(repeating: false, count: dataset.energy.binCount)
            }
            return dataset.energy.mask(minimum: minimum, maximum: nil)
        case .edispBias(let percent):
            let kernel = try dispersion(dataset, observation)
            let minimum = kernel.energy(ofBias: percent / 100)
            return dataset.energy.mask(minimum: minimum, maximum: nil)
        case .offsetMax(let limit):
            let offset = try observation.pointingDirection().separation(to: centre(dataset))
            return Array(repeating: offset < limit, count: dataset.energy.binCount)
        case .bkgPeak:
            return try backgroundPeak(dataset, observation)
        }
    }

    func thresholds(
        _ energy: MapAxis, _ observation: Observation, _ execution: Execution
    ) throws -> [Bool] {
        let area = try observation.require(observation.effectiveArea, "effective area (aeff)")
        if area.loThreshold == nil || area.hiThreshold == nil {
            execution.notices.add(
                "the effective area has no LO_THRES or HI_THRES: the safe range of 'aeff-default' is open there",
                at: area.header.origin)
        }
        return energy.mask(minimum: area.loThreshold, maximum: area.hiThreshold)
    }

    private func centre(_ dataset: SpectrumDataset) throws -> SkyDirection {
        guard let region = dataset.region else {
            throw Fault(.incompatible, "dataset '\(dataset.name)' has no region, which the safe mask needs")
        }
        return region.centre
    }

    /// Effective area at the look-up position: exposure over livetime, or the response itself at a fixed offset.
    private func area(_ dataset: SpectrumDataset, _ observation: Observation) throws -> [Double] {
        if let fixedOffset {
            let area = try observation.require(observation.effectiveArea, "effective area (aeff)")
            return area.evaluate(energies: dataset.energyTrue.centres, offset: fixedOffset)
        }
        return dataset.livetime > 0 ? dataset.exposure.map { $0 / dataset.livetime } : dataset.exposure
    }

    private func dispersion(_ dataset: SpectrumDataset, _ observation: Observation) throws -> EnergyDispersionKernel {
        let matrix: Matrix
        if let fixedOffset {
            matrix = try observation.require(observation.energyDispersion, "energy dispersion (edisp)").kernel(
                offset: fixedOffset, energyTrueEdges: dataset.energyTrue.edges, energyEdges: dataset.energy.edges)
        } else {
            guard let stored = dataset.energyDispersion else {
                throw Fault(.missingHDU, "dataset '\(dataset.name)' has no energy dispersion, which 'edisp-bias' needs")
            }
            matrix = stored
        }
        return EnergyDispersionKernel(matrix: matrix, energyTrue: dataset.energyTrue, energy: dataset.energy)
    }

    private func backgroundPeak(_ dataset: SpectrumDataset, _ observation: Observation) throws -> [Bool] {
        let counts: [Double]
        if case .predicted(let predicted) = dataset.background {
            counts = predicted
        } else {
            let background = try observation.require(observation.background, "background (bkg)")
            counts = try RegionBackground(background, observation: observation).counts(
                region: dataset.region, energy: dataset.energy)
        }
        let peak = counts.indices.max { counts[$0] < counts[$1] } ?? 0
        return dataset.energy.mask(minimum: dataset.energy.edges[peak], maximum: nil)
    }

    /// The energy at which a log-log interpolated area first reaches a percentage of its maximum, TeV.
    ///
    /// Searched between the first energy with any area and the last one, as Gammapy does: on a grid of 100 logarithmic
    /// intervals, then to machine precision. Returns the first energy with any area when the curve does not cross, nil
    /// when there is no area at all.
    static func areaThreshold(_ energies: [Double], _ area: [Double], percent: Double) -> Double? {
        guard let first = area.firstIndex(where: { $0 > 0 }), let last = energies.last, let peak = area.max() else {
            return nil
        }
        let threshold = peak * percent / 100
        let curve = LogLogCurve(x: energies, y: area)
        return curve.firstCrossing(of: threshold, from: energies[first], to: last) ?? energies[first]
    }
}
