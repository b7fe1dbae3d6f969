/// A figure before layout: a title and stacks of panels in rows.
struct Page: Sendable {
    var title: RichText
    var rows: [[PanelStack]]

    init(title: String = "", _ rows: [[PanelStack]]) {
        self.title = RichText(plain: title)
        self.rows = rows
    }

    /// Lays everything out.
    /// - Parameter summary: one line that says what is shown, for readers who cannot see it.
    func drawing(_ style: FigureStyle, width: Double, height: Double, summary: String) -> Drawing {
        let columns = rows.map(\.count).max() ?? 1
        let panels = rows.map { row in row.map(\.panels.count).max() ?? 1 }.reduce(0, +)
        // smaller than this, labels have no room
        let size = (
            width: max(style.width ?? width, 190 * style.fontScale * Double(columns)),
            height: max(style.height ?? height, 110 * style.fontScale * Double(panels) + 30)
        )
        var drawing = Drawing(
            width: size.width, height: size.height, title: RichText(plain: summary).plain,
            pixelsPerPoint: style.pixelsPerPoint)
        let scale = style.fontScale
        var top = 3.0
        if !title.isEmpty {
            let text = title.truncated(to: size.width - 16, size: 11 * scale)
            drawing.text(text, at: Point(size.width / 2, 14 * scale), size: 11 * scale, anchor: .middle)
            top = 23 * scale
        }
        let rowHeight = (size.height - top - 3) / Double(max(rows.count, 1))
        for (index, row) in rows.enumerated() {
            let cellWidth = (size.width - 6) / Double(max(row.count, 1))
            for (column, stack) in row.enumerated() {
                let cell = Rect(
                    x: 3 + Double(column) * cellWidth, y: top + Double(index) * rowHeight, width: cellWidth,
                    height: rowHeight)
                StackLayout(stack, in: cell, scale: scale).draw(on: &drawing)
            }
        }
        return drawing
    }
}
