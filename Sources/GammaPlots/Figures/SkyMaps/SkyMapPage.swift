import GammaMaps

/// Draws sky maps in rows and columns with title, legend and colour bars.
struct SkyMapPage: Sendable {
    private var panels: [SkyMapPanel] = []
    private let columns: Int
    private let sharesColours: Bool
    private let title: RichText
    private let style: FigureStyle

    private var titleSize: Double { 11 * style.fontScale }
    private var legendSize: Double { 9 * style.fontScale }

    /// - Parameter figures: the panels; with `sharesColours` all take the settings of colours of the first.
    init(
        _ figures: [SkyMapFigure], columns: Int, sharesColours: Bool = false, title: String = "", style: FigureStyle
    ) {
        self.columns = columns
        self.sharesColours = sharesColours
        self.title = RichText(plain: title)
        self.style = style
        for figure in figures {
            var figure = figure
            if sharesColours, let first = figures.first {
                (figure.colours, figure.stretch, figure.limits) = (first.colours, first.stretch, first.limits)
            }
            panels.append(SkyMapPanel(figure, like: panels.first))
        }
        if sharesColours, let first = panels.first {
            let shared = SkyMapPanel.scale(first.figure, panels.flatMap(\.values))
            for index in panels.indices { panels[index].setScale(shared) }
        }
    }

    /// Lays everything out.
    func drawing(summary: String) -> Drawing {
        guard !panels.isEmpty else { return emptyDrawing(summary) }
        let legend = legendEntries
        let layout = SkyMapLayout(panels, columns: columns, sharesColours: sharesColours, style: style) {
            headHeight(legend, $0)
        }
        var drawing = Drawing(
            width: layout.width, height: layout.height, title: RichText(plain: summary).plain,
            pixelsPerPoint: style.pixelsPerPoint)
        drawHead(legend, on: &drawing)
        var shared: (panel: SkyMapPanel, labels: SkyGridLabels, lines: SkyGridLines)?
        for (panel, cell) in zip(panels, layout.cells) {
            let lines: SkyGridLines
            if let shared, shared.panel.hasGrid(of: panel.figure), shared.labels.hasSteps(of: cell.labels) {
                lines = shared.lines
            } else {
                lines = SkyGridLines(panel.geometry, panel.survey, cell.labels)
                shared = (panel, cell.labels, lines)
            }
            panel.drawImage(cell.placement, lines, size: layout.tickSize, on: &drawing)
            drawEdges(cell, panel, layout, on: &drawing)
        }
        layout.sharedBar?.draw(
            beside: layout.sharedBarSide, start: layout.sharedBarStart - (layout.hasVerticalBars ? 4 : 0),
            limits: (layout.sharedBarSide.top, layout.sharedBarSide.bottom), on: &drawing)
        return drawing
    }

    private func emptyDrawing(_ summary: String) -> Drawing {
        var drawing = Drawing(
            width: style.width ?? 300, height: style.height ?? 160, title: RichText(plain: summary).plain,
            pixelsPerPoint: style.pixelsPerPoint)
        drawHead([], on: &drawing)
        drawing.text(
            "no maps", at: Point(drawing.width / 2, drawing.height / 2), size: legendSize, anchor: .middle,
            colour: Palette.reference)
        return drawing
    }

    // MARK: Head

    /// The entries of all panels, none twice.
    private var legendEntries: [LegendEntry] {
        var entries: [LegendEntry] = []
        for entry in panels.flatMap(\.legend) where !entries.contains(where: { $0.text == entry.text }) {
            entries.append(entry)
        }
        return entries
    }

    private func legend(_ entries: [LegendEntry], _ width: Double) -> Legend {
        Legend(entries, size: legendSize, limit: width - 16).limited(width: width - 16, height: 8 * legendSize)
    }

    private func headHeight(_ entries: [LegendEntry], _ width: Double) -> Double {
        (title.isEmpty ? 0 : titleSize * 1.9)
            + (entries.isEmpty ? 0 : legend(entries, width).rowsHeight(width: width - 16) + 2)
    }

