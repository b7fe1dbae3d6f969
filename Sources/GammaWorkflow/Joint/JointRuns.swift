import GammaCore
import GammaDatasets

/// The runs and files of a joint analysis, each of which may be used once.
struct JointRuns {
    private var owners: [String: String] = [:]
    private var observations: [String: String] = [:]

    /// Takes those of an instrument.
    /// - Throws: ``Fault/Code/incompatible`` for a run of an archive, or a file, that another instrument has already.
    mutating func add(_ instrument: InstrumentConfig, _ part: DatasetsResult, notices: Notices) throws {
        let runs = part.selection.runs.map { runs in runs.ids.map { ("run \($0)", runs.store.path + " " + $0) } }
        let files = try instrument.countedFiles().map { ("file '\($0)'", $0) }
        for (what, key) in (runs ?? []) + files {
            if let other = owners[key] {
                throw Fault(
                    .incompatible,
                    "instruments '\(other)' and '\(instrument.name)' both have \(what): its counts would be used twice",
                    at: instrument.dataOrigin,
                    hint: "choose the runs of each with obs_ids, or take one instrument out")
            }
            owners[key] = instrument.name
        }
        // The same run may come from elsewhere: as another type of events, or by mistake.
        for dataset in part.datasets.compactMap({ $0 as? any CountsDataset }) {
            for telescope in dataset.provenance.telescopes where !telescope.isEmpty {
                for run in dataset.provenance.observationIDs {
                    let key = "\(telescope) \(run)"
                    if let other = observations[key], other != instrument.name {
                        notices.add(
                            "run \(run) of \(telescope) is in '\(other)' and in '\(instrument.name)': events that both have count "
                                + "twice")
                    }
                    observations[key] = instrument.name
                }
            }
        }
    }
}
