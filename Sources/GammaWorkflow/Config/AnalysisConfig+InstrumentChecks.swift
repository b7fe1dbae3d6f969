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
        let config = instrument.config
        let place = origin(of: "instruments.\(instrument.name)")
        guard !instrument.files.isEmpty else { return config.contradictions() }
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
