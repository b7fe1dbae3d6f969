import Foundation
import GammaCore
import GammaData
import GammaDatasets
import GammaMakers

extension ConfiguredAnalysis {
    /// What the reduction would do, and what it would take; the first run is reduced to see, and nothing is written.
    /// - Parameter reduce: reduces a run; gives the bytes of the dataset that it goes into.
    /// - Throws: faults of the selection and of the first run.
    func plan(passes: Int, _ reduce: (SelectedRuns, String) throws -> Int) throws -> AnalysisPlan {
        let runs = try selectedRuns()
        let isStacked = config.datasets.stack
        let groups = runs.groups ?? [RunGroup(name: isStacked ? "stacked" : "runs", ids: runs.ids)]
        let start = ContinuousClock.now
        let bytes = try runs.ids.first.map { try reduce(runs, $0) } ?? 0
        let seconds = (ContinuousClock.now - start) / .seconds(1)
        return AnalysisPlan(
            parts: groups.map { runs.part($0) }, datasetBytes: bytes,
            datasets: isStacked ? groups.count : runs.ids.count,
            threads: execution.threads, secondsPerRun: seconds, passes: passes)
    }
}

extension SelectedRuns {
    fileprivate func part(_ group: RunGroup) -> AnalysisPlan.Part {
        let columns = try? RunColumns(store, ids: group.ids)
        let livetimes = (try? columns?.numbers("LIVETIME")) ?? (try? columns?.numbers("ONTIME"))
        let events = try? columns?.numbers("EVENT_COUNT")
        let files = Set(group.ids.flatMap { store.hduIndex.locations(of: $0).map(\.path) })
        return AnalysisPlan.Part(
            name: group.name, runs: group.ids, text: group.text, livetime: livetimes?.reduce(0, +),
            events: events.flatMap { Int(exactly: $0.reduce(0, +)) },
            fileBytes: files.reduce(0) { $0 + AnalysisPlan.size(ofFile: $1) })
    }
}

extension AnalysisPlan {
    /// Bytes of a file; 0 for one that is not there.
    static func size(ofFile path: String) -> Int {
        ((try? FileManager.default.attributesOfItem(atPath: path))?[.size] as? Int) ?? 0
    }
}

extension MapAnalysis {
    /// What the reduction would do, and what it would take; the first run is reduced to see, and nothing is written.
    /// - Throws: faults of the selection and of the first run.
    public func plan() throws -> AnalysisPlan {
        let hasExclusion = config.datasets.background.method != nil && config.datasets.background.hasAutomaticExclusion
        let empty = try config.emptyMaps()
        var plan = try plan(passes: hasExclusion ? 2 : 1) { runs, id in
            let reduction = try MapReduction(config, empty.geometry)
            _ = try reduction.reduce(id, on: MapTarget(empty), execution) { try runs.read(id, $0) }
            return empty.bytes
        }
        // Counts, background and mask.
        if hasExclusion { plan.bytesPerRun = 17 * empty.geometry.pixelCount }
        return plan
    }
}

extension SpectrumAnalysis {
    /// What the reduction would do, and what it would take; the first run is reduced to see, and nothing is written.
    /// - Throws: faults of the selection and of the first run.
    public func plan() throws -> AnalysisPlan {
        try plan(passes: 1) { runs, id in
            let spectrum = try SpectrumReduction(config).reduce(runs.read(id, execution.notices))
            return 8 * spectrum.energy.binCount * (spectrum.energyTrue.binCount + 4)
        }
    }
}

extension MapDataset {
    /// Bytes of its arrays.
    fileprivate var bytes: Int {
        let responses = [psf?.map, energyDispersion?.map].compactMap(\.self)
        return 8 * (counts.values.count + backgroundCounts.count + exposure.values.count) + maskSafe.count
            + responses.reduce(0) { $0 + 8 * ($1.values.count + ($1.exposure?.count ?? 0)) }
    }
}
