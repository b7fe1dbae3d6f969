import GammaCore
import GammaDatasets
import GammaEstimators
import GammaModels

extension MapAnalysis {
    /// Iterative modelling as the section `search` asks for, of all datasets together: what the models do not explain becomes
    /// sources.
    /// - Throws: faults of the finder, with the place of the section.
    func search(_ datasets: [MapDataset], models: Models?) throws -> SourceSearchResult {
        do {
            let start = (models ?? Models()).scalingBackgrounds(of: datasets)
            let result = try SourceFinder(config.search).run(datasets, models: start, execution: execution)
            log.add(execution.notices)
            log.add(.info, "search: \(result.sources.names.joined(separator: ", "))")
            return result
        } catch let fault as Fault {
            throw fault.located(in: config.origin(of: "search"))
        }
    }
}

extension SourceFinder {
    /// The finder that a configuration asks for.
    init(_ section: SearchConfig) {
        self.init()
        threshold = section.threshold ?? threshold
        detailThreshold = section.detailThreshold ?? detailThreshold
        shapes = section.shapes.map { Set($0) } ?? shapes
        spectra = section.spectra.map { Set($0) } ?? spectra
        sizes = section.sizes?.map(\.degrees) ?? sizes
        indices = section.index?.values ?? indices
        maximumRounds = section.maxRounds ?? maximumRounds
    }
}
