import GammaCore
import GammaMaps

/// What integrals over the pixels of a window need from the image: directions of the samples in a model's frame, and the
/// solid angle of every pixel. Costly to make (about 1 µs a pixel), so make it once and keep it.
///
/// Pixels follow each other row after row; the samples of a pixel follow each other. Pixels that are not wholly on the
/// sky have solid angle 0, and every integral over them is 0.
public struct PixelSamples: Sendable {
    /// The image, without axes.
    public let image: WCSGeometry
    /// The pixels and their division.
    public let window: PixelWindow
    /// Frame of the directions.
    public let frame: SkyFrame
    /// Centres of the pixels' parts, as wide as these; `window.factor`² of them a pixel.
    public let directions: SkySamples
    /// Whether models are evaluated in all pixels, also in those outside their own window.
    public let evaluatesAll: Bool
    /// Solid angle of every pixel of the window in sr.
    public let solidAngles: [Double]

    /// Takes the samples of a window, by default one in the middle of every pixel of the image.
    /// - Precondition: the window lies on the image.
    public init(_ image: WCSGeometry, window: PixelWindow? = nil, frame: SkyFrame, evaluatesAll: Bool = false) {
        let window = window ?? PixelWindow(image, factor: 1)
        let image = image.image
        let (columns, rows) = (window.columns, window.rows)
        precondition(
            columns.lowerBound >= 0 && rows.lowerBound >= 0 && columns.upperBound <= image.nx
                && rows.upperBound <= image.ny, "a window on the image")
        var (lon, lat) = Self.centres(image, window)
        var solidAngles = Self.solidAngles(image, window)
        let parts = window.factor * window.factor
        for pixel in solidAngles.indices {
            let samples = pixel * parts..<(pixel + 1) * parts
            if solidAngles[pixel] > 0, samples.allSatisfy({ lon[$0].isFinite && lat[$0].isFinite }) { continue }
            solidAngles[pixel] = 0
            for sample in samples { (lon[sample], lat[sample]) = (0, 0) }
        }
        (lon, lat) = SkyDirection.convert(lon: lon, lat: lat, from: image.frame, to: frame)
        self.image = image
        self.window = window
        self.frame = frame
        self.evaluatesAll = evaluatesAll
        self.solidAngles = solidAngles
        let pixel = (image.wcs.pixelScales.x * image.wcs.pixelScales.y).squareRoot()
        directions = SkySamples(lon: lon, lat: lat, extent: pixel / Double(window.factor))
    }

    private static func centres(_ image: WCSGeometry, _ window: PixelWindow) -> (lon: [Double], lat: [Double]) {
        let factor = window.factor
        let shifts = (0..<factor).map { (Double($0) + 0.5) / Double(factor) - 0.5 }
        var (x, y): ([Double], [Double]) = ([], [])
        x.reserveCapacity(window.pixelCount * factor * factor)
        y.reserveCapacity(window.pixelCount * factor * factor)
        for row in window.rows {
            for column in window.columns {
                for up in shifts {
                    for right in shifts {
                        x.append(Double(column) + right)
                        y.append(Double(row) + up)
                    }
                }
            }
        }
        return image.wcs.directions(x: x, y: y)
    }

    private static func solidAngles(_ image: WCSGeometry, _ window: PixelWindow) -> [Double] {
        if window.pixelCount == image.pixelCount { return image.solidAngles() }
        let part = try? image.part(columns: window.columns, rows: window.rows)
        return part?.solidAngles() ?? [Double](repeating: 0, count: window.pixelCount)
    }

    /// Number of pixels.
    public var pixelCount: Int { solidAngles.count }

    /// Samples of one pixel.
    var parts: Int { window.factor * window.factor }
}
