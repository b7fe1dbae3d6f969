import Foundation
import GammaCore
import GammaData
import GammaMaps

extension ConfiguredAnalysis {
    /// The runs that meet conditions on their columns.
    /// - Throws: ``Fault/Code/missingColumn`` and ``Fault/Code/badColumn`` with the place of the key, ``Fault/Code/noData`` when none is left.
    func select(_ ids: [String], by conditions: ConfigColumnConditions, _ store: DataStore) throws -> [String] {
        let key = "observations.select"
        return try locating(key, [.missingColumn, .badColumn, .noData]) {
            let columns = try RunColumns(store, ids: ids, target: target)
            var keep = [Bool](repeating: true, count: ids.count)
            for (name, condition) in conditions.columns {
                for (run, holds) in try columns.meet(condition, in: name).enumerated() where !holds {
                    keep[run] = false
                }
            }
            let left = ids.indices.filter { keep[$0] }.map { ids[$0] }
            guard !left.isEmpty || ids.isEmpty else {
                throw Fault(
                    .noData, "none of the \(ids.count) runs meets the conditions on columns",
                    hint: "gammakit info \(config.observations.datastore.text) lists what is there")
            }
            return left
        }
    }

    /// The groups in which runs are stacked; nil without any.
    /// - Throws: ``Fault/Code/missingColumn`` and ``Fault/Code/badColumn`` with the place of the key, ``Fault/Code/noData`` when no run is in a
    ///   group, faults of reading responses.
    func groups(of ids: [String], in store: DataStore) throws -> [RunGroup]? {
        let wanted = config.datasets.groups
        guard config.datasets.stack, wanted.columns != nil || (wanted.clusters ?? 1) > 1 else { return nil }
        return try locating("datasets.groups", [.missingColumn, .badColumn, .noData]) {
            let columns = try RunColumns(store, ids: ids, target: target)
            let grouping = RunGrouping(bins: wanted.columns?.bins ?? [], clusters: wanted.clusters)
            let target = target
            return try grouping.groups(of: columns, prefix: "stacked", execution) { id in
                let run = try store.observation(
                    id, loading: [.aeff, .edisp, .psf], loadingEvents: false)
                let offset = try target.map { try run.pointingDirection().separation(to: $0) }
                return ResponseFeatures(run.responses, offset: offset ?? 0)
            }
        }
    }

    /// What the runs look at: the centre of the maps, or of the on region.
    var target: SkyDirection? {
        config.datasets.type == .map ? config.datasets.geom.wcs.skydir.direction : config.datasets.onRegion.centre
    }
}

extension RunColumns {
    /// Which runs meet a condition.
    fileprivate func meet(_ condition: ConfigColumnConditions.Condition, in column: String) throws -> [Bool] {
        switch condition {
        case .range(let low, let high):
            return try numbers(column).map { $0 >= low?.value ?? -.infinity && $0 <= high?.value ?? .infinity }
        case .texts(let wanted):
            return try texts(column).map { wanted.values.contains($0.trimmingCharacters(in: .whitespaces)) }
        }
    }
}
