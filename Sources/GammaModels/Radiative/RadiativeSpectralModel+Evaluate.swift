import Foundation
import GammaNumerics

extension RadiativeSpectralModel {
    /// dN/dE at each energy in TeV.
    public func evaluate(_ energies: [Double]) -> [Double] {
        let values = parameters.map(\.internalValue)
        let particles = grid.values(ParticleFormula(particles, values))
        var flux = [Double](repeating: 0, count: energies.count)
        for kernel in kernels(energies, values, ownPhotons(energies, values, particles)) {
            VectorMath.add(kernel.matrix.rows.times(particles), times: kernel.scale, to: &flux)
        }
        let dilution = Self.dilution(distance: values[values.count - 1])
        return flux.map { dilution * $0 }
    }

    /// dN/dE at each energy in TeV and its derivatives.
    public func evaluateWithGradient(_ energies: [Double]) -> (values: [Double], gradient: [[Double]]) {
        let values = parameters.map(\.internalValue)
        let (particles, slopes) = grid.valuesWithSlopes(ParticleFormula(particles, values))
        let own = ownPhotons(energies, values, particles)
        let kernels = kernels(energies, values, own)
        var flux = [Double](repeating: 0, count: energies.count)
        var gradient = [[Double]](repeating: flux, count: values.count)
        let columns = [particles] + slopes
        for kernel in kernels {
            let products = kernel.matrix.rows.times(columns)
            VectorMath.add(products[0], times: kernel.scale, to: &flux)
            for row in slopes.indices { VectorMath.add(products[row + 1], times: kernel.scale, to: &gradient[row]) }
            if let norm = kernel.norm { gradient[norm] = products[0] }
            for (position, rows) in zip(kernel.slopeParameters, kernel.matrix.slopes) {
                VectorMath.add(rows.times(particles), times: kernel.scale, to: &gradient[position])
            }
        }
        if let own {
            for (position, row) in own.slopes(particles, slopes) {
                VectorMath.add(row, times: 1, to: &gradient[position])
            }
        }
        let distance = values.count - 1
        gradient[distance] = flux.map { -2 * $0 / values[distance] }
        let dilution = Self.dilution(distance: values[distance])
        return (
            flux.map { dilution * $0 },
            gradient.indices.map { row in
                let factor = dilution * parameters[row].internalFactor
                return gradient[row].map { factor * $0 }
            }
        )
    }

    /// 1/(4π d²) in cm⁻².
    private static func dilution(distance: Double) -> Double {
        let length = distance * ElectronConstants.kiloparsec
        return 1 / (4 * Double.pi * length * length)
    }

    // MARK: - Kernels

    /// A term at the present parameters.
    private struct Kernel {
        let matrix: KernelMatrix
        /// The value of the norm.
        let scale: Double
        /// Position of the norm among the parameters.
        let norm: Int?
        let slopeParameters: [Int]
    }

    /// All terms; that of the source's own photons, which depends on the particles itself, comes last.
    private func kernels(_ energies: [Double], _ values: [Double], _ own: OwnPhotons?) -> [Kernel] {
        var kernels: [Kernel] = []
        for (index, term) in terms.enumerated() where !term.needsSynchrotron {
            let slopeParameters = term.slopeParameters
            let key = KernelCache.Key(term: index, parameters: slopeParameters.map { values[$0] }, energies: energies)
            let matrix = cache.value(key) { term.matrix(grid, energies, values) { geometry(energies) } }
            kernels.append(
                Kernel(
                    matrix: matrix, scale: term.norm.map { values[$0] } ?? 1, norm: term.norm,
                    slopeParameters: slopeParameters))
        }
        if let own {
            kernels.append(Kernel(matrix: KernelMatrix(own.rows), scale: 1, norm: nil, slopeParameters: []))
        }
        return kernels
    }

    private func geometry(_ energies: [Double]) -> ComptonGeometry {
        cache.value(KernelCache.Key(term: -1, parameters: [], energies: energies)) { ComptonGeometry(grid, energies) }
    }

    private func ownPhotons(_ energies: [Double], _ values: [Double], _ particles: [Double]) -> OwnPhotons? {
        guard let own = terms.first(where: \.needsSynchrotron),
            let synchrotron = terms.first(where: { if case .synchrotron = $0.kind { true } else { false } })
        else { return nil }
        let position = synchrotron.parameters.lowerBound
        let scattering = cache.value(KernelCache.Key(term: -2, parameters: [], energies: energies)) {
            SelfCompton(grid, geometry(energies))
        }
        let key = KernelCache.Key(term: -3, parameters: [values[position]], energies: [])
        let photons = cache.value(key) {
            SynchrotronKernel(grid, magneticField: values[position]).matrix(scattering.table.energies)
        }
        return OwnPhotons(
            scattering: scattering, photons: photons, particles: particles,
            magneticField: position, radius: (own.parameters.lowerBound, values[own.parameters.lowerBound]))
    }
}
