import GammaMaps

/// The pixels of a map as colours.
enum SkyMapRaster {
    /// Maps with more columns or rows than this are shown as means over blocks.
    private static let finest = 1500

    /// The raster with its place on the page: exactly the frame, or a little more where blocks do not divide the map.
    static func make(
        _ values: [Double], _ placement: SkyMapPlacement, _ scale: ColourScale, missing: Colour,
        _ rendering: SkyMapFigure.Rendering
    ) -> (raster: Raster, area: Rect)? {
        let (nx, ny) = (placement.geometry.nx, placement.geometry.ny)
        guard values.count == nx * ny else { return nil }
        let grey = Raster.pack(missing)
        let colour = { (value: Double) in value.isNaN ? grey : scale.map.packed(scale.axis.fraction(value)) }
        let block = (max(nx, ny) + finest - 1) / finest
        let pixel = placement.pixelSize
        let isBilinear = rendering == .bilinear && block == 1
        let fine = isBilinear ? min(max(Int((2 * pixel.x).rounded(.up)), 1), max(finest / max(nx, ny), 1)) : 1
        let (columns, rows) = ((nx + block - 1) / block * fine, (ny + block - 1) / block * fine)
        var raster = Raster(width: columns, height: rows)
        let across = order(columns, isReversed: placement.frame.x.isReversed)
        let down = order(rows, isReversed: !placement.frame.y.isReversed)
        values.withUnsafeBufferPointer { values in
            raster.pixels.withUnsafeMutableBufferPointer { pixels in
                var out = 0
                for row in down {
                    for column in across {
                        let value: Double
                        if isBilinear {
                            value = between(
                                values, nx, ny, (Double(column) + 0.5) / Double(fine) - 0.5,
                                (Double(row) + 0.5) / Double(fine) - 0.5)
                        } else if block == 1 {
                            value = values[row * nx + column]
                        } else {
                            value = mean(values, nx, ny, column * block, row * block, block)
                        }
                        pixels[out] = colour(value)
                        out += 1
                    }
                }
            }
        }
        return (
            raster, area(placement, Double(columns * block / fine) * pixel.x, Double(rows * block / fine) * pixel.y)
        )
    }

    private static func order(_ count: Int, isReversed: Bool) -> [Int] {
        isReversed ? Array((0..<count).reversed()) : Array(0..<count)
    }

    /// The rectangle that begins at the first pixel and is so large.
    private static func area(_ placement: SkyMapPlacement, _ width: Double, _ height: Double) -> Rect {
        let rect = placement.rect
        return Rect(
            x: placement.frame.x.isReversed ? rect.right - width : rect.left,
            y: placement.frame.y.isReversed ? rect.top : rect.bottom - height, width: width, height: height)
    }

    private static func mean(
        _ values: UnsafeBufferPointer<Double>, _ nx: Int, _ ny: Int, _ column: Int, _ row: Int, _ block: Int
    ) -> Double {
        var sum = 0.0
        var count = 0.0
        for y in row..<min(row + block, ny) {
            for x in column..<min(column + block, nx) where !values[y * nx + x].isNaN {
                sum += values[y * nx + x]
                count += 1
            }
        }
        return count > 0 ? sum / count : .nan
    }

    /// Bilinear interpolation; missing neighbours do not count, a missing pixel stays missing.
    private static func between(
        _ values: UnsafeBufferPointer<Double>, _ nx: Int, _ ny: Int, _ x: Double, _ y: Double
    ) -> Double {
        let (left, low) = (x.rounded(.down), y.rounded(.down))
        let (u, v) = (x - left, y - low)
        let (x0, x1) = (max(Int(left), 0), min(Int(left) + 1, nx - 1))
        let (y0, y1) = (max(Int(low), 0), min(Int(low) + 1, ny - 1))
        let nearest = values[(v < 0.5 ? y0 : y1) * nx + (u < 0.5 ? x0 : x1)]
        guard nearest.isFinite else { return nearest }
        var sum = 0.0
        var weight = 0.0
        func add(_ value: Double, _ share: Double) {
            guard value.isFinite else { return }
            sum += share * value
            weight += share
        }
        add(values[y0 * nx + x0], (1 - u) * (1 - v))
        add(values[y0 * nx + x1], u * (1 - v))
        add(values[y1 * nx + x0], (1 - u) * v)
        add(values[y1 * nx + x1], u * v)
        return weight > 0 ? sum / weight : .nan
    }
}
