import Foundation
import GammaCore
import GammaIO
import GammaTestSupport
import Testing

@testable import GammaMaps

@Suite struct HEALPixFileTests {
    @Test func readsTheFilesOfGammapy() throws {
        let disc = try HEALPixMap(reader: MapFilesTests.reader(HEALPixFiles.disc))
        #expect(disc.geometry.pixels == [13, 15, 29, 30, 31] && disc.geometry.grid.ordering == .nested)
        #expect(disc.geometry.region == .disc(lon: 110, lat: 75, radius: 20) && disc.geometry.frame == .galactic)
        #expect(disc.geometry.axes.map(\.name) == ["energy", "rad"] && disc.unit == .m2s && disc.meta == ["who": "me"])
        #expect(disc.values == (0..<30).map(Double.init))
        let sparse = try HEALPixMap(reader: MapFilesTests.reader(HEALPixFiles.sparse))
        #expect(sparse.geometry == disc.geometry)
        #expect(sparse.values == disc.values.map { $0.truncatingRemainder(dividingBy: 3) == 0 ? $0 : 0 })
        let counts = try HEALPixMap(reader: MapFilesTests.reader(HEALPixFiles.counts))
        #expect(counts.geometry.axes == [try .energy(min: 0.01, max: 1, bins: 2)] && counts.geometry.frame == .icrs)
        #expect(counts.values == (0..<24).map(Double.init) && counts.geometry.isAllSky)
        let template = try HEALPixMap(reader: MapFilesTests.reader(HEALPixFiles.template))
        #expect(template.geometry.axes[0].name == "energy_true" && template.geometry.frame == .galactic)
        expectClose(template.geometry.axes[0].centres, [0.01, 0.1, 1])
    }

    static func maps() throws -> [HEALPixMap] {
        let axes = [
            try MapAxis.energy(min: 0.5, max: 40, bins: 3), try MapAxis(nodes: [0, 1, 2, 4], name: "rad", unit: .deg),
        ]
        let ring = try HEALPixGrid(nside: 3, ordering: .ring)
        let nested = try HEALPixGrid(nside: 8, ordering: .nested)
        let pixel = try HEALPixRegion.pixel(HEALPixGrid(nside: 2, ordering: .ring), 17)
        let geometries = [
            try HEALPixGeometry(grid: ring, frame: .icrs),
            try HEALPixGeometry(grid: ring, frame: .galactic, axes: axes),
            try HEALPixGeometry(grid: nested, frame: .icrs, region: pixel, axes: axes),
            try HEALPixGeometry(
                grid: nested, frame: .icrs,
                region: .touchingDisc(lon: 10, lat: 20.5, radius: 9, oversampling: 4), axes: axes),
            try HEALPixGeometry(grid: nested, frame: .galactic, pixels: [700, 3, 3, 5], axes: [axes[0]]),
        ]
        return try geometries.map { geometry in
            let values = (0..<geometry.valueCount).map { $0 % 2 == 0 ? 0 : Double($0) / 7 }
            return try HEALPixMap(geometry, values: values, unit: .m2s, storage: .double, meta: ["a": "b"])
        }
    }

