import Foundation
import GammaCore
import GammaMaps

/// A source without extension.
///
/// Its value at directions is 0, whatever they are; its integrals are shared among the four pixels whose centres are
/// around it, so that the centroid is kept. Parts beyond the border of an image are lost.
public struct PointSpatialModel: StandardSpatialModel {
    /// Names in model files.
    public static let tags = ["PointSpatialModel", "point"]
    /// `lon_0`, `lat_0`.
    public var parameters: [Parameter]
    /// Sky frame of the position.
    public var frame: SkyFrame?

    /// Gammapy's default values.
    public init() { self.init(at: .origin) }

    /// Makes the model at a position; angles in degrees.
    public init(
        at position: SkyDirection
    ) {
        frame = position.frame
        parameters = [
            .longitude(position), .latitude(position),
        ]
    }

    /// 0.
    public var evaluationRadius: Double? { 0 }

    /// 0.
    public var integrationStep: Double? { 0 }

    /// 1: the shares are exact without division.
    public func oversamplingFactor(pixelScale: Double) -> Int { 1 }

    /// The position.
    public func region(sizeFactor: Double) -> SkyRegion? { position.map { .point($0) } }

    /// Zeros: a source without extension has no brightness.
    public func evaluate(_ directions: SkySamples, energy: Double? = nil) -> [Double] {
        [Double](repeating: 0, count: directions.count)
    }

    /// Zeros.
    public func evaluateWithGradient(
        _ directions: SkySamples, energy: Double? = nil
    ) -> (values: [Double], gradient: [[Double]]) {
        let zeros = evaluate(directions)
        return (zeros, [zeros, zeros])
    }

    /// The position, as often as wanted.
    public func sample(
        count: Int, energy: Double?, using random: inout RandomStream
    ) throws -> (lon: [Double], lat: [Double]) {
        let (lon, lat) = (parameters[0].internalValue, parameters[1].internalValue)
        return ([Double](repeating: lon, count: count), [Double](repeating: lat, count: count))
    }

    /// The share of every pixel of the window.
    public func integrate(over samples: PixelSamples, energy: Double? = nil) -> [Double] {
        shares(samples.image, samples.window)
    }

    /// The share of every pixel of the window and its derivatives.
    public func integrateWithGradient(
        over samples: PixelSamples, energy: Double? = nil
    ) -> (values: [Double], gradient: [[Double]]) {
        sharesWithGradient(samples.image, samples.window)
    }

    /// The share of every pixel of an image.
    public func integrate(over image: WCSGeometry, oversampling: Int? = nil, energy: Double? = nil) -> [Double] {
        shares(image, PixelWindow(image, factor: 1))
    }

    /// The share of every pixel of an image and its derivatives.
    public func integrateWithGradient(
        over image: WCSGeometry, oversampling: Int? = nil, energy: Double? = nil
    ) -> (values: [Double], gradient: [[Double]]) {
        sharesWithGradient(image, PixelWindow(image, factor: 1))
    }

    private func shares(_ image: WCSGeometry, _ window: PixelWindow) -> [Double] {
        var result = [Double](repeating: 0, count: window.pixelCount)
        guard let position, let pixel = image.pixel(of: position) else { return result }
        for share in Self.neighbours(pixel, window) { result[share.index] = share.x * share.y }
        return result
    }

    private func sharesWithGradient(
        _ image: WCSGeometry, _ window: PixelWindow
    ) -> (values: [Double], gradient: [[Double]]) {
        var values = [Double](repeating: 0, count: window.pixelCount)
        var gradient = [values, values]
        guard let position, let pixel = image.pixel(of: position) else { return (values, gradient) }
        let slopes = Self.slopes(image, position)
        for share in Self.neighbours(pixel, window) {
            values[share.index] = share.x * share.y
            for row in 0..<2 {
                gradient[row][share.index] =
                    (share.slopeX * share.y * slopes[row].x + share.x * share.slopeY * slopes[row].y)
                    * parameters[row].internalFactor
            }
        }
        return (values, gradient)
    }

    /// One of the pixels around a position: the shares along both sides and their derivatives.
    private struct Share {
        let index: Int
        let x: Double
        let y: Double
        let slopeX: Double
        let slopeY: Double
    }

    private static func neighbours(_ pixel: PixelPoint, _ window: PixelWindow) -> [Share] {
        let (left, below) = (pixel.x.rounded(.down), pixel.y.rounded(.down))
        guard abs(left) < 1e9, abs(below) < 1e9 else { return [] }
        var shares: [Share] = []
        for (right, above) in [(0, 0), (1, 0), (0, 1), (1, 1)] {
            let (column, row) = (Int(left) + right, Int(below) + above)
            guard window.columns.contains(column), window.rows.contains(row) else { continue }
            let (x, y) = (pixel.x - left, pixel.y - below)
            shares.append(
                Share(
                    index: (row - window.rows.lowerBound) * window.columns.count + column - window.columns.lowerBound,
                    x: right == 1 ? x : 1 - x, y: above == 1 ? y : 1 - y, slopeX: right == 1 ? 1 : -1,
                    slopeY: above == 1 ? 1 : -1))
        }
        return shares
    }

    /// Pixels that the position moves in a degree of longitude and of latitude.
    ///
    /// Central differences of fourth order on the great circles to the east and to the north: they work at the poles
    /// too, and with steps of 0.01° they are right to some 1e-11. Zeros where the projection ends.
    static func slopes(_ image: WCSGeometry, _ position: SkyDirection) -> [SIMD2<Double>] {
        let step = 0.01
        return [90.0, 0].map { angle in
            let places = [-2.0, -1, 1, 2].map { image.pixel(of: position.offset(by: $0 * step, positionAngle: angle)) }
            guard let a = places[0], let b = places[1], let c = places[2], let d = places[3] else { return .zero }
            let slope = SIMD2(a.x - 8 * b.x + 8 * c.x - d.x, a.y - 8 * b.y + 8 * c.y - d.y) / (12 * step)
            return angle == 90 ? slope * cos(position.lat * radian) : slope
        }
    }
}
