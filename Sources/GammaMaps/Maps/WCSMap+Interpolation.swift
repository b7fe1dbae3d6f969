import Foundation
import GammaCore
import GammaNumerics

extension WCSMap {
    /// What interpolation gives outside the map.
    public enum Outside: Sendable, Hashable {
        /// This value beyond the outer pixels and bins, whole pixels included, and where the result is not finite.
        case value(Double)
        /// The linear continuation of the outer two values, or the outer one for `nearest`.
        case extrapolate
    }

    /// Values at positions in degrees, each with a coordinate on every axis: linear in pixels and in the scale of the
    /// axes, as Gammapy's `interp_by_coord`.
    ///
    /// Values that are not finite count as 0, unless none is. Axes of one bin are constant.
    /// - Parameters:
    ///   - coordinates: for every axis, in its unit, one value a position or one for all.
    ///   - scale: scale in which values are interpolated; on `log` values below the smallest 32-bit number stand for 0.
    /// - Throws: ``Fault/Code/incompatible`` unless there are coordinates for every axis, one or as many as positions.
    public func interpolated(
        lon: [Double], lat: [Double], frame: SkyFrame, coordinates: [[Double]] = [], method: Method = .linear,
        scale: AxisScale = .linear, outside: Outside = .extrapolate
    ) throws -> [Double] {
        try checkCoordinates(coordinates, positions: lon.count)
        let sky = geometry.wcs.pixels(lon: lon, lat: lat, frame: frame)
        let pixels = zip(geometry.axes, coordinates).map { axis, values in values.map { axis.pixel(of: $0) } }
        let source = interpolable(scale)
        let spots = zip(sky.x, sky.y).map { spot(x: $0, y: $1, method, outside) }
        var result = [Double](repeating: .nan, count: lon.count)
        var usable = spots.map(\.isUsable)
        var corners = [(plane: 0, weight: 1.0)]
        var isInside = true
        let varies = pixels.contains { $0.count > 1 }
        result.withUnsafeMutableBufferPointer { result in
            for index in result.indices {
                if index == 0 || varies {
                    (corners, isInside) = planes(at: pixels.map { $0.count == 1 ? $0[0] : $0[index] }, method)
                }
                if case .value = outside, !isInside { usable[index] = false }
                Self.evaluate(
                    source, corners, [spots[index]], geometry.nx, geometry.pixelCount,
                    into: UnsafeMutableBufferPointer(rebasing: result[index...index]))
            }
            Self.finish(result, scale, outside)
        }
        if case .value(let fill) = outside {
            for index in result.indices where !usable[index] { result[index] = fill }
        }
        return result
    }

    /// Values at positions in degrees for every combination of coordinates on the axes, in C order (axes…, position).
    /// - Parameter grid: for every axis its coordinates, in its unit.
    /// - Throws: ``Fault/Code/incompatible`` unless there is a list for every axis.
    public func interpolated(
        lon: [Double], lat: [Double], frame: SkyFrame, grid: [[Double]], method: Method = .linear,
        scale: AxisScale = .linear, outside: Outside = .extrapolate
    ) throws -> [Double] {
        try checkCoordinates(grid, positions: nil)
        let sky = geometry.wcs.pixels(lon: lon, lat: lat, frame: frame)
        let source = interpolable(scale)
        let spots = zip(sky.x, sky.y).map { spot(x: $0, y: $1, method, outside) }
        let combinations = grid.reduce(1) { $0 * $1.count }
        let isBlended = spots.count >= geometry.pixelCount
        return [Double](unsafeUninitializedCapacity: combinations * lon.count) { buffer, count in
            for combination in 0..<combinations {
                var rest = combination
                let positions = zip(geometry.axes, grid).map { axis, values in
                    defer { rest /= values.count }
                    return axis.pixel(of: values[rest % values.count])
                }
                let (corners, isInside) = planes(at: positions, method)
                let block = UnsafeMutableBufferPointer(
                    rebasing: buffer[combination * spots.count..<(combination + 1) * spots.count])
                if case .value(let fill) = outside, !isInside {
                    block.initialize(repeating: fill)
                    continue
                }
                if isBlended, corners.count > 1 {
                    // With many positions the planes are mixed once instead of at every position.
                    let mixed = blend(source, corners)
                    Self.evaluate(mixed, [(plane: 0, weight: 1)], spots, geometry.nx, geometry.pixelCount, into: block)
                } else {
                    Self.evaluate(source, corners, spots, geometry.nx, geometry.pixelCount, into: block)
                }
                Self.finish(block, scale, outside)
                if case .value(let fill) = outside {
                    for (index, spot) in spots.enumerated() where !spot.isUsable { block[index] = fill }
                }
            }
            count = combinations * lon.count
        }
    }

