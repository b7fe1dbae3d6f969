import Foundation
import GammaCore
import GammaDatasets
import GammaFit
import GammaMaps
import GammaModels
import GammaProducts

extension BlindSearch {
    /// Fits everything together and tries every source again in other forms; those that go better are taken. Once none does, every
    /// source is left out in turn, and the least of those that have become insignificant goes; until nothing changes.
    mutating func review() throws -> FitResult? {
        var reviewed: [String: ReviewedSource] = [:]
        var stat = Double.infinity
        for pass in 1...Self.passes where !models.freeParameters.entries.isEmpty {
            try execution.progress.update(step: "search: fit \(pass) of everything", done: 0, total: 1)
            let result = try Self.fit(datasets, models, quiet)
            models = result.models
            // What was tried stands for a source that is as it was, while everything goes as well as before.
            let stands = abs(stat - result.fit.stat) < Self.negligible
            stat = result.fit.stat
            for name in added where !stands || reviewed[name]?.form != models[name]?.skyModel.map(Self.form) {
                reviewed[name] = nil
            }
            try reviewForms(pass, &reviewed)
            let changed = pass == Self.passes ? [] : added.filter { reviewed[$0]?.isBetterOtherwise ?? false }
            try measure(changed.isEmpty ? added : changed, pass, &reviewed)
            for name in changed { models[name] = reviewed[name]?.best.map { .sky($0) } }
            let removed = changed.isEmpty && pass < Self.passes ? leastInsignificant() : nil
            record(changed.isEmpty ? added : changed, of: reviewed, pass, removed: removed)
            if let removed { remove(removed, at: reviewed[removed]?.place) }
            guard !changed.isEmpty || removed != nil else { return result.fit }
        }
        return nil
    }

    /// How often everything is fitted together.
    private static let passes = 8
    /// A change of the statistic after which forms are not tried again.
    private static let negligible = 0.1

    /// Tries other forms of the sources that are not reviewed yet.
    private func reviewForms(_ pass: Int, _ reviewed: inout [String: ReviewedSource]) throws {
        let sources = added.filter { reviewed[$0] == nil }.compactMap { models[$0]?.skyModel }
        let execution = quiet.shared(by: sources.count)
        let new = try parallelMap(sources, self.execution, step: "search: review \(pass), forms") { source in
            try reviewForms(of: source, execution)
        }
        for (source, review) in zip(sources, new) { reviewed[source.name] = review }
    }

    private func reviewForms(of source: SkyModel, _ execution: Execution) throws -> ReviewedSource? {
        guard let place = source.spatial?.position else { return nil }
        let patch = try patch(around: place, extent: 2 * source.extent, execution)
        let form = Self.form(of: source)
        var trials = SourceTrials(threshold: finder.detailThreshold)
        trials.add(form, (patch.models, try patch.statistic(patch.models)))
        let current = trials.all[0]
        try tryForms(form.others(finder.shapes, finder.spectra), of: source.name, instead: current, patch, &trials)
        return ReviewedSource(name: source.name, place: place, form: form, trials: trials)
    }

    /// Sets the test statistics of sources.
    private mutating func measure(_ names: [String], _ pass: Int, _ reviewed: inout [String: ReviewedSource]) throws {
        let unknown = names.compactMap { reviewed[$0] }.filter { $0.null == nil }
        for (source, null) in zip(unknown, try statistics(without: unknown, pass)) {
            reviewed[source.name]?.null = null
        }
        for name in names {
            guard let source = reviewed[name], let null = source.null else { continue }
            ts[name] = null - source.stat
            tsExtent[name] = Self.tsExtent(source.trials.record(without: null), source.form.spectrum)
        }
    }

    /// The statistics of the parts of the sky around sources, their neighbours fitted without them.
    private func statistics(without sources: [ReviewedSource], _ pass: Int) throws -> [Double] {
        let execution = quiet.shared(by: sources.count)
        return try parallelMap(sources, self.execution, step: "search: review \(pass), sources left out") { source in
            let extent = models[source.name]?.skyModel?.extent ?? 0
            let patch = try patch(around: source.place, extent: 2 * extent, execution)
            var without = patch.models
            without[source.name] = nil
            return try patch.fit(without).stat
        }
    }

    private mutating func record(
        _ names: [String], of reviewed: [String: ReviewedSource], _ pass: Int, removed: String?
    ) {
        for case let source? in names.map({ reviewed[$0] }) {
            let decision: SearchStep.Decision =
                source.name == removed
                ? .removed : models[source.name]?.skyModel.map(Self.form) == source.form ? .kept : .changed
            steps.append(
                SearchStep(
                    round: rounds.count, pass: pass, source: source.name, place: source.place,
                    trials: source.trials.record(without: source.null ?? .nan), decision: decision,
                    best: source.trials.best?.form ?? source.form))
        }
    }

    /// The source with the least test statistic when that is not significant.
    private func leastInsignificant() -> String? {
        let least = added.min { ts[$0] ?? 0 < ts[$1] ?? 0 }
        return least.flatMap { ts[$0] ?? 0 < finder.threshold * finder.threshold ? $0 : nil }
    }

    private mutating func remove(_ name: String, at place: SkyDirection?) {
        models[name] = nil
        added.removeAll { $0 == name }
        if let place { rejected.append(place) }
    }

    /// By how much the best of the extended shapes goes better than a point; nil where they were not compared.
    private static func tsExtent(_ trials: [SearchTrial], _ spectrum: SourceSpectrum) -> Double? {
        let same = trials.filter { $0.form.spectrum == spectrum }
        guard let point = same.first(where: { $0.form.shape == .point }) else { return nil }
        return same.filter { $0.form.shape != .point }.map { max($0.ts - point.ts, 0) }.max()
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
