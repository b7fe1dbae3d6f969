import GammaCore

extension WCSMap {
    /// Random places on a map.
    public struct Sample: Sendable {
        /// Longitudes in degrees in the frame of the map.
        public var lon: [Double]
        /// Latitudes in degrees.
        public var lat: [Double]
        /// For every axis of the map the coordinates, in its unit.
        public var coordinates: [[Double]]
    }

    /// Draws places with the probabilities that the values of the map are in proportion to.
    ///
    /// A pixel and bin is drawn from the running sum of the values; within it the place is uniform in pixel coordinates,
    /// so on a logarithmic axis uniform in the logarithm.
    /// - Throws: ``Fault/Code/badValue`` for negative values or such that are not finite, ``Fault/Code/noData`` when all
    ///   are 0, ``Fault/Code/incompatible`` when only pixels off the sky are not.
    public func sample(count: Int, using random: inout RandomStream) throws -> Sample {
        var sample = Sample(lon: [], lat: [], coordinates: geometry.axes.map { _ in [] })
        guard count > 0 else { return sample }
        let sums = try runningSums()
        var attempts = 0
        while sample.lon.count < count {
            // Corners of the pixels at the border of the sky are off it.
            attempts += 1
            guard attempts < 100 * count + 10_000 else {
                throw Fault(.incompatible, "the map has its values where the projection has no sky")
            }
            let index = Self.firstAbove(random.uniform() * sums[sums.count - 1], in: sums)
            let pixel = index % geometry.pixelCount
            let x = Double(pixel % geometry.nx) + random.uniform() - 0.5
            let y = Double(pixel / geometry.nx) + random.uniform() - 0.5
            guard let direction = geometry.direction(x: x, y: y) else { continue }
            sample.lon.append(direction.lon)
            sample.lat.append(direction.lat)
            var plane = index / geometry.pixelCount
            for (number, axis) in geometry.axes.enumerated() {
                let bin = plane % axis.binCount
                plane /= axis.binCount
                let place = axis.labels == nil && axis.binWidths[bin] > 0 ? random.uniform() - 0.5 : 0
                sample.coordinates[number].append(axis.value(atPixel: Double(bin) + place))
            }
        }
        return sample
    }

    private func runningSums() throws -> [Double] {
        var sum = 0.0
        let sums = try values.map { value in
            guard value >= 0, value.isFinite else {
                throw Fault(.badValue, "a map with the value \(value) gives no probabilities")
            }
            sum += value
            return sum
        }
        guard sum > 0, sum.isFinite else { throw Fault(.noData, "the values of the map are all 0, or too large") }
        return sums
    }

    /// The first index with a running sum above `target`: one with a value that is not 0.
    private static func firstAbove(_ target: Double, in sums: [Double]) -> Int {
        var low = 0
        var high = sums.count - 1
        while low < high {
            let middle = (low + high) / 2
            if sums[middle] > target { high = middle } else { low = middle + 1 }
        }
        return low
    }
}
