import GammaMaps

/// A map's pixels on the page: like a panel whose axes count pixels, turned so that longitude grows to the left.
struct SkyMapPlacement: Sendable {
    let geometry: WCSGeometry
    let frame: Frame

    init(_ geometry: WCSGeometry, in rect: Rect) {
        self.geometry = geometry
        var x = Axis("", AxisRange(-0.5, Double(geometry.nx) - 0.5, .linear))
        var y = Axis("", AxisRange(-0.5, Double(geometry.ny) - 0.5, .linear))
        let matrix = geometry.wcs.keywords.matrix
        // latitude upwards first, then longitude to the left; a map that is turned stays so
        y.isReversed = matrix.d < 0
        x.isReversed = (matrix.determinant > 0) != y.isReversed
        frame = Frame(rect: rect, x: x, y: y)
    }

    var rect: Rect { frame.rect }

    /// Points on the page for one pixel along x and along y.
    var pixelSize: (x: Double, y: Double) { (rect.width / Double(geometry.nx), rect.height / Double(geometry.ny)) }

    func point(_ pixel: PixelPoint) -> Point { frame.point(pixel.x, pixel.y) }

    /// The position in pixels at fractions of the width (from the left) and the height (from below).
    func pixel(_ across: Double, _ up: Double) -> PixelPoint {
        PixelPoint(frame.x.value(at: across), frame.y.value(at: up))
    }

    /// The position in pixels under a point of the page.
    func pixel(under point: Point) -> PixelPoint {
        pixel((point.x - rect.left) / rect.width, (rect.bottom - point.y) / rect.height)
    }

    /// A path through lines in pixels, cut at the frame.
    func path(_ lines: [[PixelPoint]]) -> Path {
        var path = Path()
        for line in lines {
            for piece in frame.clipped(line.map(point)).lines { path.addLine(piece.points) }
        }
        return path
    }

    /// Width through height of the image on the sky; extreme shapes are limited so that there is something to see.
    static func aspect(_ geometry: WCSGeometry) -> Double {
        let scales = geometry.wcs.pixelScales
        let ratio = scales.x / scales.y
        let shape = (ratio.isFinite ? min(max(ratio, 0.1), 10) : 1) * Double(geometry.nx) / Double(geometry.ny)
        return min(max(shape, 1.0 / 16), 16)
    }
}
