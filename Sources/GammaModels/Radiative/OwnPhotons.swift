import GammaNumerics

/// The synchrotron photons of a source at given parameters, as a field in which its electrons scatter.
struct OwnPhotons {
    let scattering: SelfCompton
    /// From particles to photons per TeV and second at the energies of the table.
    let photons: KernelMatrix
    /// Position of the magnetic field among the parameters.
    let magneticField: Int
    /// Position and value of the radius.
    let radius: (position: Int, value: Double)
    /// The rows of weights of the emission.
    let rows: WeightRows
    private let dilution: Double

    init(
        scattering: SelfCompton, photons: KernelMatrix, particles: [Double], magneticField: Int,
        radius: (position: Int, value: Double)
    ) {
        self.scattering = scattering
        self.photons = photons
        self.magneticField = magneticField
        self.radius = radius
        dilution = SelfCompton.dilution(radius: radius.value)
        let densities = photons.rows.times(particles).map { [dilution] in dilution * $0 }
        let (first, second) = scattering.table.integrals([densities])
        rows = scattering.rows((first[0], second[0]))
    }

    /// How the emission changes as the field changes, with the electrons that scatter as they are: by the parameters of the
    /// particles, the magnetic field and the radius.
    func slopes(_ particles: [Double], _ particleSlopes: [[Double]]) -> [(position: Int, row: [Double])] {
        let weights = scattering.fieldRows(particles)
        let densities =
            photons.rows.times(particleSlopes) + [photons.slopes[0].times(particles)]
        let (first, second) = scattering.table.integrals(densities)
        let emission = zip(weights.first.times(first), weights.second.times(second))
        let positions = Array(particleSlopes.indices) + [magneticField]
        var slopes = zip(positions, emission).map { position, terms in
            (position, zip(terms.0, terms.1).map { dilution * ($0 + $1) })
        }
        slopes.append((radius.position, rows.times(particles).map { -2 * $0 / radius.value }))
        return slopes
    }
}
