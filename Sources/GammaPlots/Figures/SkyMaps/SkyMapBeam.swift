/// The size of a point source, drawn in the lower left corner of a sky map.
public struct SkyMapBeam: Sendable, Hashable {
    /// Written beside it.
    public var name: String
    /// Full width in degrees.
    public var width: Double
    /// Full height in degrees.
    public var height: Double
    /// Angle in degrees, counter-clockwise on the chart from its width along the longitude axis.
    public var angle: Double

    /// A circle, such as the 68 % containment of the PSF.
    /// - Parameter radius: in degrees.
    public init(radius: Double, name: String = "PSF") {
        self.init(width: 2 * radius, height: 2 * radius, angle: 0, name: name)
    }

    /// An ellipse.
    public init(width: Double, height: Double, angle: Double = 0, name: String = "PSF") {
        self.name = name
        self.width = width
        self.height = height
        self.angle = angle
    }
}
