import GammaCore
import GammaDatasets
import GammaMaps
import GammaModels
import GammaProducts

/// The flux in neighbouring regions of maps: spectra of each region, in which a norm is fitted for every energy bin.
///
/// What the models predict counts as background, so that the profile shows what is above it. The exposure of a region is
/// the mean over its pixels; its energy dispersion that of its centre. A pixel belongs to a region when its centre does.
/// As Gammapy's `FluxProfileEstimator`, with `npred` as background; other than there, predicted models are kept for
/// datasets with off counts, too.
public struct FluxProfileEstimator: Sendable {
    /// Where fluxes are measured.
    public var regions: ProfileRegions
    /// Edges of the energy bins, TeV, each moved to the nearest of the first dataset; nil: one bin of all its energies.
    public var energyEdges: [Double]?
    /// The source whose spectrum is the reference and which is left out of the background; nil: ``spectral`` is the
    /// reference, and all models are background.
    public var source: String?
    /// The reference spectrum when there is no source.
    public var spectral: any SpectralModel
    /// What is computed.
    public var options: FluxOptions
    /// Whether datasets of different telescopes may be measured together.
    public var allowsMultipleTelescopes = false

    /// Makes an estimator; the reference is a power law of index 2 unless told otherwise.
    public init(
        _ regions: ProfileRegions, energyEdges: [Double]? = nil, source: String? = nil,
        spectral: any SpectralModel = PowerLaw(index: 2, amplitude: 1e-12), options: FluxOptions = FluxOptions()
    ) {
        self.regions = regions
        self.energyEdges = energyEdges
        self.source = source
        self.spectral = spectral
        self.options = options
    }

    /// One bin a region, in order; regions that leave an image, hold no pixel, or are masked in part, and fits that fail,
    /// say so in their outcomes and end no other.
    /// - Throws: ``Fault/Code/noData`` without datasets, ``Fault/Code/unknownKey`` for a source that is not there,
    ///   ``Fault/Code/badValue`` for energies outside the axis, and the fault of the first region when no region can be used.
    public func run(
        _ datasets: [MapDataset], models: Models = Models(), execution: Execution = Execution()
    ) throws -> FluxProfile {
        guard let first = datasets.first else {
            throw Fault(.noData, "there is no map dataset to measure a profile in")
        }
        let estimator = FluxPointsEstimator(
            source: source ?? Self.defaultName, energyEdges: try edges(first.energy), options: options,
            allowsMultipleTelescopes: allowsMultipleTelescopes)
        let counts: [any CountsDataset] = datasets
        try estimator.check(counts)
        let (measured, background) = try split(models)
        try options.checkFreeParameters(of: measured.source(estimator.flux.source))
        let inputs = try inputs(datasets, background, execution)
        let values = try parallelMap(regions.regions, execution, step: "profile") { region in
            try Self.measure(region, inputs, estimator, measured)
        }
        if let fault = values.compactMap({ $0.fault }).first, values.allSatisfy({ $0.fault != nil }) { throw fault }
        let metadata = FluxMetadata(
            sedType: .flux, source: source ?? "", datasetNames: datasets.map(\.name), nSigma: options.nSigma,
            nSigmaUL: options.nSigmaUL, nSigmaSensitivity: options.nSigmaSensitivity,
            gti: counts.goodTime?.table())
        return FluxProfile(
            values.indices.map { index in
                FluxProfile.Bin(
                    low: regions.distances[index].lowerBound, high: regions.distances[index].upperBound,
                    region: regions.regions[index], points: values[index].points)
            }, metadata: metadata)
    }

    private static let defaultName = "profile"

    /// The edges asked for, or the ends of the axis.
    private func edges(_ axis: MapAxis) throws -> [Double] {
        let groups = try EnergyGroup.groups(of: axis, edges: energyEdges)
        return energyEdges ?? groups.map(\.lower) + groups.suffix(1).map(\.upper)
    }

    /// The model that is measured, by itself, and all others.
    private func split(_ models: Models) throws -> (measured: Models, background: Models) {
        guard let source else { return (Models(SkyModel(Self.defaultName, spectral: spectral)), models) }
        let measured = SkyModel(source, spectral: try models.source(source).spectral)
        return (Models(measured), Models(models.components.filter { $0.name != source }))
    }

    private func inputs(
        _ datasets: [MapDataset], _ models: Models, _ execution: Execution
    ) throws -> [ProfileInput] {
        let inputs = try datasets.map { try ProfileInput($0, models: models, execution) }
        if !options.freeParameters.isEmpty, let mixed = inputs.first(where: \.hasKnownSignal) {
            throw Fault(
                .unsupported,
                "dataset '\(mixed.dataset.name)' has off counts and models: a shape cannot be fitted beside them",
                hint: "leave the models out, or free no parameter")
        }
        return inputs
    }

    /// The points of one region, or why there are none.
    private static func measure(
        _ region: SkyRegion, _ inputs: [ProfileInput], _ estimator: FluxPointsEstimator, _ models: Models
    ) throws -> (points: [FluxPoint], fault: Fault?) {
        do {
            let spectra = try inputs.map { try $0.spectrum(of: region, models: models) }
            let prediction = FluxPrediction(
                datasets: spectra.map(\.dataset), models: models, source: 0, bins: spectra.map(\.bins))
            return (try estimator.points(prediction), nil)
        } catch let fault as Fault where fault.code != .cancelled {
            return (try estimator.failed(fault.message, models: models), fault)
        }
    }
}
