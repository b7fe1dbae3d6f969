import GammaCore
import GammaIO

/// Background rate over reconstructed energy and field-of-view longitude and latitude (GADF BKG_3D).
///
/// Files whose array runs the other way than the format says (H.E.S.S. DL3 DR1: first axis not energy) are turned around
/// completely, as in Gammapy, which exchanges longitude and latitude (formats.md §1.5).
public struct Background3D: BackgroundModel {
    /// The format of the HDU.
    public static let hduClass = HDUClass.background3D
    /// The name under which Gammapy writes it.
    public static let extensionName = "BACKGROUND"

    let background: BackgroundTable
    /// Header cards as read.
    public var header: FITSHeader
    /// Whether a directional cut is already applied.
    public let isPointLike: Bool
    /// Orientation of the field-of-view axes.
    public var alignment: FOVAlignment

    /// Energy, field-of-view longitude and latitude.
    public var axes: [IRFAxis] { background.axes }
    /// Reconstructed energy in TeV.
    public var energy: IRFAxis { background.axes[0] }
    /// Field-of-view longitude in deg.
    public var longitude: IRFAxis { background.axes[1] }
    /// Field-of-view latitude in deg.
    public var latitude: IRFAxis { background.axes[2] }
    /// Rates in s⁻¹ TeV⁻¹ sr⁻¹, C order (energy, longitude, latitude).
    public var values: [Double] { background.table.values }

    /// - Parameter values: s⁻¹ TeV⁻¹ sr⁻¹, C order (energy, longitude, latitude).
    /// - Throws: ``Fault/Code/incompatible`` when their number does not fit the axes.
    public init(
        energy: IRFAxis, longitude: IRFAxis, latitude: IRFAxis, values: [Double], alignment: FOVAlignment = .raDec,
        isPointLike: Bool = false, header: FITSHeader = FITSHeader()
    ) throws {
        background = try BackgroundTable(
            axes: [energy, longitude, latitude], values: values, floor: .leastNormalMagnitude * 1e6)
        self.alignment = alignment
        self.isPointLike = isPointLike
        self.header = header
    }

    /// Reads a GADF table.
    public init(table: Table, notices: Notices = Notices()) throws {
        let reader = try ResponseReader(table, notices: notices)
        let axes = [try reader.energyAxis(.energy), try reader.axis(.fovLongitude), try reader.axis(.fovLatitude)]
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

    /// Rates in s⁻¹ TeV⁻¹ sr⁻¹, C order (energy, position).
    public func evaluate(energies: [Double], longitudes: [Double], latitudes: [Double]) -> [Double] {
        background.evaluate(energies: energies, positions: [longitudes, latitudes])
    }

    /// Rates in s⁻¹ sr⁻¹ in energy bins, C order (bin, position).
    public func integral(
        energyEdges: [Double], longitudes: [Double], latitudes: [Double], oversampling: Int
    ) -> [Double] {
        background.integral(
            energyEdges: energyEdges, positions: [longitudes, latitudes], oversampling: oversampling)
    }

    /// Gaps between valid energies closed.
    public func filled() throws -> Self {
        try Self(
            energy: energy, longitude: longitude, latitude: latitude, values: background.filledValues(),
            floor: background.floor, like: self)
    }

    private init(
        energy: IRFAxis, longitude: IRFAxis, latitude: IRFAxis, values: [Double], floor: Double, like other: Self
    ) throws {
        background = try BackgroundTable(axes: [energy, longitude, latitude], values: values, floor: floor)
        header = other.header
        isPointLike = other.isPointLike
        alignment = other.alignment
    }

    /// The rates at latitude 0 from the centre towards increasing longitude, as a function of offset; no average is
    /// taken over the azimuth.
    /// - Throws: ``Fault/Code/incompatible`` when the centre is outside the axes.
    public func background2D() throws -> Background2D {
        guard let first = longitude.edges.lastIndex(where: { $0 <= 0 }), first < longitude.count,
            let row = latitude.edges.lastIndex(where: { $0 <= 0 }), row < latitude.count
        else { throw Fault(.incompatible, "the background does not cover the centre of the field of view") }
        let offset = try IRFAxis(.offset, edges: Array(longitude.edges[first...]))
        let values = (0..<energy.count).flatMap { e in
            (first..<longitude.count).map { self.values[(e * longitude.count + $0) * latitude.count + row] }
        }
        return try Background2D(
            energy: energy, offset: offset, values: values, isPointLike: isPointLike, header: header)
    }

    /// Equal axes, values and kind; headers may differ.
    public static func == (a: Self, b: Self) -> Bool {
        a.background.table == b.background.table && a.isPointLike == b.isPointLike && a.alignment == b.alignment
    }
}
