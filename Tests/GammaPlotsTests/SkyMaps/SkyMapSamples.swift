import Foundation
import GammaCore
import GammaMaps

@testable import GammaPlots

/// Geometries of all kinds for tests of sky maps.
enum SkyMapSamples {
    /// Names of the fixed geometries.
    static let names = [
        "CAR", "TAN", "AIT", "MOL", "SIN", "MER", "ZEA", "STG", "ARC", "mirrored", "turned", "upside down", "pole",
    ]

    static func geometry(_ name: String) throws -> WCSGeometry {
        let centre = SkyDirection(ra: 83.63, dec: 22.01)
        switch name {
        case "AIT", "MOL":
            return try .create(
                centre: .galactic(l: 0, b: 0), width: SIMD2(360, 180), binSize: SIMD2(4, 4), projection: name)
        case "CAR":
            return try .create(
                centre: .galactic(l: 0.3, b: 0), width: SIMD2(8, 5), binSize: SIMD2(0.1, 0.1), projection: name)
        case "MER":
            return try .create(
                centre: SkyDirection(ra: 0, dec: 0), width: SIMD2(120, 100), binSize: SIMD2(2, 2), projection: name)
        case "mirrored": return try turned(centre, [0.1, 0, 0, 0.1])
        case "turned": return try turned(centre, [-0.08, -0.06, -0.06, 0.08])
        case "upside down": return try turned(centre, [0.1, 0, 0, -0.1])
        case "pole":
            return try .create(
                centre: SkyDirection(ra: 40, dec: 88), width: SIMD2(8, 8), binSize: SIMD2(0.2, 0.2), projection: "TAN")
        default: return try .create(centre: centre, width: SIMD2(8, 6), binSize: SIMD2(0.1, 0.1), projection: name)
        }
    }

    private static func turned(_ centre: SkyDirection, _ m: [Double]) throws -> WCSGeometry {
        var keywords = try WCSKeywords(
            projection: "TAN", referenceDirection: centre, referencePixel: PixelPoint(30, 25), binSize: SIMD2(0.1, 0.1))
        keywords.matrix.a = m[0]
        keywords.matrix.b = m[1]
        keywords.matrix.c = m[2]
        keywords.matrix.d = m[3]
        return try WCSGeometry(wcs: WCSTransform(keywords), nx: 60, ny: 50)
    }

    /// A geometry anywhere on the sky in one of the usual projections, from a tenth of a degree to half the sky.
    static func random(_ random: inout RandomStream) throws -> WCSGeometry {
        let projection = ["CAR", "TAN", "AIT", "SIN", "MER", "ZEA"][Int(random.uniform() * 6)]
        let isFlat = projection == "CAR" || projection == "MER"
        let frame: SkyFrame = random.uniform() < 0.5 ? .icrs : .galactic
        let lat = isFlat ? 0 : 178 * random.uniform() - 89
        let width = 0.1 * pow(projection == "AIT" ? 3000 : 900, random.uniform())
        let shape = pow(4, random.uniform() - 0.5)
        return try .create(
            centre: SkyDirection(lon: 360 * random.uniform(), lat: lat, frame: frame),
            pixels: SIMD2(24, max(1, Int(24 / shape))), binSize: SIMD2(width / 24, width / 24), projection: projection)
    }

    /// A map that is zero but for one pixel.
    static func spot(_ geometry: WCSGeometry, x: Int, y: Int) throws -> WCSMap {
        var values = [Double](repeating: 0, count: geometry.pixelCount)
        values[y * geometry.nx + x] = 1
        return try WCSMap(geometry, values: values)
    }

    /// The placement of the first panel's image.
    static func placement(_ figure: SkyMapFigure, _ style: FigureStyle = FigureStyle()) -> SkyMapPlacement {
        SkyMapLayout([SkyMapPanel(figure)], columns: 1, sharesColours: false, style: style) { _ in 0 }.cells[0]
            .placement
    }
}
