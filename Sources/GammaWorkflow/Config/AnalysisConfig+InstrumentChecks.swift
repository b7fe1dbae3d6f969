import GammaCore

extension AnalysisConfig {
    /// What does not fit together in `instruments` and `comparison`.
    func instrumentFaults() -> [Fault] {
        if instruments.isEmpty {
            return ["comparison", "fit.each_instrument"].filter(mentions).map { key in
                Fault(
                    .incompatible, "'\(key)' is for instruments, and there are none", at: origin(of: key),
                    hint: "add a list 'instruments', or take it out")
            }
        }
        return instruments.flatMap(faults) + comparisonFaults()
    }

    private func faults(_ instrument: InstrumentConfig) -> [Fault] {
        let place = origin(of: "instruments.\(instrument.name)")
        switch instrument.source {
        case .runs: return instrument.config.contradictions()
        case .files: return faultsOfFiles(instrument, place)
        case .fermi(let fermi): return faults(fermi, instrument, place)
        }
    }

    private func faultsOfFiles(_ instrument: InstrumentConfig, _ place: Origin) -> [Fault] {
        let config = instrument.config
        let range = config.fit.fitRange
        let others = config.origins.filter { path, origin in
            origin.keyPath?.hasPrefix("instruments.") == true && path != "datasets.stack"
                && !path.hasPrefix("fit.") && path.contains(".")
        }
        guard let (path, origin) = others.min(by: { $0.key < $1.key }) else {
            return rangeFaults("instruments.\(instrument.name).fit_range", range.min, range.max)
        }
        return [
            Fault(
                .incompatible,
                "instrument '\(instrument.name)' has files of reduced data, which '\(path)' does not act on",
                at: origin.completed(by: place), hint: "take out the files, or what says how runs are reduced")
        ]
    }

    /// Sections that all instruments share do nothing here; what an instrument of Fermi-LAT has itself must act.
    private func faults(_ fermi: FermiConfig, _ instrument: InstrumentConfig, _ place: Origin) -> [Fault] {
        func fault(_ text: String, at path: String, hint: String) -> [Fault] {
            let origin = (instrument.config.origins[path] ?? fermi.events.origin).completed(by: place)
            return [Fault(.incompatible, "instrument '\(instrument.name)' \(text)", at: origin, hint: hint)]
        }
        let acting = ["datasets.type", "datasets.geom", "datasets.on_region", "datasets.stack", "fit"]
        let own = instrument.config.origins.filter { path, origin in
            origin.keyPath?.hasPrefix("instruments.") == true && path.contains(".")
                && !acting.contains { path == $0 || path.hasPrefix($0 + ".") }
        }
        if let path = own.keys.min() {
            return fault(
                "has files of Fermi-LAT's tools, which '\(path)' does not act on", at: path, hint: "take the key out")
        }
        var config = instrument.config
        let isMap = config.datasets.type == .map
        if isMap, fermi.offRing != nil {
            return fault(
                "has a ring, but maps take their background from models", at: "fermi",
                hint: "take off_ring out, or make a spectrum with type: 1d")
        }
        if !isMap, fermi.offRing == nil {
            return fault(
                "has no ring to measure the background of its spectrum in", at: "fermi",
                hint: "add off_ring: {r_in: 1 deg, width: 1 deg} below fermi, or make maps with type: 3d")
        }
        if !isMap, config.datasets.onRegion.radius == nil {
            return fault(
                "needs a radius of its on region", at: "datasets.on_region", hint: "add on_region: {radius: 0.3 deg}")
        }
        (config.observations, config.datasets.background) = (ObservationsConfig(), BackgroundConfig())
        return config.contradictions()
    }

    private func comparisonFaults() -> [Fault] {
        let names = instruments.map(\.name) + [InstrumentConfig.joint]
        let place = origin(of: "comparison.values")
        var faults: [Fault] = []
        for row in comparison.values ?? [] where !names.contains(row.name) {
            let near = nearestName(to: row.name, in: names).map { "did you mean '\($0)'?" }
            faults.append(
                Fault(
                    .badValue, "there is no instrument '\(row.name)' to compare", at: place,
                    hint: near ?? "instruments: \(names.joined(separator: ", "))"))
        }
        if fit.eachInstrument == false, let row = comparison.values?.first(where: { $0.name != InstrumentConfig.joint })
        {
            faults.append(
                Fault(
                    .incompatible, "'\(row.name)' is to be compared, but each_instrument is false",
                    at: origin(of: "fit.each_instrument"), hint: "set it to true, or take the row out"))
        }
        return faults
    }
}
