import Foundation
import GammaCore

extension HEALPixMap {
    /// The map interpolated at the pixel centres of an image and the bin centres of its axes, as Gammapy's
    /// `interp_to_geom`: bilinear on the sphere, then along the axes, which are matched by name. A partial map repeats
    /// the value of the pixel around the position for neighbours it does not have.
    ///
    /// Values are not sums: right for exposures and intensities, not for counts; see
    /// ``resampled(to:preservingCounts:outside:)``.
    /// - Parameters:
    ///   - geometry: where to interpolate; axes that the map does not have repeat the values.
    ///   - rule: how to interpolate along the axes.
    ///   - outside: the value where there is no pixel.
    /// - Throws: ``Fault/Code/incompatible`` for an axis of the map that the geometry does not have,
    ///   ``Fault/Code/badUnit`` for one of another unit.
    public func interpolated(
        to geometry: WCSGeometry, along rule: HEALPixAxisRule = .scaled, outside: Double = .nan
    ) throws -> WCSMap {
        let centres = geometry.pixelCentres()
        let stencils = self.geometry.interpolations(lon: centres.lon, lat: centres.lat, frame: geometry.frame)
        let planes = try rule.planes(from: self.geometry.axes, to: geometry.axes)
        var values = combine(planes, geometry.pixelCount) { interpolated(plane: $0, stencils) }
        for pixel in stencils.indices where stencils[pixel].pixels[0] < 0 {
            for plane in 0..<geometry.planeCount { values[plane * geometry.pixelCount + pixel] = outside }
        }
        return try WCSMap(geometry, values: values, unit: unit, storage: .double, meta: meta)
    }

    /// The values interpolated at many positions in degrees; see ``interpolated(to:along:outside:)``.
    /// - Parameter coordinates: for each axis the value at every position, in the unit of the axis.
    /// - Precondition: lists of equal length, one an axis.
    public func interpolatedValues(
        lon: [Double], lat: [Double], frame: SkyFrame, coordinates: [[Double]] = [],
        along rule: HEALPixAxisRule = .scaled, outside: Double = .nan
    ) -> [Double] {
        precondition(coordinates.count == geometry.axes.count, "values for every axis")
        let stencils = geometry.interpolations(lon: lon, lat: lat, frame: frame)
        return stencils.indices.map { index in
            var corners = [WeightedPlane()]
            var stride = 1
            for (axis, values) in zip(geometry.axes, coordinates) {
                let (low, part) = rule.stencil(axis, at: values[index])
                corners = corners.flatMap { $0.split(low: low, part: part, stride: stride) }
                stride *= axis.binCount
            }
            guard stencils[index].pixels[0] >= 0 else { return outside }
            return corners.reduce(0) { $0 + $1.weight * interpolated(plane: $1.plane, [stencils[index]])[0] }
        }
    }

    /// One plane at places on the sphere; NaN outside.
    private func interpolated(plane: Int, _ stencils: [HEALPixGrid.Interpolation]) -> [Double] {
        let start = plane * geometry.pixelCount
        return values.withUnsafeBufferPointer { values in
            stencils.map { stencil in
                guard stencil.pixels[0] >= 0 else { return .nan }
                var sum = 0.0
                for corner in 0..<4 where stencil.weights[corner] != 0 {
                    sum += stencil.weights[corner] * values[start + stencil.pixels[corner]]
                }
                return sum
            }
        }
    }

    /// The map in an image without interpolation, as Gammapy's `to_wcs`: every pixel of the image gets the value of the
    /// pixel around its centre.
    /// - Parameters:
    ///   - image: the image; its axes are replaced by those of the map.
    ///   - preservingCounts: whether the value is divided by the number of pixels of the image that share it, so that the
    ///     sum stays.
    ///   - outside: the value where there is no pixel.
    /// - Throws: ``Fault/Code/badValue`` for a map that is too large.
    public func resampled(
        to image: WCSGeometry, preservingCounts: Bool = true, outside: Double = .nan
    ) throws -> WCSMap {
        let target = try image.with(axes: geometry.axes)
        let centres = target.pixelCentres()
        let places = geometry.pixelIndices(lon: centres.lon, lat: centres.lat, frame: target.frame)
        var shares = [Double](repeating: 0, count: geometry.pixelCount)
        for place in places where place >= 0 { shares[place] += 1 }
        let images = (0..<geometry.planeCount).flatMap { plane in
            places.map { place in
                guard place >= 0 else { return outside }
                let value = values[plane * geometry.pixelCount + place]
                return preservingCounts ? value / shares[place] : value
            }
        }
        return try WCSMap(target, values: images, unit: unit, storage: storage, meta: meta)
    }

