/// One line of a legend.
struct LegendEntry: Sendable {
    /// The sign before the text.
    enum Key: Sendable {
        case line(Stroke)
        case band(Colour, Stroke?)
        /// A point with error bars.
        case marker(Marker, Colour)
        /// A sign alone.
        case symbol(Marker, Colour)
        case patch(Colour?, Stroke?)
        case hatch
        /// A line or a point as it is drawn over a sky map.
        case onMap(Stroke, SkyMapInk)
        case pointOnMap(Colour, SkyMapInk)
        case none
    }

    var text: RichText
    var key: Key

    init(_ text: RichText, _ key: Key = .none) {
        self.text = text
        self.key = key
    }
}

/// A legend with the size of its text known.
struct Legend: Sendable {
    private var entries: [LegendEntry]
    private let size: Double

    private var lineHeight: Double { size * 1.45 }
    private var keyWidth: Double { entries.allSatisfy(\.isPlain) ? 0 : size * 2.6 }
    private let pad = 5.0

    var isEmpty: Bool { entries.isEmpty }

    /// Names longer than `limit` are shortened in the middle.
    init(_ entries: [LegendEntry], size: Double, limit: Double) {
        self.size = size
        let room = max(limit - size * 2.6 - 10, size * 4)
        self.entries = entries.map { LegendEntry($0.text.truncated(to: room, size: size), $0.key) }
    }

    private func width(_ entry: LegendEntry) -> Double { keyWidth + entry.text.width(size: size) }

    /// As one column.
    var boxSize: (width: Double, height: Double) {
        ((entries.map(width).max() ?? 0) + 2 * pad, Double(entries.count) * lineHeight + 2 * pad - 2)
    }

    /// The emptiest place in the panel, or nil when the legend would cover something everywhere.
    func place(in rect: Rect, avoiding occupied: [Rect]) -> Rect? {
        let box = boxSize
        let gap = 5.0
        guard box.width + 2 * gap <= rect.width, box.height + 2 * gap <= rect.height else { return nil }
        let right = rect.right - gap - box.width
        let bottom = rect.bottom - gap - box.height
        let top = rect.top + gap
        let left = rect.left + gap
        let middle = rect.midX - box.width / 2
        let places = [(right, top), (left, top), (right, bottom), (left, bottom), (middle, top), (middle, bottom)]
            .map { Rect(x: $0.0, y: $0.1, width: box.width, height: box.height) }
        return places.first { place in !occupied.contains { $0.intersects(place.grown(1)) } }
    }

    /// Draws one column in `box`.
    func draw(in box: Rect, on drawing: inout Drawing) {
        var background = Path()
        background.addRect(box)
        drawing.fill(background, Colour.white.opacity(0.85))
        for (index, entry) in entries.enumerated() {
            let y = box.top + pad - 1 + (Double(index) + 0.5) * lineHeight
            draw(entry, at: Point(box.left + pad, y), on: &drawing)
        }
    }

    /// Height when set in rows across `width`.
    func rowsHeight(width: Double) -> Double { isEmpty ? 0 : Double(rows(width).count) * lineHeight + 3 }

    /// Without the last entries, so many that the rows are at most `height` high; says how many are missing.
    func limited(width: Double, height: Double) -> Legend {
        var kept = self
        for count in (0..<entries.count).reversed() {
            if kept.rowsHeight(width: width) <= height { return kept }
            kept.entries = Array(entries.prefix(count))
            if count > 0 { kept.entries.append(LegendEntry("and \(entries.count - count) more")) }
        }
        return kept
    }

    private func rows(_ limit: Double) -> [[LegendEntry]] {
        var rows: [[LegendEntry]] = []
        var used = Double.infinity
        for entry in entries {
            let needed = width(entry) + size * 1.4
            if used + needed > limit + size * 1.4 || rows.isEmpty {
                rows.append([])
                used = 0
            }
            rows[rows.count - 1].append(entry)
            used += needed
        }
        return rows
    }

    /// Draws the entries in rows, from `origin` downwards.
    func drawRows(at origin: Point, width limit: Double, on drawing: inout Drawing) {
        for (index, row) in rows(limit).enumerated() {
            var x = origin.x
            for entry in row {
                draw(entry, at: Point(x, origin.y + (Double(index) + 0.5) * lineHeight), on: &drawing)
                x += width(entry) + size * 1.4
            }
        }
    }

    private func draw(_ entry: LegendEntry, at place: Point, on drawing: inout Drawing) {
        let key = Rect(x: place.x, y: place.y - size * 0.35, width: size * 2, height: size * 0.7)
        var line = Path()
        line.addSegment(Point(key.left, place.y), Point(key.right, place.y))
        var area = Path()
        area.addRect(key)
        switch entry.key {
        case .line(let stroke): drawing.stroke(line, stroke)
        case .band(let colour, let stroke):
            drawing.fill(area, colour)
            if let stroke { drawing.stroke(line, stroke) }
        case .marker(let marker, let colour):
            var bars = line
            bars.addSegment(Point(key.midX, key.top - 1), Point(key.midX, key.bottom + 1))
            drawing.stroke(bars, Stroke(colour, width: 1.1))
            marker.draw(at: [Point(key.midX, place.y)], size: 5.2, colour: colour, in: &drawing)
        case .symbol(let marker, let colour):
            marker.draw(at: [Point(key.midX, place.y)], size: 5.2, colour: colour, in: &drawing)
        case .patch(let fill, let stroke):
            if let fill { drawing.fill(area, fill) }
            if let stroke { drawing.stroke(area, stroke) }
        case .hatch: drawing.hatch(key, spacing: 3.5)
        case .onMap(let stroke, let ink):
            drawing.fill(area, ink.ground)
            ink.stroke(line, stroke, on: &drawing)
        case .pointOnMap(let colour, let ink):
            drawing.fill(area, ink.ground)
            ink.cross(at: [Point(key.midX, place.y)], size: 7, isUpright: false, colour, on: &drawing)
        case .none: break
        }
        drawing.text(entry.text, at: Point(place.x + keyWidth, place.y), size: size)
    }
}

extension LegendEntry {
    fileprivate var isPlain: Bool {
        if case .none = key { return true }
        return false
    }
}
