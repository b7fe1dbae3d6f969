import Foundation
import GammaMaps

/// Which coordinates an image covers and which its lower and left edge meet.
struct SkySurvey: Sendable {
    /// Coordinates along an edge, from 0 to 1; NaN off the sky. Longitudes run on beyond a full turn.
    struct Edge: Sendable {
        var lon: [Double]
        var lat: [Double]
    }

    let frame: SkyFrame
    private(set) var bottom = Edge(lon: [], lat: [])
    private(set) var left = Edge(lon: [], lat: [])
    /// Longitudes covered, beginning after the widest gap; as much as a full turn.
    private(set) var lon: (low: Double, high: Double) = (0, 0)
    private(set) var lat: (low: Double, high: Double) = (0, 0)
    /// A position on the sky near the middle, in pixels; nil when the image is all off the sky.
    private(set) var middle: PixelPoint?
    /// True when all four corners are off the sky.
    private(set) var hasNoCorner = false

    private static let samples = 240
    private static let cells = 24

    init(_ geometry: WCSGeometry, frame: SkyFrame?) {
        self.frame = frame ?? geometry.frame
        let page = SkyMapPlacement(geometry, in: Rect(x: 0, y: 0, width: 1, height: 1))
        // a little inside, so that rounding takes no edge off an all-sky image
        let inset = 1e-6
        let along = (0...Self.samples).map { inset + (1 - 2 * inset) * Double($0) / Double(Self.samples) }
        bottom = edge(along.map { page.pixel($0, inset) }, geometry.wcs)
        left = edge(along.map { page.pixel(inset, $0) }, geometry.wcs)
        surveyInside(geometry, page, inset)
    }

    private func directions(_ pixels: [PixelPoint], _ wcs: WCSTransform) -> (lon: [Double], lat: [Double]) {
        let sky = wcs.directions(x: pixels.map(\.x), y: pixels.map(\.y))
        return SkyDirection.convert(lon: sky.lon, lat: sky.lat, from: wcs.frame, to: frame)
    }

    private func edge(_ pixels: [PixelPoint], _ wcs: WCSTransform) -> Edge {
        var sky = directions(pixels, wcs)
        var last = Double.nan
        for index in sky.lon.indices where !sky.lon[index].isNaN {
            if !last.isNaN { sky.lon[index] -= 360 * ((sky.lon[index] - last) / 360).rounded() }
            last = sky.lon[index]
        }
        return Edge(lon: sky.lon, lat: sky.lat)
    }

    private mutating func surveyInside(_ geometry: WCSGeometry, _ page: SkyMapPlacement, _ inset: Double) {
        let n = Self.cells
        let steps = (0...n).map { inset + (1 - 2 * inset) * Double($0) / Double(n) }
        let pixels = steps.flatMap { up in steps.map { page.pixel($0, up) } }
        let sky = directions(pixels, geometry.wcs)
        let usable = sky.lon.indices.filter { sky.lon[$0].isFinite && sky.lat[$0].isFinite }
        hasNoCorner = [0, n, n * (n + 1), n * (n + 1) + n].allSatisfy { !sky.lon[$0].isFinite }
        let centre = geometry.centrePixel
        middle = usable.map { pixels[$0] }
            .min { hypot($0.x - centre.x, $0.y - centre.y) < hypot($1.x - centre.x, $1.y - centre.y) }
        guard !usable.isEmpty else { return }
        var lats = usable.map { sky.lat[$0] }
        var lons = usable.map { SkySurvey.turned(sky.lon[$0]) }
        for edge in [bottom, left] {
            lats += edge.lat.filter(\.isFinite)
            lons += edge.lon.filter(\.isFinite).map(SkySurvey.turned)
        }
        lat = (lats.min() ?? 0, lats.max() ?? 0)
        var hasPole = false
        for pole in [-90.0, 90] {
            guard let place = geometry.wcs.pixel(of: SkyDirection(lon: 0, lat: pole, frame: frame)),
                place.x >= -0.5, place.x <= Double(geometry.nx) - 0.5, place.y >= -0.5,
                place.y <= Double(geometry.ny) - 0.5
            else { continue }
            hasPole = true
            lat = (min(lat.low, pole), max(lat.high, pole))
        }
        lon = SkySurvey.span(lons, isWhole: hasPole)
    }

    private static func turned(_ lon: Double) -> Double {
        let rest = lon.truncatingRemainder(dividingBy: 360)
        return rest < 0 ? rest + 360 : rest
    }

    /// The shortest range of longitudes that holds all, or a full turn when they leave no gap wider than 30°.
    private static func span(_ lons: [Double], isWhole: Bool) -> (low: Double, high: Double) {
        let sorted = lons.sorted()
        guard let first = sorted.first, let last = sorted.last else { return (0, 0) }
        var widest = (gap: first + 360 - last, low: first, high: last)
        for (a, b) in zip(sorted, sorted.dropFirst()) where b - a > widest.gap { widest = (b - a, b, a + 360) }
        if isWhole || widest.gap < 30 && widest.high - widest.low > 270 { return (0, 360) }
        return (widest.low, widest.high)
    }

    /// Where values along an edge, which run on beyond a full turn, meet a coordinate; fractions of the edge.
    static func crossings(_ values: [Double], _ value: Double, isLongitude: Bool) -> [Double] {
        var found: [Double] = []
        for index in 0..<max(values.count - 1, 0) {
            let (a, b) = (values[index], values[index + 1])
            guard a.isFinite, b.isFinite, a != b, abs(b - a) < 90 else { continue }
            var target = value
            if isLongitude { target += 360 * (((a + b) / 2 - value) / 360).rounded() }
            // the edge is taken a little inside the image
            let slack = 0.001 * abs(b - a)
            guard min(a, b) - slack <= target, target <= max(a, b) + slack else { continue }
            let place = (Double(index) + min(max((target - a) / (b - a), 0), 1)) / Double(values.count - 1)
            if let last = found.last, place - last < 1e-4 { continue }
            found.append(place)
        }
        return found
    }
}
