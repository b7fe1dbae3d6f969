import Foundation
import GammaCore

/// Photons that electrons scatter: a name, what kind they are of, and the start values of the parameters, which are
/// frozen and named after the field (`T_CMB`, `u_CMB`).
public struct SeedField: Sendable, Equatable {
    /// What kind of photons.
    public enum Kind: Sendable, Equatable {
        /// A black body of temperature `T` in K, diluted to the energy density `u` in eV cm⁻³, from everywhere.
        case thermal
        /// The same from one direction; `theta` in degrees between it and the scattered photons.
        case directed
        /// Photons of one energy `E` in eV with the energy density `u` in eV cm⁻³, from everywhere.
        case monoenergetic
        /// Photons per eV and cm³ at energies in eV, power laws between them, nothing outside; times `norm`.
        case tabulated(energies: [Double], densities: [Double])
        /// The source's own synchrotron photons, emitted evenly in a sphere of `radius` in pc: their density is
        /// 2.24 L/(4π R² c) (Atoyan and Aharonian 1996).
        case synchrotron
    }

    /// The name, which is part of the names of the parameters.
    public let name: String
    /// What kind of photons.
    public let kind: Kind
    /// Start values.
    public var parameters: [Parameter]

    /// Makes a field with the default values of its kind.
    public init(_ name: String, _ kind: Kind) {
        self.name = name
        self.kind = kind
        func frozen(_ symbol: String, _ value: Double, _ unit: GammaCore.Unit) -> Parameter {
            Parameter(symbol, value, unit: unit, isFrozen: true)
        }
        switch kind {
        case .thermal: parameters = [frozen("T_" + name, 100, .kelvin), frozen("u_" + name, 1, .eVPerCm3)]
        case .directed:
            parameters = [
                frozen("T_" + name, 100, .kelvin), frozen("u_" + name, 1, .eVPerCm3),
                frozen("theta_" + name, 90, .deg),
            ]
        case .monoenergetic: parameters = [frozen("E_" + name, 1, .eV), frozen("u_" + name, 1, .eVPerCm3)]
        case .tabulated: parameters = [frozen("norm_" + name, 1, .none)]
        case .synchrotron: parameters = [frozen("radius", 1, .pc)]
        }
    }

    /// The cosmic microwave background, 2.72 K.
    public static let cmb = thermal(
        "CMB", temperature: 2.72, energyDensity: SeedField.blackBodyDensity(temperature: 2.72))
    /// Infrared light of dust, 30 K and 0.5 eV cm⁻³: 6.5 kpc from the Galactic centre, as in naima.
    public static let farInfrared = thermal("FIR", temperature: 30, energyDensity: 0.5)
    /// Light of stars, 3000 K and 1 eV cm⁻³: 6.5 kpc from the Galactic centre, as in naima.
    public static let nearInfrared = thermal("NIR", temperature: 3000, energyDensity: 1)

    /// A diluted black body from everywhere, or at an angle in degrees; temperature in K, energy density in eV cm⁻³.
    public static func thermal(
        _ name: String, temperature: Double, energyDensity: Double, angle: Double? = nil
    ) -> SeedField {
        SeedField(name, angle == nil ? .thermal : .directed)
            .with([temperature, energyDensity] + (angle.map { [$0] } ?? []))
    }

    /// Photons of one energy in eV; energy density in eV cm⁻³.
    public static func monoenergetic(_ name: String, energy: Double, energyDensity: Double) -> SeedField {
        SeedField(name, .monoenergetic).with([energy, energyDensity])
    }

    /// Photons per eV and cm³ at ascending energies in eV.
    public static func tabulated(_ name: String, energies: [Double], densities: [Double]) -> SeedField {
        SeedField(name, .tabulated(energies: energies, densities: densities))
    }

    /// The source's own synchrotron photons; radius in pc.
    public static func synchrotron(radius: Double) -> SeedField { SeedField("SSC", .synchrotron).with([radius]) }

    /// Energy density of a black body in eV cm⁻³.
    public static func blackBodyDensity(temperature: Double) -> Double {
        let kT = ElectronConstants.kelvin * temperature
        return Double.pi * Double.pi / 15 * pow(kT, 4) / pow(ElectronConstants.comptonLength, 3)
            * ElectronConstants.restEnergyEV
    }

    private func with(_ values: [Double]) -> SeedField {
        var copy = self
        for (index, value) in values.enumerated() { copy.parameters[index].value = value }
        return copy
    }

    /// - Throws: ``Fault/Code/badValue`` for a table that is none.
    func check() throws {
        guard case .tabulated(let energies, let densities) = kind else { return }
        guard energies.count == densities.count, energies.count >= 2 else {
            throw Fault(
                .badValue,
                "the photon field '\(name)' needs one density an energy, at least two: \(energies.count) energies, \(densities.count) densities"
            )
        }
        guard energies.allSatisfy({ $0 > 0 && $0.isFinite }),
            zip(energies, energies.dropFirst()).allSatisfy({ $0 < $1 })
        else { throw Fault(.badValue, "the energies of the photon field '\(name)' must be positive and ascending") }
        guard densities.allSatisfy({ $0 >= 0 && $0.isFinite }), densities.contains(where: { $0 > 0 }) else {
            throw Fault(.badValue, "the densities of the photon field '\(name)' must not be negative, nor all zero")
        }
    }
}
