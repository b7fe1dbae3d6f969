import GammaMaps

/// The coordinate grid of a sky map.
public struct SkyGrid: Sendable, Hashable {
    /// How longitudes are written.
    public enum LongitudeStyle: String, Sendable, CaseIterable {
        /// Right ascensions in hours, Galactic longitudes in degrees.
        case automatic
        /// Degrees from 0 to 360.
        case degrees
        /// Hours, minutes and seconds.
        case hours
    }

    /// The coordinates; nil for those of the map.
    public var frame: SkyFrame?
    /// How longitudes are written.
    public var longitudes: LongitudeStyle
    /// False leaves the lines out; the marks and labels stay.
    public var hasLines: Bool

    /// Makes a grid.
    public init(frame: SkyFrame? = nil, longitudes: LongitudeStyle = .automatic, hasLines: Bool = true) {
        self.frame = frame
        self.longitudes = longitudes
        self.hasLines = hasLines
    }

    /// Names of the two axes.
    static func names(_ frame: SkyFrame) -> (longitude: RichText, latitude: RichText) {
        switch frame {
        case .icrs: ("Right ascension", "Declination")
        case .fk5: ("Right ascension (J2000)", "Declination (J2000)")
        case .galactic: ("Galactic longitude", "Galactic latitude")
        }
    }
}
