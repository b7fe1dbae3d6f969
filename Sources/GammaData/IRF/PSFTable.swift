import Foundation
import GammaCore
import GammaIO

/// Tabulated point spread function over true energy, offset and distance to the true direction (GADF PSF_TABLE).
public struct PSFTable: PointSpreadFunction {
    /// The format of the HDU.
    public static let hduClass = HDUClass.psfTable
    /// The name under which Gammapy writes it.
    public static let extensionName = "PSF_2D_TABLE"

    let table3D: ResponseTable
    /// Header cards as read.
    public var header: FITSHeader
    /// Whether a directional cut is already applied.
    public let isPointLike: Bool

    /// True energy, offset and rad.
    public var axes: [IRFAxis] { table3D.axes }
    /// True energy in TeV.
    public var energyTrue: IRFAxis { table3D.axes[0] }
    /// Offset in deg.
    public var offset: IRFAxis { table3D.axes[1] }
    /// Distance to the true direction in deg.
    public var rad: IRFAxis { table3D.axes[2] }
    /// Surface brightness in sr⁻¹, C order (true energy, offset, rad).
    public var values: [Double] { table3D.values }
    /// Edges of the rad axis.
    public var radEdges: [Double] { rad.edges }

    /// - Parameter values: sr⁻¹, C order (true energy, offset, rad).
    /// - Throws: ``Fault/Code/incompatible`` when their number does not fit the axes.
    public init(
        energyTrue: IRFAxis, offset: IRFAxis, rad: IRFAxis, values: [Double], isPointLike: Bool = false,
        header: FITSHeader = FITSHeader()
    ) throws {
        table3D = try ResponseTable(axes: [energyTrue, offset, rad], values: values)
        self.isPointLike = isPointLike
        self.header = header
    }

    /// Reads a GADF table.
    public init(table: Table, notices: Notices = Notices()) throws {
        let reader = try ResponseReader(table, notices: notices)
        let axes = [try reader.energyAxis(.energyTrue), try reader.axis(.offset), try reader.axis(.rad)]
        table3D = try ResponseTable(axes: axes, values: reader.values("RPSF", in: .perSteradian, axes: axes))
        isPointLike = reader.isPointLike
        header = table.header
    }

    /// The GADF table.
    public func table() -> Table {
        var writer = ResponseWriter(self)
        writer.append("RPSF", values, axes: axes, in: .perSteradian, units: [])
        return writer.finished()
    }

    /// Surface brightness in sr⁻¹, C order (energy, rad); 0 outside the axes.
    public func evaluate(rads: [Double], energies: [Double], offset: Double) -> [Double] {
        table3D.evaluateInside([energies, [offset], rads])
    }

    /// Surface brightness in sr⁻¹, C order (energy, rad, offset); 0 outside the axes.
    ///
    /// Energies and radii are interpolated once for all offsets.
    public func evaluate(rads: [Double], energies: [Double], offsets: [Double]) -> [Double] {
        let stencils = table3D.stencils([energies, nil, rads])
        var profiles = ResponseTable.interpolate(table3D.values, shape: axes.map(\.count), stencils)
        table3D.zero(&profiles, outside: stencils)
        var rows: [Double] = []
        rows.reserveCapacity(profiles.count)
        for e in energies.indices {
            for r in rads.indices {
                for k in 0..<offset.count { rows.append(profiles[(e * offset.count + k) * rads.count + r]) }
            }
        }
        return LinearGather(offset, at: offsets).read(rows)
    }

    /// Containment, C order (energy, radius).
    ///
    /// 2π r PSF is summed over the rings and the curve read linearly at their edges. It is not normalised: the table's
    /// own sum is its largest containment. Constant beyond the last ring, where Gammapy returns 0.
    public func containment(radii: [Double], energies: [Double], offset: Double) -> [Double] {
        let stencils = table3D.stencils([energies, [offset], nil])
        var profiles = table3D.evaluate(stencils)
        table3D.zero(&profiles, outside: stencils)
        let edges = rad.edges
        let rings = zip(rad.centres, rad.widths).map { 2 * Double.pi * $0 * $1 / squareDegreesPerSteradian }
        let reading = radii.map { Self.locate($0, edges) }
        var result = [Double](repeating: 0, count: energies.count * radii.count)
        var curve = [Double](repeating: 0, count: rings.count + 1)
        for e in energies.indices {
            for k in rings.indices { curve[k + 1] = curve[k] + profiles[e * rings.count + k] * rings[k] }
            for (r, place) in reading.enumerated() {
                result[e * radii.count + r] =
                    curve[place.index] * (1 - place.fraction) + curve[place.index + 1] * place.fraction
            }
        }
        return result
    }

    /// The ring of a radius and the fraction of the way through it; the ends for radii outside.
    private static func locate(_ radius: Double, _ edges: [Double]) -> (index: Int, fraction: Double) {
        guard radius > edges[0] else { return (0, 0) }
        guard radius < edges[edges.count - 1] else { return (edges.count - 2, 1) }
        var low = 0
        var high = edges.count - 1
        while high - low > 1 {
            let middle = (low + high) / 2
            if edges[middle] <= radius { low = middle } else { high = middle }
        }
        return (low, (radius - edges[low]) / (edges[high] - edges[low]))
    }

    /// Equal axes, values and kind; headers may differ.
    public static func == (a: Self, b: Self) -> Bool { a.table3D == b.table3D && a.isPointLike == b.isPointLike }
}
