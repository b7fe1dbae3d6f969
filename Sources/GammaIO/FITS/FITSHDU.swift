/// What is written as one HDU of a FITS file.
public enum FITSHDU: Sendable, Equatable {
    /// An image, or an empty primary HDU.
    case image(FITSImage)
    /// A binary table.
    case table(Table)

    /// EXTNAME.
    public var name: String {
        switch self {
        case .image(let image): image.name
        case .table(let table): table.name
        }
    }
}
