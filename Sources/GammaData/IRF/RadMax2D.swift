import GammaCore
import GammaIO

/// Radius of the directional cut over reconstructed energy and offset (GADF RAD_MAX_2D), or one radius for all.
public struct RadMax2D: InstrumentResponse {
    /// The format of the HDU.
    public static let hduClass = HDUClass.radMax2D
    /// The name under which Gammapy writes it.
    public static let extensionName = "RAD_MAX"

    let table2D: ResponseTable
    /// Header cards as read.
    public var header: FITSHeader
    /// A cut is a matter of point-like responses only.
    public var isPointLike: Bool { true }

    /// Energy and offset.
    public var axes: [IRFAxis] { table2D.axes }
    /// Reconstructed energy in TeV.
    public var energy: IRFAxis { table2D.axes[0] }
    /// Offset in deg.
    public var offset: IRFAxis { table2D.axes[1] }
    /// Radii in deg, C order (energy, offset).
    public var values: [Double] { table2D.values }
    /// Whether there is one radius for all energies and offsets.
    public var isFixed: Bool { table2D.values.count == 1 }

    /// - Parameter values: deg, C order (energy, offset).
    /// - Throws: ``Fault/Code/incompatible`` when their number does not fit the axes.
    public init(energy: IRFAxis, offset: IRFAxis, values: [Double], header: FITSHeader = FITSHeader()) throws {
        table2D = try ResponseTable(axes: [energy, offset], values: values)
        self.header = header
    }

    /// Reads a GADF table.
    public init(table: Table, notices: Notices = Notices()) throws {
        let reader = try ResponseReader(table, notices: notices)
        let axes = [try reader.energyAxis(.energy), try reader.axis(.offset)]
        table2D = try ResponseTable(axes: axes, values: reader.values("RAD_MAX", in: .deg, axes: axes))
        header = table.header
    }

    /// One radius for all energies and offsets of a point-like response (its keyword RAD_MAX).
    /// - Parameter response: its first axis is true energy, its last the offset.
    /// - Throws: ``Fault/Code/badKeyword`` for a radius that is not positive.
    public init(fixed radius: Double, of response: some InstrumentResponse) throws {
        guard radius > 0, radius.isFinite, let energy = response.axes.first, let offset = response.axes.last else {
            throw Fault(.badKeyword, "RAD_MAX = \(radius) is not a radius", at: response.header.origin)
        }
        func squashed(_ axis: IRFAxis, _ name: IRFAxis.Name) throws -> IRFAxis {
            let limits = [axis.edges[0], axis.edges[axis.edges.count - 1]]
            return try limits[0] < limits[1] ? IRFAxis(name, edges: limits) : IRFAxis(name, nodes: [limits[0]])
        }
        table2D = try ResponseTable(axes: [squashed(energy, .energy), squashed(offset, .offset)], values: [radius])
        header = FITSHeader()
    }

    /// The GADF table.
    public func table() -> Table {
        var writer = ResponseWriter(self)
        writer.append("RAD_MAX", values, axes: axes, in: .deg, units: [])
        return writer.finished()
    }

    /// Radii in deg at reconstructed energies in TeV and one offset in deg. One radius holds everywhere; a table is
    /// interpolated and 0 outside its axes.
    public func radius(energies: [Double], offset: Double) -> [Double] {
        isFixed ? energies.map { _ in values[0] } : table2D.evaluateInside([energies, [offset]])
    }

    /// Equal axes and values; headers may differ.
    public static func == (a: Self, b: Self) -> Bool { a.table2D == b.table2D }
}
