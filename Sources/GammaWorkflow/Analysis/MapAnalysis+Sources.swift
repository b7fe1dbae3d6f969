import GammaCore
import GammaDatasets
import GammaEstimators
import GammaModels
import GammaProducts

extension MapAnalysis {
    /// The TS map as the section `ts_map` asks for, of all datasets together, above the background and what the models
    /// predict.
    /// - Throws: faults of the estimator and of the file of the kernel, with the place of the section.
    public func tsMap(_ datasets: [MapDataset], models: Models?) throws -> FluxMaps {
        let section = config.tsMap
        do {
            let estimator = TSMapEstimator(
                kernel: try kernel(), kernelWidth: section.kernelWidth?.degrees, energyEdges: section.energyEdges.edges,
                options: TSMapOptions(section))
            let maps = try estimator.run(
                datasets, models: background(models, section.subtractSources, keyPath: "ts_map"), execution: execution)
            log.add(execution.notices)
            log.add(.info, "TS map: \(maps.energy.binCount) energy bins")
            return maps
        } catch let fault as Fault {
            throw fault.located(in: config.origin(of: "ts_map"))
        }
    }

    /// The source that a TS map looks for.
    private func kernel() throws -> SkyModel {
        guard let file = config.tsMap.model else {
            var kernel = TSMapEstimator.pointSource
            if let index = config.tsMap.index { kernel.spectral = PowerLaw(index: index, amplitude: 1e-12) }
            return kernel
        }
        let models = try locatingMissingFile("ts_map.model") {
            try Models.read(file.expanded(), notices: execution.notices)
        }
        guard let model = models.skyModels.first else {
            throw Fault(.noData, "there is no source in '\(file.text)'", at: config.origin(of: "ts_map.model"))
        }
        return model
    }

    /// What a map leaves out: all models, or those of the backgrounds alone.
    func background(_ models: Models?, _ subtractsSources: Bool?, keyPath: String) -> Models {
        var models = models ?? Models()
        if subtractsSources == nil, !models.skyModels.isEmpty {
            execution.notices.add(
                "the \(keyPath) shows what \(models.skyModels.map(\.name).joined(separator: ", ")) leave; "
                    + "subtract_sources: false shows them, too", at: config.origin(of: keyPath))
        }
        guard subtractsSources == false else { return models }
        models.components.removeAll { if case .sky = $0 { true } else { false } }
        return models
    }

    /// Makes the maps that the configuration asks for, and looks for sources in them.
    func addMaps(_ result: inout DatasetsResult, models: Models?) throws {
        if config.wantsExcessMap { result.excessMap = try excessMap(result.maps, models: models) }
        if config.wantsTSMap { result.tsMap = try tsMap(result.maps, models: models) }
        if config.wantsPeaks { result.sources = try sources(result) }
    }

    /// The peaks of the map that the section `peaks` names; nil, with a notice, without it.
    private func sources(_ result: DatasetsResult) throws -> MapSources? {
        let section = config.peaks
        let name = section.map ?? (result.tsMap == nil ? .excessMap : .tsMap)
        guard let maps = name == .tsMap ? result.tsMap : result.excessMap else {
            execution.notices.add(
                "no sources are looked for: there is no \(name.rawValue)", at: config.origin(of: "peaks"))
            return nil
        }
        let finder = PeakFinder(
            threshold: section.threshold ?? 5, minDistance: .degrees(section.minDistance?.degrees ?? 0.3))
        let sources = try MapSources(maps, finder: finder, map: name)
        log.add(.info, "sources: " + sources.lists.map { "\($0.peaks.count)" }.joined(separator: ", "))
        return sources
    }

    /// Models of the sources found, for a fit without given models; nil, with a notice, when there is none.
    func modelsFound(_ sources: MapSources?) throws -> Models? {
        guard let list = sources?.lists.first, sources?.lists.count == 1, let reference = sources?.reference,
            reference.spatial != nil, !list.peaks.isEmpty
        else { return nil }
        execution.notices.add(
            "no models given: what is fitted are the sources found, \(list.names.joined(separator: ", "))")
        return try list.models(like: reference)
    }
}
