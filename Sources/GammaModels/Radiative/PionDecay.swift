import Foundation

/// Gamma rays from the decay of neutral pions made by protons in gas: the parametrisation of Kafexhiu, Aharonian, Taylor
/// and Vila, Phys. Rev. D 90, 123014 (2014).
public struct PionDecay: Sendable, Equatable {
    /// The simulation of collisions that the parametrisation at high energies follows.
    public enum Generator: String, Sendable, CaseIterable {
        /// Geant 4.10.0, used by all others up to 50 or 100 GeV.
        case geant4 = "Geant4"
        /// Pythia 8.18, above 50 GeV.
        case pythia8 = "Pythia8"
        /// SIBYLL 2.1, above 100 GeV.
        case sibyll = "SIBYLL"
        /// QGSJET-I, above 100 GeV.
        case qgsjet = "QGSJET"
    }

    /// What is followed at high energies.
    public var generator: Generator
    /// Whether nuclei of cosmic rays and of the gas add to the protons, with the abundances of the interstellar medium
    /// (section IV of the paper).
    public var hasNuclei: Bool

    /// Pythia 8 with nuclei unless said otherwise.
    public init(_ generator: Generator = .pythia8, hasNuclei: Bool = true) {
        self.generator = generator
        self.hasNuclei = hasNuclei
    }

    /// Photons per TeV and second for each energy in TeV and one proton a cm³.
    func matrix(_ grid: PanelGrid, _ energies: [Double]) -> KernelMatrix {
        let section = PionCrossSection(self)
        // cm²/GeV to photons per TeV and second.
        let scale = ElectronConstants.lightSpeed * 1e3
        let splits = section.jumps.map { ($0 + PionCrossSection.protonMass) * 1e-3 }
        return KernelMatrix(
            grid,
            energies.map { energy in
                guard KernelMatrix.covers(energy) else { return [] }
                let photon = energy * 1e3
                guard let lowest = PionCrossSection.lowestEnergy(photon) else { return [] }
                let points = grid.points(
                    from: (lowest + PionCrossSection.protonMass) * 1e-3, splits: splits, depth: -12)
                if points.isEmpty { return [] }
                return grid.row(points) {
                    scale * section.value($0.energy * 1e3 - PionCrossSection.protonMass, photon)
                }
            })
    }
}
