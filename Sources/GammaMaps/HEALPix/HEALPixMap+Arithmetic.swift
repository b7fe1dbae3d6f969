import Foundation
import GammaCore

extension HEALPixMap {
    /// Sum, with the other map's values in the unit of the first.
    /// - Throws: ``Fault/Code/incompatible`` for maps of other pixels or axes, ``Fault/Code/badUnit``.
    public static func + (a: HEALPixMap, b: HEALPixMap) throws -> HEALPixMap {
        try a.combined(b.converted(to: a.unit)) { $0 + $1 }
    }

    /// Difference, with the other map's values in the unit of the first.
    /// - Throws: ``Fault/Code/incompatible`` for maps of other pixels or axes, ``Fault/Code/badUnit``.
    public static func - (a: HEALPixMap, b: HEALPixMap) throws -> HEALPixMap {
        try a.combined(b.converted(to: a.unit)) { $0 - $1 }
    }

    /// Product with a map without unit, such as a mask or weights.
    /// - Throws: ``Fault/Code/incompatible`` for maps of other pixels or axes, ``Fault/Code/badUnit``.
    public static func * (a: HEALPixMap, b: HEALPixMap) throws -> HEALPixMap {
        try a.combined(b.converted(to: .none)) { $0 * $1 }
    }

    /// Ratio to a map of the same kind of unit; the result has none.
    /// - Throws: ``Fault/Code/incompatible`` for maps of other pixels or axes, ``Fault/Code/badUnit``.
    public static func / (a: HEALPixMap, b: HEALPixMap) throws -> HEALPixMap {
        var ratio = try a.combined(b.converted(to: a.unit)) { $0 / $1 }
        ratio.unit = .none
        return ratio
    }

    /// Product with a number.
    public static func * (map: HEALPixMap, factor: Double) -> HEALPixMap {
        var product = map
        product.values = map.values.map { $0 * factor }
        if product.storage == .mask { product.storage = .float }
        return product
    }

    private func combined(_ other: HEALPixMap, _ body: (Double, Double) -> Double) throws -> HEALPixMap {
        guard geometry.hasSamePixels(as: other.geometry) else {
            throw Fault(
                .incompatible,
                "maps of \(geometry.summary) and of \(other.geometry.summary) do not have the same pixels",
                hint: "bring them to one NSIDE, ordering, frame, region and axes first")
        }
        var map = self
        map.values = zip(values, other.values).map(body)
        if map.storage == .mask { map.storage = .float }
        return map
    }

    /// Adds a map of the same pixels, or of a part of them (a cut-out); values that are not finite count as 0.
    /// - Parameter weights: factors for the values of `other`, of its pixels and axes.
    /// - Throws: ``Fault/Code/incompatible`` when pixels of `other` or its axes are not those of this map,
    ///   ``Fault/Code/badUnit``.
    public mutating func stack(_ other: HEALPixMap, weights: HEALPixMap? = nil) throws {
        guard geometry.isAligned(to: other.geometry) else {
            throw Fault(
                .incompatible, "a map of \(other.geometry.summary) cannot be added to one of \(geometry.summary)")
        }
        let part = try other.converted(to: unit)
        if let weights, !weights.geometry.hasSamePixels(as: other.geometry) {
            throw Fault(
                .incompatible, "weights of \(weights.geometry.summary) do not fit a map of \(other.geometry.summary)")
        }
        let places = (other.geometry.pixels ?? Array(0..<other.geometry.pixelCount)).map(geometry.localIndex(ofPixel:))
        guard !places.contains(-1) else {
            throw Fault(.incompatible, "the map to add has pixels outside the other one")
        }
        for plane in 0..<geometry.planeCount {
            for (index, place) in places.enumerated() {
                let source = plane * places.count + index
                let value = part.values[source]
                if value.isFinite {
                    values[plane * geometry.pixelCount + place] += value * (weights?.values[source] ?? 1)
                }
            }
        }
    }

    /// The part of the map within a disc.
    /// - Parameter width: diameter in degrees.
    /// - Throws: ``Fault/Code/badValue`` for a disc that holds no pixel of the map.
    public func cutout(centre: SkyDirection, width: Double) throws -> HEALPixMap {
        let part = try geometry.cutout(centre: centre, width: width)
        return try replacing(part, picking((part.pixels ?? []).map(geometry.localIndex(ofPixel:))))
    }

    /// The values at places in every plane; NaN for −1.
    func picking(_ places: [Int]) -> [Double] {
        (0..<geometry.planeCount).flatMap { plane in
            places.map { $0 < 0 ? .nan : values[plane * geometry.pixelCount + $0] }
        }
    }

    /// The map without its axes: the sum of its planes.
    /// - Throws: nothing in practice, the geometry without axes is valid.
    public func summedOverAxes() throws -> HEALPixMap {
        let count = geometry.pixelCount
        var sum = [Double](repeating: 0, count: count)
        for plane in 0..<geometry.planeCount {
            for pixel in 0..<count { sum[pixel] += values[plane * count + pixel] }
        }
        return try replacing(geometry.with(axes: []), sum)
    }

    /// Spectrum of a region: for every bin of the axes the sum, or another function, of the values of the pixels whose
    /// centre is inside. Without a region, of all pixels.
    ///
    /// NaN is left out. For a point it is the value of the pixel around it.
    /// - Parameter reduce: makes one number of the values; by default their sum.
    /// - Throws: ``Fault/Code/noData`` when no pixel lies inside, faults for a region that makes no sense.
    public func spectrum(
        in region: SkyRegion?, reduce: ([Double]) -> Double = { $0.reduce(0, +) }
    ) throws -> RegionMap {
        let inside = try region.map(geometry.mask(inside:)) ?? [Bool](repeating: true, count: geometry.pixelCount)
        let places = inside.indices.filter { inside[$0] }
        guard !places.isEmpty else {
            throw Fault(.noData, "no pixel of the map of \(geometry.summary) lies in the region")
        }
        let spectrum = (0..<geometry.planeCount).map { plane in
            reduce(places.map { values[plane * geometry.pixelCount + $0] }.filter { !$0.isNaN })
        }
        return try RegionMap(
            RegionGeometry(region: region, axes: geometry.axes), values: spectrum, unit: unit, storage: storage,
            meta: meta)
    }
}

extension HEALPixGeometry {
    /// One line for messages.
    var summary: String {
        let part = isAllSky ? "" : ", \(pixelCount) pixels"
        let bins = axes.isEmpty ? "" : ", axes " + axes.map { "\($0.name) (\($0.binCount))" }.joined(separator: ", ")
        return "NSIDE \(grid.nside) \(grid.ordering.rawValue) \(frame.rawValue)\(part)\(bins)"
    }
}
