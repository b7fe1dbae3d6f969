import Foundation
import GammaCore

/// A FITS file, plain or gzip-compressed, held in memory.
///
/// All sizes that headers ask for are checked against the file when it is opened, so that nothing read later can run out of
/// it. Every fault names the file, the HDU as `2 [EVENTS]`, and the column or keyword where one is concerned.
public final class FITSReader: Sendable {
    /// The file as it was named.
    public let path: String
    /// The HDUs in order, the primary HDU first.
    public let hdus: [HDUSummary]
    let bytes: [UInt8]
    let layouts: [FITSLayout]

    /// Opens a file.
    /// - Parameter verifyChecksums: compare DATASUM and CHECKSUM, where they are present, with the data.
    /// - Throws: ``Fault`` when the file is not there, cannot be inflated or breaks the FITS format.
    public convenience init(_ path: String, verifyChecksums: Bool = false) throws {
        try self.init(bytes: FileBytes.read(path), path: path, verifyChecksums: verifyChecksums)
    }

    /// Reads a file that is in memory already; `path` is what faults call it.
    /// - Throws: ``Fault`` when the bytes cannot be inflated or break the FITS format.
    public init(bytes: [UInt8], path: String, verifyChecksums: Bool = false) throws {
        self.path = path
        self.bytes = try Gzip.isCompressed(bytes) ? Gzip.inflate(bytes, file: path) : bytes
        layouts = try self.bytes.withUnsafeBytes { try FITSLayout.scan($0, file: path) }
        hdus = layouts.map(\.summary)
        if verifyChecksums { try self.verifyChecksums() }
    }

    /// The index of the HDU of that name (exact, then without regard to case), or of that number, counted from 1, as text.
    public func optionalIndex(of nameOrNumber: String) -> Int? {
        let name = nameOrNumber.trimmingBlanks
        guard !name.isEmpty else { return nil }
        return hdus.firstIndex { $0.name == name }
            ?? hdus.firstIndex { $0.name.lowercased() == name.lowercased() }
            ?? Int(name).flatMap { number in hdus.firstIndex { $0.number == number } }
    }

    /// The index of the HDU of that name or number; see ``optionalIndex(of:)``.
    /// - Throws: ``Fault/Code/missingHDU`` with the nearest name or the names there are.
    public func index(of nameOrNumber: String) throws -> Int {
        if let index = optionalIndex(of: nameOrNumber) { return index }
        let names = hdus.map(\.name).filter { !$0.isEmpty }
        let near = nearestName(to: nameOrNumber, in: names).map { "did you mean '\($0)'?" }
        throw Fault(
            .missingHDU, "there is no HDU '\(nameOrNumber)'", at: Origin(file: path, hdu: nameOrNumber),
            hint: near ?? "HDUs here: \(names.isEmpty ? "\(hdus.count), all unnamed" : names.joined(separator: ", "))")
    }

    /// All cards of a HDU, the structural ones included.
    /// - Parameter index: position in ``hdus``.
    public func header(_ index: Int) throws -> FITSHeader { try layout(index).header }

    /// The cards of the HDU of that name or number.
    public func header(named name: String) throws -> FITSHeader { try header(index(of: name)) }

    /// Every HDU with its data, as ``FITSWriter`` takes it.
    public func all() throws -> [FITSHDU] {
        try hdus.map { hdu in
            switch hdu.kind {
            case .table, .asciiTable: .table(try table(hdu.index))
            default: .image(try image(hdu.index))
            }
        }
    }

    func layout(_ index: Int) throws -> FITSLayout {
        guard layouts.indices.contains(index) else {
            throw Fault(
                .missingHDU, "there is no HDU \(index + 1)", at: Origin(file: path, hdu: String(index + 1)),
                hint: "the file has \(layouts.count)")
        }
        return layouts[index]
    }
}
