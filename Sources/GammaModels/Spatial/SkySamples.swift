import Foundation
import GammaMaps

/// Directions in one frame, prepared for the evaluation of shapes: degrees and unit vectors. Parts share the memory.
public struct SkySamples: Sendable {
    /// Width in degrees of the square that each direction stands for; 0 for directions as such.
    ///
    /// Shapes with an edge give a mean along the radius that has the variance of the square.
    public let extent: Double
    private let storage: Storage
    /// Positions of these samples in the storage.
    private let range: Range<Int>

    private struct Storage: Sendable {
        var lon: [Double]
        var lat: [Double]
        var x: [Double]
        var y: [Double]
        var z: [Double]
    }

    /// Prepares directions in degrees that stand for squares of a width in degrees.
    /// - Precondition: as many longitudes as latitudes.
    public init(lon: [Double], lat: [Double], extent: Double = 0) {
        precondition(lon.count == lat.count, "as many longitudes as latitudes")
        let radian = Double.pi / 180
        let count = lon.count
        var (x, y, z) = (lat, lat, lat)
        for index in 0..<count {
            let (lambda, beta) = (lon[index] * radian, lat[index] * radian)
            let cosLat = cos(beta)
            x[index] = cosLat * cos(lambda)
            y[index] = cosLat * sin(lambda)
            z[index] = sin(beta)
        }
        storage = Storage(lon: lon, lat: lat, x: x, y: y, z: z)
        range = 0..<count
        self.extent = extent
    }

    private init(_ storage: Storage, _ range: Range<Int>, extent: Double) {
        self.storage = storage
        self.range = range
        self.extent = extent
    }

    /// Number of directions.
    public var count: Int { range.count }

    /// Longitudes in degrees.
    public var lon: ArraySlice<Double> { storage.lon[range] }

    /// Latitudes in degrees.
    public var lat: ArraySlice<Double> { storage.lat[range] }

    /// Some of the directions, without copying.
    /// - Precondition: positions of these samples, counted from 0.
    public subscript(part: Range<Int>) -> SkySamples {
        precondition(part.upperBound <= count && part.lowerBound >= 0, "positions of samples")
        return SkySamples(
            storage, range.lowerBound + part.lowerBound..<range.lowerBound + part.upperBound, extent: extent)
    }

    /// The components of the unit vectors as pointers.
    func withVectors<Result>(_ body: (Vectors) throws -> Result) rethrows -> Result {
        try storage.x.withUnsafeBufferPointer { x in
            try storage.y.withUnsafeBufferPointer { y in
                try storage.z.withUnsafeBufferPointer { z in
                    try body(Vectors(x: x, y: y, z: z, first: range.lowerBound, count: range.count))
                }
            }
        }
    }

    /// Unit vectors in memory.
    struct Vectors {
        private let x: UnsafeBufferPointer<Double>
        private let y: UnsafeBufferPointer<Double>
        private let z: UnsafeBufferPointer<Double>
        private let first: Int
        let count: Int

        init(
            x: UnsafeBufferPointer<Double>, y: UnsafeBufferPointer<Double>, z: UnsafeBufferPointer<Double>, first: Int,
            count: Int
        ) {
            self.x = x
            self.y = y
            self.z = z
            self.first = first
            self.count = count
        }

        @inline(__always) subscript(index: Int) -> (x: Double, y: Double, z: Double) {
            let position = first &+ index
            return (x[position], y[position], z[position])
        }
    }
}
