/// Finds the places of stacked panels, their labels and legends in a cell of the page.
///
/// Margins grow until everything fits: labels depend on the lengths of the axes, which depend on the room that labels
/// take. As margins never shrink, a few rounds settle it.
struct StackLayout {
    /// A panel with its place.
    private struct Placed {
        var panel: Panel
        var frame: Frame
        var xTicks: AxisTicks
        var yTicks: AxisTicks
        var barTicks: AxisTicks?
        /// Room above for title and legend, as wide as the stack.
        var head: Rect
    }

    private struct Margins: Equatable {
        var left: Double
        var right: Double
        var top: Double
        var bottom: Double
    }

    private let stack: PanelStack
    private let cell: Rect
    private let tickSize: Double
    private let nameSize: Double
    private let legendSize: Double
    private let scale: Double
    private var margins: Margins
    private var placed: [Placed] = []
    /// Where each legend stands; nil for above the panel.
    private var legendBoxes: [Rect?] = []
    private var legendsAbove: [Bool]

    private let tickGap = 5.0
    private let panelGap = 11.0
    private let barWidth = 11.0

    init(_ stack: PanelStack, in cell: Rect, scale: Double) {
        self.stack = stack
        self.cell = cell
        self.scale = scale
        tickSize = 9 * scale
        nameSize = 10 * scale
        legendSize = 9 * scale
        margins = Margins(left: 30 * scale, right: 10, top: 8, bottom: 34 * scale)
        legendsAbove = stack.panels.map { _ in false }
        settle()
    }

    private mutating func settle() {
        for _ in 0..<12 {
            place()
            let needed = required()
            let grown = Margins(
                left: max(margins.left, needed.left), right: max(margins.right, needed.right),
                top: max(margins.top, needed.top), bottom: max(margins.bottom, needed.bottom))
            let above = zip(legendsAbove, placed).enumerated().map { index, pair in pair.0 || !legendFits(index) }
            if grown == margins, above == legendsAbove { break }
            margins = grown
            legendsAbove = above
        }
        legendBoxes = placed.indices.map { legendsAbove[$0] ? nil : legendBox($0) }
    }

    // MARK: Places

    private func legend(_ index: Int) -> Legend {
        Legend(stack.panels[index].legend, size: legendSize, limit: 0.62 * placed[index].frame.rect.width)
    }

    private func legendBox(_ index: Int) -> Rect? {
        let item = placed[index]
        let occupied = item.panel.layers.flatMap { $0.occupied(in: item.frame) }
        return legend(index).place(in: item.frame.rect, avoiding: occupied)
    }

    private func legendFits(_ index: Int) -> Bool { legend(index).isEmpty || legendBox(index) != nil }

    /// The legend that found no place inside; it takes at most a third of the cell.
    private func legendAbove(_ index: Int, width: Double) -> Legend {
        guard legendsAbove[index] else { return Legend([], size: legendSize, limit: width) }
        return Legend(stack.panels[index].legend, size: legendSize, limit: width)
            .limited(width: width, height: cell.height / 3 / Double(stack.panels.count))
    }

    /// Room above a panel for its title and a legend that found no place inside.
    private func headRoom(_ index: Int, width: Double) -> Double {
        let room = stack.panels[index].title.isEmpty ? 0 : nameSize * 1.7
        return room + legendAbove(index, width: width).rowsHeight(width: width)
    }

    private mutating func place() {
        let width = max(cell.width - margins.left - margins.right, 20)
        let heads = stack.panels.indices.map { headRoom($0, width: width) }
        let gaps = panelGap * Double(max(stack.panels.count - 1, 0))
        let room = max(cell.height - margins.top - margins.bottom - gaps - heads.reduce(0, +), 20)
        let total = max(stack.weights.reduce(0, +), 1e-9)
        var top = cell.top + margins.top
        placed = stack.panels.enumerated().map { index, panel in
            let head = Rect(x: cell.left + margins.left, y: top, width: width, height: heads[index])
            top += heads[index]
            var rect = Rect(
                x: cell.left + margins.left, y: top, width: width,
                height: room * (index < stack.weights.count ? stack.weights[index] : 1) / total)
            top = rect.bottom + panelGap
            if panel.isEqualAspect { rect = equalAspect(rect, panel) }
            let frame = Frame(rect: rect, x: panel.x, y: panel.y)
            return Placed(
                panel: panel, frame: frame,
                xTicks: panel.x.ticks(TickRoom(length: rect.width, size: tickSize, isHorizontal: true)),
                yTicks: panel.y.ticks(TickRoom(length: rect.height, size: tickSize, isHorizontal: false)),
                barTicks: panel.colourBar?.axis.ticks(
                    TickRoom(length: rect.height, size: tickSize, isHorizontal: false)), head: head)
        }
    }

