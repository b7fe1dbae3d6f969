import Foundation

/// The reference model in one energy bin: the factors that turn a norm into fluxes.
public struct ReferenceFlux: Sendable, Hashable {
    /// Differential flux at the reference energy, cm⁻² s⁻¹ TeV⁻¹.
    public var dnde: Double
    /// Flux in the bin, cm⁻² s⁻¹; NaN where the bin has no edges.
    public var flux: Double
    /// Energy flux in the bin, TeV cm⁻² s⁻¹; NaN where the bin has no edges.
    public var eflux: Double
    /// E² dN/dE at the reference energy, TeV cm⁻² s⁻¹.
    public var e2dnde: Double

    /// Makes a reference; e2dnde follows from `dnde` and the reference energy (TeV).
    public init(dnde: Double, flux: Double, eflux: Double, eRef: Double) {
        self.dnde = dnde
        self.flux = flux
        self.eflux = eflux
        self.e2dnde = dnde * eRef * eRef
    }

    /// A power law of index 2 with 10⁻¹² cm⁻² s⁻¹ TeV⁻¹ at 1 TeV, which Gammapy takes where no model is known.
    public static func powerLaw2(eMin: Double, eMax: Double, eRef: Double) -> ReferenceFlux {
        ReferenceFlux(
            dnde: 1e-12 / (eRef * eRef), flux: 1e-12 * (1 / eMin - 1 / eMax), eflux: 1e-12 * log(eMax / eMin),
            eRef: eRef)
    }

    /// The factor between a norm and a flux of that type; 1 for ``SEDType/likelihood``.
    public func factor(_ type: SEDType) -> Double {
        switch type {
        case .likelihood: 1
        case .dnde: dnde
        case .e2dnde: e2dnde
        case .flux: flux
        case .eflux: eflux
        }
    }
}
