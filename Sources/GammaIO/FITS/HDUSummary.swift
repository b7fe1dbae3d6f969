import GammaCore

/// What a FITS file has at one place: the answer to "what is in this file" without reading data.
public struct HDUSummary: Sendable, Equatable {
    /// The kinds of HDU.
    public enum Kind: String, Sendable {
        /// An image or an empty primary HDU.
        case image
        /// A binary table.
        case table
        /// An image stored compressed in a binary table; read like an image.
        case compressedImage = "compressed image"
        /// A table of text.
        case asciiTable = "text table"
        /// Random groups and unknown extensions.
        case other
    }

    /// Position in ``FITSReader/hdus``, from 0 (the primary HDU).
    public var index: Int
    /// EXTNAME; empty when unnamed.
    public var name: String
    /// Kind.
    public var kind: Kind
    /// NAXISn in FITS order; for a table bytes a row and rows.
    public var shape: [Int]
    /// File and HDU, for faults.
    public var origin: Origin

    /// The number of the HDU as users count it and as messages print it, from 1.
    public var number: Int { index + 1 }

    /// Rows of a table; nil for an image.
    public var rowCount: Int? {
        (kind == .table || kind == .asciiTable) && shape.count == 2 ? shape[1] : nil
    }
}
