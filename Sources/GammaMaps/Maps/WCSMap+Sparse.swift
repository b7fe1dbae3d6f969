import GammaCore
import GammaIO

extension WCSMap {
    /// A map whose pixels are listed one by one in a table: columns `PIX` (y · nx + x), `VALUE` and, with axes,
    /// `CHANNEL` (the plane, last axis slowest). Pixels that are not listed are 0.
    init(sparse table: Table, in reader: FITSReader) throws {
        do {
            let header = table.header
            guard header.string("CTYPE1") != nil else {
                throw Fault(
                    .unsupported, "the table has no sky coordinates",
                    hint: "HEALPix maps and maps of regions have readers of their own")
            }
            let sizes = try Self.shape(header)
            let (axes, _) = try Self.axes(of: table.name, header, dimensions: sizes.count, in: reader)
            guard Array(sizes.dropFirst(2)) == axes.map(\.binCount) else {
                throw Fault(
                    .malformed,
                    "the shape \(sizes) of the map does not go with a table of axes of \(axes.map(\.binCount)) bins",
                    at: Origin(keyword: "WCSSHAPE"))
            }
            let geometry = try WCSGeometry(wcs: WCSTransform(header: header), nx: sizes[0], ny: sizes[1], axes: axes)
            try self.init(
                geometry, unit: header.unit("BUNIT"), storage: .float, meta: MapMeta.parse(header.string("META") ?? ""))
            try fill(from: table)
        } catch let fault as Fault {
            throw fault.located(in: table.origin)
        }
    }

    /// The numbers of `WCSSHAPE`, `(nx,ny,…)`.
    static func shape(_ header: FITSHeader) throws -> [Int] {
        let text = try header.requiredString("WCSSHAPE")
        let parts = text.trimmingPrefix("(").split(separator: ",").map { $0.filter { $0 != ")" && $0 != " " } }
        let sizes = parts.compactMap { Double($0).flatMap { Int(exactly: $0) } }
        guard sizes.count == parts.count, sizes.count >= 2, sizes.allSatisfy({ $0 > 0 }) else {
            throw Fault(.badKeyword, "'\(text)' is not the shape of a map", at: Origin(keyword: "WCSSHAPE"))
        }
        return sizes
    }

    private mutating func fill(from table: Table) throws {
        let pixels = try table.column("PIX").integers ?? []
        let found = try table.doubles("VALUE")
        let channels = table.optionalColumn("CHANNEL")?.integers
        guard pixels.count == found.count, channels.map({ $0.count == found.count }) ?? true else {
            throw Fault(.badColumn, "the columns of the map do not hold one number a row")
        }
        for row in found.indices {
            let (pixel, plane) = (pixels[row], geometry.axes.isEmpty ? 0 : channels?[row] ?? 0)
            guard (0..<geometry.pixelCount).contains(pixel), (0..<geometry.planeCount).contains(plane) else {
                throw Fault(
                    .malformed, "pixel \(pixel) of plane \(plane) is outside the map", at: Origin(row: row + 1))
            }
            values[plane * geometry.pixelCount + pixel] = found[row]
        }
    }
}
