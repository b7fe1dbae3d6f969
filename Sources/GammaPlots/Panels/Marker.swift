/// The sign of a data point.
enum Marker: Sendable, Hashable, CaseIterable {
    case circle, square, diamond, triangle, cross, star

    /// The marker of series `index`.
    static func series(_ index: Int) -> Marker { allCases[abs(index % allCases.count)] }

    /// Draws markers of `size` points across.
    func draw(at points: [Point], size: Double, colour: Colour, in drawing: inout Drawing) {
        var path = Path()
        let r = size / 2
        for p in points where p.isFinite {
            switch self {
            case .circle: path.addCircle(p, radius: r)
            case .square: path.addRect(Rect(x: p.x - 0.88 * r, y: p.y - 0.88 * r, width: 1.76 * r, height: 1.76 * r))
            case .diamond:
                path.addLine(
                    [
                        Point(p.x, p.y - 1.2 * r), Point(p.x + 1.2 * r, p.y), Point(p.x, p.y + 1.2 * r),
                        Point(p.x - 1.2 * r, p.y),
                    ], closed: true)
            case .triangle:
                path.addLine(
                    [Point(p.x, p.y - 1.15 * r), Point(p.x + r, p.y + 0.75 * r), Point(p.x - r, p.y + 0.75 * r)],
                    closed: true)
            case .cross:
                path.addSegment(Point(p.x - r, p.y - r), Point(p.x + r, p.y + r))
                path.addSegment(Point(p.x - r, p.y + r), Point(p.x + r, p.y - r))
            case .star:
                path.addSegment(Point(p.x - r, p.y), Point(p.x + r, p.y))
                path.addSegment(Point(p.x, p.y - r), Point(p.x, p.y + r))
            }
        }
        if self == .cross || self == .star {
            drawing.stroke(path, Stroke(colour, width: 1.4))
        } else {
            drawing.fill(path, colour)
        }
    }
}
