import GammaCore

/// The pixels whose centres lie between two distances from that of a pixel, both included, as stretches of rows.
///
/// Sums over them are differences of running sums along the rows: whole numbers add up exactly, and the cost grows with
/// the radius, not with its square. The pixels are those of ``ConvolutionKernel/ring(inner:outer:)``.
public struct PixelRing: Sendable, Hashable {
    /// Part of one row, relative to the pixel.
    struct Stretch: Sendable, Hashable {
        let row: Int
        let columns: ClosedRange<Int>
    }

    let stretches: [Stretch]
    /// The largest distance along rows and columns in whole pixels.
    let reach: Int

    /// The pixels from `inner` to `outer` pixels away.
    /// - Throws: ``Fault/Code/badValue`` unless 0 ≤ inner < outer ≤ 10 000, or when no pixel is that far away.
    public init(inner: Double, outer: Double) throws {
        guard inner >= 0, inner < outer, outer <= 10_000 else {
            throw Fault(.badValue, "a ring from \(inner) to \(outer) pixels has no width or is too large")
        }
        let reach = Int(outer)
        var stretches: [Stretch] = []
        for row in -reach...reach {
            // The same comparisons of squares as astropy's, so that pixels on the border agree.
            let rest = { (radius: Double, column: Int) in Double(row * row + column * column) <= radius * radius }
            let isHole = { (column: Int) in Double(row * row + column * column) < inner * inner }
            guard let last = (0...reach).last(where: { rest(outer, $0) }) else { continue }
            guard let hole = (0...reach).last(where: isHole) else {
                stretches.append(Stretch(row: row, columns: -last...last))
                continue
            }
            guard hole < last else { continue }
            stretches.append(Stretch(row: row, columns: -last ... -hole - 1))
            stretches.append(Stretch(row: row, columns: hole + 1...last))
        }
        guard !stretches.isEmpty else {
            throw Fault(.badValue, "no pixel is between \(inner) and \(outer) pixels away", hint: "use smaller pixels")
        }
        self.stretches = stretches
        self.reach = reach
    }

    /// The pixels up to `radius` pixels away.
    /// - Throws: ``Fault/Code/badValue`` for a radius that is not positive or of more than 10 000 pixels.
    public static func disk(radius: Double) throws -> PixelRing { try PixelRing(inner: 0, outer: radius) }

    /// Number of pixels.
    public var pixelCount: Int { stretches.reduce(0) { $0 + $1.columns.count } }
}

extension WCSMap {
    /// In every image the sums over the ring around each pixel; beyond the border everything counts as 0.
    /// - Throws: the fault of a progress observer that cancels.
    public func summed(over ring: PixelRing, _ execution: Execution = Execution()) throws -> WCSMap {
        let (nx, ny, planes) = (geometry.nx, geometry.ny, geometry.planeCount)
        let sums = RunningSums(values, nx: nx, reach: ring.reach)
        let chunk = 16
        let chunks = (0..<planes).flatMap { plane in
            stride(from: 0, to: ny, by: chunk).map { (plane: plane, rows: $0..<min($0 + chunk, ny)) }
        }
        let parts = try parallelMap(chunks, execution) { part in
            sums.sums(over: ring, rows: part.rows, of: part.plane, ny: ny)
        }
        var result = try with(geometry, Array(parts.joined()))
        if storage == .mask { result.storage = .float }
        return result
    }
}

/// Running sums along the rows of images, with margins as wide as a ring reaches.
private struct RunningSums: Sendable {
    private let nx: Int
    private let reach: Int
    /// Elements of a row: its sum up to each of them, 0 before it and the whole sum behind it.
    private let stride: Int
    private let running: [Double]

    init(_ values: [Double], nx: Int, reach: Int) {
        self.nx = nx
        self.reach = reach
        let stride = nx + 2 * reach + 1
        self.stride = stride
        let rows = values.count / nx
        running = [Double](unsafeUninitializedCapacity: rows * stride) { sums, count in
            for row in 0..<rows {
                var sum = 0.0
                for index in 0..<stride {
                    let column = index - reach - 1
                    // What is not a number is not there.
                    if column >= 0, column < nx, values[row * nx + column].isFinite { sum += values[row * nx + column] }
                    sums.initializeElement(at: row * stride + index, to: sum)
                }
            }
            count = rows * stride
        }
    }

    func sums(over ring: PixelRing, rows: Range<Int>, of plane: Int, ny: Int) -> [Double] {
        var result = [Double](repeating: 0, count: rows.count * nx)
        result.withUnsafeMutableBufferPointer { result in
            running.withUnsafeBufferPointer { sums in
                for (number, y) in rows.enumerated() {
                    let target = number * nx
                    for stretch in ring.stretches where (0..<ny).contains(y + stretch.row) {
                        let start = (plane * ny + y + stretch.row) * stride + reach
                        let (before, last) = (
                            start + stretch.columns.lowerBound, start + 1 + stretch.columns.upperBound
                        )
                        for x in 0..<nx { result[target + x] += sums[last + x] - sums[before + x] }
                    }
                }
            }
        }
        return result
    }
}
