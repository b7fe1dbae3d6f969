import GammaCore
import GammaData
import GammaDatasets

/// The runs and files of a joint analysis, each of which may be used once.
struct JointRuns {
    /// A run of an archive.
    private struct Run {
        let instrument: String
        let store: DataStore
    }

    private var owners: [String: String] = [:]
    private var archived: [String: [Run]] = [:]
    private var observations: [String: (instrument: String, isRun: Bool)] = [:]

    /// Takes those of an instrument.
    /// - Throws: ``Fault/Code/incompatible`` for a file that another instrument has already, and for a run with events that it has.
    mutating func add(_ instrument: InstrumentConfig, _ part: DatasetsResult, notices: Notices) throws {
        let runs = part.selection.runs.map { runs in runs.ids.map { ("run \($0)", runs.store.path + " " + $0) } }
        let files = try instrument.countedFiles().map { ("file '\($0)'", $0) }
        for (what, key) in (runs ?? []) + files {
            if let other = owners[key] { throw Self.isTwice("\(what): its counts", other, instrument) }
            owners[key] = instrument.name
        }
        if let runs = part.selection.runs { try addArchived(runs, instrument) }
        addObservations(part, instrument, isRun: part.selection.runs != nil, notices)
    }

    /// The same run may come from a copy of the archive, or with other events: of another type.
    private mutating func addArchived(_ runs: SelectedRuns, _ instrument: InstrumentConfig) throws {
        for id in runs.ids {
            for other in archived[id] ?? [] where other.instrument != instrument.name {
                let (own, others) = (try Self.events(id, runs.store), try Self.events(id, other.store))
                let shared = own.sharedCount(with: others)
                // Fewer are chance, of times that are written with few digits.
                guard shared * 100 > min(own.count, others.count) else { continue }
                throw Self.isTwice(
                    "run \(id), from '\(other.store.path)' and '\(runs.store.path)': \(shared) events",
                    other.instrument, instrument)
            }
            archived[id, default: []].append(Run(instrument: instrument.name, store: runs.store))
        }
    }

    private static func events(_ id: String, _ store: DataStore) throws -> EventList {
        try store.observation(id, loading: []).events
    }

    private static func isTwice(_ what: String, _ other: String, _ instrument: InstrumentConfig) -> Fault {
        Fault(
            .incompatible, "instruments '\(other)' and '\(instrument.name)' both have \(what) would be used twice",
            at: instrument.dataOrigin, hint: "choose the runs of each with obs_ids, or take one instrument out")
    }

    /// Of reduced data it is not known which events they have.
    private mutating func addObservations(
        _ part: DatasetsResult, _ instrument: InstrumentConfig, isRun: Bool, _ notices: Notices
    ) {
        for dataset in part.datasets.compactMap({ $0 as? any CountsDataset }) {
            for telescope in dataset.provenance.telescopes where !telescope.isEmpty {
                for run in dataset.provenance.observationIDs {
                    let key = "\(telescope) \(run)"
                    if let other = observations[key], other.instrument != instrument.name, !(other.isRun && isRun) {
                        notices.add(
                            "run \(run) of \(telescope) is in '\(other.instrument)' and in '\(instrument.name)': events that "
                                + "both have count twice")
                    }
                    observations[key] = (instrument.name, isRun)
                }
            }
        }
    }
}
