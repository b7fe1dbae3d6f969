import Foundation
import GammaCore
import GammaIO

/// The FITS table of a region: one row for each shape, in pixels (centre of the first pixel at 0) of the coordinate system in
/// its header. The columns are those of the FITS region convention of ASC, as the `regions` package writes them.
enum RegionTable {
    /// The region, a union if there are several rows, and the projection of the header.
    static func read(_ table: Table) throws -> (region: SkyRegion, wcs: WCSTransform) {
        let wcs = try WCSTransform(header: table.header)
        let rows = table.rowCount
        guard let shapes = try table.column("SHAPE").strings else {
            throw Fault(.badColumn, "the shapes are not text", at: Origin(column: "SHAPE").completed(by: table.origin))
        }
        func numbers(_ name: String) throws -> [[Double]] {
            guard let column = table.optionalColumn(name) else { return [[Double]](repeating: [], count: rows) }
            guard let values = column.doubles else {
                throw Fault(.badColumn, "column '\(name)' does not hold plain numbers", at: table.origin)
            }
            return (0..<rows).map { Array(values[$0 * column.width..<($0 + 1) * column.width]) }
        }
        let (x, y, r, angle) = (try numbers("X"), try numbers("Y"), try numbers("R"), try numbers("ROTANG"))
        let regions = try (0..<rows).map { row in
            do {
                return try shape(shapes[row], x[row], y[row], r[row], angle[row].first ?? 0).skyRegion(wcs)
            } catch let fault as Fault {
                throw fault.located(in: Origin(row: row + 1).completed(by: table.origin))
            }
        }
        guard let region = SkyRegion.union(of: regions) else {
            throw Fault(.noData, "the table of the region is empty", at: table.origin)
        }
        return (region, wcs)
    }

    private static func shape(
        _ text: String, _ x: [Double], _ y: [Double], _ r: [Double], _ degrees: Double
    ) throws -> PixelRegion {
        let name = text.trimmingCharacters(in: .whitespaces).lowercased()
        if name.hasPrefix("!") { return .complement(try shape(String(name.dropFirst()), x, y, r, degrees)) }
        let needed: (positions: Int, lengths: Int)
        switch name {
        case "circle": needed = (1, 1)
        case "ellipse", "annulus", "box", "rotbox": needed = (1, 2)
        case "point": needed = (1, 0)
        case "rectangle", "rotrectangle": needed = (2, 0)
        case "polygon": needed = (3, 0)
        default:
            let known = [
                "circle", "ellipse", "annulus", "box", "rotbox", "point", "rectangle", "rotrectangle", "polygon",
            ]
            throw Fault(
                .unsupported, "the shape '\(text)' is not understood",
                hint: nearestName(to: name, in: known).map { "did you mean '\($0)'?" })
        }
        guard min(x.count, y.count) >= needed.positions, r.count >= needed.lengths else {
            throw Fault(.malformed, "there are too few numbers for the shape '\(text)'")
        }
        let centre = PixelPoint(x[0], y[0])
        let angle = degrees * (.pi / 180)
        switch name {
        case "circle": return .circle(centre: centre, radius: r[0])
        case "annulus": return .annulus(centre: centre, inner: r[0], outer: r[1])
        // Ellipses are stored with semi-axes, boxes with full sides.
        case "ellipse": return .ellipse(centre: centre, width: 2 * r[0], height: 2 * r[1], angle: angle)
        case "box": return .rectangle(centre: centre, width: r[0], height: r[1], angle: 0)
        case "rotbox": return .rectangle(centre: centre, width: r[0], height: r[1], angle: angle)
        case "rectangle", "rotrectangle":
            return .rectangle(
                centre: PixelPoint((x[0] + x[1]) / 2, (y[0] + y[1]) / 2), width: x[1] - x[0], height: y[1] - y[0],
                angle: name == "rectangle" ? 0 : angle)
        case "polygon":
            var vertices = zip(x, y).map { PixelPoint($0, $1) }
            // Rows of unequal length are padded: by zeros in Gammapy's files, by the last vertex in ours.
            while vertices.count > 3, let last = vertices.last,
                last == PixelPoint(0, 0) || last == vertices[vertices.count - 2]
            {
                vertices.removeLast()
            }
            return .polygon(vertices)
        default: return .point(centre)
        }
    }

    /// - Throws: ``Fault/Code/unsupported`` for compounds other than unions and exclusions.
    static func write(_ region: SkyRegion, _ wcs: WCSTransform, name: String) throws -> Table {
        let rows = try region.unionParts().map { try Row($0.pixelRegion(wcs)) }
        let points = rows.map(\.points.count).max() ?? 1
        let lengths = max(rows.map(\.lengths.count).max() ?? 1, 1)
        func padded(_ values: [Double], to count: Int, with fill: Double) -> [Double] {
            values + [Double](repeating: fill, count: count - values.count)
        }
        func column(_ name: String, _ values: [Double], width: Int) -> Column {
            Column(name, .double(values), unit: "pix", shape: width > 1 ? [width] : [])
        }
        var header = FITSHeader(wcs.cards)
        let pixel = wcs.keywords.referencePixel
        let shape = [2 * pixel.x - 1, 2 * pixel.y - 1].map { Int(exactly: $0.rounded()) ?? 1 }
        header["WCSSHAPE"] = .string("(\(shape[0]),\(shape[1]))")
        let x = rows.flatMap { padded($0.points.map(\.x), to: points, with: $0.points.last?.x ?? 0) }
        let y = rows.flatMap { padded($0.points.map(\.y), to: points, with: $0.points.last?.y ?? 0) }
        let r = rows.flatMap { padded($0.lengths, to: lengths, with: 0) }
        return Table(
            name: name, header: header,
            columns: [
                Column("SHAPE", .string(rows.map(\.shape))), column("X", x, width: points),
                column("Y", y, width: points),
                column("R", r, width: lengths), Column("ROTANG", .double(rows.map(\.degrees)), unit: "deg"),
            ])
    }

    /// One shape as it is stored.
    private struct Row {
        var shape: String
        var points: [PixelPoint]
        var lengths: [Double] = []
        var degrees = 0.0

        init(_ region: PixelRegion) throws {
            points = [region.centre]
            switch region {
            case .circle(_, let radius): (shape, lengths) = ("circle", [radius])
            case .annulus(_, let inner, let outer): (shape, lengths) = ("annulus", [inner, outer])
            case .ellipse(_, let width, let height, let angle):
                (shape, lengths, degrees) = ("ellipse", [width / 2, height / 2], angle * (180 / .pi))
            case .rectangle(_, let width, let height, let angle):
                (shape, lengths, degrees) = ("rotbox", [width, height], angle * (180 / .pi))
            case .polygon(let vertices): (shape, points) = ("polygon", vertices)
            case .point: shape = "point"
            case .complement(let inner):
                self = try Row(inner)
                shape = "!" + shape
            case .compound:
                throw Fault(.unsupported, "a region combined of combined regions cannot be written")
            }
        }
    }
}
