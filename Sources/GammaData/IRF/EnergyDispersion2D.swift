import GammaCore
import GammaIO
import GammaNumerics

/// Probability density of the migration (reconstructed over true energy) over true energy and offset (GADF EDISP_2D).
public struct EnergyDispersion2D: InstrumentResponse {
    /// The format of the HDU.
    public static let hduClass = HDUClass.energyDispersion2D
    /// The name under which Gammapy writes it.
    public static let extensionName = "ENERGY DISPERSION"

    let table3D: ResponseTable
    /// Header cards as read.
    public var header: FITSHeader
    /// Whether a directional cut is already applied.
    public let isPointLike: Bool

    /// True energy, migration and offset.
    public var axes: [IRFAxis] { table3D.axes }
    /// True energy in TeV.
    public var energyTrue: IRFAxis { table3D.axes[0] }
    /// Reconstructed over true energy.
    public var migra: IRFAxis { table3D.axes[1] }
    /// Offset in deg.
    public var offset: IRFAxis { table3D.axes[2] }
    /// Densities per unit of migration, C order (true energy, migration, offset).
    public var values: [Double] { table3D.values }
    /// Radius in deg of the directional cut, if it is one for all energies (RAD_MAX).
    public var radMax: Double? { header.double("RAD_MAX") }

    /// - Parameter values: densities, C order (true energy, migration, offset).
    /// - Throws: ``Fault/Code/incompatible`` when their number does not fit the axes.
    public init(
        energyTrue: IRFAxis, migra: IRFAxis, offset: IRFAxis, values: [Double], isPointLike: Bool = false,
        header: FITSHeader = FITSHeader()
    ) throws {
        table3D = try ResponseTable(axes: [energyTrue, migra, offset], values: values)
        self.isPointLike = isPointLike
        self.header = header
    }

    /// Reads a GADF table.
    public init(table: Table, notices: Notices = Notices()) throws {
        let reader = try ResponseReader(table, notices: notices)
        let axes = [try reader.energyAxis(.energyTrue), try reader.axis(.migra), try reader.axis(.offset)]
        table3D = try ResponseTable(axes: axes, values: reader.values("MATRIX", in: .none, axes: axes))
        isPointLike = reader.isPointLike
        header = table.header
    }

    /// The GADF table.
    public func table() -> Table {
        var writer = ResponseWriter(self)
        writer.append("MATRIX", values, axes: axes, in: .none, units: [])
        return writer.finished()
    }

    /// Densities on the grid of true energies in TeV and migrations at one offset in deg, C order (energy, migration).
    ///
    /// Zero where the offset is outside, or both energy and migration are; extrapolated otherwise (numerics.md §1).
    public func evaluate(energies: [Double], migras: [Double], offset: Double) -> [Double] {
        evaluate(energies: energies, migras: migras, offsets: [offset])
    }

    /// The same at many offsets in deg, C order (energy, migration, offset).
    public func evaluate(energies: [Double], migras: [Double], offsets: [Double]) -> [Double] {
        let stencils = table3D.stencils([energies, migras, offsets])
        var result = table3D.evaluate(stencils)
        table3D.zero(&result, outside: stencils, dimensions: [2])
        guard let energy = stencils[0], let migra = stencils[1] else { return result }
        for e in 0..<energy.count where !energy.isInside[e] {
            for m in 0..<migra.count where !migra.isInside[m] {
                let row = e * migra.count + m
                for k in row * offsets.count..<(row + 1) * offsets.count { result[k] = 0 }
            }
        }
        return result
    }

    /// Equal axes, values and kind; headers may differ.
    public static func == (a: Self, b: Self) -> Bool { a.table3D == b.table3D && a.isPointLike == b.isPointLike }
}
