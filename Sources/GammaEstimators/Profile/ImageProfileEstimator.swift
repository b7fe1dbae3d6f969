import Foundation
import GammaCore
import GammaMaps
import GammaProducts

import struct GammaCore.Unit

/// Sums or means of an image in bins along longitude, latitude, a line, or outwards from a centre: any map, such as counts,
/// excess or flux.
///
/// A pixel belongs to the bin of its centre; pixels that are NaN belong to none. As Gammapy's `ImageProfileEstimator`, except
/// that bins ascend, longitudes go through 180 deg, and the mask is true where pixels are used (there it is true where they
/// are not).
public struct ImageProfileEstimator: Sendable {
    /// The coordinate of the bins.
    public enum Direction: Sendable, Hashable {
        /// Longitude in the frame of the image.
        case longitude
        /// Latitude in the frame of the image.
        case latitude
        /// Distance from a centre.
        case radial(SkyDirection)
        /// Distance along the great circle from a start to an end, of pixels within half a width (deg) of it.
        case line(from: SkyDirection, to: SkyDirection, width: Double)
    }

    /// How the pixels of a bin become one value.
    public enum Method: String, Sendable, Hashable, CaseIterable {
        /// Their sum.
        case sum
        /// Their mean.
        case mean
    }

    /// What is known about errors of pixels.
    public enum Errors: Sendable {
        /// Nothing.
        case none
        /// The pixels are counts: the error of a sum is its root.
        case counts
        /// Errors of the pixels, taken as independent.
        case map(WCSMap)
    }

    /// The coordinate.
    public var direction: Direction
    /// Sum or mean.
    public var method: Method
    /// The bins; nil: one for each column, row, or, of a radius or a line, pixel size.
    public var binning: ProfileBinning?

    /// Makes an estimator.
    public init(_ direction: Direction, method: Method = .sum, binning: ProfileBinning? = nil) {
        self.direction = direction
        self.method = method
        self.binning = binning
    }

    /// The profile of an image.
    /// - Parameters:
    ///   - image: a map of one plane.
    ///   - errors: of its pixels.
    ///   - mask: pixels that are used.
    /// - Throws: ``Fault/Code/incompatible`` for several planes, and for errors and masks of another size;
    ///   ``Fault/Code/noData`` when no pixel lies in any bin; ``Fault/Code/badValue`` for impossible bins or lines.
    public func run(_ image: WCSMap, errors: Errors = .none, mask: WCSMask? = nil) throws -> ImageProfile {
        let errorValues = try check(image, errors, mask)
        let (places, edges) = try places(on: image.geometry)
        var sums = [Double](repeating: 0, count: edges.count - 1)
        var (squares, pixels) = (sums, sums.map { _ in 0 })
        for (index, bin) in places.enumerated() where mask?.flags[index] ?? true {
            let value = image.values[index]
            guard value.isFinite, let bin else { continue }
            sums[bin] += value
            pixels[bin] += 1
            switch errors {
            case .none: break
            case .counts: squares[bin] += value
            case .map: squares[bin] += errorValues[index].isNaN ? 0 : errorValues[index] * errorValues[index]
            }
        }
        guard pixels.contains(where: { $0 > 0 }) else {
            throw Fault(
                .noData, "no pixel of the image around \(image.geometry.centre) lies in any bin of the profile",
                hint: "it goes from \(edges[0]) to \(edges[edges.count - 1]) deg")
        }
        var hasErrors = true
        if case .none = errors { hasErrors = false }
        let bins = sums.indices.map { bin in
            let divisor = method == .mean ? Double(pixels[bin]) : 1
            let isEmpty = pixels[bin] == 0
            return ImageProfile.Bin(
                low: edges[bin], high: edges[bin + 1], value: isEmpty ? .nan : sums[bin] / divisor,
                error: hasErrors ? (isEmpty ? .nan : squares[bin].squareRoot() / divisor) : nil, pixels: pixels[bin])
        }
        return ImageProfile(bins, axis: axis, unit: image.unit)
    }

