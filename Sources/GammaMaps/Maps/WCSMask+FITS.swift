import GammaCore
import GammaIO

extension WCSMask {
    /// Reads a mask from a file: the image `hdu`, by default the first; everything but 0, and NaN, is true.
    /// - Throws: faults that name the file, HDU and keyword.
    public static func read(_ path: String, hdu: String? = nil) throws -> WCSMask {
        try WCSMask(reader: FITSReader(path), hdu: hdu)
    }

    /// Reads a mask from an open file.
    /// - Throws: faults that name the file, HDU and keyword.
    public init(reader: FITSReader, hdu: String? = nil) throws { self.init(try WCSMap(reader: reader, hdu: hdu)) }

    /// The mask as HDUs in Gammapy's layout: 64-bit integers 0 and 1, and the table of the axes.
    public func fitsHDUs(name: String = "PRIMARY") -> [FITSHDU] {
        WCSMap.fitsHDUs(name: name, geometry, flags.map { $0 ? 1 : 0 }, .int64, unit: .none, meta: [:])
    }

    /// Writes the mask to a file that holds nothing else.
    /// - Throws: ``Fault/Code/fileUnwritable``.
    public func write(to path: String, name: String = "PRIMARY") throws {
        let primary = name == "PRIMARY" ? [] : [FITSHDU.image(FITSImage(kind: .uint8))]
        try FITSWriter.write(primary + fitsHDUs(name: name), to: path)
    }
}
