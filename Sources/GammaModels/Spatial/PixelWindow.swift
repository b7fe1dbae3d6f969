import GammaCore
import GammaMaps

/// The pixels of an image over which a shape is integrated, and into how many parts each is divided.
public struct PixelWindow: Sendable, Hashable {
    /// Columns of the image.
    public var columns: Range<Int>
    /// Rows of the image.
    public var rows: Range<Int>
    /// Every pixel is taken as `factor` × `factor` samples.
    public var factor: Int

    /// Makes a window.
    /// - Precondition: a factor of at least 1.
    public init(columns: Range<Int>, rows: Range<Int>, factor: Int) {
        precondition(factor >= 1, "at least one sample a pixel")
        self.columns = columns
        self.rows = rows
        self.factor = factor
    }

    /// All pixels of an image.
    public init(_ image: WCSGeometry, factor: Int) {
        self.init(columns: 0..<image.nx, rows: 0..<image.ny, factor: factor)
    }

    /// Number of pixels.
    public var pixelCount: Int { columns.count * rows.count }

    /// Whether all pixels of another window are here, divided in the same way.
    public func contains(_ other: PixelWindow) -> Bool {
        factor == other.factor && columns.clamped(to: other.columns) == other.columns
            && rows.clamped(to: other.rows) == other.rows
    }

    /// Values of the window's pixels in an image that is zero elsewhere.
    /// - Precondition: as many values as pixels, and the window lies on the image.
    public func spread(_ values: [Double], over image: WCSGeometry) -> [Double] {
        precondition(values.count == pixelCount, "one value a pixel of the window")
        if columns == 0..<image.nx, rows == 0..<image.ny { return values }
        var result = [Double](repeating: 0, count: image.pixelCount)
        for (number, row) in rows.enumerated() {
            let start = row * image.nx + columns.lowerBound
            result.replaceSubrange(
                start..<start + columns.count, with: values[number * columns.count..<(number + 1) * columns.count])
        }
        return result
    }
}