    /// The value at a direction; see ``interpolated(lon:lat:frame:coordinates:method:scale:outside:)``.
    /// - Parameter coordinates: one for every axis, in its unit.
    /// - Throws: ``Fault/Code/incompatible`` unless there is one coordinate an axis.
    public func interpolated(
        at direction: SkyDirection, coordinates: [Double] = [], method: Method = .linear,
        scale: AxisScale = .linear, outside: Outside = .extrapolate
    ) throws -> Double {
        try interpolated(
            lon: [direction.lon], lat: [direction.lat], frame: direction.frame, coordinates: coordinates.map { [$0] },
            method: method, scale: scale, outside: outside)[0]
    }

    /// The map at the pixel and bin centres of another geometry, as Gammapy's `interp_to_geom`.
    /// - Parameters:
    ///   - other: has the axes of this map, in its order, maybe with other bins.
    ///   - preservingSum: interpolate densities and multiply by the new solid angles.
    /// - Throws: ``Fault/Code/incompatible`` for other axes, ``Fault/Code/badUnit``.
    public func interpolated(
        to other: WCSGeometry, method: Method = .linear, scale: AxisScale = .linear, outside: Outside = .value(0),
        preservingSum: Bool = false
    ) throws -> WCSMap {
        guard other.axes.map(\.name) == geometry.axes.map(\.name) else {
            throw Fault(
                .incompatible,
                "a map of axes \(geometry.axes.map(\.name)) cannot be interpolated to axes \(other.axes.map(\.name))")
        }
        let grid = try zip(geometry.axes, other.axes).map { own, axis in
            let factor = try axis.unit.factor(to: own.unit)
            return axis.centres.map { $0 * factor }
        }
        let source = preservingSum ? try perSolidAngle() : self
        let centres = other.pixelCentres()
        var result = try source.with(
            other,
            source.interpolated(
                lon: centres.lon, lat: centres.lat, frame: other.frame, grid: grid, method: method, scale: scale,
                outside: outside))
        if preservingSum {
            let angles = other.solidAngles()
            for index in result.values.indices { result.values[index] *= angles[index % angles.count] }
        }
        if storage == .mask { result.storage = .float }
        return result
    }

    /// Values over solid angles in steradians; the unit stays.
    func perSolidAngle() throws -> WCSMap {
        let angles = geometry.solidAngles()
        return try with(geometry, values.indices.map { values[$0] / angles[$0 % angles.count] })
    }

    private func checkCoordinates(_ coordinates: [[Double]], positions: Int?) throws {
        guard coordinates.count == geometry.axes.count else {
            throw Fault(
                .incompatible,
                "the map has axes \(geometry.axes.map(\.name)), but there are coordinates for \(coordinates.count)")
        }
        guard let positions else { return }
        for (axis, values) in zip(geometry.axes, coordinates) where values.count != 1 && values.count != positions {
            throw Fault(
                .incompatible, "there are \(positions) positions, but \(values.count) coordinates on '\(axis.name)'")
        }
    }

    /// The values on their scale, what is not finite as 0.
    private func interpolable(_ scale: AxisScale) -> [Double] {
        var result = values
        if values.contains(where: { !$0.isFinite }), values.contains(where: \.isFinite) {
            for index in result.indices where !result[index].isFinite { result[index] = 0 }
        }
        return scale.scaled(result, tiny: AxisScale.tinyFloat)
    }

