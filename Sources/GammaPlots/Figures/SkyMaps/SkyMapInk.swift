/// The colours of what is drawn over a map, so that it is seen on every colour of the map.
struct SkyMapInk: Sendable {
    /// True when the low colours of the map are dark.
    let isDark: Bool

    /// A colour of the map, behind lines in the legend.
    let ground: Colour

    init(_ colours: ColourMap) {
        isDark = colours != .diverging
        ground = colours(isDark ? 0.25 : 0.5)
    }

    var line: Colour { isDark ? .white : Palette.ink }
    /// The rim of lines and letters.
    var rim: Colour { isDark ? Palette.ink.opacity(0.65) : Colour.white.opacity(0.85) }
    var grid: Colour { isDark ? Colour.white.opacity(0.45) : Palette.reference.opacity(0.45) }

    /// Colours of successive contours and groups of regions.
    func series(_ index: Int) -> Colour {
        let dark: [UInt32] = [0xFFFFFF, 0xFF9F43, 0x7FDBFF, 0xFFB3DE]
        let light: [UInt32] = [0x1A1A1A, 0x009E73, 0x6B4C9A, 0xB8860B]
        let colours = isDark ? dark : light
        return Colour(hex: colours[index % colours.count])
    }

    /// Draws a line with its rim.
    func stroke(_ path: Path, _ stroke: Stroke, on drawing: inout Drawing) {
        var casing = stroke
        casing.colour = rim.opacity(isDark ? 0.4 : 0.6)
        casing.width = stroke.width + 1.4
        casing.dash = []
        drawing.stroke(path, casing)
        drawing.stroke(path, stroke)
    }

    /// The sign of a source (upright) or a point (diagonal).
    func cross(at points: [Point], size: Double, isUpright: Bool, _ colour: Colour, on drawing: inout Drawing) {
        var path = Path()
        let r = size / 2
        let s = r * 0.8
        for p in points where p.isFinite {
            if isUpright {
                path.addSegment(Point(p.x - r, p.y), Point(p.x + r, p.y))
                path.addSegment(Point(p.x, p.y - r), Point(p.x, p.y + r))
            } else {
                path.addSegment(Point(p.x - s, p.y - s), Point(p.x + s, p.y + s))
                path.addSegment(Point(p.x - s, p.y + s), Point(p.x + s, p.y - s))
            }
        }
        stroke(path, Stroke(colour, width: 1.3), on: &drawing)
    }
}
