import Foundation
import GammaCore
import GammaMaps
import GammaNumerics

import struct GammaCore.Unit

/// A map as the table of a shape: the logarithm of its values is interpolated linearly between pixel and bin centres, and
/// extrapolated to the borders of the outer ones; beyond them it is 0, as Gammapy's templates are.
struct TemplateGrid: Sendable {
    /// Where the values are.
    let geometry: WCSGeometry
    /// Logarithms of the values in the unit of the map.
    private let logs: [Double]
    /// What 0 is in the logarithm.
    private let tiny: Double
    /// From the unit of the map to the internal one.
    private let factor: Double
    /// A place among the planes of the map.
    typealias Planes = [Plane]

    /// A plane that contributes to a place on the axes.
    struct Plane {
        /// Position of its first pixel.
        var offset: Int
        /// Its share.
        var weight: Double
        /// Derivative of the share with respect to the place on each axis in bins.
        var slopes: [Double]
    }

    /// Takes over a map whose values are in the unit of shapes, or in that of a surface brightness.
    /// - Throws: ``Fault/Code/badUnit`` for other units.
    init(_ map: WCSMap) throws {
        factor = try Self.internalFactor(of: map.unit)
        geometry = map.geometry
        // Zeros of maps that are stored in 32 bits are as large in Gammapy's logarithms as their type allows.
        tiny = (map.storage == .float ? AxisScale.tinyFloat : .leastNormalMagnitude)
        let smallest = tiny
        var logs = map.values.map { $0 > smallest && $0 < .infinity ? $0 : smallest }
        VectorMath.formLog(&logs)
        self.logs = logs
    }

    private static func internalFactor(of unit: Unit) throws -> Double {
        if unit == .none { return 1 }
        if let perSteradian = try? unit.factor(to: .perSr) { return perSteradian }
        guard let brightness = try? unit.factor(to: Unit(parsing: "TeV-1 s-1 cm-2 sr-1")) else {
            throw Fault(
                .badUnit, "a template on the sky cannot be in '\(unit)'",
                hint: "its unit is 'sr-1', or that of a differential flux per sr")
        }
        return brightness
    }

    /// The planes around a place given by one coordinate an axis; nil beyond the axes and for NaN.
    func planes(at coordinates: [Double]) -> Planes? {
        var planes = [Plane(offset: 0, weight: 1, slopes: [])]
        var stride = geometry.pixelCount
        for (axis, coordinate) in zip(geometry.axes, coordinates) {
            let place = axis.pixel(of: coordinate)
            guard place >= -0.5, place < Double(axis.binCount) - 0.5 else { return nil }
            guard axis.binCount > 1 else {
                for index in planes.indices { planes[index].slopes.append(0) }
                continue
            }
            let lower = min(max(Int(place.rounded(.down)), 0), axis.binCount - 2)
            let weight = place - Double(lower)
            planes = planes.flatMap { plane in
                [(0, 1 - weight, -1.0), (1, weight, 1)].map { step, share, slope in
                    Plane(
                        offset: plane.offset + (lower + step) * stride, weight: plane.weight * share,
                        slopes: plane.slopes.map { $0 * share } + [plane.weight * slope])
                }
            }
            stride *= axis.binCount
        }
        return planes
    }

    /// Where a position in pixels lies: the pixel to the lower left and the way to the next; nil outside the image.
    @inline(__always) private func locate(_ x: Double, _ count: Int) -> (index: Int, weight: Double)? {
        guard x >= -0.5, x < Double(count) - 0.5 else { return nil }
        guard count > 1 else { return (0, 0) }
        let index = min(max(Int(x.rounded(.down)), 0), count - 2)
        return (index, x - Double(index))
    }

