import CCFITSIO
import Foundation
import GammaCore
import GammaIO
import GammaTestSupport
import Testing

/// CFITSIO, the field's reference, reads the same bytes; every number must agree bit for bit.
@Suite("FITS: agreement with CFITSIO")
struct CFITSIOTests {
    @Test("a made file with columns and images of every kind")
    func made() throws {
        let images = FITSImage.PixelKind.allCases.map {
            FITSHDU.image(FITSImage(name: "\($0)", shape: [3, 2], pixels: [0, 1, 2, 3, 100, 7], kind: $0))
        }
        let bytes = try FITSWriter.bytes([.table(FITSRoundTripTests.everyKind())] + images)
        try compare(FITSReader(bytes: bytes, path: "made.fits"), with: ReferenceFile(bytes))
    }

    /// The writer makes no scaling keywords, so cards of the same length are renamed.
    @Test("scaled, unsigned and null values")
    func scaled() throws {
        var cards: [(String, FITSHeader.Value)] = []
        func add(_ keyword: String, _ value: FITSHeader.Value) { cards.append((keyword, value)) }
        for (column, zero) in [(1, 32_768.0), (2, 2_147_483_648), (3, 9_223_372_036_854_775_808), (4, -128)] {
            add("TZERO\(column)", .double(zero))
        }
        for column in 5...10 {
            add("TSCAL\(column)", .double(0.25))
            add("TZERO\(column)", .double(-3))
        }
        add("TNULL5", .int(7))
        add("TNULL11", .int(-2))
        add("BSCALE", .double(0.5))
        add("BZERO", .int(100))
        add("BLANK", .int(3))
        var header = FITSHeader()
        for (index, card) in cards.enumerated() { header.cards.append(.init("RENAME\(index + 10)", card.1)) }
        let integers: [Column.Values] = [
            .int16([-32_768, 0, 32_767]), .int32([.min, 0, .max]), .int64([.min, -1, -2]), .uint8([0, 128, 255]),
        ]
        let scaled: [Column.Values] = [
            .int16([1, 7, -3]), .int32([1, 7, -3]), .int64([1, 7, -3]), .uint8([1, 7, 3]), .float([1.5, -2, 0.1]),
            .double([1.5, -2, 0.1]), .int32([1, -2, 3]),
        ]
        let columns = (integers + scaled).enumerated().map { Column("C\($0)", $1) }
        let image = FITSImage(name: "MAP", header: header, shape: [3], pixels: [1, 3, 5], kind: .int16)
        var bytes = try FITSWriter.bytes([.table(Table(name: "T", header: header, columns: columns)), .image(image)])
        for start in stride(from: 0, to: bytes.count, by: 80)
        where bytes[start..<start + 6].elementsEqual("RENAME".utf8) {
            let index = try #require(Int(String(decoding: bytes[start + 6..<start + 8], as: UTF8.self)))
            bytes.replaceSubrange(
                start..<start + 8, with: cards[index - 10].0.padding(toLength: 8, withPad: " ", startingAt: 0).utf8)
        }
        let reader = try FITSReader(bytes: bytes, path: "scaled.fits")
        try compare(reader, with: ReferenceFile(bytes))
        let table = try reader.table(named: "T")
        #expect(table.columns[0].values == .int32([0, 32_768, 65_535]))
        #expect(table.columns[2].values == .int64([0, .max, .max - 1]))
        #expect(table.columns[10].missing == [false, true, false])
        #expect(try reader.image(named: "MAP").pixels.map { $0.isNaN } == [false, true, false])
    }

    @Test(
        "real files", .enabled(if: TestData.isAvailable),
        arguments: [
            "hess-dl3-dr1/data/hess_dl3_dr1_obs_id_023523.fits.gz", "hess-dl3-dr1/hdu-index.fits.gz",
            "hess-dl3-dr1/obs-index.fits.gz", "PKS2155-steady/pks2155-304_steady_rmf.fits.gz",
            "fermi-3fhl-gc/fermi-3fhl-gc-counts-cube.fits.gz", "catalogs/fermi/gll_psch_v13.fit.gz",
            "joint-crab/dl3/magic/run_05029748_DL3.fits", "cta-1dc/data/baseline/gps/gps_baseline_110380.fits",
        ])
    func real(name: String) throws {
        let path = try #require(TestData.path(name))
        let raw = try FileBytes.read(path)
        let bytes = Gzip.isCompressed(raw) ? try Gzip.inflate(raw, file: name) : raw
        try compare(FITSReader(path), with: ReferenceFile(bytes))
    }

    private func compare(_ reader: FITSReader, with reference: ReferenceFile) throws {
        #expect(reader.hdus.count == reference.hduCount)
        for hdu in reader.hdus {
            reference.move(to: hdu.number)
            if hdu.kind == .image {
                let image = try reader.image(hdu.index)
                let agrees = same(image.pixels, reference.pixels(image.pixels.count))
                #expect(agrees, "\(hdu.origin)")
                continue
            }
            for (index, column) in try reader.table(hdu.index).columns.enumerated() {
                let agrees = agrees(column, with: reference, number: Int32(index + 1))
                #expect(agrees && reference.status == 0, "\(hdu.origin), column \(column.name)")
                reference.status = 0
            }
        }
        #expect(reference.status == 0)
    }

