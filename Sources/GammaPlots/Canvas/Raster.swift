/// Pixels in rows from the top, each `0xAARRGGBB` (not premultiplied).
struct Raster: Sendable {
    let width: Int
    let height: Int
    var pixels: [UInt32]

    /// A transparent raster; both sizes are at least 1.
    init(width: Int, height: Int) {
        self.width = max(width, 1)
        self.height = max(height, 1)
        pixels = Array(repeating: 0, count: self.width * self.height)
    }

    /// Packs a colour.
    static func pack(_ colour: Colour) -> UInt32 {
        let byte = { (part: Double) in UInt32((part * 255).rounded()) }
        return byte(colour.alpha) << 24 | byte(colour.red) << 16 | byte(colour.green) << 8 | byte(colour.blue)
    }
}
