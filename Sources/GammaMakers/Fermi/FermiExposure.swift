import GammaCore
import GammaDatasets
import GammaMaps

/// The exposure of Fermi-LAT at nodes of energy, as `gtexpcube2` writes it: cm² s.
public enum FermiExposure: Sendable {
    /// On the whole sphere.
    case healpix(HEALPixMap)
    /// On an image.
    case wcs(WCSMap)

    /// Reads either of them.
    /// - Throws: faults of reading, ``Fault/Code/incompatible`` without an axis of true energy.
    public static func read(_ path: String) throws -> FermiExposure {
        let exposure: FermiExposure
        do {
            exposure = .healpix(try HEALPixMap.read(path))
        } catch let fault as Fault where fault.code == .missingHDU {
            exposure = .wcs(try WCSMap.read(path))
        }
        guard exposure.axes.map(\.name) == ["energy_true"] else {
            throw Fault(
                .incompatible, "the exposure has the axes \(exposure.axes.map(\.name)), not one of true energy",
                at: Origin(file: path), hint: "a cube of gtexpcube2 has a table ENERGIES")
        }
        return exposure
    }

    private var axes: [MapAxis] {
        switch self {
        case .healpix(let map): map.geometry.axes
        case .wcs(let map): map.geometry.axes
        }
    }

    /// The exposure in cm² s at the pixels of an image and the centres of an axis of true energy, interpolated linearly on the
    /// sky and in the logarithm of the energy.
    /// - Parameter rule: another way along the energies of a HEALPix map.
    public func interpolated(
        to image: WCSGeometry, energyTrue: MapAxis, along rule: HEALPixAxisRule = .scaled
    ) throws -> WCSMap {
        let geometry = try image.with(axes: [energyTrue])
        switch self {
        case .healpix(let map): return try map.interpolated(to: geometry, along: rule).converted(to: .cm2s)
        case .wcs(let map): return try map.interpolated(to: geometry).converted(to: .cm2s)
        }
    }

    /// The exposure in cm² s in one direction at the centres of an axis of true energy.
    public func interpolated(
        at direction: SkyDirection, energyTrue: MapAxis, along rule: HEALPixAxisRule = .scaled
    ) throws -> [Double] {
        let pixel = try WCSGeometry.create(
            centre: direction, pixels: [1, 1], binSize: [0.01, 0.01], projection: "TAN")
        return try interpolated(to: pixel, energyTrue: energyTrue, along: rule).values
    }
}
