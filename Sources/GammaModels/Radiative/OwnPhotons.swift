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
    let rows: [[Double]]
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
        rows = scattering.rows(Self.integrals(scattering, photons.rows, particles, dilution))
    }

    /// How the emission changes as the field changes, with the electrons that scatter as they are: by the parameters of the
    /// particles, the magnetic field and the radius.
    func slopes(_ particles: [Double], _ particleSlopes: [[Double]]) -> [(position: Int, row: [Double])] {
        let weights = scattering.fieldRows(particles)
        func emission(_ rows: [[Double]], _ values: [Double]) -> [Double] {
            let (first, second) = Self.integrals(scattering, rows, values, dilution)
            let (a, b) = (KernelMatrix.times(weights.first, first), KernelMatrix.times(weights.second, second))
            return a.indices.map { a[$0] + b[$0] }
        }
        var slopes = particleSlopes.enumerated().map { ($0.offset, emission(photons.rows, $0.element)) }
        slopes.append((magneticField, emission(photons.slopes[0], particles)))
        slopes.append((radius.position, KernelMatrix.times(rows, particles).map { -2 * $0 / radius.value }))
        return slopes
    }

    private static func integrals(
        _ scattering: SelfCompton, _ rows: [[Double]], _ values: [Double], _ dilution: Double
    ) -> (first: [Double], second: [Double]) {
        scattering.table.integrals(KernelMatrix.times(rows, values).map { dilution * $0 })
    }
}
