import Foundation
import GammaCore
import GammaIO

import struct GammaCore.Unit

/// Point spread function as the sum of three Gaussians over true energy and offset (GADF PSF_3GAUSS).
///
/// PSF(r) = S·[e^(−r²/2σ₁²) + A₂ e^(−r²/2σ₂²) + A₃ e^(−r²/2σ₃²)], renormalised to 1, so that the constant of the format,
/// which differs between its versions, does not matter.
public struct PSF3Gauss: PointSpreadFunction {
    /// The format of the HDU.
    public static let hduClass = HDUClass.psf3Gauss
    /// The name under which Gammapy writes it.
    public static let extensionName = "PSF_2D_GAUSS"

    /// SCALE [sr⁻¹], SIGMA_1…3 [deg], AMPL_2, AMPL_3.
    let parameters: [ResponseTable]
    /// Header cards as read.
    public var header: FITSHeader
    /// Whether a directional cut is already applied.
    public let isPointLike: Bool

    /// True energy and offset.
    public var axes: [IRFAxis] { parameters[0].axes }
    /// True energy in TeV.
    public var energyTrue: IRFAxis { parameters[0].axes[0] }
    /// Offset in deg.
    public var offset: IRFAxis { parameters[0].axes[1] }
    /// Rings of 0.01° up to 0.66°, as Gammapy takes for parametric functions.
    public var radEdges: [Double] { defaultRadEdges }

    /// Columns in the order of the parameters.
    private static let columns: [(name: String, unit: Unit)] = [
        ("SCALE", .perSteradian), ("SIGMA_1", .deg), ("SIGMA_2", .deg), ("SIGMA_3", .deg), ("AMPL_2", .none),
        ("AMPL_3", .none),
    ]

    /// A PSF from its parameters, each in C order (true energy, offset): scale in sr⁻¹, widths in deg, relative
    /// amplitudes.
    /// - Throws: ``Fault/Code/incompatible`` when the number of values does not fit the axes.
    public init(
        energyTrue: IRFAxis, offset: IRFAxis, scale: [Double], sigma1: [Double], sigma2: [Double], sigma3: [Double],
        amplitude2: [Double], amplitude3: [Double], isPointLike: Bool = false, header: FITSHeader = FITSHeader()
    ) throws {
        parameters = try [scale, sigma1, sigma2, sigma3, amplitude2, amplitude3]
            .map { try ResponseTable(axes: [energyTrue, offset], values: $0) }
        self.isPointLike = isPointLike
        self.header = header
    }

    /// Reads a GADF table. Widths of zero, which some files hold for unused Gaussians, become 1°.
    public init(table: Table, notices: Notices = Notices()) throws {
        let reader = try ResponseReader(table, notices: notices)
        let axes = [try reader.energyAxis(.energyTrue), try reader.axis(.offset)]
        parameters = try Self.columns.map { column in
            // Only ratios of the scale matter, and CTA's files name no unit of it.
            let values = try reader.values(
                column.name, in: column.unit, usual: column.unit == .deg ? .deg : Unit.none, axes: axes)
            return try ResponseTable(axes: axes, values: column.unit == .deg ? values.map { $0 == 0 ? 1 : $0 } : values)
        }
        isPointLike = reader.isPointLike
        header = table.header
    }

    /// The GADF table.
    public func table() -> Table {
        var writer = ResponseWriter(self)
        for (column, parameter) in zip(Self.columns, parameters) {
            writer.append(column.name, parameter.values, axes: axes, in: column.unit, units: [])
        }
        return writer.finished()
    }

    /// Integral and width in deg of each Gaussian at each energy, the integrals normalised to a sum of 1.
    private func gaussians(energies: [Double], offset: Double) -> [[(norm: Double, sigma: Double)]] {
        let stencils = parameters[0].stencils([energies, [offset]])
        let values = parameters.map { $0.evaluate(stencils) }
        return energies.indices.map { e in
            let sigmas = [values[1][e], values[2][e], values[3][e]]
            let amplitudes = [1, values[4][e], values[5][e]]
            let norms = zip(sigmas, amplitudes).map { $1 * $0 * $0 * values[0][e] }
            let sum = norms.reduce(0, +)
            return zip(norms, sigmas).map { ($0 > 0 && sum > 0 ? $0 / sum : 0, $1) }
        }
    }

    /// Surface brightness in sr⁻¹, C order (energy, rad). Parameters are extrapolated outside the axes.
    public func evaluate(rads: [Double], energies: [Double], offset: Double) -> [Double] {
        gaussians(energies: energies, offset: offset).flatMap { components in
            rads.map { rad in
                components.reduce(0) { sum, gauss in
                    guard gauss.norm > 0 else { return sum }
                    let variance = gauss.sigma * gauss.sigma
                    let peak = gauss.norm / (2 * Double.pi * variance) * squareDegreesPerSteradian
                    return sum + peak * exp(-rad * rad / (2 * variance))
                }
            }
        }
    }

    /// Containment 1 − e^(−R²/2σ²) summed over the Gaussians, C order (energy, radius).
    public func containment(radii: [Double], energies: [Double], offset: Double) -> [Double] {
        gaussians(energies: energies, offset: offset).flatMap { components in
            radii.map { radius in
                components.reduce(0) { sum, gauss in
                    guard gauss.norm > 0 else { return sum }
                    return sum - gauss.norm * expm1(-radius * radius / (2 * gauss.sigma * gauss.sigma))
                }
            }
        }
    }

    /// Equal axes, parameters and kind; headers may differ.
    public static func == (a: Self, b: Self) -> Bool {
        a.parameters == b.parameters && a.isPointLike == b.isPointLike
    }
}

/// Edges in deg of the rings for functions without a rad axis.
let defaultRadEdges = (0...66).map { Double($0) * 0.01 }
