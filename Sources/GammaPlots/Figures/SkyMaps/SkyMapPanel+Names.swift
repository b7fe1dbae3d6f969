import Foundation
import GammaMaps

extension SkyMapPanel {
    /// Writes what stands inside the frame: scale bar, beam, labels of lines that meet no edge, names of sources.
    func drawNames(
        _ placement: SkyMapPlacement, _ lines: SkyGridLines, _ markers: [Point?], size: Double,
        on drawing: inout Drawing
    ) {
        let half = size / 2
        var placer = LabelPlacer(
            placement.rect,
            avoiding: markers.compactMap { $0 }.map { Rect(x: $0.x - half, y: $0.y - half, width: size, height: size) })
        if let beam = figure.beam { draw(beam, placement, &placer, size, on: &drawing) }
        if figure.hasScaleBar { drawScaleBar(placement, &placer, size, on: &drawing) }
        for line in lines.lines where !line.isLabelled {
            guard let place = placer.place(line.label, size: size, at: places(line, placement, size)) else { continue }
            write(line.label, at: place, placement, size, on: &drawing)
        }
        for (index, source) in figure.sourceList.enumerated() where !source.name.isEmpty {
            guard let marker = markers[index] else { continue }
            let name = RichText(plain: source.name).truncated(to: placement.rect.width / 2, size: size)
            guard let place = placer.place(name, size: size, at: SkyMapPanel.around(marker, size)) else { continue }
            write(name, at: place, placement, size, on: &drawing)
        }
    }

    private func write(
        _ text: RichText, at place: LabelPlacer.Place, _ placement: SkyMapPlacement, _ size: Double,
        on drawing: inout Drawing
    ) {
        let isOnPage = outline != nil && isOffSky(place, text.width(size: size), placement)
        drawing.text(
            text, at: place.point, size: size, anchor: place.anchor, colour: isOnPage ? Palette.ink : ink.line,
            halo: isOnPage ? .white : ink.rim)
    }

    /// Places beside a marker, the nearest first.
    private static func around(_ marker: Point, _ size: Double) -> [LabelPlacer.Place] {
        [0.8, 1.4, 2.2].flatMap { distance -> [LabelPlacer.Place] in
            let d = distance * size
            return [
                .init(Point(marker.x + d, marker.y), .start), .init(Point(marker.x - d, marker.y), .end),
                .init(Point(marker.x, marker.y - d - 0.4 * size)), .init(Point(marker.x, marker.y + d + 0.4 * size)),
                .init(Point(marker.x + 0.7 * d, marker.y - d), .start),
                .init(Point(marker.x + 0.7 * d, marker.y + d), .start),
                .init(Point(marker.x - 0.7 * d, marker.y - d), .end),
                .init(Point(marker.x - 0.7 * d, marker.y + d), .end),
            ]
        }
    }

    /// Places for the label of a line that meets no labelled edge: inside the image and on the sky, or where a parallel
    /// ends at the edge of the sky beyond it.
    private func places(
        _ line: SkyGridLines.Line, _ placement: SkyMapPlacement, _ size: Double
    ) -> [LabelPlacer.Place] {
        let rect = placement.rect
        let points = line.pieces.flatMap { $0.map(placement.point) }.filter(rect.grown(-4).contains)
        let width = line.label.width(size: size)
        if line.isLongitude {
            // beside the line, away from the parallel that may run through its best place
            let best = line.middle.map(placement.point) ?? Point(rect.midX, rect.midY)
            let places = SkyMapPanel.nearest(points, to: best).flatMap { point in
                [
                    LabelPlacer.Place(Point(point.x + 3, point.y - 0.8 * size), .start),
                    LabelPlacer.Place(Point(point.x - 3, point.y - 0.8 * size), .end),
                ]
            }
            return places.filter { isOnSky($0, width, placement) }
        }
        let beyond = ends(line, placement).filter { isOffSky($0, width, placement) }
        let wanted = Point(rect.left + 0.2 * rect.width, rect.midY)
        let inside = SkyMapPanel.nearest(points, to: wanted).map { LabelPlacer.Place($0) }
        return beyond + inside.filter { isOnSky($0, width, placement) }
    }

    private static func nearest(_ points: [Point], to best: Point) -> [Point] {
        Array(points.sorted { distance($0, best) < distance($1, best) }.prefix(40))
    }

    /// Places beyond the ends of a line, away from the middle of the sky, the leftmost first.
    private func ends(_ line: SkyGridLines.Line, _ placement: SkyMapPlacement) -> [LabelPlacer.Place] {
        guard outline != nil, let middle = survey.middle.map(placement.point) else { return [] }
        return line.pieces.flatMap { [$0.first, $0.last].compactMap { $0 } }.map(placement.point)
            .sorted { $0.x < $1.x }.map { end in
                let distance = max(SkyMapPanel.distance(end, middle), 1)
                let (dx, dy) = ((end.x - middle.x) / distance, (end.y - middle.y) / distance)
                return LabelPlacer.Place(Point(end.x + 4 * dx, end.y + 8 * dy), .end)
            }
    }

    /// Whether both ends of a label are on the sky.
    private func isOnSky(_ place: LabelPlacer.Place, _ width: Double, _ placement: SkyMapPlacement) -> Bool {
        outline == nil || SkyMapPanel.ends(place, width).allSatisfy { direction($0, placement) != nil }
    }

    private func isOffSky(_ place: LabelPlacer.Place, _ width: Double, _ placement: SkyMapPlacement) -> Bool {
        SkyMapPanel.ends(place, width).allSatisfy { direction($0, placement) == nil }
    }

    private static func ends(_ place: LabelPlacer.Place, _ width: Double) -> [Point] {
        let start: Double
        switch place.anchor {
        case .start: start = place.point.x
        case .middle: start = place.point.x - width / 2
        case .end: start = place.point.x - width
        }
        return [Point(start, place.point.y), Point(start + width, place.point.y)]
    }

