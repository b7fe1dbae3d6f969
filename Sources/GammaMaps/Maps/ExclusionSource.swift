import Foundation
import GammaCore
import GammaIO

/// Where the part of the sky to leave out is said.
public enum ExclusionSource: Sendable, Hashable {
    /// A file: a FITS mask (0 is excluded), or regions in the language of DS9 (their inside is excluded).
    case file(String)
    /// A mask: false is excluded.
    case mask(WCSMask)
    /// Regions: their inside is excluded. Complements take away from them, as in DS9.
    case regions([SkyRegion])
    /// Circles: their inside is excluded.
    case circles([Circle])

    /// A circle on the sky.
    public struct Circle: Sendable, Hashable {
        /// Its centre.
        public var centre: SkyDirection
        /// Its radius in degrees.
        public var radius: Double

        /// Makes a circle.
        public init(centre: SkyDirection, radius: Double) {
            self.centre = centre
            self.radius = radius
        }
    }
}

extension WCSGeometry {
    /// The exclusion mask on this geometry: false where at least one of the sources excludes a pixel.
    ///
    /// Masks are looked up at the pixel centres, regions tested there. A mask with axes must have those of this geometry.
    /// - Parameter outside: the flag where a mask has no pixel. Gammapy's makers differ here: the search for off regions
    ///   takes true, the fit of a field-of-view background false.
    /// - Throws: faults for files that cannot be read, regions that have no place in the projection, masks of other axes.
    public func exclusionMask(from sources: [ExclusionSource], outside: Bool = true) throws -> WCSMask {
        var result = WCSMask(self, repeating: true)
        for source in sources {
            switch source {
            case .file(let path):
                do {
                    try exclude(Self.read(path), from: &result, outside)
                } catch let fault as Fault {
                    throw fault.located(in: Origin(file: path))
                }
            default: try exclude(source, from: &result, outside)
            }
        }
        return result
    }

    /// The exclusion mask of one source; as for several.
    /// - Throws: as there.
    public func exclusionMask(from source: ExclusionSource, outside: Bool = true) throws -> WCSMask {
        try exclusionMask(from: [source], outside: outside)
    }

    private func exclude(_ source: ExclusionSource, from result: inout WCSMask, _ outside: Bool) throws {
        switch source {
        case .file: break
        case .mask(let mask):
            let found = try mask.lookedUp(on: image, outside: outside)
            let pixels = pixelCount
            for (plane, number) in try planes(of: found.geometry).enumerated() {
                for pixel in 0..<pixels where !found.flags[number * pixels + pixel] {
                    result.flags[plane * pixels + pixel] = false
                }
            }
        case .regions(let regions):
            for region in regions { try region.validate() }
            guard let region = SkyRegion.union(of: regions) else { return }
            result = try result & regionMask([region], inside: false)
        case .circles(let circles):
            try exclude(
                .regions(circles.map { .circle(centre: $0.centre, radius: $0.radius) }), from: &result, outside)
        }
    }

    /// What a file says: FITS files start with SIMPLE or are compressed, everything else is text.
    private static func read(_ path: String) throws -> ExclusionSource {
        let bytes = try FileBytes.read(path)
        guard Gzip.isCompressed(bytes) || bytes.starts(with: Array("SIMPLE".utf8)) else {
            return .regions(try SkyRegion.readDS9(path))
        }
        return .mask(try WCSMask(reader: FITSReader(bytes: bytes, path: path)))
    }
}