    /// A map of the sky interpolated at the centres of pixels and of the bins of the axes: bilinear in the pixels of the
    /// image, then along the axes, which are matched by name.
    /// - Parameter outside: the value for pixels with a centre outside the image.
    /// - Throws: ``Fault/Code/incompatible`` for an axis of the map that the geometry does not have,
    ///   ``Fault/Code/badUnit`` for one of another unit.
    public static func interpolating(
        _ map: WCSMap, to geometry: HEALPixGeometry, along rule: HEALPixAxisRule = .scaled, outside: Double = .nan
    ) throws -> HEALPixMap {
        let centres = geometry.pixelCentres()
        let position = map.geometry.wcs.pixels(lon: centres.lon, lat: centres.lat, frame: geometry.frame)
        let planes = try rule.planes(from: map.geometry.axes, to: geometry.axes)
        var values = combine(planes, geometry.pixelCount) { plane in
            position.x.indices.map { map.bilinear(plane: plane, x: position.x[$0], y: position.y[$0]) ?? .nan }
        }
        for pixel in position.x.indices
        where map.geometry.indices(x: position.x[pixel], y: position.y[pixel]) == nil {
            for plane in 0..<geometry.planeCount { values[plane * geometry.pixelCount + pixel] = outside }
        }
        return try HEALPixMap(geometry, values: values, unit: map.unit, storage: .double, meta: map.meta)
    }
}

/// Weighted sums of planes of `count` values, each plane made once.
private func combine(
    _ planes: [[WeightedPlane]], _ count: Int, _ make: (Int) -> [Double]
) -> [Double] {
    var made: [Int: [Double]] = [:]
    var values = [Double](repeating: 0, count: planes.count * count)
    values.withUnsafeMutableBufferPointer { values in
        for (index, corners) in planes.enumerated() {
            for corner in corners {
                let (plane, weight) = (corner.plane, corner.weight)
                let image = made[plane] ?? make(plane)
                made[plane] = image
                image.withUnsafeBufferPointer { image in
                    for pixel in 0..<count { values[index * count + pixel] += weight * image[pixel] }
                }
            }
        }
    }
    return values
}

extension WCSMap {
    /// Value at a position in pixels, between the four pixels around; nil outside the image.
    fileprivate func bilinear(plane: Int, x: Double, y: Double) -> Double? {
        guard geometry.indices(x: x, y: y) != nil else { return nil }
        let start = plane * geometry.pixelCount
        func cell(_ position: Double, _ count: Int) -> (low: Int, part: Double) {
            let low = min(max(Int(position.rounded(.down)), 0), max(count - 2, 0))
            return (low, count > 1 ? position - Double(low) : 0)
        }
        let (column, right) = cell(x, geometry.nx)
        let (row, up) = cell(y, geometry.ny)
        var sum = 0.0
        for (dy, weightY) in [(0, 1 - up), (1, up)] where weightY != 0 {
            for (dx, weightX) in [(0, 1 - right), (1, right)] where weightX != 0 {
                sum += weightX * weightY * values[start + (row + dy) * geometry.nx + column + dx]
            }
        }
        return sum
    }
}

extension HEALPixGeometry {
    /// Places among the pixels of this geometry and their weights for positions in degrees; pixels of −1 outside. A pixel
    /// that is not in the geometry is replaced by the one around the position.
    func interpolations(lon: [Double], lat: [Double], frame: SkyFrame) -> [HEALPixGrid.Interpolation] {
        let (lon, lat) = SkyDirection.convert(lon: lon, lat: lat, from: frame, to: self.frame)
        return lon.indices.map { index in
            guard var found = grid.interpolation(lon: lon[index], lat: lat[index]) else {
                return HEALPixGrid.Interpolation(pixels: SIMD4(repeating: -1), weights: SIMD4(repeating: 0))
            }
            guard !isAllSky else { return found }
            let own = localIndex(ofPixel: grid.pixel(lon: lon[index], lat: lat[index]))
            for corner in 0..<4 {
                let place = own < 0 ? -1 : localIndex(ofPixel: found.pixels[corner])
                found.pixels[corner] = place < 0 ? own : place
            }
            return found
        }
    }
}