    /// The values at positions in pixels.
    func evaluate(x: [Double], y: [Double], _ planes: Planes) -> [Double] {
        var result = [Double](repeating: -.infinity, count: x.count)
        let (right, up) = (geometry.nx > 1 ? 1 : 0, geometry.ny > 1 ? geometry.nx : 0)
        logs.withUnsafeBufferPointer { logs in
            for index in x.indices {
                guard let column = locate(x[index], geometry.nx), let row = locate(y[index], geometry.ny) else {
                    continue
                }
                let first = row.index * geometry.nx + column.index
                var sum = 0.0
                for plane in planes {
                    let corner = plane.offset + first
                    let below = logs[corner] + column.weight * (logs[corner + right] - logs[corner])
                    let above = logs[corner + up] + column.weight * (logs[corner + up + right] - logs[corner + up])
                    sum += plane.weight * (below + row.weight * (above - below))
                }
                result[index] = sum
            }
        }
        VectorMath.formExp(&result)
        for index in result.indices { result[index] = result[index] <= 2 * tiny ? 0 : result[index] * factor }
        return result
    }

    /// Derivatives of the values' logarithms at positions in pixels: by x, by y, and by the place on every axis in bins.
    func logSlopes(x: [Double], y: [Double], _ planes: Planes) -> [[Double]] {
        let (right, up) = (geometry.nx > 1 ? 1 : 0, geometry.ny > 1 ? geometry.nx : 0)
        let axisCount = geometry.axes.count
        var result = [[Double]](repeating: [Double](repeating: 0, count: x.count), count: 2 + axisCount)
        for index in x.indices {
            guard let column = locate(x[index], geometry.nx), let row = locate(y[index], geometry.ny) else { continue }
            let first = row.index * geometry.nx + column.index
            for plane in planes {
                let corner = plane.offset + first
                let below = logs[corner + right] - logs[corner]
                let above = logs[corner + up + right] - logs[corner + up]
                let left = logs[corner + up] - logs[corner]
                result[0][index] += plane.weight * (below + row.weight * (above - below))
                result[1][index] += plane.weight * (left + column.weight * (above - below))
                let value =
                    logs[corner] + column.weight * below + row.weight * (left + column.weight * (above - below))
                for axis in 0..<axisCount { result[2 + axis][index] += plane.slopes[axis] * value }
            }
        }
        return result
    }

    /// Random directions in the frame of the map: pixels by their value times solid angle, positions uniform within them.
    /// - Throws: ``Fault/Code/badValue`` for a map without brightness there.
    func sample(count: Int, _ planes: Planes?, using random: inout RandomStream) throws -> (
        lon: [Double], lat: [Double]
    ) {
        var (x, y): ([Double], [Double]) = ([], [])
        for row in 0..<geometry.ny {
            for column in 0..<geometry.nx {
                x.append(Double(column))
                y.append(Double(row))
            }
        }
        var total = 0.0
        let values = planes.map { evaluate(x: x, y: y, $0) } ?? []
        let cumulated = zip(values, geometry.solidAngles()).map { value, solidAngle in
            total += solidAngle > 0 ? value * solidAngle : 0
            return total
        }
        guard total > 0, total.isFinite else {
            throw Fault(.badValue, "a template without brightness there cannot be drawn from")
        }
        var (columns, rows) = ([Double](repeating: 0, count: count), [Double](repeating: 0, count: count))
        for index in 0..<count {
            let wanted = total * random.uniform()
            var (low, high) = (0, cumulated.count - 1)
            while low < high {
                let middle = (low + high) / 2
                if cumulated[middle] > wanted { high = middle } else { low = middle + 1 }
            }
            columns[index] = x[low] + random.uniform() - 0.5
            rows[index] = y[low] + random.uniform() - 0.5
        }
        return geometry.wcs.directions(x: columns, y: rows)
    }

    /// The outline of the map.
    var outline: SkyRegion {
        .rectangle(centre: geometry.centre, width: geometry.width.x, height: geometry.width.y, angle: 0)
    }
}

extension MapAxis {
    /// Derivative of ``pixel(of:)``: bins in a unit of the axis at a value.
    func pixelSlope(at value: Double) -> Double {
        let nodes = isNodeType ? centres : edges
        guard nodes.count > 1, binCount > 1 else { return 0 }
        let upper = nodes.firstIndex { $0 >= value } ?? nodes.count - 1
        let low = min(max(upper - 1, 0), nodes.count - 2)
        let width = interpolation.scaled(nodes[low + 1]) - interpolation.scaled(nodes[low])
        switch interpolation {
        case .linear: return 1 / width
        case .log: return 1 / (value * width)
        case .sqrt: return 0.5 / (value.squareRoot() * width)
        }
    }
}
