import Foundation
import GammaCore
import GammaDatasets
import GammaFit
import GammaMaps
import GammaModels
import GammaProducts

extension BlindSearch {
    /// Fits everything together and tries every source again: without it, and with the other shape. The least of those that
    /// have become insignificant goes, shapes change; until nothing does.
    mutating func review() throws -> FitResult? {
        for pass in 1...Self.passes where !models.freeParameters.entries.isEmpty {
            try execution.progress.update(step: "search: fit \(pass) of everything", done: 0, total: 1)
            let result = try Self.fit(datasets, models, quiet)
            models = result.models
            let others = try measure(pass)
            guard pass < Self.passes, change(others) else { return result.fit }
        }
        return nil
    }

    /// How often everything is fitted together.
    private static let passes = 6

    /// Sets the test statistics of all sources.
    /// - Returns: the sources that go better with the other shape.
    private mutating func measure(_ pass: Int) throws -> [SkyModel] {
        var others: [SkyModel] = []
        for (number, name) in added.enumerated() {
            try execution.progress.update(step: "search: review \(pass)", done: number, total: added.count)
            guard let source = models[name]?.skyModel, let place = source.spatial?.position else { continue }
            let patch = try patch(around: place, extent: 2 * source.extent)
            let stat = try patch.fit(patch.models).stat
            var without = patch.models
            without[name] = nil
            ts[name] = try patch.fit(without).stat - stat
            var trial = patch.models
            let isExtended = Self.isExtended(source)
            var turned = source
            turned.spatial = isExtended ? point(at: place) : extended(at: place, size: 0)
            trial[name] = .sky(turned)
            let other = try patch.fit(trial)
            let gain = isExtended ? other.stat - stat : stat - other.stat
            tsExtent[name] = max(gain, 0)
            let goesBetter = gain >= finder.extensionThreshold * finder.extensionThreshold
            if goesBetter != isExtended, let model = other.models[name]?.skyModel { others.append(model) }
        }
        try execution.progress.update(step: "search: review \(pass)", done: added.count, total: added.count)
        return others
    }

    /// Takes shapes that go better, and the least significant source away; whether there was any.
    private mutating func change(_ others: [SkyModel]) -> Bool {
        for source in others { models[source.name] = .sky(source) }
        let least = added.min { ts[$0] ?? 0 < ts[$1] ?? 0 }
        guard let least, ts[least] ?? 0 < finder.threshold * finder.threshold else { return !others.isEmpty }
        models[least] = nil
        added.removeAll { $0 == least }
        return true
    }

    /// The sources, the most significant first, in the pixels of maps.
    func sourceList(_ maps: SearchMaps) throws -> SourceList {
        let map = maps.maps[0]
        let edges = map.energy.edges
        let peaks = added.compactMap { peak($0, map.geometry, edges) }.sorted { $0.value > $1.value }
        return SourceList(
            peaks, quantity: MapQuantity.sqrtTS.rawValue, threshold: finder.threshold,
            energyRange: edges[0]...edges[edges.count - 1])
    }

    private func peak(_ name: String, _ geometry: WCSGeometry, _ edges: [Double]) -> Peak? {
        guard let position = models.components.firstIndex(where: { $0.name == name }),
            let source = models.components[position].skyModel, let shape = source.spatial, let place = shape.position
        else { return nil }
        let pixel = geometry.indices(of: place) ?? (x: -1, y: -1)
        let significance = max(ts[name] ?? 0, 0)
        var peak = Peak(
            x: pixel.x, y: pixel.y, direction: geometry.direction(x: Double(pixel.x), y: Double(pixel.y)) ?? place,
            value: significance.squareRoot(), fitted: place)
        peak.name = name
        func error(_ name: String) -> Double {
            shape.parameters.first { $0.name == name }.map { $0.error * $0.internalFactor } ?? .nan
        }
        let area = error("lon_0") * error("lat_0") * cos(place.lat * Double.pi / 180)
        peak.positionError = area > 0 ? area.squareRoot() : .nan
        if Self.isExtended(source) { (peak.extent, peak.extentError) = (source.extent, error("sigma")) }
        peak.tsExtent = tsExtent[name]
        peak.values = [.ts: significance, .sqrtTS: significance.squareRoot()]
        let flux = source.spectral.integralError(
            edges: [edges[0], edges[edges.count - 1]], covariance: models.spectralCovariance(ofModelAt: position))
        (peak.flux, peak.fluxErr) = (flux.values.first, flux.errors.first)
        return peak
    }
}
