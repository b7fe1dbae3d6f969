import GammaCore
import GammaData
import GammaDatasets
import GammaMaps

/// Measures the background in regions of the same field of view that see the same acceptance as the on region.
public struct ReflectedRegionsBackgroundMaker: SpectrumBackgroundMaker {
    /// Places the off regions.
    public var finder: any OffRegionsFinder
    /// Non-zero where the sky may be used for the background; nil excludes nothing.
    public var exclusion: WCSMap?
    /// Regions in which there may be no background either: no off region holds a pixel centre of theirs.
    public var excludedRegions: [SkyRegion]

    /// Makes a maker.
    public init(
        finder: any OffRegionsFinder = ReflectedRegionsFinder(), exclusion: WCSMap? = nil,
        excludedRegions: [SkyRegion] = []
    ) {
        self.finder = finder
        self.exclusion = exclusion
        self.excludedRegions = excludedRegions
    }

    /// The dataset with off counts. Without any off region the dataset is masked wholly and a notice says so.
    ///
    /// Off counts are those in the union of the regions: an event in two that touch is counted once.
    public func apply(
        to dataset: SpectrumDataset, observation: Observation, execution: Execution = Execution()
    ) throws -> SpectrumDataset {
        guard let region = dataset.region else {
            throw Fault(.incompatible, "dataset '\(dataset.name)' has no on region to reflect")
        }
        let pointing = try observation.pointingDirection()
        var regions = try finder.find(
            region: region, pointing: pointing, exclusion: allowed(region: region, pointing: pointing))
        if case .point = region, try overlap(regions, region, dataset, observation) {
            execution.notices.add(
                "observation \(observation.name): off regions of RAD_MAX overlap, none is used; choose fewer off regions"
            )
            regions.pixelRegions = []
        }
        return try dataset.measured(in: regions, observation: observation, execution: execution)
    }

    /// The sky that may be used: the map alone, or on the pixels of the finder the map without the regions.
    private func allowed(region: SkyRegion, pointing: SkyDirection) throws -> WCSMap? {
        guard let excluded = SkyRegion.union(of: excludedRegions) else { return exclusion }
        let geometry = try OffRegionsGeometry.map(region: region, pointing: pointing, binSize: finder.binSize)
        let (lon, lat) = geometry.pixelCentres()
        var allowed = excluded.contains(lon: lon, lat: lat, frame: geometry.frame).map { !$0 }
        if let exclusion {
            let values = exclusion.values(lon: lon, lat: lat, frame: geometry.frame, outside: 1)
            for index in allowed.indices where values[index] == 0 { allowed[index] = false }
        }
        return try WCSMap(mask: allowed, geometry)
    }

    /// Whether circles of RAD_MAX around on and off positions overlap at any energy of the axis.
    private func overlap(
        _ regions: OffRegions, _ region: SkyRegion, _ dataset: SpectrumDataset, _ observation: Observation
    ) throws -> Bool {
        guard let radMax = observation.radMax else { return false }
        let offset = try observation.pointingDirection().separation(to: region.centre)
        let largest = radMax.radius(energies: dataset.energy.centres, offset: offset).max() ?? 0
        let centres = try [region.centre] + regions.skyRegions().map(\.centre)
        for first in centres.indices {
            for second in centres.indices where second > first {
                if centres[first].separation(to: centres[second]) < 2 * largest { return true }
            }
        }
        return false
    }
}

extension SpectrumDataset {
    /// This dataset with the counts of off regions and acceptances 1 and number of regions.
    fileprivate func measured(
        in regions: OffRegions, observation: Observation, execution: Execution
    ) throws -> SpectrumDataset {
        var result = self
        let bins = energy.binCount
        let number = Double(regions.pixelRegions.count)
        var off = OffMeasurement(
            counts: Array(repeating: 0, count: bins), acceptance: Array(repeating: 1, count: bins),
            acceptanceOff: Array(repeating: number, count: bins))
        if regions.pixelRegions.isEmpty {
            execution.notices.add(
                "observation \(observation.name): no off region fits outside the excluded sky; the run is left out")
            result.maskSafe = Array(repeating: false, count: bins)
        } else {
            off.counts = try OffCounts(regions: regions, energy: energy, observation: observation).counts()
            off.region = SkyRegion.union(of: try regions.skyRegions())
        }
        result.background = .measured(off)
        return result
    }
}
