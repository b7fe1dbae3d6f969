/// Finds room for labels inside a panel: none touches another, a marker or the frame.
struct LabelPlacer: Sendable {
    private let room: Rect
    private(set) var taken: [Rect]

    init(_ room: Rect, avoiding taken: [Rect] = []) {
        self.room = room
        self.taken = taken
    }

    /// A possible place of a label: its middle or one end.
    struct Place: Sendable {
        var point: Point
        var anchor: Drawing.Label.Anchor

        init(_ point: Point, _ anchor: Drawing.Label.Anchor = .middle) {
            self.point = point
            self.anchor = anchor
        }
    }

    /// Keeps an area free.
    mutating func take(_ area: Rect) { taken.append(area) }

    /// The first place where the text has room, which is then taken; nil when there is none.
    mutating func place(_ text: RichText, size: Double, at places: some Sequence<Place>) -> Place? {
        let width = text.width(size: size)
        for place in places where place.point.isFinite {
            let before: Double
            switch place.anchor {
            case .start: before = 0
            case .middle: before = width / 2
            case .end: before = width
            }
            let box = Rect(
                x: place.point.x - before, y: place.point.y - 0.55 * size, width: width, height: 1.1 * size)
            guard room.contains(box.grown(2)), !taken.contains(where: { $0.intersects(box.grown(1.5)) }) else {
                continue
            }
            taken.append(box)
            return place
        }
        return nil
    }

    /// The first of some areas that is free, which is then taken.
    mutating func place(_ areas: [Rect]) -> Rect? {
        guard
            let found = areas.first(where: { area in
                room.contains(area.grown(2)) && !taken.contains { $0.intersects(area) }
            })
        else { return nil }
        taken.append(found)
        return found
    }
}
