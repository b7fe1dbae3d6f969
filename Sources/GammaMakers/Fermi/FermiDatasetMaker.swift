import GammaCore
import GammaData
import GammaDatasets
import GammaMaps

/// Reduces data of Fermi-LAT to maps, or to the spectrum of a circle.
///
/// Energies are taken as measured without error, as is usual above 10 GeV; emission that is not a source's own (the Galaxy, the
/// isotropic background) comes from models in maps, from off regions in spectra.
public struct FermiDatasetMaker: Sendable {
    /// Events, exposure, point-spread function.
    public var data: FermiData
    /// How the exposure is interpolated along the energies of a HEALPix cube.
    public var exposureRule: HEALPixAxisRule

    /// Makes a maker.
    public init(_ data: FermiData, exposureRule: HEALPixAxisRule = .scaled) {
        self.data = data
        self.exposureRule = exposureRule
    }

    /// Counts, exposure and point-spread function on an image.
    /// - Parameters:
    ///   - image: the pixels.
    ///   - energy: axis of reconstructed energy, TeV.
    ///   - energyTrue: axis of true energy, TeV.
    /// - Throws: ``Fault/Code/incompatible`` without a point-spread function, faults of axes that do not fit.
    public func makeMap(
        name: String, image: WCSGeometry, energy: MapAxis, energyTrue: MapAxis
    ) throws -> MapDataset {
        guard let psf = data.psf else {
            throw Fault(
                .incompatible, "the Fermi-LAT data of '\(name)' have no point-spread function, which maps need",
                hint: "make one with gtpsf and name its file")
        }
        var counts = try WCSMap(image.with(axes: [energy]))
        try counts.fill(lon: data.events.ra, lat: data.events.dec, frame: .icrs, coordinates: [data.events.energy])
        return try MapDataset(
            name: name, counts: counts,
            exposure: data.exposure.interpolated(to: image, energyTrue: energyTrue, along: exposureRule), psf: psf,
            energyDispersion: .diagonal(energy: energy, energyTrue: energyTrue), gti: data.gti,
            provenance: DatasetProvenance(telescopes: ["Fermi-LAT"]))
    }

    /// Counts in a circle, exposure at its centre times the share of the point-spread function within it, and off counts.
    /// - Parameters:
    ///   - region: the circle.
    ///   - off: where the background is measured, usually a ring around it; nil takes none.
    /// - Throws: ``Fault/Code/unsupported`` for a region that is no circle, ``Fault/Code/incompatible`` without a
    ///   point-spread function.
    public func makeSpectrum(
        name: String, region: SkyRegion, off: SkyRegion?, energy: MapAxis, energyTrue: MapAxis
    ) throws -> SpectrumDataset {
        guard case .circle(let centre, let radius) = region else {
            throw Fault(.unsupported, "the spectrum '\(name)' of Fermi-LAT needs a circle as on region")
        }
        guard let psf = data.psf else {
            throw Fault(
                .incompatible,
                "the Fermi-LAT data of '\(name)' have no point-spread function: the share of it within the circle is unknown",
                hint: "make one with gtpsf and name its file")
        }
        let plain = try data.exposure.interpolated(at: centre, energyTrue: energyTrue, along: exposureRule)
        let share = psf.containment(within: radius, at: centre, energies: energyTrue)
        let measured = off.map { off in
            OffMeasurement(
                counts: counts(off, energy),
                acceptance: Array(repeating: region.solidAngle, count: energy.binCount),
                acceptanceOff: Array(repeating: off.solidAngle, count: energy.binCount), region: off)
        }
        return SpectrumDataset(
            name: name, energy: energy, energyTrue: energyTrue, region: region, counts: counts(region, energy),
            exposure: zip(plain, share).map { $0 * $1 }, dispersionExposure: plain,
            background: measured.map { .measured($0) } ?? .none, gti: data.gti,
            livetime: data.gti?.timeSum ?? 0, provenance: DatasetProvenance(telescopes: ["Fermi-LAT"]))
    }

    private func counts(_ region: SkyRegion, _ energy: MapAxis) -> [Double] {
        let events = data.events
        var counts = [Double](repeating: 0, count: energy.binCount)
        let isInside = region.contains(lon: events.ra, lat: events.dec, frame: .icrs)
        for (inside, value) in zip(isInside, events.energy) where inside {
            if let bin = energy.index(of: value) { counts[bin] += 1 }
        }
        return counts
    }
}
