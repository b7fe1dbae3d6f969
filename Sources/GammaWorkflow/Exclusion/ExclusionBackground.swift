import GammaCore
import GammaDatasets
import GammaEstimators
import GammaMakers
import GammaMaps

/// How the background of runs is estimated anew in each round of an exclusion mask.
public enum ExclusionBackground: Sendable {
    /// The predicted background is normalised to the counts of the field of view.
    case fieldOfView(FoVBackgroundMaker)
    /// Off counts come from a ring around each pixel.
    case ring(any MapOffCountsMaker)

    /// The dataset with its background estimated where the mask is true; the maker's own exclusion is not used.
    func apply(to dataset: MapDataset, mask: WCSMask?, _ execution: Execution) throws -> MapDataset {
        let allowed = try mask?.lookedUp(on: dataset.geometry.image, outside: true)
        switch self {
        case .fieldOfView(var maker):
            maker.exclusion = allowed.map(WCSMap.init(mask:))
            let (adjusted, result) = try maker.apply(to: dataset, execution: execution)
            if result.outcome != .adjusted { execution.notices.add("dataset '\(dataset.name)': \(result.outcome)") }
            return adjusted
        case .ring(var maker):
            maker.exclusion = allowed
            return try maker.apply(to: dataset, execution: execution)
        }
    }
}

extension ExclusionMaskBuilder {
    /// Builds the mask from the datasets of runs: in each round their backgrounds are estimated outside the mask, one by
    /// one, and the runs are stacked.
    /// - Parameter datasets: runs on cut-outs of one image, or one stacked dataset, with predicted backgrounds.
    /// - Throws: ``Fault/Code/noData`` without datasets or safe pixels, ``Fault/Code/incompatible`` for datasets that cannot be
    ///   stacked or have no predicted background.
    public func run(
        _ datasets: [MapDataset], background: ExclusionBackground, execution: Execution = Execution()
    ) throws -> ExclusionMaskResult {
        let isOne = datasets.count == 1
        let inner = Execution(threads: isOne ? execution.threads : 1, notices: execution.notices)
        return try run(execution) { mask in
            try MapDataset.stacked(datasets, execution) { try background.apply(to: $0, mask: mask, inner) }
        }
    }
}
