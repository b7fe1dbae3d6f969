import GammaCore
import GammaData
import GammaMaps

/// Counts the events in off regions.
struct OffCounts {
    let regions: OffRegions
    let energy: MapAxis
    let observation: Observation

    /// Counts in each bin of reconstructed energy.
    func counts() throws -> [Double] {
        if case .point = regions.pixelRegions.first { return try countsWithinRadMax() }
        return countsWithinShapes()
    }

    /// Events within the union of the regions.
    private func countsWithinShapes() -> [Double] {
        var counts = [Double](repeating: 0, count: energy.binCount)
        let events = observation.events
        let (xs, ys) = regions.geometry.wcs.pixels(lon: events.ra, lat: events.dec, frame: .icrs)
        for index in xs.indices {
            guard let bin = energy.index(of: events.energy[index]) else { continue }
            if regions.pixelRegions.contains(where: { $0.contains(x: xs[index], y: ys[index]) }) { counts[bin] += 1 }
        }
        return counts
    }

    /// Events within RAD_MAX(energy) of each point; positions far enough apart are not checked again.
    private func countsWithinRadMax() throws -> [Double] {
        var total = [Double](repeating: 0, count: energy.binCount)
        for region in try regions.skyRegions() {
            let offset = try observation.pointingDirection().separation(to: region.centre)
            let selector = try OnRegionSelector(
                region: region, observation: observation, energy: energy, offset: offset)
            let counts = selector.histogram(observation.events)
            for bin in counts.indices { total[bin] += counts[bin] }
        }
        return total
    }
}
