import Foundation
import GammaCore
import GammaIO
import Testing

@Suite("FITS: what is written is what is read")
struct FITSRoundTripTests {
    static func everyKind() -> Table {
        var header = FITSHeader()
        header["TELESCOP"] = .string("HESS")
        header["LIVETIME"] = .double(1578.123456789012)
        header["TINY"] = .double(4.28298e-11)
        header["OBS_ID"] = .int(23523)
        header["DRIFT"] = .bool(false)
        header["NOTHING"] = .undefined
        header["QUOTED"] = .string("it's 'so'")
        header["LONG"] = .string(String(repeating: "a long text with 'quotes' & signs ", count: 12) + "end")
        header["HIERARCHICAL KEY"] = .int(-5)
        header.cards.append(.init("COMMENT", .comment("a remark")))
        header.cards.append(.init("WITHNOTE", .int(3), comment: "what it means"))
        return Table(
            name: "EVERYTHING", header: header,
            columns: [
                Column("D", .double([1.5, .nan, -0.0]), unit: "TeV", description: "energies"),
                Column("E", .float([1.5, .infinity, 3])),
                Column("K", .int64([.max, 0, .min]), missing: [false, true, false]),
                Column("J", .int32([1, -2, 3]), unit: "m2"),
                Column("I", .int16([1, -2, 3])),
                Column("B", .uint8([0, 255, 3])),
                Column("L", .bool([true, false, true])),
                Column("A", .string(["x", "", "longer text"])),
                Column("X", .bits((0..<96).map { $0 % 3 == 0 }), shape: [32]),
                Column("X1", .bits([true, false, true])),
                Column("D2", .double((0..<18).map(Double.init)), shape: [3, 2]),
                Column("E1", .float([1, 2, 3]), shape: [1]),
                Column("A2", .string(["a", "bb", "ccc", "", "e", "f"]), shape: [2]),
                Column("V", .variable([[1, 2], [], [3.5]])),
                Column("VI", .variable([[1, 2], [], [-3]]), variableElement: .int16),
            ])
    }

    @Test("a table with a column of every kind, plain and compressed", arguments: ["t.fits", "t.fits.gz"])
    func tables(name: String) throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "gammaio-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let path = folder.appending(path: name).path
        let table = Self.everyKind()
        try FITSWriter.write([.table(table)], to: path)
        let reader = try FITSReader(path, verifyChecksums: true)
        #expect(reader.hdus.map(\.name) == ["", "EVERYTHING"])
        let read = try reader.table(named: "everything")
        #expect(read.header.cards == table.header.cards)
        for (a, b) in zip(read.columns, table.columns) { #expect(a == b) }
        #expect(try reader.table(1, columns: ["j", "VI"]).columns.map(\.name) == ["J", "VI"])
    }

    @Test("images of every kind", arguments: FITSImage.PixelKind.allCases)
    func images(kind: FITSImage.PixelKind) throws {
        let image = FITSImage(name: "MAP", shape: [3, 2], pixels: [0, 1, 2, 3, 100, 7], kind: kind)
        let bytes = try FITSWriter.bytes([.image(FITSImage(kind: .uint8)), .image(image)])
        let reader = try FITSReader(bytes: bytes, path: "memory", verifyChecksums: true)
        #expect(try reader.image(named: "MAP") == image)
        #expect(try reader.image(0).pixels.isEmpty)
    }
}
