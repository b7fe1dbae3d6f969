import GammaCore
import GammaData
import GammaMaps

extension SpectrumAnalysis {
    /// The observations that the configuration selects, loaded with the responses that the reduction needs.
    ///
    /// Runs whose files are missing are left out with a notice.
    /// - Throws: ``Fault/Code/noData`` when none is left.
    public func observations() throws -> [Observation] {
        let store = try locating("observations.datastore", [.fileNotFound, .noData]) {
            try DataStore(
                config.observations.datastore.expanded(), notices: execution.notices, execution: execution)
        }
        let selection = try selection()
        let key = config.observations.obsFile == nil ? "observations.obs_ids" : "observations.obs_file"
        try locating(key, [.badValue]) { _ = try store.ids(selection) }
        let observations = try store.observations(
            selection, required: requiredResponses, loading: loadedResponses, execution: execution)
        guard !observations.isEmpty else {
            throw Fault(
                .noData, "no observation of the data store is selected", at: config.origin(of: "observations"),
                hint: "gammakit info \(config.observations.datastore.text) lists what is there")
        }
        return observations
    }

    /// Responses without which a run is left out: those of the configuration, and those that the reduction cannot do without.
    private var requiredResponses: Set<IRFKind> {
        var kinds = Set(config.observations.requiredIRF.compactMap { IRFKind(rawValue: $0.rawValue) })
        kinds.insert(.aeff)
        if config.datasets.containmentCorrection { kinds.insert(.psf) }
        return kinds
    }

    /// Responses that are read when they are there: only those that the reduction uses.
    private var loadedResponses: Set<IRFKind> {
        var kinds: Set<IRFKind> = [.aeff, .edisp, .radMax]
        if config.datasets.containmentCorrection { kinds.insert(.psf) }
        let predictsBackground =
            config.datasets.background.method == nil && config.datasets.mapSelection.contains(.background)
        if predictsBackground || config.datasets.safeMask.methods.contains(.bkgPeak) { kinds.insert(.bkg) }
        return kinds
    }

    /// Gives faults of these kinds the place of the key in the configuration, and tells the file in words.
    private func locating<Result>(
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
