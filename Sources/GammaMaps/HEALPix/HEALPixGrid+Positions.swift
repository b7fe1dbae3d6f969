import Foundation
import GammaCore

extension HEALPixGrid {
    /// The pixel that contains a position in degrees; −1 when it is not finite or its latitude is none.
    public func pixel(lon: Double, lat: Double) -> Int {
        guard lon.isFinite, abs(lat) <= 90 else { return -1 }
        return number(of: facePixel(lon: lon, lat: lat))
    }

    /// The pixels that contain many positions in degrees; −1 where a position is not finite or its latitude is none.
    /// - Precondition: as many longitudes as latitudes.
    public func pixels(lon: [Double], lat: [Double]) -> [Int] {
        precondition(lon.count == lat.count, "as many longitudes as latitudes")
        return [Int](unsafeUninitializedCapacity: lon.count) { result, count in
            lon.withUnsafeBufferPointer { lon in
                lat.withUnsafeBufferPointer { lat in
                    for index in lon.indices {
                        (result.baseAddress.unsafelyUnwrapped + index).initialize(
                            to: pixel(lon: lon[index], lat: lat[index]))
                    }
                }
            }
            count = lon.count
        }
    }

    /// Face, column and row of a position, by the equal-area projection that maps the faces to squares.
    @inline(__always) func facePixel(lon: Double, lat: Double) -> HEALPixFacePixel {
        var turn = lon / 90
        if turn < 0 || turn >= 4 {
            turn -= 4 * (turn / 4).rounded(.down)
            if turn >= 4 { turn = 0 }
        }
        let n = Double(nside)
        let z = sin(lat * (Double.pi / 180))
        if abs(z) <= 2.0 / 3 {
            // Numbers of the bands of pixels that run to the north-east and to the north-west.
            let across = n * (0.5 + turn)
            let along = n * 0.75 * z
            let falling = Int(across - along)
            let rising = Int(across + along)
            let (fallingFace, risingFace) = (falling / nside, rising / nside)
            let face =
                fallingFace == risingFace
                ? fallingFace | 4 : fallingFace < risingFace ? fallingFace : risingFace + 8
            return HEALPixFacePixel(
                face: face, x: rising - risingFace * nside, y: nside - 1 - (falling - fallingFace * nside))
        }
        let quarter = min(3, Int(turn))
        let part = turn - Double(quarter)
        // n √(3 (1 − |z|)), without cancellation near the poles.
        let depth =
            abs(z) < 0.99
            ? n * (3 * (1 - abs(z))).squareRoot()
            : n * 6.0.squareRoot() * sin((90 - abs(lat)) * (Double.pi / 360))
        let east = min(nside - 1, Int(part * depth))
        let west = min(nside - 1, Int((1 - part) * depth))
        return z > 0
            ? HEALPixFacePixel(face: quarter, x: nside - 1 - west, y: nside - 1 - east)
            : HEALPixFacePixel(face: quarter + 8, x: east, y: west)
    }

    /// The number of a pixel in this ordering.
    @inline(__always) func number(of pixel: HEALPixFacePixel) -> Int {
        switch ordering {
        case .nested: return pixel.nested(nside.trailingZeroBitCount)
        case .ring:
            let (ring, index) = pixel.ringPosition(nside)
            return ring.firstPixel + index
        }
    }

    /// The pixel of a number.
    /// - Precondition: a number of this grid.
    @inline(__always) func facePixel(_ number: Int) -> HEALPixFacePixel {
        switch ordering {
        case .nested: return HEALPixFacePixel(nested: number, nside.trailingZeroBitCount)
        case .ring:
            let ring = HEALPixRing(containing: number, nside: nside)
            return HEALPixFacePixel(ring: ring, index: number - ring.firstPixel, nside: nside)
        }
    }

    /// The number in nested ordering of one in ring ordering.
    func nested(ofRing pixel: Int) -> Int {
        let ring = HEALPixRing(containing: pixel, nside: nside)
        return HEALPixFacePixel(ring: ring, index: pixel - ring.firstPixel, nside: nside)
            .nested(nside.trailingZeroBitCount)
    }

    /// Ring of a pixel and its index along it.
    @inline(__always) func ringPosition(_ number: Int) -> (ring: HEALPixRing, index: Int) {
        if ordering == .ring {
            let ring = HEALPixRing(containing: number, nside: nside)
            return (ring, number - ring.firstPixel)
        }
        return facePixel(number).ringPosition(nside)
    }

    /// Longitude (0…360) and latitude in degrees of the centre of a pixel.
    /// - Precondition: a number of this grid.
    public func centre(of pixel: Int) -> (lon: Double, lat: Double) {
        precondition(pixel >= 0 && pixel < pixelCount, "a pixel of the grid")
        let (ring, index) = ringPosition(pixel)
        return (ring.lon(index), ring.lat(nside))
    }

    /// Longitudes (0…360) and latitudes in degrees of the centres of pixels; NaN for numbers outside the grid.
    public func centres(of pixels: [Int]) -> (lon: [Double], lat: [Double]) {
        var lon = [Double](repeating: .nan, count: pixels.count)
        var lat = lon
        for (index, pixel) in pixels.enumerated() where pixel >= 0 && pixel < pixelCount {
            (lon[index], lat[index]) = centre(of: pixel)
        }
        return (lon, lat)
    }

    /// Numbers in another ordering of pixels of this grid; −1 for numbers outside it.
    /// - Throws: ``Fault/Code/badValue`` for nested ordering of a side that is no power of two.
    public func renumbered(_ pixels: [Int], to ordering: HEALPixOrdering) throws -> [Int] {
        let target = try with(ordering: ordering)
        let range = 0..<pixelCount
        return pixels.map { pixel in
            guard range.contains(pixel) else { return -1 }
            return ordering == self.ordering ? pixel : target.number(of: facePixel(pixel))
        }
    }
}
