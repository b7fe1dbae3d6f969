extension Layer {
    /// Draws the layer; the caller has limited drawing to the panel.
    func draw(in frame: Frame, scale: Double, on drawing: inout Drawing) {
        switch self {
        case .line(let x, let y, let stroke): drawing.stroke(frame.clipped(zip(x, y).map(frame.point)), stroke)
        case .band(let x, let low, let high, let colour): drawing.fill(frame.band(x, low, high), colour)
        case .steps(let edges, let values, let stroke, let fill):
            if let fill { drawing.fill(frame.bars(edges, values), fill) }
            if let stroke { drawing.stroke(frame.clipped(frame.outline(edges, values)), stroke) }
        case .points(let points, let marker, let colour):
            frame.draw(points, marker, colour, scale: scale, on: &drawing)
        case .dots(let x, let y, let radius, let colour):
            var path = Path()
            for place in zip(x, y).map(frame.point) where place.isFinite && frame.rect.contains(place) {
                path.addCircle(place, radius: radius)
            }
            drawing.fill(path, colour)
        case .horizontal(let value, let stroke):
            let y = frame.py(value)
            drawing.stroke(frame.clipped([Point(frame.rect.left, y), Point(frame.rect.right, y)]), stroke)
        case .vertical(let value, let stroke):
            let x = frame.px(value)
            drawing.stroke(frame.clipped([Point(x, frame.rect.top), Point(x, frame.rect.bottom)]), stroke)
        case .hatched(let ranges): for range in ranges { frame.hatch(range.low, range.high, on: &drawing) }
        case .horizontalBand(let low, let high, let colour):
            var path = Path()
            let corners = [(0.0, low), (1, low), (1, high), (0, high)]
            path.addLine(
                frame.clippedPolygon(corners.map { Point(frame.rect.left + $0.0 * frame.rect.width, frame.py($0.1)) }),
                closed: true)
            drawing.fill(path, colour)
        case .curves(let curves, let closed, let stroke, let fill):
            for curve in curves {
                var points = curve.map { frame.point($0.x, $0.y) }
                if let fill {
                    var area = Path()
                    area.addLine(frame.clippedPolygon(points), closed: true)
                    drawing.fill(area, fill)
                }
                if closed, let first = points.first { points.append(first) }
                if let stroke { drawing.stroke(frame.clipped(points), stroke) }
            }
        case .image(let image), .mask(let image): image.draw(in: frame, on: &drawing)
        case .text(let text, let x, let y, let room, let colour):
            let place = frame.point(x, y)
            guard place.isFinite, frame.rect.contains(place) else { return }
            let size = 8.5 * scale
            let half = text.width(size: size) / 2
            guard half * 2 <= abs(frame.px(x + room) - frame.px(x)) else { return }
            let lastLeft = frame.rect.right - half - 2
            let centre =
                lastLeft < frame.rect.left + half + 2
                ? frame.rect.midX : min(max(place.x, frame.rect.left + half + 2), lastLeft)
            drawing.text(text, at: Point(centre, place.y), size: size, anchor: .middle, colour: colour)
        }
    }

    /// Places on the page that a legend must not cover.
    func occupied(in frame: Frame) -> [Rect] {
        func dots(_ points: [Point], radius: Double = 2) -> [Rect] {
            points.filter { $0.isFinite && frame.rect.contains($0) }
                .map { Rect(x: $0.x - radius, y: $0.y - radius, width: 2 * radius, height: 2 * radius) }
        }
        switch self {
        case .line(let x, let y, _): return dots(frame.clipped(zip(x, y).map(frame.point)).sampled)
        case .band(let x, let low, let high, _): return frame.columns(x, low, high)
        case .steps(let edges, let values, _, let fill):
            let outline = dots(frame.clipped(frame.outline(edges, values)).sampled)
            return fill == nil ? outline : outline + frame.rects(edges, values)
        case .points(let points, _, _): return points.flatMap { frame.area(of: $0) }
        case .dots(let x, let y, let radius, _): return dots(zip(x, y).map(frame.point), radius: radius)
        case .curves(let curves, let closed, _, _):
            return curves.flatMap { curve in
                let points = curve.map { frame.point($0.x, $0.y) }
                return dots(frame.clipped(closed ? points + points.prefix(1) : points).sampled)
            }
        case .image: return [frame.rect]
        case .text(let text, let x, let y, _, _):
            let place = frame.point(x, y)
            let half = text.width(size: 9) / 2
            return place.isFinite ? [Rect(x: place.x - half, y: place.y - 6, width: 2 * half, height: 12)] : []
        case .horizontal, .vertical, .hatched, .horizontalBand, .mask: return []
        }
    }
}

extension Path {
    /// Points along the lines, a few points (1/72 inch) apart.
    var sampled: [Point] {
        var result: [Point] = []
        for line in lines {
            for (a, b) in zip(line.points, line.points.dropFirst()) {
                let longest = max(abs(b.x - a.x), abs(b.y - a.y))
                let count = max(1, Int(min(longest / 5, 1000)))
                for step in 0...count {
                    let share = Double(step) / Double(count)
                    result.append(Point(a.x + share * (b.x - a.x), a.y + share * (b.y - a.y)))
                }
            }
        }
        return result
    }
}
