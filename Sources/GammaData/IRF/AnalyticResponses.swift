import Foundation
import GammaCore
import GammaIO
import GammaNumerics

extension EffectiveArea2D {
    /// Arrays of Cherenkov telescopes whose area has an analytic form.
    public enum Instrument: String, Sendable, CaseIterable {
        /// H.E.S.S. phase I.
        case hess = "HESS"
        /// H.E.S.S. phase II.
        case hess2 = "HESS2"
        /// The Cherenkov Telescope Array Observatory.
        case ctao = "CTAO"

        /// g₁ in cm², g₂, and g₃ in MeV.
        var parameters: (g1: Double, g2: Double, g3: Double) {
            switch self {
            case .hess: (6.85e9, 0.0891, 5e5)
            case .hess2: (2.05e9, 0.0891, 1e5)
            case .ctao: (1.71e11, 0.0891, 1e5)
            }
        }
    }

    /// The area g₁·(E/MeV)^(−g₂)·exp(−g₃/E) of Abramowski et al. 2010 (MNRAS 402, 1342, appendix B) at the centres of
    /// the energies.
    /// - Parameter fieldOfView: width in deg of a Gaussian fall-off with the offset; none by default, as in the paper.
    /// - Throws: ``Fault/Code/badValue`` for a width that is not positive.
    public static func parametrised(
        _ instrument: Instrument, energyTrue: IRFAxis, offset: IRFAxis, fieldOfView: Double? = nil
    ) throws -> EffectiveArea2D {
        let (g1, g2, g3) = instrument.parameters
        let falls = try gaussianFall(offset.centres, width: fieldOfView)
        let values = energyTrue.centres.flatMap { energy -> [Double] in
            let area = g1 * pow(energy * 1e6, -g2) * exp(-g3 / (energy * 1e6))
            return falls.map { area * $0 }
        }
        var header = FITSHeader()
        header["TELESCOP"] = .string(instrument.rawValue)
        return try EffectiveArea2D(energyTrue: energyTrue, offset: offset, values: values, header: header)
    }
}

extension EnergyDispersion2D {
    /// A Gaussian in the migration, the same at all energies and offsets: mean 1 + bias, width sigma, integrated over
    /// each migration bin; densities below 10⁻⁶ are zero (as Gammapy's `from_gauss`).
    /// - Throws: ``Fault/Code/badValue`` for a width that is not positive.
    public static func gaussian(
        bias: Double = 0, sigma: Double, energyTrue: IRFAxis, migra: IRFAxis, offset: IRFAxis
    ) throws -> EnergyDispersion2D {
        guard sigma > 0, sigma.isFinite, bias.isFinite else {
            throw Fault(.badValue, "an energy resolution of \(sigma) is none")
        }
        let cumulative = migra.edges.map { 0.5 * erf(($0 - 1 - bias) / (2.0.squareRoot() * sigma)) }
        let densities = migra.widths.indices.map { bin -> Double in
            let density = (cumulative[bin + 1] - cumulative[bin]) / migra.widths[bin]
            return density < 1e-6 ? 0 : density
        }
        let plane = densities.flatMap { Array(repeating: $0, count: offset.count) }
        return try EnergyDispersion2D(
            energyTrue: energyTrue, migra: migra, offset: offset, values: energyTrue.centres.flatMap { _ in plane })
    }
}

extension PSF3Gauss {
    /// One Gaussian of a width in deg that depends on the energy in TeV.
    /// - Throws: ``Fault/Code/badValue`` for a width that is not positive.
    public static func gaussian(
        energyTrue: IRFAxis, offset: IRFAxis, sigma: (_ energyTeV: Double) -> Double
    ) throws -> PSF3Gauss {
        let widths = energyTrue.centres.map(sigma)
        guard widths.allSatisfy({ $0 > 0 && $0.isFinite }) else {
            throw Fault(.badValue, "the width of a point spread function is not positive")
        }
        func all(_ value: (Double) -> Double) -> [Double] {
            widths.flatMap { Array(repeating: value($0), count: offset.count) }
        }
        return try PSF3Gauss(
            energyTrue: energyTrue, offset: offset,
            scale: all { squareDegreesPerSteradian / (2 * Double.pi * $0 * $0) }, sigma1: all { $0 },
            sigma2: all { _ in 1 },
            sigma3: all { _ in 1 }, amplitude2: all { _ in 0 }, amplitude3: all { _ in 0 })
    }
}

extension Background2D {
    /// A power law in energy with a Gaussian fall-off with the offset.
    /// - Parameters:
    ///   - rate: s⁻¹ TeV⁻¹ sr⁻¹ at 1 TeV on the axis.
    ///   - index: the rate falls as E^(−index).
    ///   - fieldOfView: width in deg of the fall-off; none by default.
    /// - Throws: ``Fault/Code/badValue`` for a rate or width that is not positive.
    public static func powerLaw(
        rate: Double, index: Double, energy: IRFAxis, offset: IRFAxis, fieldOfView: Double? = nil
    ) throws -> Background2D {
        guard rate > 0, rate.isFinite, index.isFinite else {
            throw Fault(.badValue, "a background rate of \(rate) is none")
        }
        let falls = try gaussianFall(offset.centres, width: fieldOfView)
        let values = energy.centres.flatMap { energy in falls.map { rate * pow(energy, -index) * $0 } }
        return try Background2D(energy: energy, offset: offset, values: values)
    }
}

/// A Gaussian of offsets in deg, 1 on the axis.
private func gaussianFall(_ offsets: [Double], width: Double?) throws -> [Double] {
    guard let width else { return offsets.map { _ in 1 } }
    guard width > 0, width.isFinite else { throw Fault(.badValue, "a field of view of \(width) deg is none") }
    return offsets.map { exp(-$0 * $0 / (2 * width * width)) }
}
