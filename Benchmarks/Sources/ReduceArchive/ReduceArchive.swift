import Foundation
import GammaKit

/// Reduces every run of an archive onto a cube around its target and stacks the runs of each target:
/// `ReduceArchive DIR [THREADS]`. Prints one JSON object a target: runs, counts and background in the safe mask.
///
/// The same as part b of Gammapy's `archive_reduction.py`: 5° × 5° of 0.02° (CAR), 10 bins of energy 0.5–30 TeV, 24 of true
/// energy 0.2–60 TeV, safe masks `aeff-default` and `offset-max` 2.5°.
@main
struct ReduceArchive {
    static func main() throws {
        let arguments = CommandLine.arguments
        guard arguments.count > 1 else { throw Fault(.badValue, "usage: ReduceArchive DIR [THREADS]") }
        let threads = arguments.count > 2 ? Int(arguments[2]) ?? 1 : ProcessInfo.processInfo.activeProcessorCount
        let execution = Execution(threads: max(threads, 1))
        let store = try DataStore(arguments[1], notices: execution.notices, execution: execution)
        let targets = try targets(store)
        let stacks = targets.map { target in MapStack(target.ids, empty: target.empty) }
        let reduction = MapReduction(safeMask: SafeMaskMaker([.aeffDefault, .offsetMax(degrees: 2.5)]))
        try reduction.stack(stacks, execution) { id, notices in
            try store.observation(id, notices: notices)
        } finished: { index, reduced in
            print(summary(targets[index], reduced.dataset).text())
        }
    }

    /// The runs of one target, and the mean of the positions that they give for it.
    struct Target: Sendable {
        let name: String
        let ids: [String]
        let centre: SkyDirection

        /// The cube around it.
        @Sendable func empty() throws -> MapDataset {
            let geometry = try WCSGeometry.create(
                centre: centre, width: 5, binSize: 0.02, axes: [.energy(min: 0.5, max: 30, bins: 10)])
            return try MapDataset.empty(
                geometry: geometry, energyTrue: .energy(min: 0.2, max: 60, bins: 24, name: "energy_true"))
        }
    }

    /// Targets in the order of their first runs; runs whose files are not there are left out.
    static func targets(_ store: DataStore) throws -> [Target] {
        guard let index = store.observationTable else { throw Fault(.noData, "the archive has no observation table") }
        let names = (try index.table.column("OBJECT").strings ?? []).map { $0.trimmingCharacters(in: .whitespaces) }
        let (ra, dec) = (try index.table.doubles("RA_OBJ", in: .deg), try index.table.doubles("DEC_OBJ", in: .deg))
        let rows = index.ids.indices.filter { store.missing[index.ids[$0]] == nil }
        var order: [String] = []
        for row in rows where !order.contains(names[row]) { order.append(names[row]) }
        return order.map { name in
            let mine = rows.filter { names[$0] == name }
            let count = Double(mine.count)
            return Target(
                name: name, ids: mine.map { index.ids[$0] },
                centre: SkyDirection(
                    ra: mine.map { ra[$0] }.reduce(0, +) / count, dec: mine.map { dec[$0] }.reduce(0, +) / count))
        }
    }

    static func summary(_ target: Target, _ dataset: MapDataset) -> JSONValue {
        var (counts, background) = (0.0, 0.0)
        for (bin, expected) in dataset.backgroundCounts.enumerated() where dataset.maskSafe[bin] {
            counts += dataset.counts.values[bin]
            background += expected
        }
        return .object([
            ("target", .string(target.name)), ("runs", .int(target.ids.count)), ("counts", .double(counts)),
            ("background", .double(background)), ("livetime", .double(dataset.livetime)),
            ("exposureMax", .double(dataset.exposure.values.max() ?? 0)),
        ])
    }
}
