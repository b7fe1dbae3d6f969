import Foundation
import GammaCore
import GammaDatasets
import GammaFit
import GammaMaps
import GammaModels
import GammaProducts

extension BlindSearch {
    /// Fits everything together and tries every source again: without it, and in other forms. The least of those that have
    /// become insignificant goes, forms change; until nothing does.
    mutating func review() throws -> FitResult? {
        for pass in 1...Self.passes where !models.freeParameters.entries.isEmpty {
            try execution.progress.update(step: "search: fit \(pass) of everything", done: 0, total: 1)
            let result = try Self.fit(datasets, models, quiet)
            models = result.models
            var reviewed = try measure(pass)
            let isLast = pass == Self.passes
            let isChanged = !isLast && change(&reviewed)
            steps += reviewed.map(\.step)
            guard isChanged else { return result.fit }
        }
        return nil
    }

    /// How often everything is fitted together.
    private static let passes = 8

    /// What was tried of a source, and how it goes best.
    private struct Reviewed {
        var step: SearchStep
        var source: SkyModel
    }

    /// Sets the test statistics of all sources, and tries their other forms.
    private mutating func measure(_ pass: Int) throws -> [Reviewed] {
        var reviewed: [Reviewed] = []
        for (number, name) in added.enumerated() {
            try execution.progress.update(step: "search: review \(pass)", done: number, total: added.count)
            guard let source = models[name]?.skyModel, let place = source.spatial?.position else { continue }
            let patch = try patch(around: place, extent: 2 * source.extent)
            let form = Self.form(of: source)
            var trials = SourceTrials(threshold: finder.detailThreshold)
            trials.add(form, try patch.fit(patch.models))
            guard let current = trials.best else { continue }
            var without = patch.models
            without[name] = nil
            let null = try patch.fit(without).stat
            ts[name] = null - current.stat
            try tryForms(form.others(finder.shapes, finder.spectra), of: name, instead: current, patch, &trials)
            let record = trials.record(without: null)
            tsExtent[name] = Self.tsExtent(record, form.spectrum)
            guard let best = trials.best, let model = best.models[name]?.skyModel else { continue }
            let step = SearchStep(
                round: rounds.count, pass: pass, source: name, place: place, trials: record, decision: .kept,
                best: best.form)
            reviewed.append(Reviewed(step: step, source: best.form == form ? source : model))
        }
        try execution.progress.update(step: "search: review \(pass)", done: added.count, total: added.count)
        return reviewed
    }

    /// By how much the best of the extended shapes goes better than a point; nil where they were not compared.
    private static func tsExtent(_ trials: [SearchTrial], _ spectrum: SourceSpectrum) -> Double? {
        let same = trials.filter { $0.form.spectrum == spectrum }
        guard let point = same.first(where: { $0.form.shape == .point }) else { return nil }
        return same.filter { $0.form.shape != .point }.map { max($0.ts - point.ts, 0) }.max()
    }

    /// Takes forms that go better, and the least significant source away; whether there was any.
    private mutating func change(_ reviewed: inout [Reviewed]) -> Bool {
        var isChanged = false
        for index in reviewed.indices {
            let source = reviewed[index].source
            guard let old = models[source.name]?.skyModel, Self.form(of: old) != Self.form(of: source) else { continue }
            models[source.name] = .sky(source)
            reviewed[index].step.decision = .changed
            isChanged = true
        }
        let least = reviewed.indices.min { ts[reviewed[$0].source.name] ?? 0 < ts[reviewed[$1].source.name] ?? 0 }
        guard let least else { return isChanged }
        let name = reviewed[least].source.name
        guard ts[name] ?? 0 < finder.threshold * finder.threshold else { return isChanged }
        models[name] = nil
        added.removeAll { $0 == name }
        rejected.append(reviewed[least].step.place)
        reviewed[least].step.decision = .removed
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
