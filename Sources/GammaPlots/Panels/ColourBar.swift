/// The bar that explains the colours of an image, beside it or below.
struct ColourBar: Sendable {
    private let scale: ColourScale
    private let ticks: AxisTicks
    private let isVertical: Bool
    private let tickSize: Double
    private let nameSize: Double
    /// Whether there are values below and above the ends: the bar is pointed there.
    private let isOpen: (low: Bool, high: Bool)

    private static let thickness = 11.0
    private static let tickGap = 5.0
    private static let tip = 8.0

    /// - Parameter length: of the image's side in points.
    init(
        _ scale: ColourScale, isVertical: Bool, length: Double, tickSize: Double, nameSize: Double,
        isOpen: (low: Bool, high: Bool)
    ) {
        self.scale = scale
        self.isVertical = isVertical
        self.tickSize = tickSize
        self.nameSize = nameSize
        self.isOpen = length > 40 ? isOpen : (false, false)
        let tips = (self.isOpen.low ? Self.tip : 0) + (self.isOpen.high ? Self.tip : 0)
        ticks = scale.axis.ticks(
            TickRoom(length: max(length - tips, 4), size: tickSize, isHorizontal: !isVertical))
    }

    private var widest: Double { ticks.majors.map { $0.label.width(size: tickSize) }.max() ?? 0 }

    /// Room that the bar takes beside or below the image, in points.
    var room: Double {
        if isVertical {
            let title = ticks.title.isEmpty ? 0 : nameSize * 1.35 + 6
            return 8 + Self.thickness + Self.tickGap + widest + title + 3
        }
        return 6 + Self.thickness + Self.tickGap + tickSize * 1.25 + (ticks.title.isEmpty ? 2 : nameSize * 1.45)
    }

    /// Half of the widest label, which may stand out at the end of a bar below.
    var overhang: Double { isVertical ? tickSize * 0.6 : widest / 2 + 2 }

    /// Draws the bar at the right or the lower side of `image`, there from `start` on.
    /// - Parameter limits: where the name of a vertical bar may reach to, upwards and downwards.
    func draw(beside image: Rect, start: Double, limits: (top: Double, bottom: Double), on drawing: inout Drawing) {
        let whole =
            isVertical
            ? Rect(x: start + 8, y: image.top, width: Self.thickness, height: image.height)
            : Rect(x: image.left, y: start + 6, width: image.width, height: Self.thickness)
        let bar = body(whole)
        var raster = isVertical ? Raster(width: 1, height: 256) : Raster(width: 256, height: 1)
        for step in 0..<256 { raster.pixels[isVertical ? 255 - step : step] = scale.map.packed(Double(step) / 255) }
        drawing.items.append(.image(raster, bar))
        for (isLow, outline) in tips(bar, whole) {
            var path = Path()
            path.addLine(outline, closed: true)
            drawing.fill(path, scale.map(isLow ? 0 : 1))
        }
        drawing.stroke(border(bar, whole), Stroke(Palette.ink, width: 0.7))
        drawLabels(bar, whole, limits, on: &drawing)
    }

    /// The bar without its tips.
    private func body(_ whole: Rect) -> Rect {
        let (low, high) = (isOpen.low ? Self.tip : 0, isOpen.high ? Self.tip : 0)
        return isVertical
            ? Rect(x: whole.x, y: whole.y + high, width: whole.width, height: max(whole.height - low - high, 4))
            : Rect(x: whole.x + low, y: whole.y, width: max(whole.width - low - high, 4), height: whole.height)
    }

    private func tips(_ bar: Rect, _ whole: Rect) -> [(isLow: Bool, outline: [Point])] {
        var result: [(isLow: Bool, outline: [Point])] = []
        if isOpen.low {
            result.append(
                isVertical
                    ? (
                        true,
                        [Point(bar.left, bar.bottom), Point(bar.midX, whole.bottom), Point(bar.right, bar.bottom)]
                    )
                    : (true, [Point(bar.left, bar.top), Point(whole.left, bar.midY), Point(bar.left, bar.bottom)]))
        }
        if isOpen.high {
            result.append(
                isVertical
                    ? (false, [Point(bar.left, bar.top), Point(bar.midX, whole.top), Point(bar.right, bar.top)])
                    : (false, [Point(bar.right, bar.top), Point(whole.right, bar.midY), Point(bar.right, bar.bottom)]))
        }
        return result
    }

    private func border(_ bar: Rect, _ whole: Rect) -> Path {
        var path = Path()
        path.addRect(bar)
        for (_, outline) in tips(bar, whole) { path.addLine(outline) }
        for major in ticks.majors {
            if isVertical {
                let y = bar.bottom - major.fraction * bar.height
                path.addSegment(Point(bar.right, y), Point(bar.right + 3, y))
            } else {
                let x = bar.left + major.fraction * bar.width
                path.addSegment(Point(x, bar.bottom), Point(x, bar.bottom + 3))
            }
        }
        return path
    }

    private func drawLabels(
        _ bar: Rect, _ whole: Rect, _ limits: (top: Double, bottom: Double), on drawing: inout Drawing
    ) {
        for major in ticks.majors {
            if isVertical {
                let y = bar.bottom - major.fraction * bar.height
                drawing.text(major.label, at: Point(bar.right + Self.tickGap, y), size: tickSize)
            } else {
                let x = bar.left + major.fraction * bar.width
                let place = Point(x, bar.bottom + Self.tickGap + tickSize * 0.55)
                drawing.text(major.label, at: place, size: tickSize, anchor: .middle)
            }
        }
        if isVertical {
            let x = bar.right + Self.tickGap + widest + 5 + nameSize * 0.5
            VerticalName.draw(
                [ticks.title], at: x, centre: whole.midY, size: nameSize, limits: limits, on: &drawing)
        } else {
            let y = bar.bottom + Self.tickGap + tickSize * 1.25 + nameSize * 0.72
            drawing.text(
                ticks.title.truncated(to: whole.width, size: nameSize), at: Point(whole.midX, y), size: nameSize,
                anchor: .middle)
        }
    }
}
