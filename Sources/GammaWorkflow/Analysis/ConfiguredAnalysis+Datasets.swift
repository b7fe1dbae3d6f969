import GammaCore
import GammaDatasets
import GammaModels

extension ConfiguredAnalysis {
    /// The reduced datasets of `general.datasets_file`; nil when the runs are to be reduced.
    func datasetsOfFile() throws -> [any Dataset]? {
        guard let file = try config.reducedDatasetsFile() else { return nil }
        let datasets = try locatingMissingFile("general.datasets_file") {
            try DatasetsFile.readAny(file, execution: execution)
        }
        log.add(.info, "\(datasets.count) datasets read from \(file)")
        return datasets
    }

    /// Tells the log of reduced datasets, and writes them to `general.datasets_file`, when there is one.
    func keep(_ datasets: [any Dataset]) throws {
        for dataset in datasets {
            let totals =
                switch dataset {
                case let map as MapDataset: (map.summary.counts, map.summary.sqrtTS)
                case let spectrum as SpectrumDataset: (spectrum.summary.counts, spectrum.summary.sqrtTS)
                default: (Double.nan, Double.nan)
                }
            log.add(
                .info,
                "dataset \(dataset.name): \(ValueFormat.number(totals.0)) counts, "
                    + "\(ValueFormat.number(totals.1, digits: 3)) sigma")
        }
        guard let file = try config.general.datasetsFile?.expanded() else { return }
        try OutputFolder.make(OutputFolder.of(file))
        try DatasetsFile.write(datasets, to: file)
        log.add(.info, "datasets written to \(file)")
    }

    /// The models fitted to the datasets, and what the configuration wants to know about that; written to `general.models_file` when
    /// they were given by the caller.
    func fitted(
        _ models: Models, to datasets: [any Dataset], areGiven: Bool
    ) throws -> (fit: ModelsFitResult, checks: FitChecksResult) {
        log.add(.info, "fitting \(models.names.joined(separator: ", ")) to \(datasets.count) datasets")
        let checks = try checks(models)
        var fit = try Fit(datasets, models: models)
        fit.recordsTrace = config.fit.trace ?? false
        let result = try fit.run(execution)
        log.add(execution.notices)
        log.add(.info, "fit: \(result.fit.outcome), stat \(ValueFormat.number(result.fit.stat, digits: 7))")
        if areGiven { try writeToModelsFile(result.models) }
        return (result, try checks.run(around: result, of: fit, execution: execution))
    }

    /// What section `fit` wants to know beside the fit.
    /// - Throws: ``Fault/Code/badValue`` for sources and parameters that are not there, with the place of the key.
    private func checks(_ models: Models) throws -> FitChecks {
        let section = config.fit
        var checks = FitChecks()
        if let names = section.ts { checks.sources = try sources(names, models, keyPath: "fit.ts") }
        checks.simulations = section.bootstrap
        checks.draws = section.sampling
        checks.sampler = section.sampler ?? .nuts
        checks.seed = UInt64(section.seed ?? 0)
        checks.samplesBands = section.bands == .sampled
        checks.profiles = section.profiles?.values ?? []
        try locating("fit.profiles", [.badValue]) { try models.checkFree(checks.profiles) }
        checks.contours = section.contours ?? []
        try locating("fit.contours", [.badValue]) { try models.checkFree(checks.contours.flatMap { [$0.x, $0.y] }) }
        return checks
    }

    /// The dataset with the energies of `fit.fit_range` kept for the fit.
    func inFitRange(_ dataset: any Dataset) -> any Dataset { dataset.inRange(config.fit.fitRange) }
}

extension Dataset {
    /// The dataset with a range of energies kept for the fit; flux points as they are.
    func inRange(_ range: EnergyRangeConfig) -> any Dataset {
        guard range.min != nil || range.max != nil else { return self }
        switch self {
        case var map as MapDataset:
            map.setFitRange(minimum: range.min?.TeV, maximum: range.max?.TeV)
            return map
        case var spectrum as SpectrumDataset:
            spectrum.setFitRange(minimum: range.min?.TeV, maximum: range.max?.TeV)
            return spectrum
        default: return self
        }
    }
}
