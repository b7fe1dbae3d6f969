import Foundation
import GammaCore

extension WCSGeometry {
    /// Part of an image: its geometry and where it lies in the large one.
    public struct Cutout: Sendable {
        /// Geometry of the part.
        public var geometry: WCSGeometry
        /// Its columns in the large image.
        public var columns: Range<Int>
        /// Its rows in the large image.
        public var rows: Range<Int>

        /// - Throws: ``Fault/Code/incompatible`` when the columns and rows are not those of an image.
        func check(_ image: WCSGeometry) throws {
            guard (0..<image.nx).contains(columns), (0..<image.ny).contains(rows), geometry.nx == columns.count,
                geometry.ny == rows.count
            else {
                throw Fault(
                    .incompatible,
                    "a cutout of columns \(columns) and rows \(rows) is no part of an image of \(image.nx) × "
                        + "\(image.ny) pixels")
            }
        }
    }

    /// What happens to a cut-out that reaches beyond the border.
    public enum CutoutMode: Sendable, Hashable {
        /// It is cut at the border.
        case trim
        /// It is refused.
        case strict
    }

    /// The part of the image around a direction, by default cut at the border.
    ///
    /// There are round(width / pixel size) pixels; for an even number the middle lies half a pixel below the pixel that
    /// rounds up, as in astropy's `Cutout2D`.
    /// - Throws: ``Fault/Code/incompatible`` when there is no overlap, or a strict cut-out reaches beyond the border.
    public func cutout(
        around direction: SkyDirection, width: SIMD2<Double>, oddSize: Bool = false, mode: CutoutMode = .trim
    ) throws -> Cutout {
        let fault = Fault(
            .incompatible, "a cutout of \(width.x) × \(width.y) deg around \(direction) does not overlap with the image"
        )
        guard let position = pixel(of: direction), width.x >= 0, width.y >= 0 else { throw fault }
        let size = width / wcs.pixelScales
        guard let wantedColumns = Self.range(position.x, size.x, oddSize),
            let wantedRows = Self.range(position.y, size.y, oddSize), wantedColumns.overlaps(0..<nx),
            wantedRows.overlaps(0..<ny)
        else { throw fault }
        let (columns, rows) = (wantedColumns.clamped(to: 0..<nx), wantedRows.clamped(to: 0..<ny))
        guard mode == .trim || (columns == wantedColumns && rows == wantedRows) else {
            throw Fault(
                .incompatible,
                "a cutout of \(width.x) × \(width.y) deg around \(direction) reaches beyond the border of the image")
        }
        return Cutout(geometry: try part(columns: columns, rows: rows), columns: columns, rows: rows)
    }

    private static func range(_ centre: Double, _ width: Double, _ odd: Bool) -> Range<Int>? {
        let wanted = max(width, 1)
        let size = odd ? (wanted.rounded(.up) / 2).rounded(.down) * 2 + 1 : wanted.rounded(.toNearestOrEven)
        guard size.isFinite, size < 1e9, abs(centre) < 1e9 else { return nil }
        let first = Int((centre - size / 2).rounded(.up))
        return first..<first + Int(size)
    }

    /// The geometry of some columns and rows.
    /// - Throws: ``Fault/Code/badValue`` for empty ranges.
    public func part(columns: Range<Int>, rows: Range<Int>) throws -> WCSGeometry {
        var keywords = wcs.keywords
        keywords.referencePixel.x -= Double(columns.lowerBound)
        keywords.referencePixel.y -= Double(rows.lowerBound)
        return try WCSGeometry(wcs: WCSTransform(keywords), nx: columns.count, ny: rows.count, axes: axes)
    }

    /// The image with `dx` columns more on the left and right and `dy` rows more below and above; negative numbers crop.
    /// - Throws: ``Fault/Code/badValue`` when nothing is left or the image becomes too large.
    public func padded(dx: Int, dy: Int) throws -> WCSGeometry {
        guard abs(dx) < Self.largestCount, abs(dy) < Self.largestCount, nx + 2 * dx > 0, ny + 2 * dy > 0 else {
            throw Fault(.badValue, "an image of \(nx) × \(ny) pixels cannot be padded by \(dx) and \(dy)")
        }
        return try part(columns: -dx..<nx + dx, rows: -dy..<ny + dy)
    }

    /// The image with every pixel divided into `factor` × `factor`.
    /// - Throws: ``Fault/Code/badValue``.
    public func upsampled(by factor: Int) throws -> WCSGeometry {
        guard (1...10_000).contains(factor) else { throw Fault(.badValue, "pixels cannot be divided by \(factor)") }
        return try scaled(1 / Double(factor), nx: nx * factor, ny: ny * factor)
    }

    /// The image with `factor` × `factor` pixels joined.
    /// - Throws: ``Fault/Code/badValue`` when the numbers of pixels are no multiples of the factor.
    public func downsampled(by factor: Int) throws -> WCSGeometry {
        guard factor >= 1, nx % factor == 0, ny % factor == 0 else {
            throw Fault(.badValue, "an image of \(nx) × \(ny) pixels cannot be grouped by \(factor)")
        }
        return try scaled(Double(factor), nx: nx / factor, ny: ny / factor)
    }

    private func scaled(_ factor: Double, nx: Int, ny: Int) throws -> WCSGeometry {
        try WCSGeometry(wcs: resampled(by: factor), nx: nx, ny: ny, axes: axes)
    }

    /// The transformation of the same image with pixels `factor` times as large.
    func resampled(by factor: Double) throws -> WCSTransform {
        var keywords = wcs.keywords
        keywords.matrix.a *= factor
        keywords.matrix.b *= factor
        keywords.matrix.c *= factor
        keywords.matrix.d *= factor
        keywords.referencePixel.x = (keywords.referencePixel.x - 0.5) / factor + 0.5
        keywords.referencePixel.y = (keywords.referencePixel.y - 0.5) / factor + 0.5
        return try WCSTransform(keywords)
    }

    /// The same width around the same centre with pixels of another size, in degrees.
    /// - Throws: ``Fault/Code/badValue``.
    public func with(binSize: Double) throws -> WCSGeometry {
        try WCSGeometry.create(
            centre: centre, width: width, binSize: SIMD2(binSize, binSize), projection: projection, axes: axes)
    }
}
