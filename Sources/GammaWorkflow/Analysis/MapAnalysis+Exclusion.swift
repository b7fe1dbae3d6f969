import GammaCore
import GammaData
import GammaDatasets
import GammaEstimators
import GammaMakers
import GammaMaps

extension MapAnalysis {
    /// What is left out when the background is measured, found in the runs themselves; nil unless the configuration says
    /// `exclusion: auto`.
    ///
    /// Runs are reduced for this with one bin of energy, so that an archive takes little memory.
    func exclusion(
        _ ids: [String], _ read: @escaping @Sendable (String) throws -> Observation
    ) throws -> ExclusionMaskResult? {
        let section = config.datasets.background
        guard section.method != nil, section.hasAutomaticExclusion else { return nil }
        let empty = try config.emptyMaps(hasOffCounts: false)
        var reduction = try MapReduction(config, empty.geometry)
        let background =
            try config.ringBackgroundMaker(empty.geometry).map { ExclusionBackground.ring($0) }
            ?? .fieldOfView(FoVBackgroundMaker())
        (reduction.background, reduction.offCounts) = (nil, nil)
        let (target, inner) = (MapTarget(empty), Execution(notices: execution.notices))
        let runs = try parallelMap(ids, execution, step: "exclusion") { [reduction] id -> MapDataset? in
            guard var dataset = try reduction.reduce(read(id), on: target, inner).dataset else { return nil }
            (dataset.psf, dataset.energyDispersion) = (nil, nil)
            return dataset.maskSafe.contains(true) ? try dataset.toImage() : nil
        }.compactMap(\.self)
        let result = try ExclusionMaskBuilder().run(runs, background: background, execution: execution)
        log.add(.info, "exclusion mask: \(result.rounds.count) rounds, \(result.outcome)")
        if result.outcome != .stable {
            execution.notices.add("\(result.outcome)", at: config.origin(of: "datasets.background.exclusion"))
        }
        return result
    }
}

extension BackgroundConfig {
    /// Whether the data themselves say what is excluded.
    var hasAutomaticExclusion: Bool { exclusion?.text == "auto" }
}
