import Foundation

/// Bremsstrahlung of electrons on ionised gas: cross-sections of Baring et al., ApJ 513, 311 (1999), appendix A.
///
/// With protons and nuclei only the one of high energies (photons above 10 MeV) is used, as naima does.
public struct Bremsstrahlung: Sendable, Equatable {
    /// Σ Z X over the ions, which is the number of electrons for each of them.
    public var electronWeight: Double
    /// Σ Z² X over the ions.
    public var ionWeight: Double

    /// Gas with 0.0959 helium nuclei a proton, as in the interstellar medium, unless said otherwise.
    public init(electronWeight: Double = 1.1918 / 1.0959, ionWeight: Double = 1.3836 / 1.0959) {
        self.electronWeight = electronWeight
        self.ionWeight = ionWeight
    }

    /// Photons per TeV and second for each energy in TeV and one ion a cm³.
    func matrix(_ grid: PanelGrid, _ energies: [Double]) -> KernelMatrix {
        let scale = ElectronConstants.lightSpeed / ElectronConstants.restEnergy
        return KernelMatrix(
            grid,
            energies.map { energy in
                guard KernelMatrix.covers(energy) else { return [] }
                let photon = energy / ElectronConstants.restEnergy
                let points = grid.points(from: energy, splits: [Self.transition], depth: -12)
                if points.isEmpty { return [] }
                return grid.row(points) { scale * crossSection($0.energy / ElectronConstants.restEnergy, photon) }
            })
    }

    /// Energy in TeV below which electrons are not relativistic.
    private static let transition = 2e-6

    /// dσ/dε in cm² of an electron of Lorentz factor γ for a photon of energy ε, both in units of the rest energy.
    private func crossSection(_ gamma: Double, _ photon: Double) -> Double {
        let isFast = gamma * ElectronConstants.restEnergy > Self.transition
        let ions = max(0, Self.ions(gamma, photon))
        let electrons = isFast ? Self.fastElectrons(gamma, photon) : Self.slowElectrons(gamma, photon)
        return ionWeight * ions + electronWeight * max(0, electrons)
    }

    private static let unit =
        ElectronConstants.radius * ElectronConstants.radius * ElectronConstants.fineStructure

    /// Equation A2.
    private static func ions(_ gamma: Double, _ photon: Double) -> Double {
        guard gamma > photon else { return 0 }
        let part = photon / gamma
        return 4 * unit / photon * (1 + (1.0 / 3 - part) * (1 - part))
            * (log(2 * gamma * (gamma - photon) / photon) - 0.5)
    }

    /// Equation A4.
    private static func fastElectrons(_ gamma: Double, _ photon: Double) -> Double {
        guard gamma > photon else { return 0 }
        let correction = 1 - 8.0 / 3 * pow(gamma - 1, 0.2) / (gamma + 1) * cbrt(photon / gamma)
        return (ions(gamma, photon) + recoil(gamma, photon)) * correction
    }

    /// Equation A3.
    private static func recoil(_ gamma: Double, _ e: Double) -> Double {
        let scale = unit / (3 * e)
        if e > 0.5 {
            return scale * 2 / e
                * ((4 - 1 / e + 1 / (4 * e * e)) * log(2 * gamma) - 2 + 2 / e - 5 / (8 * e * e))
        }
        // The poles at ε = 0 cancel, and would leave rounding only.
        if e < 1e-4 { return scale * (16 * (1 - e) * log(gamma / e) + 28.0 / 3) }
        let bracket = 1 / (4 * e * e * e) - 1 / (2 * e * e) + 3 / e - 2 + 4 * e
        let last = e == 0.5 ? 0 : 2 * (1 - 2 * e) * log(1 - 2 * e) * bracket
        return scale
            * (16 * (1 - e + e * e) * log(gamma / e) - 1 / (e * e) + 3 / e - 4 - 4 * e - 8 * e * e - last)
    }

    /// Equations A5 to A7.
    private static func slowElectrons(_ gamma: Double, _ photon: Double) -> Double {
        let kinetic = gamma * gamma - 1
        let x = 4 * photon / kinetic
        guard x < 1, x > 0 else { return 0 }
        let momentum = kinetic.squareRoot()
        let c = 10 * x * momentum * (2 + momentum) / (1 + x * x * kinetic)
        let root = (1 - x).squareRoot()
        let rest = 2 - x
        let first = (17 - 3 * x * x / (rest * rest) - c) * root
        let second = 12 * rest - 7 * x * x / rest - 3 * pow(x, 4) / pow(rest, 3)
        return 4 * unit / (15 * photon)
            * ((1 + kinetic / 2) * first + second * log((1 + root) / x.squareRoot()))
    }
}
