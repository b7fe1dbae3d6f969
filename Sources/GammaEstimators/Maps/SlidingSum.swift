/// Sums over a window around every element of the rows or columns of an image (y, x), zeros beyond their ends; in place, so that
/// no second image is needed.
struct SlidingSum {
    /// Elements of the window, odd.
    let size: Int

    private static let columnsAtOnce = 32

    /// Sums along every row.
    func sumRows(_ image: UnsafeMutablePointer<Double>, nx: Int, ny: Int) {
        withLine(count: nx, width: 1) { line in
            for y in 0..<ny {
                let row = image + y * nx
                (line + size / 2).update(from: row, count: nx)
                for x in 0..<nx { row[x] = 0 }
                for element in 0..<size {
                    for x in 0..<nx { row[x] += line[x + element] }
                }
            }
        }
    }

    /// Sums along every column, some columns at a time.
    func sumColumns(_ image: UnsafeMutablePointer<Double>, nx: Int, ny: Int) {
        for x in stride(from: 0, to: nx, by: Self.columnsAtOnce) {
            let width = min(Self.columnsAtOnce, nx - x)
            withLine(count: ny, width: width) { line in
                for y in 0..<ny { (line + (y + size / 2) * width).update(from: image + y * nx + x, count: width) }
                for y in 0..<ny {
                    let out = image + y * nx + x
                    for place in 0..<width { out[place] = 0 }
                    for element in 0..<size {
                        for place in 0..<width { out[place] += line[(y + element) * width + place] }
                    }
                }
            }
        }
    }

    /// Zeros for so many elements of some numbers each, and half a window on either side.
    private func withLine(count: Int, width: Int, _ body: (UnsafeMutablePointer<Double>) -> Void) {
        var line = [Double](repeating: 0, count: (count + size - 1) * width)
        line.withUnsafeMutableBufferPointer { if let line = $0.baseAddress { body(line) } }
    }
}
