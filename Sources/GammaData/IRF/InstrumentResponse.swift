import GammaCore
import GammaIO

/// What all instrument responses have in common: axes, the header they were read with, and their GADF table.
public protocol InstrumentResponse: Sendable, Equatable {
    /// Format of the HDU.
    static var hduClass: HDUClass { get }
    /// EXTNAME under which the response is written, the one that Gammapy uses.
    static var extensionName: String { get }
    /// The axes in the order of the values, last axis fastest.
    var axes: [IRFAxis] { get }
    /// Header cards as read; those that the format prescribes are renewed on writing.
    var header: FITSHeader { get set }
    /// Whether a directional cut is already applied in the response (HDUCLAS3 = POINT-LIKE).
    var isPointLike: Bool { get }

    /// Reads a GADF table of one row.
    /// - Throws: faults with file, HDU and column for everything that does not fit the format.
    init(table: Table, notices: Notices) throws

    /// The GADF table, read again as an equal response.
    func table() -> Table
}

extension InstrumentResponse {
    /// Reads the response from an HDU given by name or number.
    ///
    /// Without `hdu` the first HDU of this class is taken, whatever its name.
    /// - Throws: ``Fault/Code/missingHDU`` and all faults of reading.
    public static func read(_ path: String, hdu: String? = nil, notices: Notices = Notices()) throws -> Self {
        let reader = try FITSReader(DataPath.expand(path))
        let index = try hdu.map { try reader.position(of: $0) } ?? reader.position(of: Self.hduClass)
        return try Self(table: reader.table(index), notices: notices)
    }

    /// Writes a file with this response alone.
    /// - Throws: ``Fault/Code/fileUnwritable``.
    public func write(to path: String) throws {
        try FITSWriter.write([.table(table())], to: DataPath.expand(path))
    }
}
