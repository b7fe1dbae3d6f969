import GammaMaps

/// Finds the places of sky maps of one size in rows and columns, with the room that labels, names and bars need.
///
/// Labels depend on the size of the images, which depends on the room that labels take. As margins never shrink, a few
/// rounds settle it.
struct SkyMapLayout {
    /// An image with what belongs to it.
    struct Cell: Sendable {
        var placement: SkyMapPlacement
        var labels: SkyGridLabels
        /// The panel's own bar; nil for a shared one or none.
        var bar: ColourBar?
        /// Whether labels and names stand at the lower and the left edge.
        var hasBottom: Bool
        var hasLeft: Bool
        /// All room of the cell.
        var area: Rect
    }

    private struct Margins: Equatable {
        var left: [Double]
        var right: [Double]
        var top: [Double]
        var bottom: [Double]
    }

    let panels: [SkyMapPanel]
    let columns: Int
    let sharesColours: Bool
    private let style: FigureStyle
    /// Height of title and legend above the panels for a width of the page.
    private let head: (Double) -> Double

    private(set) var cells: [Cell] = []
    private(set) var sharedBar: ColourBar?
    /// Where the shared bar stands: beside or below all images.
    private(set) var sharedBarSide = Rect(x: 0, y: 0, width: 0, height: 0)
    private(set) var sharedBarStart = 0.0
    private(set) var width = 0.0
    private(set) var height = 0.0
    private(set) var hasVerticalBars = true

    static let tickGap = 5.0
    private static let gap = 9.0
    private static let pad = 3.0

    private var rows: Int { (panels.count + columns - 1) / columns }
    private var scale: Double { style.fontScale }
    var tickSize: Double { 9 * scale }
    var nameSize: Double { 10 * scale }
    /// Panels of one geometry share the labels of rows and columns.
    private let sharesAxes: Bool
    /// Width through height of every image's place.
    private let aspect: Double

    init(
        _ panels: [SkyMapPanel], columns: Int, sharesColours: Bool, style: FigureStyle,
        head: @escaping (Double) -> Double
    ) {
        self.panels = panels
        self.columns = columns
        self.sharesColours = sharesColours
        self.style = style
        self.head = head
        sharesAxes = panels.dropFirst().allSatisfy { panels[0].hasGrid(of: $0.figure) }
        let aspects = panels.map { SkyMapPlacement.aspect($0.geometry) }.sorted()
        aspect = aspects.isEmpty ? 1 : aspects[aspects.count / 2]
        settle()
    }

    // MARK: Sizes

    private var wantedWidth: Double { style.width ?? [470, 700, 880][min(columns, 3) - 1] }

    private mutating func settle() {
        var margins = Margins(
            left: Array(repeating: 0, count: columns), right: Array(repeating: 10, count: columns),
            top: Array(repeating: 0, count: rows), bottom: Array(repeating: 0, count: rows))
        hasVerticalBars = (wantedWidth - 130 * scale * Double(columns)) / Double(columns) / aspect >= 105 * scale
        for _ in 0..<8 {
            let image = imageSize(margins)
            place(image, margins)
            let needed = required()
            let grown = Margins(
                left: zip(margins.left, needed.left).map(max), right: zip(margins.right, needed.right).map(max),
                top: zip(margins.top, needed.top).map(max), bottom: zip(margins.bottom, needed.bottom).map(max))
            if grown == margins { break }
            margins = grown
        }
    }

    private func sharedBarRoom(_ isVertical: Bool) -> Double {
        hasVerticalBars == isVertical ? sharedBar?.room ?? (sharesColours ? 60 * scale : 0) : 0
    }

    private func fixed(_ margins: Margins) -> (width: Double, height: Double) {
        (
            2 * Self.pad + margins.left.reduce(0, +) + margins.right.reduce(0, +) + Self.gap * Double(columns - 1)
                + sharedBarRoom(true),
            2 * Self.pad + margins.top.reduce(0, +) + margins.bottom.reduce(0, +) + Self.gap * Double(rows - 1)
                + sharedBarRoom(false)
        )
    }

    /// Width and height of every image: as wide as the page allows, not higher than looks well.
    private mutating func imageSize(_ margins: Margins) -> (width: Double, height: Double) {
        let fixed = fixed(margins)
        var w = max((wantedWidth - fixed.width) / Double(columns), 60 * scale)
        let pageWidth = max(style.width ?? 0, fixed.width + w * Double(columns))
        let above = head(pageWidth)
        var highest = columns == 1 ? 470.0 : 330
        if let wanted = style.height { highest = max((wanted - fixed.height - above) / Double(rows), 40 * scale) }
        var h = w / aspect
        if h > highest { (w, h) = (max(highest * aspect, 12), highest) }
        h = max(h, 12)
        width = max(style.width ?? 0, fixed.width + w * Double(columns), 190 * scale)
        height = max(style.height ?? 0, fixed.height + head(width) + h * Double(rows), 80 * scale)
        return (w, h)
    }

