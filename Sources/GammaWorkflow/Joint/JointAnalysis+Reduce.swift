import GammaCore
import GammaData
import GammaDatasets
import GammaModels

extension JointAnalysis {
    /// The data of one instrument within its fit range, under their names in the joint fit.
    /// - Throws: faults of reading or reducing, which tell the instrument.
    public func reduce(_ instrument: InstrumentConfig) throws -> DatasetsResult {
        do {
            var result =
                switch instrument.source {
                case .runs: try reducedRuns(instrument)
                case .files: try readFiles(instrument)
                case .fermi(let fermi): try reduced(fermi, instrument)
                }
            result.datasets = result.datasets.map { $0.renamed(instrument.datasetName($0.name)) }
            return result
        } catch let fault as Fault where fault.code != .cancelled {
            throw config.told(fault, of: instrument)
        }
    }

    private func reducedRuns(_ instrument: InstrumentConfig) throws -> DatasetsResult {
        switch instrument.config.datasets.type {
        case .spectrum:
            let analysis = try SpectrumAnalysis(instrument.config, execution: execution, log: log)
            let reduced = try analysis.reduce()
            var result = DatasetsResult(
                datasets: try analysis.fitDatasets(reduced.runs, groups: reduced.selection.groups))
            result.selection = reduced.selection
            return result
        case .map:
            let analysis = try MapAnalysis(instrument.config, execution: execution, log: log)
            var result = try analysis.reduce()
            result.datasets = result.datasets.map { analysis.inFitRange($0) }
            return result
        }
    }

    private func readFiles(_ instrument: InstrumentConfig) throws -> DatasetsResult {
        let paths = try instrument.matchingFiles()
        var datasets = try parallelMap(paths, execution, step: "datasets") { path in
            try DatasetsFile.readAny(path, execution: Execution(notices: execution.notices))
        }.flatMap { $0 }
        if instrument.config.datasets.stack, datasets.count > 1 {
            // All are maps, or none is.
            if datasets.allSatisfy({ $0 is MapDataset }) {
                datasets = [try MapDataset.stacked(datasets.maps(), name: InstrumentConfig.stacked)]
            } else {
                datasets = [try SpectrumDataset.stacked(datasets.spectra(), name: InstrumentConfig.stacked)]
            }
        }
        return DatasetsResult(datasets: datasets.map { instrument.inFitRange($0) })
    }
}

extension InstrumentConfig {
    /// What reductions call a stack, alone or before the name of a group.
    static let stacked = "stacked"

    /// The name of a dataset in the joint fit.
    func datasetName(_ own: String) -> String {
        if own == Self.stacked { return name }
        // As an earlier joint analysis has written it.
        if owns(own) { return own }
        return name + "-" + (own.hasPrefix(Self.stacked + "-") ? String(own.dropFirst(Self.stacked.count + 1)) : own)
    }

    /// Whether a dataset of that name is this instrument's.
    func owns(_ dataset: String) -> Bool { dataset == name || dataset.hasPrefix(name + "-") }

    /// The files with counts: of reduced data, or events of Fermi-LAT; none where runs are reduced.
    func countedFiles() throws -> [String] {
        if case .fermi(let fermi) = source { return [try fermi.events.expanded()] }
        return try matchingFiles()
    }

    /// All files that are read, without those of runs.
    func inputFiles() throws -> [String] {
        guard case .fermi(let fermi) = source else { return try matchingFiles() }
        let paths = try fermi.paths()
        return [paths.events, paths.exposure, paths.psf]
    }

    /// Where what has the counts was written; empty in a configuration that was made.
    var dataOrigin: Origin {
        switch source {
        case .runs: config.origins["observations"] ?? Origin()
        case .files(let files): files.first?.origin ?? Origin()
        case .fermi(let fermi): fermi.events.origin
        }
    }

    /// The files of reduced data, none for other sources, in the order of the patterns, each sorted.
    /// - Throws: ``Fault/Code/fileNotFound`` at the pattern that no file matches, ``Fault/Code/incompatible`` for a file that two match.
    func matchingFiles() throws -> [String] {
        guard case .files(let files) = source else { return [] }
        var found: [String] = []
        for pattern in files {
            let paths = try FilePattern(pattern.expanded()).paths()
            guard !paths.isEmpty else {
                throw Fault(
                    .fileNotFound, "no file matches '\(pattern.text)'", at: pattern.origin,
                    hint: "relative paths begin in the current folder; * stands for any part of a name")
            }
            if let twice = paths.first(where: found.contains) {
                throw Fault(
                    .incompatible, "the file '\(twice)' is named twice", at: pattern.origin,
                    hint: "its counts would be used twice; take one of the patterns out")
            }
            found += paths
        }
        return found
    }
}

extension AnalysisConfig {
    /// A fault that tells the instrument, at its place where the fault has none.
    func told(_ fault: Fault, of instrument: InstrumentConfig) -> Fault {
        let place = origin(of: "instruments.\(instrument.name)")
        var origin = fault.origin
        if origin.file == nil || origin.file == place.file { origin = origin.completed(by: place) }
        origin.keyPath = origin.keyPath ?? place.keyPath
        return Fault(
            fault.code, "instrument '\(instrument.name)': \(fault.message)", at: origin, hint: fault.hint)
    }
}

extension Dataset {
    /// The same under another name.
    fileprivate func renamed(_ name: String) -> any Dataset {
        switch self {
        case var map as MapDataset:
            map.name = name
            return map
        case var spectrum as SpectrumDataset:
            spectrum.name = name
            return spectrum
        case var points as FluxPointsDataset:
            points.name = name
            return points
        default: return self
        }
    }
}
