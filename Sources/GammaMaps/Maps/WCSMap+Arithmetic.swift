import Foundation
import GammaCore

import struct GammaCore.Unit

extension WCSMap {
    /// Sum; the second map is converted to the unit of the first.
    /// - Throws: ``Fault/Code/incompatible`` that says what differs in the geometries, ``Fault/Code/badUnit``.
    public static func + (a: WCSMap, b: WCSMap) throws -> WCSMap {
        var result = a
        try result += b
        return result
    }

    /// Difference; the second map is converted to the unit of the first.
    /// - Throws: as for sums.
    public static func - (a: WCSMap, b: WCSMap) throws -> WCSMap {
        var result = a
        try result -= b
        return result
    }

    /// Product, in the product of the units.
    /// - Throws: ``Fault/Code/incompatible`` that says what differs in the geometries.
    public static func * (a: WCSMap, b: WCSMap) throws -> WCSMap {
        var result = a
        try result.combine(b, factor: 1) { $0 * $1 }
        result.unit = try a.unit.times(b.unit)
        return result
    }

    /// Quotient, in the quotient of the units; division by zero gives infinities and NaN.
    /// - Throws: ``Fault/Code/incompatible`` that says what differs in the geometries.
    public static func / (a: WCSMap, b: WCSMap) throws -> WCSMap {
        var result = a
        try result.combine(b, factor: 1) { $0 / $1 }
        result.unit = try a.unit.divided(by: b.unit)
        return result
    }

    /// The map where the mask is true, 0 elsewhere.
    /// - Throws: ``Fault/Code/incompatible`` that says what differs in the geometries.
    public static func * (map: WCSMap, mask: WCSMask) throws -> WCSMap {
        var result = map
        try result *= mask
        return result
    }

    /// Sets values outside the mask to 0.
    /// - Throws: ``Fault/Code/incompatible`` that says what differs in the geometries.
    public static func *= (map: inout WCSMap, mask: WCSMask) throws {
        let planes = try map.geometry.planes(of: mask.geometry)
        let pixels = map.geometry.pixelCount
        for (plane, source) in planes.enumerated() {
            for pixel in 0..<pixels where !mask.flags[source * pixels + pixel] {
                map.values[plane * pixels + pixel] = 0
            }
        }
    }

    /// Adds a map in place.
    /// - Throws: as for sums.
    public static func += (a: inout WCSMap, b: WCSMap) throws {
        try a.combine(b, factor: b.unit.factor(to: a.unit)) { $0 + $1 }
    }

    /// Subtracts a map in place.
    /// - Throws: as for sums.
    public static func -= (a: inout WCSMap, b: WCSMap) throws {
        try a.combine(b, factor: b.unit.factor(to: a.unit)) { $0 - $1 }
    }

    /// Adds a number in the unit of the map.
    public static func + (map: WCSMap, number: Double) -> WCSMap { map.mapValues { $0 + number } }

    /// Subtracts a number in the unit of the map.
    public static func - (map: WCSMap, number: Double) -> WCSMap { map.mapValues { $0 - number } }

    /// Multiplies by a plain number.
    public static func * (map: WCSMap, number: Double) -> WCSMap { map.mapValues { $0 * number } }

    /// Multiplies by a plain number.
    public static func * (number: Double, map: WCSMap) -> WCSMap { map.mapValues { $0 * number } }

    /// Divides by a plain number.
    public static func / (map: WCSMap, number: Double) -> WCSMap { map.mapValues { $0 / number } }

    /// The map with every value changed; unit and geometry stay. A map of a mask becomes one of numbers.
    public func mapValues(_ change: (Double) throws -> Double) rethrows -> WCSMap {
        var map = self
        map.values = try values.map(change)
        if storage == .mask { map.storage = .float }
        return map
    }

    /// Where a condition on the value holds.
    public func mask(where condition: (Double) throws -> Bool) rethrows -> WCSMask {
        WCSMask(unchecked: geometry, try values.map(condition))
    }

    /// Whether geometries are the same and all values agree within `absolute` + `relative` · |other|, in one unit.
    ///
    /// The defaults are those of `numpy.allclose`. NaN agrees with nothing.
    public func isAllClose(_ other: WCSMap, relative: Double = 1e-5, absolute: Double = 1e-8) -> Bool {
        guard geometry.isClose(to: other.geometry), let factor = try? other.unit.factor(to: unit) else { return false }
        return zip(values, other.values).allSatisfy { a, b in
            a == b * factor || abs(a - b * factor) <= absolute + relative * abs(b * factor)
        }
    }

    @inline(__always)
    private mutating func combine(_ other: WCSMap, factor: Double, _ operation: (Double, Double) -> Double) throws {
        try geometry.requireSame(other.geometry, "the maps")
        if storage == .mask { storage = .float }
        let count = values.count
        values.withUnsafeMutableBufferPointer { a in
            other.values.withUnsafeBufferPointer { b in
                for index in 0..<count { a[index] = operation(a[index], b[index] * factor) }
            }
        }
    }
}
