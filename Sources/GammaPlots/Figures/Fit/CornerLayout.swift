import GammaCore

/// Places and draws the cells of a ``CornerFigure``: labels only at the left and at the bottom.
struct CornerLayout {
    let densities: [DrawDensity]
    let names: [String]
    let area: Rect
    let scale: Double

    private let gap = 5.0
    private var size: Double { (densities.count > 5 ? 7.5 : 8.5) * scale }
    private var count: Double { Double(max(densities.count, 1)) }

    private static let fill = Palette.colour(0)
    private static let mark = Palette.colour(1)
    private static let shares = [0.865, 0.393]

    func draw(on drawing: inout Drawing) {
        for row in densities.indices {
            for column in 0...row { drawCell(row, column, on: &drawing) }
            drawHead(row, on: &drawing)
        }
        drawLegend(on: &drawing)
        if densities.isEmpty {
            var border = Path()
            border.addRect(area)
            drawing.stroke(border, Stroke(Palette.ink, width: 0.8))
            drawing.text(
                "no parameters", at: Point(area.midX, area.midY), size: size, anchor: .middle,
                colour: Palette.reference)
        }
    }

    private func cell(_ row: Int, _ column: Int) -> Rect {
        let (width, height) = (area.width / count, area.height / count)
        return Rect(
            x: area.left + Double(column) * width, y: area.top + Double(row) * height, width: width - gap,
            height: height - gap - (row == column ? headHeight : 0)
        ).moved(down: row == column ? headHeight : 0)
    }

    /// Room above the histograms for names and values.
    private var headHeight: Double { 2.7 * size }

    private func axis(_ index: Int) -> Axis {
        let unit = densities[index].parameter.unit
        return Axis(
            RichText(plain: names[index]), unit: unit.isEmpty ? nil : RichText.unit(unit), densities[index].axisRange)
    }

    private func drawCell(_ row: Int, _ column: Int, on drawing: inout Drawing) {
        let rect = cell(row, column)
        let (x, y) = (densities[column], densities[row])
        let histogram = row == column ? x.histogram : []
        let top = max(histogram.max() ?? 1, 1) * 1.08
        let frame = Frame(
            rect: rect, x: axis(column), y: row == column ? Axis("", AxisRange(0, top, .linear)) : axis(row))
        drawing.items.append(.beginClip(rect))
        for layer in row == column ? layers(x, histogram) : layers(x, y) {
            layer.draw(in: frame, scale: scale, on: &drawing)
        }
        drawing.items.append(.endClip)
        drawAxes(row, column, frame, on: &drawing)
    }

    private func layers(_ density: DrawDensity, _ histogram: [Double]) -> [Layer] {
        var layers: [Layer] = [
            .steps(
                edges: density.edges, values: histogram, Stroke(Self.fill, width: 1.1), fill: Self.fill.opacity(0.18)),
            .vertical(density.median, Stroke(Palette.ink, width: 1)),
        ]
        for value in [density.low, density.high] {
            layers.append(.vertical(value, Stroke(Palette.ink, width: 0.8, dash: [3, 2.5])))
        }
        if let best = density.parameter.best { layers.append(.vertical(best, Stroke(Self.mark, width: 1.1))) }
        return layers
    }

    private func layers(_ x: DrawDensity, _ y: DrawDensity) -> [Layer] {
        var layers = zip(DrawDensity.contours(x, y, shares: Self.shares), [0.18, 0.34]).map { curves, shade in
            Layer.curves(
                curves, closed: true, Stroke(Self.fill, width: 1.1), fill: Self.fill.opacity(shade))
        }
        if let a = x.parameter.best, let b = y.parameter.best {
            layers.append(.vertical(a, Stroke(Self.mark.opacity(0.7), width: 0.7)))
            layers.append(.horizontal(b, Stroke(Self.mark.opacity(0.7), width: 0.7)))
            layers.append(.points([DataPoint(x: a, y: b)], .square, Self.mark))
        }
        return layers
    }

