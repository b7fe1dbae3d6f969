import GammaCore

extension WCSMap {
    /// Adds events to the pixels and bins that contain them: counts, or sums of weights.
    /// - Parameters:
    ///   - lon: longitudes in degrees in `frame`.
    ///   - coordinates: for every axis, in its unit, one value an event.
    ///   - weights: one an event; 1 by default.
    /// - Returns: the number of events in the map.
    /// - Throws: ``Fault/Code/incompatible`` unless there are as many coordinates on every axis, and weights, as events.
    @discardableResult
    public mutating func fill(
        lon: [Double], lat: [Double], frame: SkyFrame, coordinates: [[Double]] = [], weights: [Double]? = nil
    ) throws -> Int {
        guard lon.count == lat.count, weights.map({ $0.count == lon.count }) ?? true else {
            throw Fault(
                .incompatible,
                "there are \(lon.count) longitudes, \(lat.count) latitudes and "
                    + "\(weights?.count ?? lon.count) weights")
        }
        let indices = try geometry.valueIndices(lon: lon, lat: lat, frame: frame, coordinates: coordinates)
        if storage == .mask { storage = .float }
        var filled = 0
        for (event, index) in indices.enumerated() where index >= 0 {
            values[index] += weights?[event] ?? 1
            filled += 1
        }
        return filled
    }

    /// The values of the pixels and bins that contain positions, as Gammapy's `get_by_coord`.
    /// - Parameters:
    ///   - coordinates: for every axis, in its unit, one value a position.
    ///   - outside: the value for positions outside the map.
    /// - Throws: ``Fault/Code/incompatible`` unless there are as many coordinates on every axis as positions.
    public func values(
        lon: [Double], lat: [Double], frame: SkyFrame, coordinates: [[Double]], outside: Double = .nan
    ) throws -> [Double] {
        try geometry.valueIndices(lon: lon, lat: lat, frame: frame, coordinates: coordinates)
            .map { $0 < 0 ? outside : values[$0] }
    }
}

extension WCSGeometry {
    /// For many positions the index in the values of a map; −1 outside the image or an axis.
    /// - Parameter coordinates: for every axis, in its unit, one value a position.
    /// - Throws: ``Fault/Code/incompatible`` unless there are as many coordinates on every axis as positions.
    public func valueIndices(
        lon: [Double], lat: [Double], frame: SkyFrame, coordinates: [[Double]]
    ) throws -> [Int] {
        guard coordinates.count == axes.count else {
            throw Fault(
                .incompatible,
                "the map has axes \(axes.map(\.name)), but there are coordinates for \(coordinates.count)")
        }
        for (axis, values) in zip(axes, coordinates) where values.count != lon.count {
            throw Fault(
                .incompatible, "there are \(lon.count) positions, but \(values.count) coordinates on '\(axis.name)'")
        }
        var indices = pixelIndices(lon: lon, lat: lat, frame: frame)
        var stride = pixelCount
        for (axis, values) in zip(axes, coordinates) {
            for event in indices.indices where indices[event] >= 0 {
                indices[event] = axis.index(of: values[event]).map { indices[event] + $0 * stride } ?? -1
            }
            stride *= axis.binCount
        }
        return indices
    }
}
