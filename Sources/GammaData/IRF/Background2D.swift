import Foundation
import GammaCore
import GammaIO

/// Background rate over reconstructed energy and offset (GADF BKG_2D).
public struct Background2D: BackgroundModel {
    /// The format of the HDU.
    public static let hduClass = HDUClass.background2D
    /// The name under which Gammapy writes it.
    public static let extensionName = "BACKGROUND"

    let background: BackgroundTable
    /// Header cards as read.
    public var header: FITSHeader
    /// Whether a directional cut is already applied.
    public let isPointLike: Bool
    /// Orientation of the field-of-view axes; without meaning for a function of the offset.
    public var alignment: FOVAlignment

    /// Energy and offset.
    public var axes: [IRFAxis] { background.axes }
    /// Reconstructed energy in TeV.
    public var energy: IRFAxis { background.axes[0] }
    /// Offset in deg.
    public var offset: IRFAxis { background.axes[1] }
    /// Rates in s⁻¹ TeV⁻¹ sr⁻¹, C order (energy, offset).
    public var values: [Double] { background.table.values }

    /// - Parameter values: s⁻¹ TeV⁻¹ sr⁻¹, C order (energy, offset).
    /// - Throws: ``Fault/Code/incompatible`` when their number does not fit the axes.
    public init(
        energy: IRFAxis, offset: IRFAxis, values: [Double], isPointLike: Bool = false, header: FITSHeader = FITSHeader()
    ) throws {
        background = try BackgroundTable(axes: [energy, offset], values: values, floor: .leastNormalMagnitude * 1e6)
        alignment = .raDec
        self.isPointLike = isPointLike
        self.header = header
    }

    /// Reads a GADF table. A square table may run either way; the order that the format prescribes is taken.
    public init(table: Table, notices: Notices = Notices()) throws {
        let reader = try ResponseReader(table, notices: notices)
        let axes = [try reader.energyAxis(.energy), try reader.axis(.offset)]
        background = try reader.background(axes: axes)
        alignment = FOVAlignment(header: table.header)
        isPointLike = reader.isPointLike
        header = table.header
    }

    /// The GADF table.
    public func table() -> Table {
        var writer = ResponseWriter(self)
        writer.set("FOVALIGN", .string(alignment.rawValue))
        writer.append("BKG", values, axes: axes, in: .backgroundRate, units: [.backgroundRateInFiles])
        return writer.finished()
    }

    /// Rates in s⁻¹ TeV⁻¹ sr⁻¹ at energies in TeV and offsets in deg, C order (energy, offset).
    public func evaluate(energies: [Double], offsets: [Double]) -> [Double] {
        background.evaluate(energies: energies, positions: [offsets])
    }

    /// Rates in s⁻¹ TeV⁻¹ sr⁻¹, C order (energy, position); the offset is the distance of the position to (0, 0).
    public func evaluate(energies: [Double], longitudes: [Double], latitudes: [Double]) -> [Double] {
        evaluate(energies: energies, offsets: offsets(longitudes, latitudes))
    }

    /// Rates in s⁻¹ sr⁻¹ in energy bins, C order (bin, position).
    public func integral(
        energyEdges: [Double], longitudes: [Double], latitudes: [Double], oversampling: Int
    ) -> [Double] {
        background.integral(
            energyEdges: energyEdges, positions: [offsets(longitudes, latitudes)], oversampling: oversampling)
    }

    /// Distances of positions to (0, 0).
    private func offsets(_ longitudes: [Double], _ latitudes: [Double]) -> [Double] {
        zip(longitudes, latitudes).map { longitude, latitude in
            let (x, y) = (longitude * Double.pi / 180, latitude * Double.pi / 180)
            // Half-angle form: exact near the centre, where an arc cosine is not.
            let a = pow(sin(y / 2), 2) + cos(y) * pow(sin(x / 2), 2)
            return 2 * asin(min(a.squareRoot(), 1)) * 180 / Double.pi
        }
    }

    /// Gaps between valid energies closed, and one more offset bin with the values of the last (numerics.md §3.6).
    public func filled() throws -> Self {
        var nodes = offset.isNodes ? offset.centres : offset.edges
        let step = nodes.count > 1 ? nodes[nodes.count - 1] - nodes[nodes.count - 2] : 0
        guard step > 0 else { return self }
        nodes.append(nodes[nodes.count - 1] + step)
        let padded = try offset.isNodes ? IRFAxis(.offset, nodes: nodes) : IRFAxis(.offset, edges: nodes)
        let values = background.filledValues()
        let count = offset.count
        var paddedValues: [Double] = []
        for row in 0..<energy.count {
            paddedValues += values[row * count..<(row + 1) * count]
            paddedValues.append(values[(row + 1) * count - 1])
        }
        return try Self(axes: [energy, padded], values: paddedValues, like: self)
    }

    private init(axes: [IRFAxis], values: [Double], like other: Self) throws {
        background = try BackgroundTable(axes: axes, values: values, floor: other.background.floor)
        header = other.header
        isPointLike = other.isPointLike
        alignment = other.alignment
    }

    /// Equal axes, values and kind; headers may differ.
    public static func == (a: Self, b: Self) -> Bool {
        a.background.table == b.background.table && a.isPointLike == b.isPointLike
    }
}
