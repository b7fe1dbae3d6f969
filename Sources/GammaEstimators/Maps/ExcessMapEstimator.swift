import GammaCore
import GammaData
import GammaDatasets
import GammaMaps
import GammaModels
import GammaProducts

/// Maps of the counts above background within a disk around every pixel: excess, significance, flux and limits.
///
/// Counts over a known background follow the Cash statistic, on and off counts that of Li & Ma. What the models predict
/// counts as background (with off counts, as a known signal), so that the map shows what they leave.
public struct ExcessMapEstimator: Sendable {
    /// Radius of the disk, deg; its pixels are those whose centres are within.
    public var correlationRadius: Double
    /// Edges of the maps in TeV, each moved to the nearest bin edge of the dataset; nil: one map of all energies.
    public var energyEdges: [Double]?
    /// The spectrum by which an excess becomes a flux.
    public var spectrum: any SpectralModel
    /// What is computed.
    public var options: ExcessMapOptions

    /// Makes an estimator; by default the spectrum is a power law of index 2.
    public init(
        correlationRadius: Double = 0.1, energyEdges: [Double]? = nil,
        spectrum: any SpectralModel = PowerLaw(index: 2, amplitude: 1e-12),
        options: ExcessMapOptions = ExcessMapOptions()
    ) {
        self.correlationRadius = correlationRadius
        self.energyEdges = energyEdges
        self.spectrum = spectrum
        self.options = options
    }

    /// The maps of a dataset; masked pixels and such without background say so in ``FluxMaps/outcome``.
    ///
    /// `npred` and `counts` are the counts within the disk, as in Gammapy. Bins of one energy interval are summed within
    /// the safe mask, pixels of the disk within safe and fit mask.
    /// - Throws: ``Fault/Code/noData`` without any bin or exposure, ``Fault/Code/badValue`` for energies or a radius that
    ///   do not fit the dataset.
    public func run(
        _ dataset: MapDataset, models: Models = Models(), execution: Execution = Execution()
    ) throws -> FluxMaps {
        let groups = try EnergyGroup.groups(of: dataset.energy, edges: energyEdges)
        let geometry = try dataset.geometry.with(axes: [groups.axis(like: dataset.energy)])
        let disk = try DiskSums(radius: correlationRadius, on: geometry)
        guard dataset.mask.contains(true) else {
            throw Fault(
                .noData, "no bin of dataset '\(dataset.name)' is in the mask",
                hint: "widen the fit range or the safe-mask thresholds")
        }
        let input = try ExcessInput(dataset, models: models, spectrum: spectrum, execution)
        var planes: [ExcessPlane] = []
        for (number, group) in groups.enumerated() {
            do {
                planes.append(try ExcessPlane(input, group, disk, options, execution))
            } catch let fault as Fault where fault.code != .cancelled {
                execution.notices.add("excess map of \(group.name): \(fault.message)", at: fault.origin)
                planes.append(ExcessPlane(failed: geometry.pixelCount))
            }
            try execution.progress.update(step: "excess map", done: number + 1, total: groups.count)
        }
        return try maps(planes, geometry, dataset)
    }

    private func maps(_ planes: [ExcessPlane], _ geometry: WCSGeometry, _ dataset: MapDataset) throws -> FluxMaps {
        let quantities = Set(planes.flatMap(\.values.keys))
        var values: [MapQuantity: [Double]] = [:]
        for quantity in quantities {
            values[quantity] = planes.flatMap {
                $0.values[quantity] ?? [Double](repeating: .nan, count: geometry.pixelCount)
            }
        }
        return try FluxMaps(
            geometry, reference: SkyModel("reference", spectral: spectrum), values: values,
            outcome: planes.flatMap(\.outcome),
            metadata: FluxMetadata(
                datasetNames: [dataset.name], nSigma: options.nSigma, nSigmaUL: options.nSigmaUL,
                nSigmaSensitivity: options.nSigmaSensitivity, gti: dataset.gti?.table()))
    }
}
