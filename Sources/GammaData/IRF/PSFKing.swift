import Foundation
import GammaCore
import GammaIO

/// King profile over true energy and offset (GADF PSF_KING):
/// PSF(r) = 1/(2πσ²)·(1 − 1/γ)·(1 + r²/(2γσ²))^(−γ).
public struct PSFKing: PointSpreadFunction {
    /// The format of the HDU.
    public static let hduClass = HDUClass.psfKing
    /// The name under which Gammapy writes it.
    public static let extensionName = "PSF_2D_KING"

    let gamma: ResponseTable
    let sigma: ResponseTable
    /// Header cards as read.
    public var header: FITSHeader
    /// Whether a directional cut is already applied.
    public let isPointLike: Bool

    /// True energy and offset.
    public var axes: [IRFAxis] { gamma.axes }
    /// True energy in TeV.
    public var energyTrue: IRFAxis { gamma.axes[0] }
    /// Offset in deg.
    public var offset: IRFAxis { gamma.axes[1] }
    /// Rings of 0.01° up to 0.66°, as Gammapy takes for parametric functions.
    public var radEdges: [Double] { defaultRadEdges }

    /// A PSF from its parameters, each in C order (true energy, offset): γ > 1 and σ in deg.
    /// - Throws: ``Fault/Code/incompatible`` when the number of values does not fit the axes.
    public init(
        energyTrue: IRFAxis, offset: IRFAxis, gamma: [Double], sigma: [Double], isPointLike: Bool = false,
        header: FITSHeader = FITSHeader()
    ) throws {
        self.gamma = try ResponseTable(axes: [energyTrue, offset], values: gamma)
        self.sigma = try ResponseTable(axes: [energyTrue, offset], values: sigma)
        self.isPointLike = isPointLike
        self.header = header
    }

    /// Reads a GADF table. Widths of zero become 1°, as for ``PSF3Gauss``.
    public init(table: Table, notices: Notices = Notices()) throws {
        let reader = try ResponseReader(table, notices: notices)
        let axes = [try reader.energyAxis(.energyTrue), try reader.axis(.offset)]
        gamma = try ResponseTable(axes: axes, values: reader.values("GAMMA", in: .none, axes: axes))
        let widths = try reader.values("SIGMA", in: .deg, axes: axes)
        sigma = try ResponseTable(axes: axes, values: widths.map { $0 == 0 ? 1 : $0 })
        isPointLike = reader.isPointLike
        header = table.header
    }

    /// The GADF table.
    public func table() -> Table {
        var writer = ResponseWriter(self)
        writer.append("GAMMA", gamma.values, axes: axes, in: .none, units: [])
        writer.append("SIGMA", sigma.values, axes: axes, in: .deg, units: [])
        return writer.finished()
    }

    /// γ and σ at each energy; nil where the extrapolation leaves the range in which the profile can be normalised.
    private func profiles(energies: [Double], offset: Double) -> [(gamma: Double, sigma: Double)?] {
        let stencils = gamma.stencils([energies, [offset]])
        return zip(gamma.evaluate(stencils), sigma.evaluate(stencils)).map { $0 > 1 && $1 > 0 ? ($0, $1) : nil }
    }

    /// Surface brightness in sr⁻¹, C order (energy, rad). Parameters are extrapolated outside the axes.
    public func evaluate(rads: [Double], energies: [Double], offset: Double) -> [Double] {
        profiles(energies: energies, offset: offset).flatMap { profile in
            rads.map { rad in
                guard let (gamma, sigma) = profile else { return 0 }
                let peak = (1 - 1 / gamma) / (2 * Double.pi * sigma * sigma) * squareDegreesPerSteradian
                return peak * pow(1 + rad * rad / (2 * gamma * sigma * sigma), -gamma)
            }
        }
    }

    /// Containment 1 − (1 + R²/(2γσ²))^(1−γ), C order (energy, radius).
    public func containment(radii: [Double], energies: [Double], offset: Double) -> [Double] {
        profiles(energies: energies, offset: offset).flatMap { profile in
            radii.map { radius in
                guard let (gamma, sigma) = profile else { return 0 }
                return 1 - pow(1 + radius * radius / (2 * gamma * sigma * sigma), 1 - gamma)
            }
        }
    }

    /// Equal axes, parameters and kind; headers may differ.
    public static func == (a: Self, b: Self) -> Bool {
        a.gamma == b.gamma && a.sigma == b.sigma && a.isPointLike == b.isPointLike
    }
}
