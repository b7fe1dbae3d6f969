import Foundation
import GammaCore
import GammaIO

/// Effective area over true energy and offset (GADF AEFF_2D).
public struct EffectiveArea2D: InstrumentResponse {
    /// The format of the HDU.
    public static let hduClass = HDUClass.effectiveArea2D
    /// The name under which Gammapy writes it.
    public static let extensionName = "EFFECTIVE AREA"

    let table2D: ResponseTable
    /// Header cards as read.
    public var header: FITSHeader
    /// Whether a directional cut is already applied.
    public let isPointLike: Bool

    /// True energy and offset.
    public var axes: [IRFAxis] { table2D.axes }
    /// True energy in TeV.
    public var energyTrue: IRFAxis { table2D.axes[0] }
    /// Offset in deg.
    public var offset: IRFAxis { table2D.axes[1] }
    /// Areas in cm², C order (true energy, offset).
    public var values: [Double] { table2D.values }

    /// Energy in TeV below which the response is not to be used (LO_THRES).
    public var loThreshold: Double? { header.double("LO_THRES") }
    /// Energy in TeV above which the response is not to be used (HI_THRES).
    public var hiThreshold: Double? { header.double("HI_THRES") }
    /// Radius in deg of the directional cut, if it is one for all energies (RAD_MAX).
    public var radMax: Double? { header.double("RAD_MAX") }

    /// - Parameter values: cm², C order (true energy, offset).
    /// - Throws: ``Fault/Code/incompatible`` when their number does not fit the axes.
    public init(
        energyTrue: IRFAxis, offset: IRFAxis, values: [Double], isPointLike: Bool = false,
        header: FITSHeader = FITSHeader()
    ) throws {
        table2D = try ResponseTable(axes: [energyTrue, offset], values: values)
        self.isPointLike = isPointLike
        self.header = header
    }

    /// Reads a GADF table.
    public init(table: Table, notices: Notices = Notices()) throws {
        let reader = try ResponseReader(table, notices: notices)
        let axes = [try reader.energyAxis(.energyTrue), try reader.axis(.offset)]
        table2D = try ResponseTable(axes: axes, values: reader.values("EFFAREA", in: .cm2, usual: .m2, axes: axes))
        isPointLike = reader.isPointLike
        header = table.header
    }

    /// The GADF table.
    public func table() -> Table {
        var writer = ResponseWriter(self)
        writer.append("EFFAREA", values, axes: axes, in: .cm2, units: [.m2])
        return writer.finished()
    }

    /// Areas in cm² at true energies in TeV and one offset in deg; 0 outside the axes.
    public func evaluate(energies: [Double], offset: Double) -> [Double] {
        table2D.evaluateInside([energies, [offset]])
    }

    /// Areas in cm² times a factor on the grid of true energies in TeV and offsets in deg, C order (energy, offset); 0
    /// outside.
    public func evaluate(energies: [Double], offsets: [Double], times factor: Double = 1) -> [Double] {
        table2D.evaluateInside([energies], last: offsets, times: factor)
    }

    /// Equal axes, values and kind; headers may differ.
    public static func == (a: Self, b: Self) -> Bool { a.table2D == b.table2D && a.isPointLike == b.isPointLike }
}