    private func equalAspect(_ rect: Rect, _ panel: Panel) -> Rect {
        let xSpan = panel.x.range.high - panel.x.range.low
        let ySpan = panel.y.range.high - panel.y.range.low
        let unit = min(rect.width / xSpan, rect.height / ySpan)
        let width = max(unit * xSpan, 8)
        let height = max(unit * ySpan, 8)
        return Rect(x: rect.midX - width / 2, y: rect.midY - height / 2, width: width, height: height)
    }

    private func required() -> Margins {
        var needed = Margins(left: 0, right: 10, top: tickSize * 0.6 + 2, bottom: 0)
        for (index, item) in placed.enumerated() {
            let labels = item.yTicks.majors.map { $0.label.width(size: tickSize) }.max() ?? 0
            let name = item.yTicks.title.isEmpty ? 0 : nameSize * 1.35 + 4
            needed.left = max(needed.left, tickGap + labels + name + 2)
            if let bar = item.barTicks {
                let width = bar.majors.map { $0.label.width(size: tickSize) }.max() ?? 0
                let title = bar.title.isEmpty ? 0 : nameSize * 1.35 + 6
                needed.right = max(needed.right, 8 + barWidth + tickGap + width + title + 3)
            }
            guard index == placed.count - 1 else { continue }
            for major in item.xTicks.majors {
                let half = major.label.width(size: tickSize) / 2
                let place = major.fraction * item.frame.rect.width
                needed.right = max(needed.right, place + half - item.frame.rect.width + 3)
                needed.left = max(needed.left, half - place + 2)
            }
            let hasLabels = !item.xTicks.majors.isEmpty
            needed.bottom =
                (hasLabels ? tickGap + tickSize * 1.25 : 4) + (item.xTicks.title.isEmpty ? 2 : nameSize * 1.45)
        }
        return needed
    }

    // MARK: Drawing

    func draw(on drawing: inout Drawing) {
        for index in placed.indices { drawPanel(index, on: &drawing) }
    }

    private func drawPanel(_ index: Int, on drawing: inout Drawing) {
        let item = placed[index]
        let rect = item.frame.rect
        let isLowest = index == placed.count - 1
        let hasImage = item.panel.colourBar != nil
        if item.panel.hasGrid, !hasImage { drawGrid(item, on: &drawing) }
        drawing.items.append(.beginClip(rect))
        for layer in item.panel.layers { layer.draw(in: item.frame, scale: scale, on: &drawing) }
        for curve in item.panel.curvedGrid {
            let isDark = hasImage && item.panel.colourBar?.map != .diverging
            let colour = isDark ? Colour.white.opacity(0.45) : Palette.reference.opacity(0.45)
            drawing.stroke(item.frame.clipped(curve.map { item.frame.point($0.x, $0.y) }), Stroke(colour, width: 0.6))
        }
        drawing.items.append(.endClip)
        if !item.panel.emptyNote.isEmpty {
            let note = item.panel.emptyNote.truncated(to: rect.width - 8, size: nameSize)
            drawing.text(
                note, at: Point(rect.midX, rect.midY), size: nameSize, anchor: .middle, colour: Palette.reference)
        }
        drawAxes(item, isLowest: isLowest, on: &drawing)
        drawNames(item, isLowest: isLowest, on: &drawing)
        drawHead(index, on: &drawing)
        if let scale = item.panel.colourBar, let ticks = item.barTicks {
            drawBar(scale, ticks, beside: rect, on: &drawing)
        }
    }

    private func drawGrid(_ item: Placed, on drawing: inout Drawing) {
        let rect = item.frame.rect
        var grid = Path()
        for major in item.xTicks.majors where major.fraction > 0.001 && major.fraction < 0.999 {
            let x = rect.left + major.fraction * rect.width
            grid.addSegment(Point(x, rect.top), Point(x, rect.bottom))
        }
        for major in item.yTicks.majors where major.fraction > 0.001 && major.fraction < 0.999 {
            let y = rect.bottom - major.fraction * rect.height
            grid.addSegment(Point(rect.left, y), Point(rect.right, y))
        }
        drawing.stroke(grid, Stroke(Palette.grid, width: 0.6))
    }

