import GammaMaps

/// Lines of equal value over a sky map.
public struct SkyMapContours: Sendable {
    /// The map whose values the lines follow; its geometry may be another than that of the image.
    public var map: WCSMap
    /// Which of its images.
    public var plane: SkyMapPlane
    /// The levels, in the unit of the map.
    public var levels: [Double]
    /// Shown in the legend before the levels.
    public var name: String
    /// Colour of the lines; nil for one that suits the image.
    public var colour: Colour?
    /// Whether the legend tells the levels.
    public var namesLevels = true

    /// Makes contours.
    public init(
        _ map: WCSMap, plane: SkyMapPlane = .sum, levels: [Double], name: String = "Contours", colour: Colour? = nil
    ) {
        self.map = map
        self.plane = plane
        self.levels = levels
        self.name = name
        self.colour = colour
    }

    /// Up to this many levels have dashes and a line in the legend of their own.
    private static let mostStyles = 4

    /// The dashes of a level, from dotted for the lowest to a full line for the highest.
    func dash(_ index: Int) -> [Double] {
        let styles: [[Double]] = [[], [5, 2], [5, 2, 1.2, 2], [1.2, 2]]
        let fromTop = levels.count - 1 - index
        return levels.count > Self.mostStyles || fromTop < 0 ? [] : styles[fromTop]
    }

    /// Texts of the legend with the level whose line stands before each.
    var entries: [(text: String, level: Int)] {
        guard namesLevels else { return [(name, 0)] }
        let lead = name.isEmpty ? "" : name + " "
        guard levels.count > Self.mostStyles else {
            return levels.indices.map { (lead + NumberText.short(levels[$0]), $0) }
        }
        return [(lead + levels.map(NumberText.short).joined(separator: ", "), 0)]
    }

    /// The lines of each level in the pixels of `geometry`.
    func lines(in geometry: WCSGeometry) -> [[[PixelPoint]]] {
        let (values, _) = plane.values(of: map)
        let own = map.geometry
        guard values.count == own.pixelCount else { return levels.map { _ in [] } }
        let x = (0..<own.nx).map(Double.init)
        let y = (0..<own.ny).map(Double.init)
        let isSame = own.wcs == geometry.wcs
        let tracer = SkyTracer(geometry)
        return levels.map { level in
            ContourTracer.trace(x: x, y: y, values: values, level: level).flatMap { curve in
                isSame ? [curve.map { PixelPoint($0.x, $0.y) }] : tracer.carry(curve, from: own.wcs)
            }
        }
    }
}
