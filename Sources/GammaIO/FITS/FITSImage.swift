import GammaCore

/// A FITS image. An image without axes stands for an empty primary HDU that only carries a header.
public struct FITSImage: Sendable, Equatable {
    /// How pixels are stored, by BITPIX.
    public enum PixelKind: Int, Sendable, CaseIterable {
        /// Bytes.
        case uint8 = 8
        /// 16-bit integers.
        case int16 = 16
        /// 32-bit integers.
        case int32 = 32
        /// 64-bit integers.
        case int64 = 64
        /// 32-bit floating point.
        case float = -32
        /// 64-bit floating point.
        case double = -64
    }

    /// EXTNAME; empty when unnamed.
    public var name: String
    /// Header cards without the structural ones.
    public var header: FITSHeader
    /// Length of the axes in FITS order, the fastest first; empty when there are no data.
    public var shape: [Int]
    /// Pixels, first axis fastest; scaled by BSCALE and BZERO, blank integers as NaN.
    public var pixels: [Double]
    /// How pixels are stored in the file.
    public var kind: PixelKind
    /// Where the image was read, for faults.
    public var origin: Origin

    /// Makes an image.
    /// - Precondition: as many pixels as the shape says (none for an empty shape).
    public init(
        name: String = "", header: FITSHeader = FITSHeader(), shape: [Int] = [], pixels: [Double] = [],
        kind: PixelKind = .double, origin: Origin = Origin()
    ) {
        precondition(pixels.count == (shape.isEmpty ? 0 : shape.reduce(1, *)), "pixels do not fit the shape")
        self.name = name
        self.header = header
        self.shape = shape
        self.pixels = pixels
        self.kind = kind
        self.origin = origin
    }

    /// Images are equal when their content is, wherever they were read.
    public static func == (a: FITSImage, b: FITSImage) -> Bool {
        a.name == b.name && a.header == b.header && a.shape == b.shape && a.kind == b.kind
            && a.pixels.elementsEqual(b.pixels) { $0 == $1 || ($0.isNaN && $1.isNaN) }
    }
}
