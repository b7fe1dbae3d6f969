import GammaCore
import GammaData
import GammaMaps
import GammaModels

/// An analysis that a configuration describes: what spectra and maps have in common.
public protocol ConfiguredAnalysis: Sendable {
    /// Configuration, execution and log.
    var context: AnalysisContext { get }
    /// Responses without which a run is left out.
    var requiredResponses: Set<IRFKind> { get }
    /// Responses that are read when they are there: only those that the reduction uses.
    var loadedResponses: Set<IRFKind> { get }
}

extension ConfiguredAnalysis {
    /// The configuration.
    public var config: AnalysisConfig { context.config }
    /// Threads, progress, notices.
    public var execution: Execution { context.execution }
    /// The log that the configuration asks for.
    public var log: AnalysisLog { context.log }

    /// The archive, the numbers of the observations that the configuration selects and that can be used, and why others cannot.
    func selectedIDs() throws -> (store: DataStore, ids: [String], failures: [RunFailure]) {
        let (store, selection) = try selectedStore()
        do {
            let runs = try store.usableRuns(selection, required: requiredResponses, notices: execution.notices)
            return (store, runs.ids, runs.failures)
        } catch let fault as Fault where fault.code == .missingHDU {
            throw Fault(
                fault.code, fault.message, at: fault.origin,
                hint: config.datasets.type == .map
                    ? "maps need their responses, of a point source the psf, too: use type: 1d, or take what is missing out of map_selection and required_irf"
                    : "take out of observations.required_irf what the analysis can do without")
        }
    }

    private func selectedStore() throws -> (DataStore, ObservationSelection) {
        let store = try locating("observations.datastore", [.fileNotFound, .noData]) {
            try DataStore(
                config.observations.datastore.expanded(), notices: execution.notices, execution: execution)
        }
        let selection = try selection()
        let key = config.observations.obsFile == nil ? "observations.obs_ids" : "observations.obs_file"
        let ids = try locating(key, [.badValue]) { try store.ids(selection) }
        guard let conditions = config.observations.select else { return (store, selection) }
        return (store, .ids(try select(ids, by: conditions, store)))
    }

    /// Reads a file that the configuration names; when it is not there, the fault tells the file and the key.
    func locatingMissingFile<Result>(_ keyPath: String, _ read: () throws -> Result) throws -> Result {
        do {
            return try read()
        } catch let fault as Fault where fault.code == .fileNotFound || fault.code == .fileUnreadable {
            let file = fault.origin.file ?? ""
            throw Fault(fault.code, "\(fault.message): '\(file)'", at: config.origin(of: keyPath), hint: fault.hint)
        }
    }

    /// The models of the configuration: those of the model file, then those of the catalogue that it does not have; nil when
    /// it names neither.
    func configuredStart() throws -> Models? {
        let file = try modelsOfFile()
        let catalog = try modelsOfCatalog()
        guard var models = file, let catalog else { return file ?? catalog }
        models.components += catalog.components.filter { models[$0.name] == nil }
        models.covariance = nil
        return models
    }

    private func modelsOfFile() throws -> Models? {
        guard let file = config.general.modelsFile else { return nil }
        return try locatingMissingFile("general.models_file") {
            try Models.read(file.expanded(), notices: execution.notices)
        }
    }

    /// Writes fitted models to the model file of the configuration, when it names one.
    func writeToModelsFile(_ models: Models) throws {
        guard let file = try config.general.modelsFile?.expanded() else { return }
        try OutputFolder.make(OutputFolder.of(file))
        try models.write(to: file)
        log.add(.info, "models written to \(file)")
    }

    /// Gives faults of these kinds the place of the key in the configuration, and tells the file in words.
    func locating<Result>(
        _ key: String, _ codes: Set<Fault.Code>, _ body: () throws -> Result
    ) throws -> Result {
        do {
            return try body()
        } catch let fault as Fault where codes.contains(fault.code) {
            let file = fault.origin.file.map { " '\($0)'" } ?? ""
            let message = fault.message.contains(file) ? fault.message : "\(fault.message)\(file)"
            throw Fault(fault.code, message, at: config.origin(of: key), hint: fault.hint)
        }
    }

    private func selection() throws -> ObservationSelection {
        let wanted = config.observations
        var selection = ObservationSelection.all
        if let ids = try wanted.requestedIDs() { selection = selection.and(.ids(ids)) }
        if let centre = wanted.obsCone.circle?.centre, let radius = wanted.obsCone.circle?.radius {
            selection = selection.and(.cone(centre, radius: radius))
        }
        for interval in wanted.obsTime.intervals ?? [] {
            selection = selection.and(.time(from: interval.start, to: interval.stop))
        }
        return selection
    }
}
