/// Straight lines and circles to be stroked or filled.
struct Path: Sendable {
    /// Connected points.
    struct Line: Sendable {
        var points: [Point]
        var isClosed: Bool
    }
    /// A full circle.
    struct Circle: Sendable {
        var centre: Point
        var radius: Double
    }

    private(set) var lines: [Line] = []
    private(set) var circles: [Circle] = []

    var isEmpty: Bool { lines.isEmpty && circles.isEmpty }

    /// Adds a line through the points; it is broken where a point is not finite.
    mutating func addLine(_ points: [Point], closed: Bool = false) {
        if points.allSatisfy(\.isFinite) {
            if points.count > 1 { lines.append(Line(points: points, isClosed: closed)) }
            return
        }
        var piece: [Point] = []
        for point in points {
            if point.isFinite {
                piece.append(point)
            } else {
                if piece.count > 1 { lines.append(Line(points: piece, isClosed: false)) }
                piece = []
            }
        }
        if piece.count > 1 { lines.append(Line(points: piece, isClosed: false)) }
    }

    /// Adds the segment from a to b.
    mutating func addSegment(_ a: Point, _ b: Point) { addLine([a, b]) }

    /// Adds a rectangle.
    mutating func addRect(_ r: Rect) {
        addLine(
            [Point(r.left, r.top), Point(r.right, r.top), Point(r.right, r.bottom), Point(r.left, r.bottom)],
            closed: true)
    }

    /// Adds a circle.
    mutating func addCircle(_ centre: Point, radius: Double) {
        if centre.isFinite, radius.isFinite, radius > 0 { circles.append(Circle(centre: centre, radius: radius)) }
    }
}

/// How a line is drawn.
struct Stroke: Sendable, Hashable {
    var colour: Colour
    /// Width in points.
    var width: Double
    /// Lengths of dashes and gaps in points; empty for a full line.
    var dash: [Double]

    init(_ colour: Colour, width: Double = 1, dash: [Double] = []) {
        self.colour = colour
        self.width = width
        self.dash = dash
    }
}
