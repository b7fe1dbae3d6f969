/// Convolutions of one image, summed directly: the cost is that of image times kernel.
enum PlaneConvolution {
    /// The convolution cut to the size of the image, which is 0 beyond its border; as scipy's `convolve(mode="same")`.
    static func same(_ image: [Double], nx: Int, ny: Int, kernel: [Double], width: Int, height: Int) -> [Double] {
        let (x0, y0) = ((width - 1) / 2, (height - 1) / 2)
        var result = [Double](repeating: 0, count: nx * ny)
        image.withUnsafeBufferPointer { image in
            result.withUnsafeMutableBufferPointer { result in
                for j in 0..<height {
                    let dy = y0 - j
                    for i in 0..<width where kernel[j * width + i] != 0 {
                        let (factor, dx) = (kernel[j * width + i], x0 - i)
                        let (first, last) = (max(0, -dx), min(nx, nx - dx))
                        for y in max(0, -dy)..<max(0, -dy, min(ny, ny - dy)) where first < last {
                            let (target, source) = (y * nx, (y + dy) * nx + dx)
                            for x in first..<last { result[target + x] += factor * image[source + x] }
                        }
                    }
                }
            }
        }
        return result
    }

    /// The correlation with a row of factors along x and then along y, reflected at the border (d c b a | a b c d | d c
    /// b a), as `scipy.ndimage` does.
    /// - Parameter before: how many of the factors lie before the pixel.
    static func separable(_ image: [Double], nx: Int, ny: Int, factors: [Double], before: Int) -> [Double] {
        var rows = image
        for y in 0..<ny {
            let line = (-before..<nx + factors.count - before).map { image[y * nx + reflected($0, nx)] }
            for x in 0..<nx {
                var sum = 0.0
                for k in factors.indices { sum += factors[k] * line[x + k] }
                rows[y * nx + x] = sum
            }
        }
        var result = [Double](repeating: 0, count: nx * ny)
        rows.withUnsafeBufferPointer { rows in
            result.withUnsafeMutableBufferPointer { result in
                for y in 0..<ny {
                    for k in factors.indices {
                        let source = reflected(y + k - before, ny) * nx
                        for x in 0..<nx { result[y * nx + x] += factors[k] * rows[source + x] }
                    }
                }
            }
        }
        return result
    }

    /// The convolution with a kernel of odd size, the image reflected at its border.
    static func reflecting(_ image: [Double], nx: Int, ny: Int, kernel: [Double], width: Int, height: Int) -> [Double] {
        let (dx, dy) = (width / 2, height / 2)
        let (wide, high) = (nx + 2 * dx, ny + 2 * dy)
        var large = [Double](repeating: 0, count: wide * high)
        for y in 0..<high {
            let source = reflected(y - dy, ny) * nx
            for x in 0..<wide { large[y * wide + x] = image[source + reflected(x - dx, nx)] }
        }
        let convolved = same(large, nx: wide, ny: high, kernel: kernel, width: width, height: height)
        return MapArray.part(convolved, nx: wide, ny: high, columns: dx..<dx + nx, rows: dy..<dy + ny)
    }

    /// The index inside a row of `count` at which a mirrored one is found.
    private static func reflected(_ index: Int, _ count: Int) -> Int {
        let period = 2 * count
        let inside = ((index % period) + period) % period
        return inside < count ? inside : period - 1 - inside
    }
}
