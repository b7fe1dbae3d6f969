import Foundation
import GammaCore

/// The emission of one population of particles in one zone: electrons that make synchrotron radiation, scatter photons
/// (also their own synchrotron photons) and brake in gas, or protons that make pions.
///
/// All processes share the particles. The distribution is taken at fixed energies, and kernels are kept, so that as long
/// as only the particles change a spectrum is a matrix times a vector. The formulas are those of naima.
public struct RadiativeSpectralModel: SpectralModel {
    /// Names in model files.
    public static let tags = ["RadiativeSpectralModel", "radiative"]
    /// Those of the particles, of the processes in their order, and `distance` (frozen) in kpc.
    public var parameters: [Parameter]
    /// The particles, with start values.
    public let particles: ParticleDistribution
    /// What they do, with start values.
    public let processes: [RadiativeProcess]

    let grid: PanelGrid
    let terms: [EmissionTerm]
    let cache: KernelCache

    /// Makes the model.
    /// - Parameter distance: of the source in kpc.
    /// - Throws: ``Fault/Code/badValue`` for a range of energies or a table of photons that is none, fields of one name and
    ///   processes given twice; ``Fault/Code/incompatible`` for processes of both electrons and protons, and for a field of
    ///   the source's own synchrotron photons without that process.
    public init(_ particles: ParticleDistribution, _ processes: [RadiativeProcess], distance: Double = 1) throws {
        guard let first = processes.first else { throw Fault(.badValue, "a radiative model needs a process") }
        guard processes.allSatisfy({ $0.isHadronic == first.isHadronic }) else {
            throw Fault(
                .incompatible, "electrons and protons cannot be one population",
                hint: "make a model for each and add them")
        }
        let range = particles.range ?? (first.isHadronic ? Self.protonRange : Self.electronRange)
        guard range.lowerBound > 0, range.upperBound.isFinite, range.upperBound > range.lowerBound else {
            throw Fault(.badValue, "the energies of the particles must be positive and ascending")
        }
        var parameters = particles.parameters
        var terms: [EmissionTerm] = []
        for process in processes {
            try terms += EmissionTerm.make(process, firstParameter: parameters.count)
            parameters += process.parameters
        }
        parameters.append(Parameter("distance", distance, unit: .kpc, isFrozen: true))
        try Self.check(terms, parameters)
        self.particles = particles
        self.processes = processes
        self.terms = terms
        cache = KernelCache()
        self.parameters = parameters
        grid = PanelGrid(range: range)
    }

    /// 1 GeV to 10⁹ rest energies.
    private static let electronRange = 1e-3...510.99895069
    /// The threshold for pions to 10 PeV.
    private static let protonRange =
        (PionCrossSection.protonMass + PionCrossSection.threshold + 1e-4) * 1e-3...1e4

    private static func check(_ terms: [EmissionTerm], _ parameters: [Parameter]) throws {
        var names: Set<String> = []
        for parameter in parameters where !names.insert(parameter.name).inserted {
            throw Fault(
                .badValue, "the radiative model has two parameters '\(parameter.name)'",
                hint: "give every process once, and photon fields different names")
        }
        if terms.contains(where: \.needsSynchrotron), !names.contains("B") {
            throw Fault(
                .incompatible, "the source's own synchrotron photons need the process 'synchrotron'",
                hint: "add it to the processes")
        }
    }
}
