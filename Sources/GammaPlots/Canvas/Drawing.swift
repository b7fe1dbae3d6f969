/// A figure after layout: lines, text and images at fixed places, ready for any output format.
///
/// Made by ``Figure/drawing(_:)``; written with ``Figure/save(_:style:)`` and friends.
public struct Drawing: Sendable {
    /// Width in points (1/72 inch).
    public let width: Double
    /// Height in points.
    public let height: Double
    /// Says in one line what is shown: the title of the SVG and PDF.
    public var title: String
    /// Pixels a point in PNG output.
    public var pixelsPerPoint: Double

    var items: [Item] = []

    /// One thing to draw.
    enum Item: Sendable {
        case path(Path, fill: Colour?, stroke: Stroke?)
        case text(Label)
        case image(Raster, Rect)
        case beginClip(Rect)
        case endClip
    }

    /// Text at a place.
    struct Label: Sendable {
        /// Which end of the text is at the place.
        enum Anchor: String, Sendable { case start, middle, end }

        var text: RichText
        /// On the baseline.
        var position: Point
        var size: Double
        var anchor: Anchor
        /// True for text that reads upwards.
        var isVertical: Bool
        var colour: Colour
        /// A rim about the letters that sets them off from an image.
        var halo: Colour?

        /// Width of the rim's line in points; half of it is seen.
        var haloWidth: Double { size * 0.3 }
    }

    /// An empty drawing.
    init(width: Double, height: Double, title: String, pixelsPerPoint: Double) {
        self.width = width
        self.height = height
        self.title = title
        self.pixelsPerPoint = pixelsPerPoint
    }

    /// The whole area.
    var bounds: Rect { Rect(x: 0, y: 0, width: width, height: height) }

    /// Adds lines.
    mutating func stroke(_ path: Path, _ stroke: Stroke) {
        if !path.isEmpty { items.append(.path(path, fill: nil, stroke: stroke)) }
    }

    /// Adds filled shapes.
    mutating func fill(_ path: Path, _ colour: Colour) {
        if !path.isEmpty { items.append(.path(path, fill: colour, stroke: nil)) }
    }

    /// Adds text centred vertically (by its capitals) on `position`.
    mutating func text(
        _ text: RichText, at position: Point, size: Double, anchor: Label.Anchor = .start, vertical: Bool = false,
        colour: Colour = Palette.ink, halo: Colour? = nil
    ) {
        guard !text.isEmpty, position.isFinite else { return }
        let drop = FontMetrics.capHeight / 2 * size
        let baseline = vertical ? Point(position.x + drop, position.y) : Point(position.x, position.y + drop)
        items.append(
            .text(
                Label(
                    text: text, position: baseline, size: size, anchor: anchor, isVertical: vertical, colour: colour,
                    halo: halo)))
    }
}

extension Drawing.Label {
    /// The area of the text from the metrics of the font.
    var box: Rect {
        let width = text.width(size: size)
        let before: Double
        switch anchor {
        case .start: before = 0
        case .middle: before = width / 2
        case .end: before = width
        }
        let ascent = FontMetrics.capHeight * size
        let hasSubscript = text.runs.contains { $0.level == .subscript_ }
        let descent = (hasSubscript ? 0.3 : 0.2) * size
        if isVertical {
            return Rect(
                x: position.x - ascent, y: position.y - (width - before), width: ascent + descent, height: width)
        }
        return Rect(x: position.x - before, y: position.y - ascent, width: width, height: ascent + descent)
    }
}