    private mutating func place(_ image: (width: Double, height: Double), _ margins: Margins) {
        let fixed = fixed(margins)
        let left = max(width - fixed.width - image.width * Double(columns), 0) / 2 + Self.pad
        let spare = max(height - head(width) - fixed.height - image.height * Double(rows), 0)
        var y = Self.pad + head(width) + spare / 2
        cells = []
        for row in 0..<rows {
            var x = left
            for column in 0..<columns {
                let index = row * columns + column
                if index < panels.count {
                    let box = Rect(
                        x: x + margins.left[column], y: y + margins.top[row], width: image.width, height: image.height)
                    let area = Rect(
                        x: x, y: y, width: margins.left[column] + image.width + margins.right[column],
                        height: margins.top[row] + image.height + margins.bottom[row])
                    cells.append(cell(index, box, area))
                }
                x += margins.left[column] + image.width + margins.right[column] + Self.gap
            }
            y += margins.top[row] + image.height + margins.bottom[row] + Self.gap
        }
        placeSharedBar()
    }

    private func cell(_ index: Int, _ box: Rect, _ area: Rect) -> Cell {
        let panel = panels[index]
        let placement = SkyMapPlacement(
            panel.geometry, in: SkyMapLayout.fit(SkyMapPlacement.aspect(panel.geometry), box))
        let rect = placement.rect
        let overhang = columns > 1 ? Self.gap / 2 - 1 : 40 * scale
        let labels = SkyGridLabels(
            panel.survey, panel.figure.grid, width: rect.width, height: rect.height, size: tickSize,
            overhang: overhang)
        let bar =
            sharesColours
            ? nil
            : ColourBar(
                panel.scale, isVertical: hasVerticalBars, length: hasVerticalBars ? rect.height : rect.width,
                tickSize: tickSize, nameSize: nameSize, isOpen: panel.isOpen)
        return Cell(
            placement: placement, labels: labels, bar: bar,
            hasBottom: !sharesAxes || index + columns >= panels.count, hasLeft: !sharesAxes || index % columns == 0,
            area: area)
    }

    private static func fit(_ aspect: Double, _ box: Rect) -> Rect {
        let width = min(box.width, box.height * aspect)
        let height = min(box.height, width / aspect)
        // extreme shapes fill their place, so that there is something to see
        let (w, h) = (max(width, min(12, box.width)), max(height, min(12, box.height)))
        return Rect(x: box.midX - w / 2, y: box.midY - h / 2, width: w, height: h)
    }

    private mutating func placeSharedBar() {
        guard sharesColours, let first = cells.first, let panel = panels.first else { return }
        let rects = cells.map(\.placement.rect)
        let left = rects.map(\.left).min() ?? 0
        let right = rects.map(\.right).max() ?? 0
        let bottom = rects.map(\.bottom).max() ?? 0
        sharedBarSide = Rect(
            x: left, y: first.placement.rect.top, width: right - left, height: bottom - first.placement.rect.top)
        let isOpen = (panels.contains { $0.isOpen.low }, panels.contains { $0.isOpen.high })
        sharedBar = ColourBar(
            panel.scale, isVertical: hasVerticalBars,
            length: hasVerticalBars ? sharedBarSide.height : sharedBarSide.width, tickSize: tickSize,
            nameSize: nameSize, isOpen: isOpen)
        sharedBarStart = hasVerticalBars ? cells.map(\.area.right).max() ?? 0 : cells.map(\.area.bottom).max() ?? 0
    }

    // MARK: Margins

    private func required() -> Margins {
        var needed = Margins(
            left: Array(repeating: 0, count: columns), right: Array(repeating: 4, count: columns),
            top: Array(repeating: tickSize * 0.6 + 2, count: rows), bottom: Array(repeating: 4, count: rows))
        for (index, cell) in cells.enumerated() {
            let (row, column) = (index / columns, index % columns)
            if !panels[index].figure.title.isEmpty { needed.top[row] = max(needed.top[row], nameSize * 1.7) }
            if cell.hasLeft { needed.left[column] = max(needed.left[column], leftRoom(cell)) }
            if cell.hasBottom {
                needed.bottom[row] = max(needed.bottom[row], bottomRoom(cell))
                if columns == 1 {
                    let rect = cell.placement.rect
                    for major in cell.labels.bottom {
                        let half = major.label.width(size: tickSize) / 2
                        let place = major.fraction * rect.width
                        needed.left[column] = max(needed.left[column], half - place + 2)
                        needed.right[column] = max(needed.right[column], place + half - rect.width + 2)
                    }
                }
            }
            if let bar = cell.bar {
                if hasVerticalBars {
                    needed.right[column] = max(needed.right[column], bar.room)
                } else {
                    needed.bottom[row] = max(needed.bottom[row], bottomRoom(cell) + bar.room)
                    needed.right[column] = max(needed.right[column], bar.overhang)
                }
            } else if !hasVerticalBars, let sharedBar {
                needed.right[column] = max(needed.right[column], sharedBar.overhang)
            }
        }
        return needed
    }

    private func leftRoom(_ cell: Cell) -> Double {
        let widest = cell.labels.left.map { $0.label.width(size: tickSize) }.max() ?? 0
        return Self.tickGap + widest + 4 + nameSize * 1.35 + 2
    }

    /// Room of the labels and the name below an image.
    func bottomRoom(_ cell: Cell) -> Double {
        guard cell.hasBottom else { return 2 }
        return (cell.labels.bottom.isEmpty ? 4 : Self.tickGap + tickSize * 1.3) + nameSize * 1.45
    }
}