    private func drawAxes(_ row: Int, _ column: Int, _ frame: Frame, on drawing: inout Drawing) {
        let rect = frame.rect
        let x = frame.x.ticks(TickRoom(length: rect.width, size: size, isHorizontal: true))
        var path = Path()
        var end = -Double.infinity
        for major in x.majors {
            let place = rect.left + major.fraction * rect.width
            path.addSegment(Point(place, rect.bottom), Point(place, rect.bottom - 3))
            guard row == densities.count - 1 else { continue }
            let half = major.label.width(size: size) / 2
            let middle = inside(place, half, rect.left, rect.right)
            // One that was moved may have no room left.
            guard middle - half > end else { continue }
            end = middle + half + 0.5 * size
            let label = Point(middle, rect.bottom + 4 + size * 0.55)
            drawing.text(major.label, at: label, size: size, anchor: .middle)
        }
        if row == densities.count - 1 {
            for (number, line) in lines(x.title, to: rect.width + gap - 2).enumerated() {
                let place = Point(rect.midX, rect.bottom + 6 + size * (2 + Self.lineHeight * Double(number)))
                drawing.text(line.text, at: place, size: line.size, anchor: .middle)
            }
        }
        if row != column {
            let y = frame.y.ticks(TickRoom(length: rect.height, size: size, isHorizontal: false))
            for major in y.majors {
                let place = rect.bottom - major.fraction * rect.height
                path.addSegment(Point(rect.left, place), Point(rect.left + 3, place))
                guard column == 0 else { continue }
                let label = Point(rect.left - 4, inside(place, size / 2, rect.top, rect.bottom))
                drawing.text(major.label, at: label, size: size, anchor: .end)
            }
            if column == 0 {
                for (number, line) in lines(y.title, to: rect.height + gap - 2).enumerated() {
                    let place = Point(size * (0.9 + Self.lineHeight * Double(number)), rect.midY)
                    drawing.text(line.text, at: place, size: line.size, anchor: .middle, vertical: true)
                }
            }
        }
        drawing.stroke(path, Stroke(Palette.ink, width: 0.7))
        var border = Path()
        border.addRect(rect)
        drawing.stroke(border, Stroke(Palette.ink, width: 0.8))
    }

    /// The middle of a label that must not reach into the next cell.
    private func inside(_ place: Double, _ half: Double, _ low: Double, _ high: Double) -> Double {
        min(max(place, low + half), max(high - half, low + half))
    }

    private static let lineHeight = 1.2

    /// The title of an axis, its unit on a line of its own where one would be much too long.
    private func lines(_ title: RichText, to room: Double) -> [(text: RichText, size: Double)] {
        let parts = title.width(size: 0.85 * size) > room ? title.broken(before: " [") : [title]
        return parts.map { fitted($0, to: room) }
    }

    /// A text that is set smaller where it is too long, then shortened.
    private func fitted(_ text: RichText, to room: Double) -> (text: RichText, size: Double) {
        let smaller = min(size, max(0.6 * size, size * room / max(text.width(size: size), 1)))
        return (text.truncated(to: room, size: smaller), smaller)
    }

    /// Name, and median with the errors of the 68 % interval, above a histogram.
    private func drawHead(_ index: Int, on drawing: inout Drawing) {
        let rect = cell(index, index)
        let density = densities[index]
        let value = ValueFormat.value(
            density.median, below: density.median - density.low, above: density.high - density.median)
        let lines = [(names[index], 2.0), (value, 0.8)]
        for (line, height) in lines {
            let text = fitted(RichText(plain: line), to: rect.width + gap - 2)
            let place = Point(rect.midX, rect.top - size * height)
            drawing.text(text.text, at: place, size: text.size, anchor: .middle)
        }
    }

    /// In the empty corner at the upper right; a single histogram has none.
    private func drawLegend(on drawing: inout Drawing) {
        guard densities.count > 1 else { return }
        var entries = [
            LegendEntry("39 % of the draws", .patch(Self.fill.opacity(0.46), Stroke(Self.fill, width: 1))),
            LegendEntry("86 % of the draws", .patch(Self.fill.opacity(0.18), Stroke(Self.fill, width: 1))),
            LegendEntry("median", .line(Stroke(Palette.ink, width: 1))),
            LegendEntry("68 % interval", .line(Stroke(Palette.ink, width: 0.8, dash: [3, 2.5]))),
        ]
        if densities.contains(where: { $0.parameter.best != nil }) {
            entries.append(LegendEntry("best fit", .line(Stroke(Self.mark, width: 1.1))))
        }
        let room = area.width - area.width / count
        let legend = Legend(entries, size: 9 * scale, limit: room)
        let box = legend.boxSize
        let place = Rect(
            x: area.right - gap - min(box.width, room), y: area.top, width: box.width, height: box.height)
        // Left out where it would cover the heads of the histograms.
        let isFree = densities.indices.allSatisfy { index in
            let rect = cell(index, index)
            return rect.top - headHeight > place.bottom || rect.right < place.left
        }
        if isFree { legend.draw(in: place, on: &drawing) }
    }
}

extension Rect {
    fileprivate func moved(down: Double) -> Rect { Rect(x: x, y: y + down, width: width, height: height) }
}