    private func direction(_ point: Point, _ placement: SkyMapPlacement) -> SkyDirection? {
        let pixel = placement.pixel(under: point)
        return geometry.direction(x: pixel.x, y: pixel.y)
    }

    private static func distance(_ a: Point, _ b: Point) -> Double { hypot(a.x - b.x, a.y - b.y) }

    // MARK: Beam and scale

    private func corners(_ width: Double, _ height: Double, _ rect: Rect) -> [Rect] {
        [
            (rect.left + 8, rect.bottom - 8 - height), (rect.right - 8 - width, rect.bottom - 8 - height),
            (rect.left + 8, rect.top + 8), (rect.right - 8 - width, rect.top + 8),
        ].map { Rect(x: $0.0, y: $0.1, width: width, height: height) }
    }

    /// The beam at its size at the middle of the image; left out where it does not fit into a corner.
    private func draw(
        _ beam: SkyMapBeam, _ placement: SkyMapPlacement, _ placer: inout LabelPlacer, _ size: Double,
        on drawing: inout Drawing
    ) {
        guard let middle = survey.middle, let sky = geometry.direction(x: middle.x, y: middle.y),
            let local = geometry.wcs.localScale(at: sky), beam.width > 0, beam.height > 0
        else { return }
        let isMirrored = placement.frame.x.isReversed != placement.frame.y.isReversed
        let turn = (isMirrored ? -1 : 1) * beam.angle * .pi / 180 + local.northAngle - .pi / 2
        let points = (0..<60).map { step -> Point in
            let t = Double(step) / 60 * 2 * .pi
            let (u, v) = (beam.width / 2 * cos(t) / local.scale, beam.height / 2 * sin(t) / local.scale)
            let x = u * cos(turn) - v * sin(turn)
            let y = u * sin(turn) + v * cos(turn)
            return placement.point(PixelPoint(middle.x + x, middle.y + y))
        }
        let (left, right) = (points.map(\.x).min() ?? 0, points.map(\.x).max() ?? 0)
        let (top, bottom) = (points.map(\.y).min() ?? 0, points.map(\.y).max() ?? 0)
        let name = RichText(plain: beam.name).truncated(to: placement.rect.width / 3, size: size)
        let text = name.isEmpty ? 0 : name.width(size: size) + 5
        let box = (width: right - left + text, height: max(bottom - top, 1.2 * size))
        guard max(right - left, bottom - top).isFinite,
            let area = placer.place(corners(box.width, box.height, placement.rect))
        else { return }
        let shift = Point(area.left - left, area.midY - (top + bottom) / 2)
        var path = Path()
        path.addLine(points.map { Point($0.x + shift.x, $0.y + shift.y) }, closed: true)
        drawing.fill(path, ink.line.opacity(0.35))
        ink.stroke(path, Stroke(ink.line, width: 1.1), on: &drawing)
        drawing.text(
            name, at: Point(area.right - text + 5, area.midY), size: size, colour: ink.line, halo: ink.rim)
    }

    /// A bar of a round angle, measured where it stands.
    private func drawScaleBar(
        _ placement: SkyMapPlacement, _ placer: inout LabelPlacer, _ size: Double, on drawing: inout Drawing
    ) {
        let rect = placement.rect
        for corner in corners(0.25 * rect.width, 1.8 * size, rect).reorderedForScale {
            let (from, to) = (Point(corner.left, corner.bottom), Point(corner.right, corner.bottom))
            let (a, b) = (placement.pixel(under: from), placement.pixel(under: to))
            guard let start = geometry.direction(x: a.x, y: a.y), let end = geometry.direction(x: b.x, y: b.y) else {
                continue
            }
            let span = start.separation(to: end)
            guard span > 0, let (angle, label) = SkyMapPanel.roundAngle(below: span) else { continue }
            let length = corner.width * angle / span
            let width = max(length, label.width(size: size))
            let isLeft = corner.midX < rect.midX
            let box = Rect(
                x: isLeft ? corner.left : corner.right - width, y: corner.top, width: width, height: corner.height)
            guard let area = placer.place([box]) else { continue }
            var path = Path()
            path.addSegment(
                Point(area.midX - length / 2, area.bottom - 2), Point(area.midX + length / 2, area.bottom - 2))
            ink.stroke(path, Stroke(ink.line, width: 1.8), on: &drawing)
            drawing.text(
                label, at: Point(area.midX, area.top + 0.5 * size), size: size, anchor: .middle, colour: ink.line,
                halo: ink.rim)
            return
        }
    }

    /// The largest round angle not above `span` degrees, with its name in degrees, minutes or seconds of arc.
    static func roundAngle(below span: Double) -> (degrees: Double, name: RichText)? {
        for (perDegree, sign) in [(1.0, "°"), (60, "′"), (3600, "″")] where span * perDegree >= 1 || sign == "″" {
            let amount = span * perDegree
            let steps = perDegree == 1 ? [1.0, 2, 5, 10, 15, 20, 30, 45, 60, 90] : [1.0, 2, 5, 10, 15, 20, 30]
            if let best = steps.last(where: { $0 <= amount }) {
                return (best / perDegree, RichText(NumberText.short(best) + sign))
            }
        }
        let step = RoundStep(atLeast: span * 3600).previous
        let seconds = step.value
        return seconds > 1e-6 ? (seconds / 3600, RichText(NumberText.short(seconds) + "″")) : nil
    }
}

extension [Rect] {
    /// Lower right, lower left, upper right, upper left.
    fileprivate var reorderedForScale: [Rect] { count == 4 ? [self[1], self[0], self[3], self[2]] : self }
}
