import GammaCore
import GammaData
import GammaDatasets
import GammaMaps
import GammaNumerics

/// Reduces one observation to the spectrum of a region: counts, exposure, energy dispersion and predicted background.
///
/// Instrument responses are taken at the region's centre (numerics as Gammapy's with `use_region_center=True`).
public struct SpectrumDatasetMaker: Sendable {
    /// The region of the counts: a circle for full-enclosure responses, a point where RAD_MAX gives the radius.
    public var region: SkyRegion
    /// Axis of reconstructed energy, TeV.
    public var energy: MapAxis
    /// Axis of true energy, TeV.
    public var energyTrue: MapAxis
    /// Whether the exposure is multiplied by the share of the point spread function within the region.
    public var containmentCorrection: Bool
    /// Whether the background response, where there is one, predicts the background counts of the region.
    public var predictsBackground: Bool

    /// Makes a maker.
    public init(
        region: SkyRegion, energy: MapAxis, energyTrue: MapAxis, containmentCorrection: Bool = false,
        predictsBackground: Bool = false
    ) {
        self.region = region
        self.energy = energy
        self.energyTrue = energyTrue
        self.containmentCorrection = containmentCorrection
        self.predictsBackground = predictsBackground
    }

    /// The dataset of one observation, named after it.
    ///
    /// A circle overrides a RAD_MAX of one radius, with a notice that tells both where they differ.
    /// - Parameter notices: takes it.
    /// - Throws: a fault when a response that is needed is missing, or the region does not suit the responses.
    public func make(_ observation: Observation, notices: Notices = Notices()) throws -> SpectrumDataset {
        let centre = region.centre
        let offset = try observation.pointingDirection().separation(to: centre)
        let area = try observation.require(observation.effectiveArea, "effective area (aeff)")
        var exposure = area.evaluate(energies: energyTrue.centres, offset: offset).map { $0 * observation.livetime }
        let plainExposure = exposure
        if containmentCorrection {
            let containment = try containment(observation, offset: offset)
            for index in exposure.indices { exposure[index] *= containment[index] }
        }
        let dispersion = observation.energyDispersion?.kernel(
            offset: offset, energyTrueEdges: energyTrue.edges, energyEdges: energy.edges)
        if dispersion == nil {
            notices.add(
                "there is no energy dispersion (edisp): energies are taken as measured without error",
                at: observation.header.origin)
        }
        return SpectrumDataset(
            name: observation.name, energy: energy, energyTrue: energyTrue, region: region,
            counts: try counts(observation, offset: offset, notices), exposure: exposure, energyDispersion: dispersion,
            dispersionExposure: plainExposure, background: try predictedBackground(observation, notices),
            gti: observation.gti,
            livetime: observation.livetime,
            provenance: DatasetProvenance(
                observationIDs: [observation.id], telescopes: observation.telescope.map { [$0] } ?? []))
    }

    /// Share of the point spread function within the circle, at each true energy.
    private func containment(_ observation: Observation, offset: Double) throws -> [Double] {
        guard case .circle(_, let radius) = region else {
            throw Fault(
                .unsupported, "the containment correction needs a circle as on region",
                hint: "use a circle, or set containment_correction: false")
        }
        if observation.effectiveArea?.isPointLike == true {
            throw Fault(
                .incompatible,
                "the responses of observation \(observation.name) are point-like: they contain the cut already",
                hint: "set containment_correction: false")
        }
        let psf = try observation.require(observation.pointSpread, "point spread function (psf)")
        return psf.containment(radius: radius, energies: energyTrue.centres, offset: offset)
    }

    private func counts(_ observation: Observation, offset: Double, _ notices: Notices) throws -> [Double] {
        let selector = try OnRegionSelector(
            region: region, observation: observation, energy: energy, offset: offset, notices: notices)
        return selector.histogram(observation.events)
    }

    private func predictedBackground(
        _ observation: Observation, _ notices: Notices
    ) throws -> SpectrumBackground {
        guard predictsBackground else { return .none }
        guard let background = observation.background else {
            notices.add(
                "there is no background (bkg): all counts are taken as signal",
                at: observation.header.origin)
            return .none
        }
        return .predicted(
            try RegionBackground(background, observation: observation).counts(region: region, energy: energy))
    }
}

extension Observation {
    /// The response, or a fault that names it.
    func require<Response>(_ response: Response?, _ what: String) throws -> Response {
        guard let response else {
            throw Fault(
                .missingHDU, "observation \(name) has no \(what)", at: header.origin,
                hint: "add it to the archive, or leave out the step that needs it")
        }
        return response
    }
}
