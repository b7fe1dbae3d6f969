import Foundation
import GammaCore

/// The part of the sky that a partial HEALPix geometry covers, as the HPX_REG keyword names it; in the frame of the
/// geometry.
public enum HEALPixRegion: Sendable, Hashable {
    /// Pixels with a centre at most `radius` degrees from a position.
    case disc(lon: Double, lat: Double, radius: Double)
    /// Pixels that overlap a disc; see ``HEALPixGrid/pixels(touchingDiscAt:_:radius:oversampling:)``.
    case touchingDisc(lon: Double, lat: Double, radius: Double, oversampling: Int)
    /// The pixels within one pixel of a coarser grid.
    case pixel(HEALPixGrid, Int)
    /// A list of pixels.
    case explicit

    /// Reads `DISK(lon,lat,radius)`, `DISK_INC(lon,lat,radius,factor)`, `HPX_PIXEL(ordering,nside,pixel)` or `explicit`.
    /// - Throws: ``Fault/Code/badValue`` for anything else.
    public init(parsing text: String) throws {
        let parts = text.split(whereSeparator: { "(,)".contains($0) }).map { $0.trimmingCharacters(in: .whitespaces) }
        let numbers = parts.dropFirst().compactMap { Double($0) }
        switch (parts.first?.uppercased(), numbers.count, parts.count) {
        case ("DISK", 3, 4):
            self = .disc(lon: numbers[0], lat: numbers[1], radius: numbers[2])
        case ("DISK_INC", 4, 5):
            guard let factor = Int(exactly: numbers[3]) else { throw Self.unknown(text) }
            self = .touchingDisc(lon: numbers[0], lat: numbers[1], radius: numbers[2], oversampling: factor)
        case ("HPX_PIXEL", 2, 4):
            guard let ordering = HEALPixOrdering(rawValue: parts[1].uppercased()), let nside = Int(exactly: numbers[0]),
                let pixel = Int(exactly: numbers[1])
            else { throw Self.unknown(text) }
            self = .pixel(try HEALPixGrid(nside: nside, ordering: ordering), pixel)
        case ("EXPLICIT", 0, 1): self = .explicit
        default: throw Self.unknown(text)
        }
    }

    private static func unknown(_ text: String) -> Fault {
        Fault(
            .badValue, "'\(text)' is no HEALPix region",
            hint:
                "understood are DISK(lon,lat,radius), DISK_INC(lon,lat,radius,factor), HPX_PIXEL(ordering,nside,pixel)")
    }

    /// The value of HPX_REG.
    public var text: String {
        switch self {
        case .disc(let lon, let lat, let radius): "DISK(\(lon),\(lat),\(radius))"
        case .touchingDisc(let lon, let lat, let radius, let factor): "DISK_INC(\(lon),\(lat),\(radius),\(factor))"
        case .pixel(let grid, let pixel): "HPX_PIXEL(\(grid.ordering.rawValue),\(grid.nside),\(pixel))"
        case .explicit: "explicit"
        }
    }

    /// The pixels of a grid, in growing order; nil for an explicit list.
    /// - Throws: ``Fault/Code/badValue`` for a disc that is none, or a pixel that does not contain whole pixels of the grid.
    func pixels(of grid: HEALPixGrid) throws -> [Int]? {
        switch self {
        case .explicit: return nil
        case .disc(let lon, let lat, let radius): return try grid.pixels(inDiscAt: lon, lat, radius: radius)
        case .touchingDisc(let lon, let lat, let radius, let factor):
            return try grid.pixels(touchingDiscAt: lon, lat, radius: radius, oversampling: factor)
        case .pixel(let coarse, let pixel):
            let factor = grid.nside / coarse.nside
            guard factor > 0, factor * coarse.nside == grid.nside, factor * factor <= WCSGeometry.largestCount,
                pixel >= 0, pixel < coarse.pixelCount
            else {
                throw Fault(.badValue, "\(text) does not name whole pixels of NSIDE \(grid.nside)")
            }
            return coarse.children(of: pixel, in: grid).sorted()
        }
    }
}

extension HEALPixGrid {
    /// The pixels of a finer grid, whose side is a multiple, that make up a pixel of this one: row after row from the
    /// southern corner.
    func children(of pixel: Int, in fine: HEALPixGrid) -> [Int] {
        let factor = fine.nside / nside
        let parent = facePixel(pixel)
        return (0..<factor * factor).map { part in
            fine.number(
                of: HEALPixFacePixel(
                    face: parent.face, x: parent.x * factor + part % factor, y: parent.y * factor + part / factor))
        }
    }

    /// The pixel of this grid that holds one of a finer grid whose side is a multiple.
    func parent(of pixel: Int, in fine: HEALPixGrid) -> Int {
        let factor = fine.nside / nside
        let child = fine.facePixel(pixel)
        return number(of: HEALPixFacePixel(face: child.face, x: child.x / factor, y: child.y / factor))
    }
}
