import Foundation
import GammaCore

import struct GammaCore.Unit

/// Values for the pixels of a HEALPix grid: one set for every bin of the axes.
public struct HEALPixMap: Sendable, Hashable {
    /// Where the values are.
    public let geometry: HEALPixGeometry
    /// The values in C order (axes…, pixel); masks hold 0 and 1.
    public var values: [Double]
    /// Unit of the values.
    public var unit: Unit
    /// How values are stored in files.
    public var storage: MapStorage
    /// Entries of the META card: name and text.
    public var meta: [String: String]

    /// Makes a map, by default of zeros.
    /// - Throws: ``Fault/Code/incompatible`` when the number of values is not that of the geometry.
    public init(
        _ geometry: HEALPixGeometry, values: [Double]? = nil, unit: Unit = .none, storage: MapStorage = .float,
        meta: [String: String] = [:]
    ) throws {
        let values = values ?? [Double](repeating: 0, count: geometry.valueCount)
        guard values.count == geometry.valueCount else {
            throw Fault(.incompatible, "\(values.count) values do not fill a map of \(geometry.valueCount)")
        }
        self.geometry = geometry
        self.values = values
        self.unit = unit
        self.storage = storage
        self.meta = meta
    }

    /// The values as flags: everything but 0, and NaN, is true.
    public var flags: [Bool] { values.map { $0 != 0 } }

    /// The index in ``values`` of the first pixel at the given bins, one for each axis.
    /// - Precondition: as many bins as axes, each on its axis.
    public func offset(ofBins bins: [Int]) -> Int {
        precondition(bins.count == geometry.axes.count, "one bin an axis")
        var plane = 0
        for (bin, axis) in zip(bins, geometry.axes).reversed() {
            precondition(bin >= 0 && bin < axis.binCount, "a bin outside the axis \(axis.name)")
            plane = plane * axis.binCount + bin
        }
        return plane * geometry.pixelCount
    }

    /// Value of the pixel that contains a direction; nil outside.
    /// - Precondition: one bin for each axis.
    public func value(at direction: SkyDirection, bins: [Int] = []) -> Double? {
        let start = offset(ofBins: bins)
        let index = geometry.pixelIndices(lon: [direction.lon], lat: [direction.lat], frame: direction.frame)[0]
        return index < 0 ? nil : values[start + index]
    }

    /// Values of the pixels that contain many positions in degrees, at the given bins.
    /// - Parameter outside: the value for positions outside.
    public func values(
        lon: [Double], lat: [Double], frame: SkyFrame, bins: [Int] = [], outside: Double = .nan
    ) -> [Double] {
        let start = offset(ofBins: bins)
        return geometry.pixelIndices(lon: lon, lat: lat, frame: frame).map { $0 < 0 ? outside : values[start + $0] }
    }

    /// The map with its values in another unit.
    /// - Throws: ``Fault/Code/badUnit``.
    public func converted(to unit: Unit) throws -> HEALPixMap {
        let factor = try self.unit.factor(to: unit)
        var map = self
        map.unit = unit
        if factor != 1 { map.values = values.map { $0 * factor } }
        return map
    }

    /// Adds weights, 1 by default, to the pixels and bins that contain positions; those outside are left out.
    /// - Parameters:
    ///   - coordinates: for each axis its value at every position, in the unit of the axis.
    /// - Returns: the number of positions inside.
    /// - Throws: ``Fault/Code/incompatible`` when lists are not equally long, or not one an axis.
    @discardableResult
    public mutating func fill(
        lon: [Double], lat: [Double], frame: SkyFrame, coordinates: [[Double]] = [], weights: [Double]? = nil
    ) throws -> Int {
        guard coordinates.count == geometry.axes.count, lat.count == lon.count,
            (coordinates + [weights ?? lon]).allSatisfy({ $0.count == lon.count })
        else {
            throw Fault(
                .incompatible, "\(lon.count) positions need as many latitudes, weights and values on each axis")
        }
        let pixels = geometry.pixelIndices(lon: lon, lat: lat, frame: frame)
        var count = 0
        position: for (index, pixel) in pixels.enumerated() where pixel >= 0 {
            var plane = 0
            for (axis, values) in zip(geometry.axes, coordinates).reversed() {
                guard let bin = axis.index(of: values[index]) else { continue position }
                plane = plane * axis.binCount + bin
            }
            values[plane * geometry.pixelCount + pixel] += weights?[index] ?? 1
            count += 1
        }
        return count
    }

    func replacing(_ geometry: HEALPixGeometry, _ values: [Double]) throws -> HEALPixMap {
        try HEALPixMap(geometry, values: values, unit: unit, storage: storage, meta: meta)
    }
}
