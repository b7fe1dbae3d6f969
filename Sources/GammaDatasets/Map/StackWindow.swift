import GammaCore
import GammaMaps
import GammaNumerics

/// The part that two images with the same pixels have in common, and loops over its rows.
struct StackWindow: Sendable {
    /// Columns and rows in the target.
    let columns: Range<Int>
    let rows: Range<Int>
    /// Position of the source's first pixel in the target.
    private let dx: Int
    private let dy: Int
    private let source: (nx: Int, ny: Int)
    private let target: (nx: Int, ny: Int)

    /// Nil unless the pixels of both images coincide to 1e-6 pixels; images that do not meet have an empty window.
    init?(of source: WCSGeometry, in target: WCSGeometry) {
        guard let shift = Self.shift(of: source, in: target) else { return nil }
        (dx, dy) = shift
        columns = (dx..<dx + source.nx).clamped(to: 0..<target.nx)
        rows = (dy..<dy + source.ny).clamped(to: 0..<target.ny)
        self.source = (source.nx, source.ny)
        self.target = (target.nx, target.ny)
    }

    /// One pixel that stands for the whole sky.
    init() {
        (columns, rows, dx, dy) = (0..<1, 0..<1, 0, 0)
        (source, target) = ((1, 1), (1, 1))
    }

    /// Column and row in the target of the source's first pixel; nil when the pixels do not coincide.
    static func shift(of source: WCSGeometry, in target: WCSGeometry) -> (dx: Int, dy: Int)? {
        let (a, b) = (target.wcs.keywords.referencePixel, source.wcs.keywords.referencePixel)
        guard let dx = Int(exactly: (a.x - b.x).rounded()), let dy = Int(exactly: (a.y - b.y).rounded()),
            abs(dx) < 1 << 28, abs(dy) < 1 << 28,
            let shifted = try? source.image.part(columns: -dx..<source.nx - dx, rows: -dy..<source.ny - dy),
            shifted.wcs.isClose(to: target.wcs)
        else { return nil }
        return (dx, dy)
    }

    var isEmpty: Bool { columns.isEmpty || rows.isEmpty }

    /// Calls `body` for each row of each plane with its first element in target and source, and its length.
    ///
    /// The source's elements come a second time within one plane, for images that hold for all planes.
    @inline(__always)
    func forEachRow(planes: Int, _ body: (_ target: Int, _ source: Int, _ inPlane: Int, _ count: Int) -> Void) {
        guard !isEmpty else { return }
        for plane in 0..<planes {
            for row in rows {
                let inPlane = (row - dy) * source.nx + columns.lowerBound - dx
                body(
                    (plane * target.ny + row) * target.nx + columns.lowerBound, plane * source.ny * source.nx + inPlane,
                    inPlane, columns.count)
            }
        }
    }

    /// Adds values where the mask holds and they are finite.
    /// - Parameter mask: one flag for each value, or for each pixel of one plane.
    func add(_ values: [Double], where mask: [Bool], into sum: inout [Double]) {
        let planes = values.count / (source.nx * source.ny)
        let isImage = mask.count < values.count
        sum.withUnsafeMutableBufferPointer { sum in
            values.withUnsafeBufferPointer { values in
                mask.withUnsafeBufferPointer { mask in
                    guard let sum = sum.baseAddress, let values = values.baseAddress, let mask = mask.baseAddress else {
                        return
                    }
                    forEachRow(planes: planes) { target, source, inPlane, count in
                        let flags = mask + (isImage ? inPlane : source)
                        let part = Self.span(flags, count)
                        VectorMath.add(
                            values + source + part.lowerBound, where: flags + part.lowerBound,
                            to: sum + target + part.lowerBound, count: part.count)
                    }
                }
            }
        }
    }

    /// From the first flag that is set to the last one.
    private static func span(_ flags: UnsafePointer<Bool>, _ count: Int) -> Range<Int> {
        var (low, high) = (0, count)
        while low < high, !flags[low] { low += 1 }
        while low < high, !flags[high - 1] { high -= 1 }
        return low..<high
    }

    /// Sets the flags that are set in a mask.
    func merge(_ mask: [Bool], into flags: inout [Bool]) {
        flags.withUnsafeMutableBufferPointer { flags in
            mask.withUnsafeBufferPointer { mask in
                forEachRow(planes: mask.count / (source.nx * source.ny)) { target, source, _, count in
                    for index in 0..<count {
                        flags[target &+ index] = flags[target &+ index] || mask[source &+ index]
                    }
                }
            }
        }
    }

    /// Whether any flag is set within the window.
    func contains(_ mask: [Bool]) -> Bool {
        var found = false
        forEachRow(planes: mask.count / (source.nx * source.ny)) { _, source, _, count in
            found = found || mask[source..<source + count].contains(true)
        }
        return found
    }
}