    @Test func mapsRoundTrip() throws {
        for map in try Self.maps() {
            for isSparse in [false, true] {
                let bytes = try FITSWriter.bytes(map.fitsHDUs(isSparse: isSparse))
                let read = try HEALPixMap(reader: FITSReader(bytes: bytes, path: "map.fits"))
                if isSparse, map.geometry.region == .explicit {
                    // A list of pixels keeps those that are filled.
                    #expect(read.values.filter { $0 != 0 } == map.values.filter { $0 != 0 })
                    continue
                }
                #expect(read == map)
            }
            for storage in [MapStorage.float, .mask] {
                var other = map
                other.storage = storage
                let bytes = try FITSWriter.bytes(other.fitsHDUs(name: "OTHER"))
                let read = try HEALPixMap(reader: FITSReader(bytes: bytes, path: "map.fits"), hdu: "OTHER")
                #expect(read.geometry == map.geometry && read.storage == storage)
                #expect(
                    storage == .mask
                        ? read.flags == map.flags : read.values == map.values.map { Double(Float($0)) })
            }
        }
    }

    @Test func conventionsRoundTrip() throws {
        let nodes = try MapAxis(nodes: [0.01, 0.1, 1], name: "energy_true", unit: .TeV, interpolation: .log)
        for convention in HEALPixConvention.allCases {
            let axis: [MapAxis]
            switch convention {
            case .healpy: axis = []
            case .fermiCounts, .fermiSourceMap: axis = [try .energy(min: 0.01, max: 1, bins: 3)]
            default: axis = [nodes]
            }
            let geometry = try HEALPixGeometry.create(nside: 2, ordering: .ring, frame: .galactic, axes: axis)
            let map = try HEALPixMap(
                geometry, values: (0..<geometry.valueCount).map(Double.init), unit: .cm2s, storage: .double)
            try withTemporaryFolder { folder in
                try map.write(to: folder + "/map.fits.gz", convention: convention)
                let read = try HEALPixMap.read(folder + "/map.fits.gz")
                #expect(read.geometry == geometry && read.values == map.values && read.unit == .cm2s, "\(convention)")
            }
        }
        #expect(throws: Fault.self) { try Self.maps()[1].fitsHDUs(convention: .fermiCounts) }
        #expect(throws: Fault.self) { try Self.maps()[1].fitsHDUs(convention: .healpy) }
        #expect(throws: Fault.self) { try Self.maps()[0].fitsHDUs(convention: .healpy, isSparse: true) }
    }

    /// healpy's `write_map` puts up to 1024 pixels in a row and names the column as it likes.
    @Test func imagesByHealpyAreRead() throws {
        var header = FITSHeader()
        for (keyword, text) in [("PIXTYPE", "HEALPIX"), ("ORDERING", "RING"), ("COORDSYS", "G")] {
            header[keyword] = .string(text)
        }
        header["NSIDE"] = .int(8)
        let table = Table(
            name: "xtension", header: header,
            columns: [Column("TEMPERATURE", .float((0..<768).map(Float.init)), unit: "cm-2 s-1", shape: [64])])
        let map = try HEALPixMap(reader: FITSReader(bytes: FITSWriter.bytes([.table(table)]), path: "map.fits"))
        #expect(
            map.values == (0..<768).map(Double.init) && map.geometry.frame == .galactic && map.geometry.axes.isEmpty)
        #expect(map.unit.description.contains("cm"))
    }

    /// What is wrong with the table is said with file, HDU and keyword or column.
    @Test func damagedTablesAreAnswered() throws {
        func fault(_ index: Int, _ damage: (inout Table) -> Void) throws -> Fault {
            var hdus = try Self.maps()[index].fitsHDUs()
            guard case .table(var table) = hdus[0] else { throw Fault(.badValue, "no table") }
            damage(&table)
            hdus[0] = .table(table)
            let reader = try FITSReader(bytes: FITSWriter.bytes(hdus), path: "damaged.fits")
            do {
                _ = try HEALPixMap(reader: reader, hdu: "SKYMAP")
            } catch let fault as Fault {
                return fault
            }
            throw Fault(.badValue, "the damage was not noticed")
        }
        for keyword in ["PIXTYPE", "ORDERING"] {
            let found = try fault(1) { $0.header[keyword] = nil }
            #expect(found.code == .missingKeyword, "\(found)")
            #expect(found.origin == Origin(file: "damaged.fits", hdu: "2 [SKYMAP]", keyword: keyword), "\(found)")
        }
        let absent = try fault(1) {
            $0.header["NSIDE"] = nil
            $0.header["ORDER"] = nil
        }
        #expect(absent.code == .missingKeyword && absent.origin.keyword == "NSIDE" && absent.origin.file != nil)
        let values: [(String, FITSHeader.Value)] = [
            ("NSIDE", .int(0)), ("NSIDE", .int(-8)), ("NSIDE", .double(2.5)), ("NSIDE", .int(1 << 40)),
            ("NSIDE", .int(1 << 29)), ("ORDERING", .string("SPIRAL")), ("PIXTYPE", .string("SQUARE")),
            ("COORDSYS", .string("E")), ("HPX_CONV", .string("mine")), ("HPX_REG", .string("DISK(1,2)")),
            ("HPX_REG", .string("DISK(1,2,-3)")), ("HPX_REG", .string("explicit")), ("BUNIT", .string("furlong")),
        ]
        for (keyword, value) in values {
            let found = try fault(1) { $0.header[keyword] = value }
            #expect(found.origin.keyword == keyword && found.origin.hdu == "2 [SKYMAP]", "\(keyword): \(found)")
            #expect(found.origin.file == "damaged.fits")
        }
        let wrongSide = try fault(1) { $0.header["NSIDE"] = .int(4) }
        #expect(wrongSide.code == .malformed && wrongSide.origin.column == "CHANNEL1")
        let missing = try fault(1) {
            $0 = Table(name: $0.name, header: $0.header, columns: Array($0.columns.dropLast()))
        }
        #expect(missing.code == .malformed && missing.origin.hdu == "2 [SKYMAP]")
        let unlisted = try fault(4) {
            $0 = Table(name: $0.name, header: $0.header, columns: Array($0.columns.dropFirst()))
        }
        #expect(unlisted.code == .missingColumn)
        let local = try fault(4) { $0.header["INDXSCHM"] = .string("LOCAL") }
        #expect(local.code == .unsupported && local.origin.keyword == "HPX_REG")
        let twice = try fault(4) { table in
            table = table.selecting(rows: [true, true, true])
            table = Table(
                name: table.name, header: table.header,
                columns: [Column("PIX", .int32([3, 3, 5]))] + table.columns.dropFirst())
        }
        #expect(twice.code == .malformed)
    }

    @Test func damagedFilesNeverTrap() throws {
        let maps = try Self.maps()
        let files = try [
            FITSWriter.bytes(maps[2].fitsHDUs()), FITSWriter.bytes(maps[4].fitsHDUs()),
            FITSWriter.bytes(maps[1].fitsHDUs(isSparse: true)),
        ]
        var answered = 0
        for file in files {
            for corruption in FITSCorruption.allCases {
                for seed in 0..<6 {
                    do {
                        let bytes = corruption.apply(to: file, seed: UInt64(seed))
                        _ = try HEALPixMap(reader: FITSReader(bytes: bytes, path: "damaged.fits"))
                    } catch let fault as Fault {
                        #expect(fault.origin.file == "damaged.fits", "\(fault)")
                        answered += 1
                    }
                }
            }
        }
        #expect(answered > 50)
    }
}
