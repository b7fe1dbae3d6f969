/// The part of an image on which a source is predicted.
struct SourceWindow: Sendable, Equatable {
    let columns: Range<Int>
    let rows: Range<Int>

    var width: Int { columns.count }
    var height: Int { rows.count }
    var pixelCount: Int { width * height }

    /// The window of a whole image with rows of `nx` pixels.
    func cut(_ image: [Double], _ nx: Int) -> [Double] {
        if columns.count == nx, pixelCount == image.count { return image }
        return rows.flatMap { image[$0 * nx + columns.lowerBound..<$0 * nx + columns.upperBound] }
    }
}
