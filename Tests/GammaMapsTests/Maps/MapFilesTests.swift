import Foundation
import GammaCore
import GammaIO
import GammaTestSupport
import Testing

@testable import GammaMaps

@Suite struct MapFilesTests {
    static func reader(_ base64: String) throws -> FITSReader {
        try FITSReader(bytes: Array(try #require(Data(base64Encoded: base64))), path: "gammapy.fits.gz")
    }

    @Test func readsTheRegionMapOfGammapy() throws {
        let map = try RegionMap(reader: Self.reader(GammapyFiles.regionMap))
        #expect(map.values == [0, 1, 2, 3, 4, 5] && map.storage == .float)
        #expect(map.unit == .m2s && map.geometry.axes.map(\.name) == ["energy", "energy_true"])
        #expect(try map.geometry.axis("energy_true") == .energy(min: 0.1, max: 100, bins: 3, name: "energy_true"))
        let region = try #require(map.geometry.region)
        guard case .compound(.or, let parts) = region, case .circle(let centre, let radius) = parts[0],
            case .ellipse(let middle, let width, let height, let angle) = parts[1]
        else { throw Fault(.badValue, "\(region)") }
        expectClose([centre.lon, centre.lat, radius], [83.63, 22.01, 0.11], relative: 1e-9)
        expectClose([middle.lon, middle.lat, width, height, angle], [83.9, 22.2, 0.4, 0.2, 30], relative: 1e-9)
        #expect(try map.converted(to: .cm2s).values == [0, 1e4, 2e4, 3e4, 4e4, 5e4])
    }

    @Test func readsTheMaskOfGammapy() throws {
        let map = try WCSMap(reader: Self.reader(GammapyFiles.mask))
        #expect(map.storage == .mask && map.meta == ["livetime": "3 s"])
        #expect(map.geometry.nx == 6 && map.geometry.ny == 5)
        #expect(map.geometry.axes == [try .energy(min: 0.5, max: 40, bins: 2)])
        #expect(map.values.indices.filter { map.values[$0] == 1 } == [14, 15, 44, 45])
        #expect(map.value(at: SkyDirection(ra: 83.69, dec: 22.01), bins: [1]) == 1)
        #expect(map.value(at: SkyDirection(ra: 83.69, dec: 22.2), bins: [1]) == 0)
        #expect(map.value(at: SkyDirection(ra: 84, dec: 22.2), bins: [0]) == nil)
        let again = try map.geometry.image.mask(inside: [
            .circle(centre: SkyDirection(ra: 83.63, dec: 22.01), radius: 0.11)
        ])
        #expect(try WCSMap(mask: again, map.geometry).values == map.values)
    }

    @Test func mapsRoundTrip() throws {
        let axes = [
            try MapAxis.energy(min: 0.5, max: 40, bins: 3), try MapAxis(nodes: [0, 1, 2, 4], name: "rad", unit: .deg),
        ]
        let geometry = try WCSGeometry.create(
            centre: .galactic(l: 12, b: 3), width: [0.5, 0.7], binSize: [0.1, 0.1], projection: "CAR", axes: axes)
        let values = (0..<geometry.valueCount).map { Double($0) / 7 }
        try withTemporaryFolder { folder in
            for (storage, name) in [(MapStorage.double, "PRIMARY"), (.float, "COUNTS"), (.mask, "MASK_SAFE")] {
                let map = try WCSMap(
                    geometry, values: values, unit: .m2s, storage: storage, meta: ["livetime": "1.5 \"h\""])
                try map.write(to: folder + "/map.fits.gz", name: name)
                let read = try WCSMap.read(folder + "/map.fits.gz", hdu: name == "PRIMARY" ? nil : name)
                #expect(read.geometry.isClose(to: geometry) && read.unit == .m2s && read.storage == storage)
                #expect(read.meta == map.meta)
                switch storage {
                case .double: #expect(read.values == values)
                case .float: #expect(read.values == values.map { Double(Float($0)) })
                case .mask: #expect(read.flags == map.flags)
                }
            }
        }
    }

    @Test(arguments: [
        "icrs;circle(83.63,22.01,0.11)", "galactic;ellipse(184.5,-5.8,0.2,0.1,30)", "icrs;box(10,20,0.2,0.1,12)",
        "icrs;annulus(10,20,0.1,0.2);circle(10.4,20,0.1);-circle(10.3,20,0.05)", "icrs;point(10,20)",
        "icrs;circle(10,20,0.1);polygon(10,20,10.2,20,10.2,20.2,10.1,20.3)",
    ])
    func regionMapsRoundTrip(_ text: String) throws {
        let axes = [
            try MapAxis.energy(min: 0.5, max: 40, bins: 3),
            try MapAxis.energy(min: 0.1, max: 100, bins: 2, name: "energy_true"),
        ]
        let region = try #require(SkyRegion.union(of: SkyRegion.parseDS9(text)))
        let map = try RegionMap(
            RegionGeometry(region: region, axes: axes), values: [1, 2, 3, 4, 5, 1e-300], unit: .cm2s,
            meta: ["livetime": "3 s"])
        try withTemporaryFolder { folder in
            try map.write(to: folder + "/map.fits", name: "EXPOSURE")
            let read = try RegionMap.read(folder + "/map.fits", name: "EXPOSURE")
            #expect(
                read.values == map.values && read.unit == map.unit && read.meta == map.meta && read.storage == .double)
            #expect(read.geometry.axes == axes)
            let other = try #require(read.geometry.region)
            #expect(other.parts.count == region.parts.count && other.isPoint == region.isPoint)
            forAll(seed: 13, count: 200) { random in
                let there = region.centre.offset(by: 0.5 * random.uniform(), positionAngle: 360 * random.uniform())
                #expect(map.geometry.contains(there) == read.geometry.contains(there))
            }
        }
    }

    @Test func masksAndNoRegion() throws {
        let axis = try MapAxis.energy(min: 0.5, max: 40, bins: 3)
        let map = try RegionMap(RegionGeometry(region: nil, axes: [axis]), values: [1, 0, 1], storage: .mask)
        let tables = try map.fitsHDUs(name: "MASK_SAFE")
        #expect(tables.map(\.name) == ["MASK_SAFE", "MASK_SAFE_BANDS"])
        let reader = try FITSReader(bytes: FITSWriter.bytes(tables), path: "m.fits")
        let read = try RegionMap(reader: reader, name: "MASK_SAFE")
        #expect(read == map && read.flags == [true, false, true])
        #expect(throws: Fault.self) { try RegionMap(RegionGeometry(region: nil), values: [1]).fitsHDUs() }
        #expect(throws: Fault.self) { try RegionMap(RegionGeometry(region: nil, axes: [axis]), values: [1]) }
    }

    @Test(.enabled(if: TestData.isAvailable)) func exclusionMasks() throws {
        let mask = try WCSMap.read(try #require(TestData.path("joint-crab/exclusion/exclusion_mask_crab.fits.gz")))
        #expect(mask.geometry.nx == 250 && mask.storage == .mask && mask.values.reduce(0, +) == 61784)
        let looked = mask.values(lon: [83.63, 84.2, 120], lat: [22.01, 22.3, 10], frame: .icrs, outside: -1)
        #expect(looked == [0, 1, -1])
        let other = try WCSMap.read(try #require(TestData.path("joint-crab-published/maps/exclusion_mask.fits.gz")))
        #expect(other.geometry.nx == 160 && other.flags.allSatisfy(\.self))
    }

    /// Sums of Gammapy 2.1 over files of Fermi-LAT with their tables of energies.
    @Test(.enabled(if: TestData.isAvailable)) func cubesOfFermi() throws {
        let counts = try WCSMap.read(try #require(TestData.path("fermi-3fhl-gc/fermi-3fhl-gc-counts-cube.fits.gz")))
        #expect(counts.geometry.axes.map(\.name) == ["energy"])
        #expect(counts.values.reduce(0, +) == 32684)
        let exposure = try WCSMap.read(try #require(TestData.path("fermi-3fhl-gc/fermi-3fhl-gc-exposure-cube.fits.gz")))
        #expect(exposure.geometry.axes[0].isNodeType && exposure.geometry.axes[0].binCount == 12)
        expectClose(exposure.values.reduce(0, +), 3.1294994016475546e+17, relative: 1e-6)
        let diffuse = try WCSMap.read(try #require(TestData.path("fermi-3fhl-gc/gll_iem_v06_gc.fits.gz")))
        let axis = try #require(diffuse.geometry.axes.first)
        #expect(axis.isNodeType && axis.name == "energy_true" && diffuse.geometry.axes.count == 1)
    }

    @Test func faultsOfFilesNameTheHDU() throws {
        #expect { try WCSMap.read("/nowhere/map.fits") } throws: { ($0 as? Fault)?.code == .fileNotFound }
        let reader = try Self.reader(GammapyFiles.regionMap)
        #expect { try WCSMap(reader: reader) } throws: { ($0 as? Fault)?.code == .missingHDU }
        #expect { try RegionMap(reader: reader, name: "COUNTS") } throws: { ($0 as? Fault)?.code == .missingHDU }
        var bands = try reader.table(named: "SKYMAP_BANDS")
        var data = try reader.table(named: "SKYMAP")
        bands.header["AXCOLS2"] = nil
        data.header["AXCOLS2"] = nil
        #expect { try RegionMap(data: data, bands: bands, region: nil) } throws: {
            ($0 as? Fault)?.code == .malformed && ($0 as? Fault)?.origin.column == "DATA"
        }
        var region = try reader.table(named: "SKYMAP_REGION")
        region.header["CTYPE1"] = nil
        bands = try reader.table(named: "SKYMAP_BANDS")
        data = try reader.table(named: "SKYMAP")
        #expect { try RegionMap(data: data, bands: bands, region: region) } throws: {
            ($0 as? Fault)?.code == .missingKeyword && ($0 as? Fault)?.origin.hdu?.contains("SKYMAP_REGION") == true
        }
    }

    /// Single cards and cells changed at random give a map or a fault.
    @Test func survivesDamage() throws {
        let files = [GammapyFiles.regionMap, GammapyFiles.mask]
        let bytes = try files.map { file -> [UInt8] in
            let hdus = try Self.reader(file).all()
            return try FITSWriter.bytes(hdus)
        }
        forAll(seed: 14, count: 600) { random in
            let which = Int(random.uniform() * 2)
            var damaged = bytes[which]
            for _ in 0..<(1 + Int(random.uniform() * 6)) {
                let index = Int(random.uniform() * Double(damaged.count))
                damaged[index] =
                    random.uniform() < 0.5 ? UInt8(48 + Int(random.uniform() * 10)) : UInt8(random.uniform() * 256)
            }
            do {
                let reader = try FITSReader(bytes: damaged, path: "damaged.fits")
                if which == 0 { _ = try RegionMap(reader: reader) } else { _ = try WCSMap(reader: reader) }
            } catch is Fault {}
        }
    }
}
