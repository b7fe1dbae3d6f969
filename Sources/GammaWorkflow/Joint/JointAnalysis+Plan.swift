import GammaCore
import GammaDatasets

extension JointAnalysis {
    /// What the reduction of every instrument would do, and what it would take; the first run of each is reduced to see, files of reduced
    /// data are looked for, and nothing is written.
    /// - Throws: faults of the selections, of the first runs, and of files that are not there, which tell the instrument.
    public func plan() throws -> AnalysisPlan {
        try config.instruments.map(plan).joined
    }

    private func plan(_ instrument: InstrumentConfig) throws -> AnalysisPlan {
        do {
            switch instrument.source {
            case .runs: break
            case .files:
                return try plan(instrument, "reduced already", datasets: instrument.config.datasets.stack ? 1 : nil)
            case .fermi: return try plan(instrument, "files of Fermi-LAT's tools", datasets: 1)
            }
            var plan =
                switch instrument.config.datasets.type {
                case .spectrum: try SpectrumAnalysis(instrument.config, execution: execution, log: log).plan()
                case .map: try MapAnalysis(instrument.config, execution: execution, log: log).plan()
                }
            for index in plan.parts.indices {
                let name = plan.parts[index].name
                plan.parts[index].name = name == "runs" ? instrument.name : instrument.datasetName(name)
            }
            return plan
        } catch let fault as Fault where fault.code != .cancelled {
            throw config.told(fault, of: instrument)
        }
    }

    /// What is made of files.
    /// - Parameter datasets: how many; nil: one a file.
    private func plan(_ instrument: InstrumentConfig, _ text: String, datasets: Int?) throws -> AnalysisPlan {
        let files = try instrument.inputFiles()
        let part = AnalysisPlan.Part(
            name: instrument.name, runs: files, text: text, livetime: nil, events: nil,
            fileBytes: files.reduce(0) { $0 + AnalysisPlan.size(ofFile: $1) })
        return AnalysisPlan(
            parts: [part], datasetBytes: 0, datasets: datasets ?? files.count, threads: execution.threads,
            secondsPerRun: 0, passes: 1)
    }
}

extension [AnalysisPlan] {
    /// The plans one after the other: times add up, and the largest dataset counts.
    fileprivate var joined: AnalysisPlan {
        let runs = reduce(0) { $0 + $1.runs }
        let threads = first?.threads ?? 1
        let seconds = reduce(0) { $0 + $1.seconds }
        return AnalysisPlan(
            parts: flatMap(\.parts), datasetBytes: map(\.datasetBytes).max() ?? 0,
            datasets: reduce(0) { $0 + $1.datasets }, threads: threads,
            secondsPerRun: seconds * Double(threads) / Double(Swift.max(runs, 1)), passes: 1,
            bytesPerRun: map(\.bytesPerRun).max() ?? 0)
    }
}
