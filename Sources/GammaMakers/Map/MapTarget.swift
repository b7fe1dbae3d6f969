import Foundation
import GammaCore
import GammaDatasets
import GammaMaps

/// The image and axes onto which runs are reduced, with what their pixels need; made once for any number of runs.
public struct MapTarget: Sendable {
    /// The empty dataset that runs are like: image, axes and responses. Only cut-outs need its arrays.
    private(set) var template: MapDataset
    /// Pixels of the image.
    let pixels: TargetPixels
    /// Pixels of the coarse image of the point-spread function; nil without one.
    let psfPixels: TargetPixels?
    /// Pixels of the coarse image of the energy dispersion; nil without one.
    let dispersionPixels: TargetPixels?

    /// Prepares the pixels of an empty dataset (``MapDataset/empty(name:geometry:energyTrue:rad:migra:responseBinSize:hasOffCounts:)``).
    public init(_ empty: MapDataset) {
        self.init(empty, pixels: TargetPixels(empty.geometry.image))
    }

    private init(_ empty: MapDataset, pixels: TargetPixels) {
        template = empty
        self.pixels = pixels
        psfPixels = empty.psf?.map.image.map { TargetPixels($0) }
        dispersionPixels = empty.energyDispersion?.map.image.map { TargetPixels($0) }
    }

    /// The same without the arrays of the template, of which there is no part then.
    func withoutArrays() -> MapTarget {
        var target = self
        target.template.counts.values = []
        target.template.exposure.values = []
        target.template.background = .none
        target.template.psf?.map.values = []
        target.template.energyDispersion?.map.values = []
        target.template.maskSafe = []
        return target
    }

    /// The part within half a width (deg) of a direction, cut at the border; nil where there is none.
    public func cutout(around direction: SkyDirection, width: Double) throws -> MapTarget? {
        let image = template.geometry.image
        guard let part = try? image.cutout(around: direction, width: SIMD2(repeating: width)) else { return nil }
        if part.columns.count == image.nx, part.rows.count == image.ny { return self }
        let cut = try template.cutout(around: direction, width: SIMD2(repeating: width))
        return MapTarget(cut, pixels: pixels.part(columns: part.columns, rows: part.rows))
    }
}

/// Directions and solid angles of the pixels of an image.
struct TargetPixels: Sendable {
    let image: WCSGeometry
    /// Unit vectors of the pixel centres in ICRS, row after row; NaN where the projection has no sky.
    let vectors: [SIMD3<Double>]
    /// Steradians, row after row.
    let solidAngles: [Double]

    init(_ image: WCSGeometry) {
        let image = image.image
        self.init(image, vectors: image.vectors(in: .icrs), solidAngles: image.solidAngles())
    }

    private init(_ image: WCSGeometry, vectors: [SIMD3<Double>], solidAngles: [Double]) {
        self.image = image
        self.vectors = vectors
        self.solidAngles = solidAngles
    }

    static func vector(lon: Double, lat: Double) -> SIMD3<Double> {
        let (a, b) = (lon * .pi / 180, lat * .pi / 180)
        return SIMD3(cos(b) * cos(a), cos(b) * sin(a), sin(b))
    }

    func part(columns: Range<Int>, rows: Range<Int>) -> TargetPixels {
        func cut<Element>(_ values: [Element]) -> [Element] {
            rows.flatMap { values[$0 * image.nx + columns.lowerBound..<$0 * image.nx + columns.upperBound] }
        }
        let part = (try? image.part(columns: columns, rows: rows)) ?? image
        return TargetPixels(part, vectors: cut(vectors), solidAngles: cut(solidAngles))
    }

    /// Distances in deg of the pixels from a direction.
    func separations(from direction: SkyDirection) -> [Double] {
        chords(from: direction, Self.angle)
    }

    /// The pixels nearer to a direction than a distance in deg.
    func mask(within distance: Double, of direction: SkyDirection) -> [Bool] {
        let limit = distance > 180 ? .infinity : 2 * sin(distance / 2 * .pi / 180)
        // Angles only where rounding would decide.
        return chords(from: direction) { abs($0 - limit) > 1e-9 ? $0 < limit : Self.angle($0) < distance }
    }

    /// The angle in deg under which a straight line between two points of the unit sphere is seen from its centre.
    private static func angle(_ chord: Double) -> Double { 2 * asin(min(chord / 2, 1)) * 180 / .pi }

    /// From the straight lines between the pixels and a direction on the unit sphere: exact for small distances.
    private func chords<Result>(from direction: SkyDirection, _ result: (Double) -> Result) -> [Result] {
        let centre = direction.converted(to: .icrs)
        let axis = Self.vector(lon: centre.lon, lat: centre.lat)
        return vectors.map { vector in
            let chord = vector - axis
            return result((chord * chord).sum().squareRoot())
        }
    }

    /// Longitudes and latitudes in deg of the pixels in a frame whose origin is at a direction, north up.
    func offsets(from direction: SkyDirection) -> (lon: [Double], lat: [Double]) {
        let centre = direction.converted(to: .icrs)
        let (a, b) = (centre.lon * .pi / 180, centre.lat * .pi / 180)
        let forward = Self.vector(lon: centre.lon, lat: centre.lat)
        let east = SIMD3(-sin(a), cos(a), 0)
        let north = SIMD3(-sin(b) * cos(a), -sin(b) * sin(a), cos(b))
        var (lon, lat) = (solidAngles, solidAngles)
        let degrees = 180 / Double.pi
        for (index, vector) in vectors.enumerated() {
            let x = (vector * forward).sum()
            let y = (vector * east).sum()
            let z = (vector * north).sum()
            // The arc tangent of one number is three times faster, and enough in front of the observer.
            lon[index] = (x > 0 ? atan(y / x) : atan2(y, x)) * degrees
            lat[index] = atan(z / (x * x + y * y).squareRoot()) * degrees
        }
        return (lon, lat)
    }
}
