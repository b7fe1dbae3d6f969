import GammaCore
import GammaIO

extension DL3File.Content {
    /// Kind, axes and what is characteristic.
    public var summary: Summary {
        switch self {
        case .events(let events): events.summary
        case .gti(let gti): gti.summary
        case .pointing(let table): Summary("Pointing", [("rows", String(table.times.count))])
        case .response(let response): response.summary
        case .map(let map): map.summary
        case .other(let hdu, let columns):
            if let rows = hdu.rowCount {
                Summary("Table", [("rows", String(rows)), ("columns", columns.joined(separator: ", "))])
            } else {
                Summary("Image", [("pixels", hdu.shape.map(String.init).joined(separator: " × "))])
            }
        }
    }
}
