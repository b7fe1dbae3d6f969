import GammaCore

import struct GammaCore.Unit

/// Values for a region: one for every bin of the axes.
public struct RegionMap: Sendable, Hashable {
    /// Region and axes.
    public let geometry: RegionGeometry
    /// The values in C order, the last axis slowest; masks hold 0 and 1.
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
        _ geometry: RegionGeometry, values: [Double]? = nil, unit: Unit = .none, storage: MapStorage = .double,
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

    /// The map with its values in another unit.
    /// - Throws: ``Fault/Code/badUnit``.
    public func converted(to unit: Unit) throws -> RegionMap {
        let factor = try self.unit.factor(to: unit)
        var map = self
        map.unit = unit
        if factor != 1 { map.values = values.map { $0 * factor } }
        return map
    }
}