    private func drawHead(_ entries: [LegendEntry], on drawing: inout Drawing) {
        var top = 3.0
        if !title.isEmpty {
            drawing.text(
                title.truncated(to: drawing.width - 16, size: titleSize),
                at: Point(drawing.width / 2, top + titleSize), size: titleSize, anchor: .middle)
            top += titleSize * 1.9
        }
        guard !entries.isEmpty else { return }
        legend(entries, drawing.width).drawRows(at: Point(10, top), width: drawing.width - 16, on: &drawing)
    }

    // MARK: Edges

    private func drawEdges(
        _ cell: SkyMapLayout.Cell, _ panel: SkyMapPanel, _ layout: SkyMapLayout, on drawing: inout Drawing
    ) {
        let rect = cell.placement.rect
        drawTicks(cell, layout, on: &drawing)
        if !panel.figure.title.isEmpty {
            let text = RichText(plain: panel.figure.title).truncated(to: cell.area.width - 4, size: layout.nameSize)
            let half = text.width(size: layout.nameSize) / 2
            let x = min(max(rect.midX, cell.area.left + half), max(cell.area.right - half, cell.area.left + half))
            drawing.text(
                text, at: Point(x, rect.top - layout.nameSize * 0.85), size: layout.nameSize, anchor: .middle)
        }
        let names = cell.labels.names(panel.survey.frame)
        let hasTitle = !panel.figure.title.isEmpty
        let limits = (top: hasTitle ? rect.top : cell.area.top, bottom: rect.bottom + SkyMapLayout.tickGap)
        if cell.hasLeft {
            let widest = cell.labels.left.map { $0.label.width(size: layout.tickSize) }.max() ?? 0
            VerticalName.draw(
                [names.left, SkyMapPage.short(names.left)],
                at: rect.left - SkyMapLayout.tickGap - widest - 4 - layout.nameSize * 0.5, centre: rect.midY,
                size: layout.nameSize, limits: limits, on: &drawing)
        }
        if cell.hasBottom {
            let labels = cell.labels.bottom.isEmpty ? 4 : SkyMapLayout.tickGap + layout.tickSize * 1.3
            let fits = names.bottom.width(size: layout.nameSize) <= cell.area.width
            let name = fits ? names.bottom : SkyMapPage.short(names.bottom)
            let half = name.width(size: layout.nameSize) / 2
            let x = min(max(rect.midX, cell.area.left + half), max(cell.area.right - half, cell.area.left + half))
            drawing.text(
                name, at: Point(x, rect.bottom + labels + layout.nameSize * 0.72), size: layout.nameSize,
                anchor: .middle)
        }
        cell.bar?.draw(
            beside: rect, start: layout.hasVerticalBars ? rect.right : rect.bottom + layout.bottomRoom(cell),
            limits: limits, on: &drawing)
    }

    private func drawTicks(_ cell: SkyMapLayout.Cell, _ layout: SkyMapLayout, on drawing: inout Drawing) {
        let rect = cell.placement.rect
        var marks = Path()
        for major in cell.labels.bottom {
            let x = rect.left + major.fraction * rect.width
            marks.addSegment(Point(x, rect.bottom), Point(x, rect.bottom + 3))
            guard cell.hasBottom else { continue }
            let place = Point(x, rect.bottom + SkyMapLayout.tickGap + layout.tickSize * 0.6)
            drawing.text(major.label, at: place, size: layout.tickSize, anchor: .middle)
        }
        for major in cell.labels.left {
            let y = rect.bottom - major.fraction * rect.height
            marks.addSegment(Point(rect.left, y), Point(rect.left - 3, y))
            guard cell.hasLeft else { continue }
            drawing.text(
                major.label, at: Point(rect.left - SkyMapLayout.tickGap, y), size: layout.tickSize, anchor: .end)
        }
        drawing.stroke(marks, Stroke(Palette.ink, width: 0.7))
    }

    /// What is left of a name where the image is too small for it.
    private static func short(_ name: RichText) -> RichText {
        let text = name.plain
        if text.hasPrefix("Right") { return "RA" }
        if text.hasPrefix("Decl") { return "Dec" }
        return text.hasSuffix("longitude") ? "GLON" : "GLAT"
    }
}

extension SkyGridLabels {
    /// Whether the same lines are drawn.
    func hasSteps(of other: SkyGridLabels) -> Bool {
        lonStep == other.lonStep && latStep == other.latStep && isSwapped == other.isSwapped
    }
}
