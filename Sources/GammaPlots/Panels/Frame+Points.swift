extension Frame {
    /// Length of the arrow of an upper limit.
    static let arrowLength = 15.0

    /// Draws points, errors and limits.
    func draw(_ points: [DataPoint], _ marker: Marker, _ colour: Colour, scale: Double, on drawing: inout Drawing) {
        var bars = Path()
        var heads = Path()
        var places: [Point] = []
        for point in points {
            let place = self.point(point.x, point.y)
            guard place.isFinite else { continue }
            addBar(from: Point(px(point.xLow), place.y), to: Point(px(point.xHigh), place.y), &bars)
            if point.isLimit {
                guard rect.contains(place) else { continue }
                let tip = max(min(place.y + Frame.arrowLength * scale, rect.bottom - 0.5), place.y + 5 * scale)
                addBar(from: place, to: Point(place.x, tip - 4 * scale), &bars)
                let half = 2.8 * scale
                heads.addLine(
                    [
                        Point(place.x - half, tip - 5 * scale), Point(place.x + half, tip - 5 * scale),
                        Point(place.x, tip),
                    ],
                    closed: true)
                if !point.xLow.isFinite || !point.xHigh.isFinite {
                    addBar(from: Point(place.x - 4 * scale, place.y), to: Point(place.x + 4 * scale, place.y), &bars)
                }
            } else {
                addBar(from: Point(place.x, py(point.yLow)), to: Point(place.x, py(point.yHigh)), &bars)
                if rect.grown(4).contains(place) { places.append(place) }
            }
        }
        drawing.stroke(bars, Stroke(colour, width: 1.1 * scale))
        drawing.fill(heads, colour)
        marker.draw(at: places, size: 5.2 * scale, colour: colour, in: &drawing)
    }

    private func addBar(from a: Point, to b: Point, _ path: inout Path) {
        guard a.isFinite, b.isFinite, a != b, let (from, to) = rect.grown(4).clip(a, b) else { return }
        path.addSegment(from, to)
    }

    /// What a point with its bars covers.
    func area(of point: DataPoint) -> [Rect] {
        let place = self.point(point.x, point.y)
        guard place.isFinite, rect.contains(place) else { return [] }
        let left = min(px(point.xLow), px(point.xHigh))
        let right = max(px(point.xLow), px(point.xHigh))
        let top = point.isLimit ? place.y - 2 : py(point.yHigh)
        let bottom = point.isLimit ? place.y + Frame.arrowLength : py(point.yLow)
        var areas = [Rect(x: place.x - 3, y: place.y - 3, width: 6, height: 6)]
        if left.isFinite, right.isFinite { areas.append(Rect(x: left, y: place.y - 1, width: right - left, height: 2)) }
        if top.isFinite, bottom.isFinite { areas.append(Rect(x: place.x - 1, y: top, width: 2, height: bottom - top)) }
        return areas
    }
}
