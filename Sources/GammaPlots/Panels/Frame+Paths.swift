extension Frame {
    /// The parts of a line within the panel (and a little around it, so that line ends stay hidden).
    func clipped(_ points: [Point]) -> Path {
        let window = rect.grown(4)
        var path = Path()
        var piece: [Point] = []
        func flush() {
            path.addLine(piece)
            piece = []
        }
        for (a, b) in zip(points, points.dropFirst()) {
            guard a.isFinite, b.isFinite, let (from, to) = window.clip(a, b) else {
                flush()
                continue
            }
            if piece.last != from {
                flush()
                piece = [from]
            }
            piece.append(to)
            if to != b { flush() }
        }
        flush()
        return path
    }

    /// The part of a polygon within the panel (Sutherland & Hodgman 1974).
    func clippedPolygon(_ points: [Point]) -> [Point] {
        let window = rect.grown(4)
        var polygon = points.filter(\.isFinite)
        let sides: [(inside: (Point) -> Bool, cut: (Point, Point) -> Point)] = [
            ({ $0.x >= window.left }, { Frame.cut($0, $1, x: window.left) }),
            ({ $0.x <= window.right }, { Frame.cut($0, $1, x: window.right) }),
            ({ $0.y >= window.top }, { Frame.cut($0, $1, y: window.top) }),
            ({ $0.y <= window.bottom }, { Frame.cut($0, $1, y: window.bottom) }),
        ]
        for side in sides {
            guard let last = polygon.last else { return [] }
            var result: [Point] = []
            var previous = last
            for point in polygon {
                if side.inside(point) != side.inside(previous) { result.append(side.cut(previous, point)) }
                if side.inside(point) { result.append(point) }
                previous = point
            }
            polygon = result
        }
        return polygon
    }

    private static func cut(_ a: Point, _ b: Point, x: Double) -> Point {
        Point(x, a.y + (x - a.x) / (b.x - a.x) * (b.y - a.y))
    }

    private static func cut(_ a: Point, _ b: Point, y: Double) -> Point {
        Point(a.x + (y - a.y) / (b.y - a.y) * (b.x - a.x), y)
    }

    /// The area between two lines; broken where a value is missing.
    func band(_ x: [Double], _ low: [Double], _ high: [Double]) -> Path {
        var path = Path()
        var lower: [Point] = []
        var upper: [Point] = []
        func flush() {
            if lower.count > 1 { path.addLine(clippedPolygon(lower + upper.reversed()), closed: true) }
            lower = []
            upper = []
        }
        for index in 0..<min(x.count, low.count, high.count) {
            let a = point(x[index], low[index])
            let b = point(x[index], high[index])
            if a.isFinite, b.isFinite {
                lower.append(a)
                upper.append(b)
            } else {
                flush()
            }
        }
        flush()
        return path
    }

    /// The area between two lines as narrow columns, to know what it covers.
    func columns(_ x: [Double], _ low: [Double], _ high: [Double]) -> [Rect] {
        (0..<max(0, min(x.count, low.count, high.count) - 1)).flatMap { index -> [Rect] in
            let corners = [(index, low), (index, high), (index + 1, low), (index + 1, high)].map {
                point(x[$0.0], $0.1[$0.0])
            }
            guard corners.allSatisfy(\.isFinite) else { return [] }
            let left = max(corners[0].x, rect.left)
            let right = min(corners[2].x, rect.right)
            let pieces = max(1, Int(min((right - left) / 5, 200)))
            guard left <= right else { return [] }
            return (0..<pieces).map { piece in
                let t = (Double(piece) + 0.5) / Double(pieces)
                let bottom = corners[0].y + t * (corners[2].y - corners[0].y)
                let top = corners[1].y + t * (corners[3].y - corners[1].y)
                let width = (right - left) / Double(pieces)
                return Rect(
                    x: left + Double(piece) * width, y: min(top, bottom), width: width, height: abs(bottom - top))
            }
        }
    }

    /// The outline of a histogram, down to the base at both ends.
    func outline(_ edges: [Double], _ values: [Double]) -> [Point] {
        var points: [Point] = []
        var isOpen = false
        let bins = max(0, min(values.count, edges.count - 1))
        for index in 0..<bins {
            let value = values[index]
            guard value.isFinite, edges[index].isFinite, edges[index + 1].isFinite else {
                if isOpen { points.append(Point(px(edges[index]), base)) }
                points.append(Point(.nan, .nan))
                isOpen = false
                continue
            }
            if !isOpen { points.append(Point(px(edges[index]), base)) }
            isOpen = true
            points.append(point(edges[index], value))
            points.append(point(edges[index + 1], value))
            if index == bins - 1 { points.append(Point(px(edges[index + 1]), base)) }
        }
        return points
    }

    /// The bars of a histogram as one filled path.
    func bars(_ edges: [Double], _ values: [Double]) -> Path {
        var path = Path()
        for bar in rects(edges, values) { path.addRect(bar) }
        return path
    }

    /// The bars of a histogram, limited to the panel.
    func rects(_ edges: [Double], _ values: [Double]) -> [Rect] {
        (0..<max(0, min(values.count, edges.count - 1))).compactMap { index in
            let a = point(edges[index], values[index])
            let end = px(edges[index + 1])
            guard a.isFinite, end.isFinite else { return nil }
            let left = max(min(a.x, end), rect.left)
            let right = min(max(a.x, end), rect.right)
            let top = max(min(a.y, base), rect.top)
            let bottom = min(max(a.y, base), rect.bottom)
            guard left < right, top < bottom else { return nil }
            return Rect(x: left, y: top, width: right - left, height: bottom - top)
        }
    }

    /// Where bars stand: at zero, or at the bottom of a logarithmic axis.
    private var base: Double {
        y.stretch == .log ? rect.bottom + 4 : min(max(py(0), rect.top - 4), rect.bottom + 4)
    }

    /// Hatches a range of x over the height of the panel.
    func hatch(_ low: Double, _ high: Double, on drawing: inout Drawing) {
        let a = min(max(px(low), rect.left), rect.right)
        let b = min(max(px(high), rect.left), rect.right)
        guard a.isFinite, b.isFinite, abs(b - a) > 0.2 else { return }
        drawing.hatch(Rect(x: min(a, b), y: rect.top, width: abs(b - a), height: rect.height))
    }
}

extension Drawing {
    /// Diagonal lines over a rectangle.
    mutating func hatch(_ area: Rect, spacing: Double = 6) {
        var path = Path()
        var start = ((area.left - area.bottom) / spacing).rounded(.up) * spacing
        while start < area.right - area.top {
            // the line x − y = start, cut to the area
            if let (a, b) = area.clip(
                Point(start + area.top - 1, area.top - 1), Point(start + area.bottom + 1, area.bottom + 1))
            {
                path.addSegment(a, b)
            }
            start += spacing
        }
        fill(
            {
                var p = Path(); p.addRect(area); return p
            }(), Palette.hatch.opacity(0.12))
        stroke(path, Stroke(Palette.hatch, width: 0.6))
    }
}
