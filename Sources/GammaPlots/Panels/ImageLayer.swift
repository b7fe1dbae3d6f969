/// Values on a grid, shown as colours.
struct ImageLayer: Sendable {
    /// Row by row from the lowest y, `columns` values each.
    var values: [Double]
    /// Edges of the columns, in the coordinates of the panel.
    var xEdges: [Double]
    /// Edges of the rows.
    var yEdges: [Double]
    var scale: ColourScale

    private var columns: Int { max(xEdges.count - 1, 0) }
    private var rows: Int { max(yEdges.count - 1, 0) }

    /// The finest raster that is made of an image.
    private static let finest = 1200

    func draw(in frame: Frame, on drawing: inout Drawing) {
        guard columns > 0, rows > 0, values.count >= columns * rows else { return }
        let xFractions = xEdges.map(frame.x.fraction)
        let yFractions = yEdges.map(frame.y.fraction)
        guard let left = xFractions.min(), let right = xFractions.max(), let low = yFractions.min(),
            let high = yFractions.max(),
            (xFractions + yFractions).allSatisfy({ $0.isFinite && abs($0) < 1e3 }), right > left, high > low
        else { return }
        let area = Rect(
            x: frame.rect.left + left * frame.rect.width, y: frame.rect.bottom - high * frame.rect.height,
            width: (right - left) * frame.rect.width, height: (high - low) * frame.rect.height)
        let across = ImageLayer.cells(xFractions, from: left, to: right, size: area.width)
        let down = ImageLayer.cells(yFractions, from: low, to: high, size: area.height)
        var raster = Raster(width: across.count, height: down.count)
        for (line, rows) in down.reversed().enumerated() {
            for (column, cells) in across.enumerated() {
                raster.pixels[line * raster.width + column] = scale.packed(mean(cells, rows))
            }
        }
        drawing.items.append(.image(raster, area))
    }

    /// Which cells fall on each pixel: one each where cells are even and not too many, else as finely as is seen.
    private static func cells(_ edges: [Double], from start: Double, to end: Double, size: Double) -> [Range<Int>] {
        let count = edges.count - 1
        let width = (end - start) / Double(count)
        let isReversed = edges[count] < edges[0]
        let isEven = zip(edges, edges.dropFirst()).allSatisfy { abs(abs($1 - $0) - width) < 0.02 * width }
        let order = isReversed ? Array(edges.reversed()) : edges
        func original(_ range: Range<Int>) -> Range<Int> {
            isReversed ? (count - range.upperBound)..<(count - range.lowerBound) : range
        }
        if isEven, count <= finest { return (0..<count).map { original($0..<$0 + 1) } }
        let pixels = max(1, min(finest, Int(min(size * 3, 1e5))))
        var cell = 0
        return (0..<pixels).map { pixel in
            let from = start + (end - start) * Double(pixel) / Double(pixels)
            let to = start + (end - start) * Double(pixel + 1) / Double(pixels)
            let middle = (from + to) / 2
            while cell < count - 1, order[cell + 1] <= middle { cell += 1 }
            var last = cell
            while last < count - 1, order[last + 1] < to, isEven { last += 1 }
            return original(cell..<last + 1)
        }
    }

    private func mean(_ across: Range<Int>, _ rows: Range<Int>) -> Double {
        if across.count == 1, rows.count == 1 { return values[rows.lowerBound * columns + across.lowerBound] }
        var sum = 0.0
        var count = 0.0
        for row in rows {
            for column in across where values[row * columns + column].isFinite {
                sum += values[row * columns + column]
                count += 1
            }
        }
        return count > 0 ? sum / count : .nan
    }
}