    private func agrees(_ column: Column, with reference: ReferenceFile, number: Int32) -> Bool {
        switch column.values {
        case .string(let texts):
            return texts == reference.strings(number, rows: column.rowCount, width: column.width)
        case .bits(let flags): return flags == reference.bits(number, rows: column.rowCount, width: column.width)
        case .bool(let flags): return flags == reference.logicals(number, count: flags.count)
        case .variable(let rows):
            return rows.enumerated().allSatisfy { row, values in
                let count = reference.length(number, row: row + 1)
                return same(values, reference.numbers(number, row: row + 1, count: count))
            }
        default:
            let values = column.doubles ?? []
            return same(
                values,
                reference.numbers(
                    number, count: values.count, hasNulls: !column.missing.isEmpty || values.contains { $0.isNaN }))
        }
    }

    private func same(_ a: [Double], _ b: [Double]) -> Bool {
        a.elementsEqual(b) { $0 == $1 || ($0.isNaN && $1.isNaN) }
    }
}

/// A FITS file in memory, read by CFITSIO.
private final class ReferenceFile {
    private var file: UnsafeMutablePointer<fitsfile>?
    // CFITSIO keeps the addresses of these two until the file is closed.
    private let buffer = UnsafeMutablePointer<UnsafeMutableRawPointer?>.allocate(capacity: 1)
    private let size = UnsafeMutablePointer<Int>.allocate(capacity: 1)
    var status: Int32 = 0

    init(_ bytes: [UInt8]) {
        let memory = UnsafeMutableRawPointer.allocate(byteCount: bytes.count, alignment: 16)
        bytes.withUnsafeBytes {
            memory.copyMemory(from: $0.baseAddress ?? UnsafeRawPointer(memory), byteCount: bytes.count)
        }
        buffer.initialize(to: memory)
        size.initialize(to: bytes.count)
        ffomem(&file, "memory", READONLY, buffer, size, 0, nil, &status)
    }

    deinit {
        var status: Int32 = 0
        ffclos(file, &status)
        buffer.pointee?.deallocate()
        buffer.deallocate()
        size.deallocate()
    }

    var hduCount: Int {
        var count: Int32 = 0
        ffthdu(file, &count, &status)
        return Int(count)
    }

    func move(to number: Int) { ffmahd(file, Int32(number), nil, &status) }

    func pixels(_ count: Int) -> [Double] {
        guard count > 0 else { return [] }
        var (values, null, any) = ([Double](repeating: 0, count: count), Double.nan, Int32(0))
        ffgpv(file, TDOUBLE, 1, LONGLONG(count), &null, &values, &any, &status)
        return values
    }

    /// CFITSIO takes infinities for nulls, so nulls are only asked for in integer columns.
    func numbers(_ column: Int32, row: Int = 1, count: Int, hasNulls: Bool = false) -> [Double] {
        guard count > 0 else { return [] }
        var (values, null, any) = ([Double](repeating: 0, count: count), hasNulls ? Double.nan : 0, Int32(0))
        ffgcv(file, TDOUBLE, column, LONGLONG(row), 1, LONGLONG(count), &null, &values, &any, &status)
        return values
    }

    func length(_ column: Int32, row: Int) -> Int {
        var (length, offset) = (LONGLONG(0), LONGLONG(0))
        ffgdesll(file, column, LONGLONG(row), &length, &offset, &status)
        return Int(length)
    }

    func strings(_ column: Int32, rows: Int, width perRow: Int) -> [String] {
        var width: Int32 = 0
        ffgcdw(file, column, &width, &status)
        return (0..<rows * perRow).map { index in
            var any: Int32 = 0
            return withUnsafeTemporaryAllocation(of: CChar.self, capacity: Int(width) + 8) { text in
                text.initialize(repeating: 0)
                var pointer = text.baseAddress
                ffgcvs(
                    file, column, LONGLONG(index / perRow + 1), LONGLONG(index % perRow + 1), 1, nil, &pointer, &any,
                    &status)
                let bytes = text.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }
                return String(decoding: bytes[..<((bytes.lastIndex { $0 != 0x20 } ?? -1) + 1)], as: UTF8.self)
            }
        }
    }

    func logicals(_ column: Int32, count: Int) -> [Bool] {
        guard count > 0 else { return [] }
        var (values, any) = ([CChar](repeating: 0, count: count), Int32(0))
        ffgcvl(file, column, 1, 1, LONGLONG(count), 0, &values, &any, &status)
        return values.map { $0 == 1 }
    }

    func bits(_ column: Int32, rows: Int, width: Int) -> [Bool] {
        (0..<rows).flatMap { row in
            var values = [CChar](repeating: 0, count: width)
            ffgcx(file, column, LONGLONG(row + 1), 1, LONGLONG(width), &values, &status)
            return values.map { $0 == 1 }
        }
    }
}
