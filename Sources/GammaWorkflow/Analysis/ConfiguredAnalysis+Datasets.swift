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

    /// The models fitted to the datasets; written to `general.models_file` when they were given by the caller.
    func fitted(_ models: Models, to datasets: [any Dataset], areGiven: Bool) throws -> ModelsFitResult {
        log.add(.info, "fitting \(models.names.joined(separator: ", ")) to \(datasets.count) datasets")
        let fit = try Fit(datasets, models: models).run(execution)
        log.add(execution.notices)
        log.add(.info, "fit: \(fit.fit.outcome), stat \(ValueFormat.number(fit.fit.stat, digits: 7))")
        if areGiven { try writeToModelsFile(fit.models) }
        return fit
    }

    /// The dataset with the energies of `fit.fit_range` kept for the fit.
    func inFitRange(_ dataset: any Dataset) -> any Dataset {
        let range = config.fit.fitRange
        guard range.min != nil || range.max != nil else { return dataset }
        switch dataset {
        case var map as MapDataset:
            map.setFitRange(minimum: range.min?.TeV, maximum: range.max?.TeV)
            return map
        case var spectrum as SpectrumDataset:
            spectrum.setFitRange(minimum: range.min?.TeV, maximum: range.max?.TeV)
            return spectrum
        default: return dataset
        }
    }
}
