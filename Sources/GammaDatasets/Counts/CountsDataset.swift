import GammaCore
import GammaData
import GammaMaps
import GammaModels

/// A dataset of counts in bins of reconstructed energy, of one region or on the sky: what fluxes are measured in.
public protocol CountsDataset: Dataset {
    /// Axis of reconstructed energy, TeV.
    var energy: MapAxis { get }
    /// Good time intervals.
    var gti: GTI? { get }
    /// Where the data come from.
    var provenance: DatasetProvenance { get }

    /// What the data say about the norms of some sources, each by itself; predictions are made once for all of them.
    /// - Parameter sources: their positions in the list of models.
    /// - Returns: for each source one element a bin of reconstructed energy.
    /// - Throws: a fault when data and models do not fit together.
    func sourceBins(_ models: Models, sources: [Int], _ execution: Execution) throws -> [[SourceBins]]

    /// The dataset with some bins of reconstructed energy left for a fit, which then costs no more than they do.
    /// - Throws: ``Fault/Code/badValue`` for an empty range.
    func restricted(toEnergyBins bins: Range<Int>) throws -> Self

    /// The dataset with the bins of a range of reconstructed energy summed to one, those in the mask.
    /// - Throws: ``Fault/Code/badValue`` for an empty range.
    func summed(energyBins bins: Range<Int>) throws -> Self
}

extension [any Dataset] {
    /// The datasets as counts in bins of energy.
    /// - Throws: ``Fault/Code/noData`` for an empty list, ``Fault/Code/unsupported`` when one is something else.
    public func countsDatasets() throws -> [any CountsDataset] {
        guard !isEmpty else { throw Fault(.noData, "there is no dataset to measure fluxes in") }
        return try map { dataset in
            guard let counts = dataset as? any CountsDataset else {
                throw Fault(
                    .unsupported, "dataset '\(dataset.name)' does not hold counts in bins of energy",
                    hint: "fluxes are measured in maps and spectra")
            }
            return counts
        }
    }
}
