import GammaKit

/// Ring background and exclusion mask, step by step; each function is a section of the page "Ring background and exclusion
/// masks".
public struct ExclusionTutorial {
    /// The archive of event lists.
    public let archive: String
    /// The folder for results.
    public let output: String

    /// Makes the tutorial for an archive and a folder.
    public init(archive: String, output: String) {
        self.archive = archive
        self.output = output
    }

    /// Runs → one dataset a run, with the predicted background.
    public func reduce() throws -> [MapDataset] {
        let remnant = SkyDirection(ra: 258.39, dec: -39.76)
        let runs = try DataStore(archive).observations(.cone(remnant, radius: 2))

        let empty = try MapDataset.empty(
            geometry: .create(
                centre: remnant, width: 5, binSize: 0.05, projection: "TAN",
                axes: [.energy(min: 0.6, max: 20, bins: 1)]),
            energyTrue: .energy(min: 0.3, max: 60, bins: 12, name: "energy_true"))
        let reduction = MapReduction(
            maker: MapDatasetMaker([.counts, .exposure, .background]),
            safeMask: SafeMaskMaker([.offsetMax(degrees: 2)]), cutoutRadius: 2.5)
        let datasets = try reduction.run(runs, on: empty, Execution(threads: 2))
            .compactMap(\.dataset)
        try DatasetsFile.write(datasets, to: "\(output)/datasets.yaml")
        return datasets
    }

    /// Datasets → exclusion mask.
    public func exclude(_ datasets: [MapDataset]) throws -> ExclusionMaskResult {
        let builder = ExclusionMaskBuilder(
            high: 5, low: 3, margin: 0.1, correlationRadius: 0.1)
        let result = try builder.run(
            datasets, background: .fieldOfView(FoVBackgroundMaker()),
            execution: Execution(threads: 2))
        print(result.report)
        try result.write(to: "\(output)/exclusion")
        return result
    }

    /// Datasets and mask → off counts from rings.
    public func rings(_ datasets: [MapDataset], _ mask: WCSMask) throws -> MapDataset {
        let maker = RingBackgroundMaker(innerRadius: 0.7, width: 0.3, exclusion: mask)
        let stacked = try MapDataset.stacked(datasets.map { try maker.apply(to: $0) })
        print([stacked.summary].textTable().text())
        try SkyMapFigure(stacked.excessImage.smoothed(.disk(radius: 0.1)), name: "Excess")
            .outline(of: mask, name: "Excluded")
            .save("\(output)/ring_excess.png")
        return stacked
    }

    /// All steps.
    public func run() throws -> ExclusionMaskResult {
        let datasets = try reduce()
        let result = try exclude(datasets)
        _ = try rings(datasets, result.mask)
        return result
    }
}

/// Rings that grow where much is excluded.
public func adaptiveRings(_ dataset: MapDataset, exclusion: WCSMask) throws -> MapDataset {
    let maker = AdaptiveRingBackgroundMaker(
        innerRadius: 0.5, maximumOuterRadius: 1.5, width: 0.2, step: 0.05,
        thresholdAlpha: 0.1, theta: 0.1, exclusion: exclusion)
    return try maker.apply(to: dataset)
}

/// A background of your own between the rounds: here the predicted one, scaled to all counts outside the mask.
public func ownBackground(_ dataset: MapDataset) throws -> ExclusionMaskResult {
    let result = try ExclusionMaskBuilder().run { mask in
        let maker = FoVBackgroundMaker(.scale, exclusion: mask?.map)
        return try maker.apply(to: dataset).dataset
    }
    print(result.outcome)
    return result
}