    private func drawAxes(_ item: Placed, isLowest: Bool, on drawing: inout Drawing) {
        let rect = item.frame.rect
        var ticks = Path()
        func mark(_ fraction: Double, _ length: Double, alongX: Bool) {
            if alongX {
                let x = rect.left + fraction * rect.width
                ticks.addSegment(Point(x, rect.bottom), Point(x, rect.bottom - length))
                ticks.addSegment(Point(x, rect.top), Point(x, rect.top + length))
            } else {
                let y = rect.bottom - fraction * rect.height
                ticks.addSegment(Point(rect.left, y), Point(rect.left + length, y))
                ticks.addSegment(Point(rect.right, y), Point(rect.right - length, y))
            }
        }
        for major in item.xTicks.majors {
            mark(major.fraction, 5, alongX: true)
            guard isLowest else { continue }
            let place = Point(rect.left + major.fraction * rect.width, rect.bottom + tickGap + tickSize * 0.55)
            drawing.text(major.label, at: place, size: tickSize, anchor: .middle)
        }
        for major in item.yTicks.majors {
            mark(major.fraction, 5, alongX: false)
            let place = Point(rect.left - tickGap, rect.bottom - major.fraction * rect.height)
            drawing.text(major.label, at: place, size: tickSize, anchor: .end)
        }
        for minor in item.xTicks.minors { mark(minor, 2.5, alongX: true) }
        for minor in item.yTicks.minors { mark(minor, 2.5, alongX: false) }
        drawing.stroke(ticks, Stroke(Palette.ink, width: 0.7))
        var border = Path()
        border.addRect(rect)
        drawing.stroke(border, Stroke(Palette.ink, width: 0.8))
    }

    private func drawNames(_ item: Placed, isLowest: Bool, on drawing: inout Drawing) {
        let rect = item.frame.rect
        if isLowest {
            let name = item.xTicks.title.truncated(to: cell.width - 8, size: nameSize)
            let labels = item.xTicks.majors.isEmpty ? 4 : tickGap + tickSize * 1.25
            let centre = inside(rect.midX, half: name.width(size: nameSize) / 2, from: cell.left, to: cell.right)
            drawing.text(
                name, at: Point(centre, rect.bottom + labels + nameSize * 0.72), size: nameSize, anchor: .middle)
        }
        let widest = item.yTicks.majors.map { $0.label.width(size: tickSize) }.max() ?? 0
        let x = rect.left - tickGap - widest - 4 - nameSize * 0.5
        drawVertical(item.yTicks.title, at: x, beside: rect, hasHead: item.head.height > 0, on: &drawing)
    }

    /// The name of a vertical axis; one too long for its panel is set smaller, then shortened.
    private func drawVertical(
        _ name: RichText, at x: Double, beside rect: Rect, hasHead: Bool, on drawing: inout Drawing
    ) {
        // not lower than the labels of x, where its name stands
        let lowest = rect.bottom + tickGap + tickSize
        let highest = hasHead ? rect.top : cell.top
        let room = stack.panels.count > 1 ? rect.height + panelGap - 2 : lowest - highest - 2
        let size = min(nameSize, max(nameSize * 0.75, nameSize * room / max(name.width(size: nameSize), 1)))
        let text = name.truncated(to: room, size: size)
        let half = text.width(size: size) / 2
        let centre = inside(rect.midY, half: half, from: highest, to: lowest)
        drawing.text(text, at: Point(x, centre), size: size, anchor: .middle, vertical: true)
    }

    private func inside(_ centre: Double, half: Double, from low: Double, to high: Double) -> Double {
        high - half < low + half ? (low + high) / 2 : min(max(centre, low + half), high - half)
    }

    private func drawHead(_ index: Int, on drawing: inout Drawing) {
        let item = placed[index]
        let rect = item.frame.rect
        var top = rect.top - item.head.height
        if !item.panel.title.isEmpty {
            let title = item.panel.title.truncated(to: cell.width - 8, size: nameSize)
            let centre = inside(rect.midX, half: title.width(size: nameSize) / 2, from: cell.left, to: cell.right)
            drawing.text(title, at: Point(centre, top + nameSize * 0.75), size: nameSize, anchor: .middle)
            top += nameSize * 1.7
        }
        if legendsAbove[index] {
            legendAbove(index, width: item.head.width)
                .drawRows(at: Point(item.head.left, top), width: item.head.width, on: &drawing)
        } else if let box = legendBoxes[index], !item.panel.legend.isEmpty {
            legend(index).draw(in: box, on: &drawing)
        }
    }

    private func drawBar(_ colours: ColourScale, _ ticks: AxisTicks, beside rect: Rect, on drawing: inout Drawing) {
        let bar = Rect(x: rect.right + 8, y: rect.top, width: barWidth, height: rect.height)
        var raster = Raster(width: 1, height: 256)
        for row in 0..<256 { raster.pixels[row] = colours.map.packed(Double(255 - row) / 255) }
        drawing.items.append(.image(raster, bar))
        var marks = Path()
        for major in ticks.majors {
            let y = bar.bottom - major.fraction * bar.height
            marks.addSegment(Point(bar.right, y), Point(bar.right + 3, y))
            drawing.text(major.label, at: Point(bar.right + tickGap, y), size: tickSize)
        }
        marks.addRect(bar)
        drawing.stroke(marks, Stroke(Palette.ink, width: 0.7))
        let widest = ticks.majors.map { $0.label.width(size: tickSize) }.max() ?? 0
        drawVertical(
            ticks.title, at: bar.right + tickGap + widest + 5 + nameSize * 0.5, beside: rect, hasHead: true,
            on: &drawing)
    }
}