    /// The planes whose weighted sum is the value at positions in bins, and whether these lie on the axes.
    private func planes(at positions: [Double], _ method: Method) -> ([(plane: Int, weight: Double)], Bool) {
        var corners = [(plane: 0, weight: 1.0)]
        var isInside = true
        var stride = 1
        for (axis, position) in zip(geometry.axes, positions) {
            isInside = isInside && position >= -0.5 && position < Double(axis.binCount) - 0.5
            let bracket = Self.bracket(position, axis.binCount, method)
            corners = corners.flatMap { corner in
                var parts = [(plane: corner.plane + bracket.low * stride, weight: corner.weight * (1 - bracket.weight))]
                if bracket.weight != 0 {
                    parts.append((corner.plane + bracket.high * stride, corner.weight * bracket.weight))
                }
                return parts.filter { $0.weight != 0 }
            }
            stride *= axis.binCount
        }
        return (corners, isInside)
    }

    @inline(__always)
    private static func bracket(_ position: Double, _ count: Int, _ method: Method) -> (
        low: Int, high: Int, weight: Double
    ) {
        if count == 1 { return (0, 0, 0) }
        guard position.isFinite else { return (0, 1, .nan) }
        let low = Int(min(max(position.rounded(.down), 0), Double(count - 2)))
        let weight = position - Double(low)
        // Half-way the lower one counts, as in scipy.
        return method == .nearest ? (weight <= 0.5 ? low : low + 1, low, 0) : (low, low + 1, weight)
    }

    /// The four pixels around a position and their parts.
    private struct Spot {
        /// The lower left of them.
        var index = 0
        /// Steps to the right and up; 0 when there is one column or row, or the nearest pixel is taken.
        var right = 0
        var up = 0
        var x = Double.nan
        var y = 0.0
        /// Whether the value comes from the map.
        var isUsable = false
    }

    private func spot(x: Double, y: Double, _ method: Method, _ outside: Outside) -> Spot {
        let (nx, ny) = (geometry.nx, geometry.ny)
        guard x.isFinite, y.isFinite else { return Spot() }
        if case .value = outside, x < -0.5 || y < -0.5 || x >= Double(nx) - 0.5 || y >= Double(ny) - 0.5 {
            return Spot()
        }
        let (column, row) = (Self.bracket(x, nx, method), Self.bracket(y, ny, method))
        return Spot(
            index: row.low * nx + column.low, right: column.weight == 0 ? 0 : 1, up: row.weight == 0 ? 0 : nx,
            x: column.weight, y: row.weight, isUsable: true)
    }

    /// Weighted sums of planes at positions.
    private static func evaluate(
        _ source: [Double], _ corners: [(plane: Int, weight: Double)], _ spots: [Spot], _ nx: Int, _ pixels: Int,
        into result: UnsafeMutableBufferPointer<Double>
    ) {
        source.withUnsafeBufferPointer { source in
            for (number, spot) in spots.enumerated() {
                var sum = 0.0
                for corner in corners {
                    let start = corner.plane * pixels + spot.index
                    var value = source[start]
                    if spot.right != 0 || spot.x.isNaN {
                        value = (1 - spot.x) * value + spot.x * source[start + spot.right]
                    }
                    if spot.up != 0 {
                        var above = source[start + spot.up]
                        if spot.right != 0 {
                            above = (1 - spot.x) * above + spot.x * source[start + spot.up + spot.right]
                        }
                        value = (1 - spot.y) * value + spot.y * above
                    }
                    sum += corner.weight * value
                }
                result.initializeElement(at: number, to: sum)
            }
        }
    }

    private func blend(_ source: [Double], _ corners: [(plane: Int, weight: Double)]) -> [Double] {
        let pixels = geometry.pixelCount
        var result = [Double](repeating: 0, count: pixels)
        for corner in corners {
            let start = corner.plane * pixels
            for pixel in 0..<pixels { result[pixel] += corner.weight * source[start + pixel] }
        }
        return result
    }

    /// From the scale of interpolation back to values.
    private static func finish(_ values: UnsafeMutableBufferPointer<Double>, _ scale: AxisScale, _ outside: Outside) {
        if scale != .linear {
            for index in values.indices { values[index] = scale.unscaled(values[index], tiny: AxisScale.tinyFloat) }
        }
        if case .value(let fill) = outside {
            for index in values.indices where !values[index].isFinite { values[index] = fill }
        }
    }
}
