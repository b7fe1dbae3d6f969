import GammaCore
import GammaDatasets
import GammaMaps

/// Measures the background of every pixel of a map in the data around it.
public protocol MapOffCountsMaker: Sendable {
    /// Pixels that may be used for off counts (true); a pixel outside the mask counts as excluded. Nil uses all.
    var exclusion: WCSMask? { get set }

    /// The dataset with off counts and acceptances; bins that get no off acceptance are not safe.
    /// - Throws: ``Fault/Code/incompatible`` for a dataset without predicted background, which is the acceptance.
    func apply(to dataset: MapDataset, execution: Execution) throws -> MapDataset
}

extension MapOffCountsMaker {
    /// Counts and predicted background of a dataset where off counts may be taken.
    func usable(_ dataset: MapDataset) throws -> (counts: WCSMap, background: WCSMap, acceptance: WCSMap) {
        guard case .predicted(let acceptance) = dataset.background else {
            throw Fault(
                .incompatible,
                "dataset '\(dataset.name)' has no predicted background, which a ring background takes as acceptance",
                hint: "reduce it with 'background', and apply only one ring background")
        }
        var (counts, background) = (dataset.counts, acceptance)
        if let exclusion {
            let mask = try dataset.geometry.exclusionMask(from: .mask(exclusion), outside: false)
            for bin in mask.flags.indices where !mask.flags[bin] {
                counts.values[bin] = 0
                background.values[bin] = 0
            }
        }
        return (counts, background, acceptance)
    }

    /// A length in deg in pixels of the image, along its columns as in Gammapy.
    func pixels(_ length: Double, _ what: String, in geometry: WCSGeometry) throws -> Double {
        let scale = geometry.wcs.pixelScales.x
        guard length >= 0, length / scale <= 10_000 else {
            throw Fault(.badValue, "\(what) of \(length) deg is negative or has more than 10 000 pixels")
        }
        return length / scale
    }
}

extension MapDataset {
    /// The dataset with off counts; not safe where there is no off acceptance.
    func measured(_ off: MapOffMeasurement) -> MapDataset {
        var result = self
        result.background = .measured(off)
        for bin in maskSafe.indices where !(off.acceptanceOff.values[bin] > 0) { result.maskSafe[bin] = false }
        return result
    }
}
