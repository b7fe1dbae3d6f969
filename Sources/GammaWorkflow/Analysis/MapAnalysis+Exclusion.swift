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
    func exclusion(_ runs: SelectedRuns) throws -> ExclusionMaskResult? {
        let section = config.datasets.background
        guard section.method != nil, section.hasAutomaticExclusion else { return nil }
        let empty = try config.emptyMaps(hasOffCounts: false)
        var reduction = try MapReduction(config, empty.geometry)
        reduction.leavesOutFailingRuns = true
        let background = try exclusionBackground(empty.geometry)
        (reduction.background, reduction.offCounts) = (nil, nil)
        let (target, image) = (MapTarget(empty), try ExclusionImage(empty))
        let images = try parallelMap(runs.ids, execution, step: "exclusion") { [reduction] id -> MapDataset? in
            if let kept = try journal?.image(id, like: image) { return kept.dataset }
            // What is odd about a run is told when it is reduced for good.
            let run = try reduction.reduce(id, on: target) { try runs.read(id, $0) }
            let dataset = try run.dataset.flatMap { try image.reduced($0) }
            try journal?.keep(dataset, image: id, like: image)
            return dataset
        }.compactMap(\.self)
        guard !images.isEmpty else { return nil }
        let result = try ExclusionMaskBuilder().run(images, background: background, execution: execution)
        log.add(.info, "exclusion mask: \(result.rounds.count) rounds, \(result.outcome)")
        if result.outcome != .stable {
            execution.notices.add("\(result.outcome)", at: config.origin(of: "datasets.background.exclusion"))
        }
        return result
    }

    /// How the background is estimated in each round: as the configuration says.
    private func exclusionBackground(_ geometry: WCSGeometry) throws -> ExclusionBackground {
        if let ring = try config.ringBackgroundMaker(geometry) { return .ring(ring) }
        return .fieldOfView(FoVBackgroundMaker())
    }
}

extension BackgroundConfig {
    /// Whether the data themselves say what is excluded.
    var hasAutomaticExclusion: Bool { exclusion?.text == "auto" }
}