    /// The bin of every pixel of an image, nil for those in none, and the edges of the bins.
    func places(on geometry: WCSGeometry) throws -> (bins: [Int?], edges: [Double]) {
        let (coordinate, edges) = try coordinates(geometry)
        return (coordinate.map { Self.bin(of: $0, edges) }, edges)
    }

    private var axis: ImageProfile.Axis {
        switch direction {
        case .longitude: .longitude
        case .latitude: .latitude
        case .radial: .radial
        case .line: .line
        }
    }

    /// The values of the errors; empty when there are none.
    private func check(_ image: WCSMap, _ errors: Errors, _ mask: WCSMask?) throws -> [Double] {
        guard image.geometry.planeCount == 1 else {
            throw Fault(
                .incompatible, "a profile is that of one image, not of \(image.geometry.planeCount) planes",
                hint: "take one plane, or sum over the axes")
        }
        let count = image.values.count
        guard mask?.flags.count ?? count == count else {
            throw Fault(.incompatible, "the mask of a profile does not have the size of the image")
        }
        guard case .map(let map) = errors else { return [] }
        guard map.values.count == count else {
            throw Fault(.incompatible, "the errors of a profile do not have the size of the image")
        }
        return map.values
    }

    /// The coordinate of every pixel, NaN for those outside, and the edges of the bins.
    private func coordinates(_ geometry: WCSGeometry) throws -> (values: [Double], edges: [Double]) {
        let scales = geometry.wcs.pixelScales
        let centres = geometry.pixelCentres()
        switch direction {
        case .longitude:
            // Without a jump between the pixels, and within ±180 deg where the image allows it.
            let middle = Self.wrapped(geometry.centre.lon, around: 0)
            let values = centres.lon.map { Self.wrapped($0, around: middle) }
            return (values, try cut(values, size: scales.x))
        case .latitude: return (centres.lat, try cut(centres.lat, size: scales.y))
        case .radial(let centre):
            guard centre.isValid else {
                throw Fault(.badValue, "the centre of a profile, \(centre), is not on the sky")
            }
            let values = geometry.separations(from: centre)
            let size = (scales.x + scales.y) / 2
            let bins = binning ?? .width(size)
            return (values, try bins.edges(from: 0, to: max((values.filter(\.isFinite).max() ?? 0) + size, size)))
        case .line(let start, let end, let width):
            let line = try ProfileLine(from: start, to: end)
            guard width > 0 else { throw Fault(.badValue, "a profile cannot be \(width) deg wide") }
            let places = line.coordinates(lon: centres.lon, lat: centres.lat, frame: geometry.frame)
            let values = zip(places.along, places.across).map { abs($1) < width / 2 ? $0 : .nan }
            let bins = binning ?? .width(min((scales.x + scales.y) / 2, line.length))
            return (values, try bins.edges(from: 0, to: line.length))
        }
    }

    /// Edges over the range of the pixels, each as wide as a pixel unless there are others.
    private func cut(_ values: [Double], size: Double) throws -> [Double] {
        let usable = values.filter(\.isFinite)
        guard let low = usable.min(), let high = usable.max() else {
            throw Fault(.noData, "no pixel of the image is on the sky")
        }
        let range = (low: low - size / 2, high: high + size / 2)
        if case .edges(let edges) = binning, let first = edges.min(), let last = edges.max() {
            return try ProfileBinning.edges(edges).edges(from: min(first, range.low), to: max(last, range.high))
        }
        let bins = binning ?? .count(max(Int(((range.high - range.low) / size).rounded()), 1))
        return try bins.edges(from: range.low, to: range.high)
    }

    private static func wrapped(_ lon: Double, around middle: Double) -> Double {
        lon - 360 * ((lon - middle) / 360).rounded()
    }

    /// The bin of a coordinate, lower edges included.
    private static func bin(of value: Double, _ edges: [Double]) -> Int? {
        guard value >= edges[0], value < edges[edges.count - 1] else { return nil }
        var (low, high) = (0, edges.count - 1)
        while high - low > 1 {
            let middle = (low + high) / 2
            if value >= edges[middle] { low = middle } else { high = middle }
        }
        return low
    }
}
