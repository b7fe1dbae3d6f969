import GammaCore
import GammaMaps
import GammaModels

/// One spectrum of a HAWC source with the radius it was measured for.
struct HAWCMeasurement {
    /// Energy at which fluxes are stated, TeV.
    static let reference = 7.0

    /// Flux at 7 TeV, cm⁻² s⁻¹ TeV⁻¹, and its statistical error.
    var flux: CatalogSpectrum.Stated
    /// Photon index, positive as everywhere else, and its statistical error.
    var index: CatalogSpectrum.Stated
    /// Radius of the disk, deg; 0 for a point source.
    var radius: Double
    /// Systematic errors of the flux below and above; NaN when not stated.
    var systematic: (below: Double, above: Double) = (.nan, .nan)

    /// The mean of the errors below and above.
    static func mean(_ below: Double, _ above: Double) -> Double { (abs(below) + abs(above)) / 2 }

    func variant(_ name: String, source: String, at position: SkyDirection, error: PositionError?) -> CatalogVariant {
        let spectrum: Result<any SpectralModel, NoModelReason> =
            flux.value.isFinite
            ? CatalogSpectrum.powerLaw(amplitude: flux, index: index, reference: Self.reference)
            : .failure(.noSpectrum)
        return CatalogVariant(name, source: source, spectrum: spectrum, shape: shape(position, error))
    }

    private func shape(_ position: SkyDirection, _ error: PositionError?) -> Result<CatalogShape, NoModelReason> {
        if radius == 0 { return .success(.point(at: position, error: error)) }
        return CatalogShape.ellipse(
            at: position, major: radius, minor: radius, angle: 0, isDisk: true, error: error)
    }
}
