import Foundation
import GammaCore

import struct GammaCore.Unit

/// Values on the sky: one image for every bin of the axes.
public struct WCSMap: Sendable, Hashable {
    /// Where the values are.
    public let geometry: WCSGeometry
    /// The values in C order (axes…, y, x); masks hold 0 and 1.
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
        _ geometry: WCSGeometry, values: [Double]? = nil, unit: Unit = .none, storage: MapStorage = .float,
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

    /// A mask, repeated for every bin of the axes.
    /// - Throws: ``Fault/Code/incompatible`` when there is not one flag a pixel.
    public init(mask: [Bool], _ geometry: WCSGeometry) throws {
        let image = mask.map { $0 ? 1.0 : 0 }
        try self.init(
            geometry, values: (0..<geometry.planeCount).flatMap { _ in image }, storage: .mask)
    }

    /// A mask as 0 and 1.
    public init(mask: WCSMask) {
        geometry = mask.geometry
        values = mask.flags.map { $0 ? 1 : 0 }
        unit = .none
        storage = .mask
        meta = [:]
    }

    /// The values as flags: everything but 0, and NaN, is true.
    public var flags: [Bool] { values.map { $0 != 0 } }

    /// The first pixel's index in ``values`` of the image at the given bins, one for each axis.
    /// - Precondition: as many bins as axes, each on its axis.
    public func offset(ofBins bins: [Int]) -> Int { geometry.offset(ofBins: bins) }

    /// Value of the pixel that contains a direction; nil outside.
    /// - Precondition: one bin for each axis.
    public func value(at direction: SkyDirection, bins: [Int] = []) -> Double? {
        geometry.indices(of: direction).map { values[offset(ofBins: bins) + $0.y * geometry.nx + $0.x] }
    }

    /// Values of the pixels that contain many positions in degrees, in the image at the given bins.
    /// - Parameter outside: the value for positions outside.
    public func values(
        lon: [Double], lat: [Double], frame: SkyFrame, bins: [Int] = [], outside: Double = .nan
    ) -> [Double] {
        let start = offset(ofBins: bins)
        return geometry.pixelIndices(lon: lon, lat: lat, frame: frame).map { $0 < 0 ? outside : values[start + $0] }
    }

    /// A map of the same unit, storage and notes with other values.
    /// - Throws: ``Fault/Code/incompatible`` when the number of values is not that of the geometry.
    func with(_ geometry: WCSGeometry, _ values: [Double]) throws -> WCSMap {
        try WCSMap(geometry, values: values, unit: unit, storage: storage, meta: meta)
    }

    /// The map with its values in another unit.
    /// - Throws: ``Fault/Code/badUnit``.
    public func converted(to unit: Unit) throws -> WCSMap {
        let factor = try self.unit.factor(to: unit)
        var map = self
        map.unit = unit
        if factor != 1 { map.values = values.map { $0 * factor } }
        return map
    }
}
