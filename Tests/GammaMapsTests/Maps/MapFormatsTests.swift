import Foundation
import GammaCore
import GammaIO
import GammaTestSupport
import Testing

@testable import GammaMaps

@Suite struct MapFormatsTests {
    @Test func readsTimesLabelsAndSparseMapsOfGammapy() throws {
        let times = try WCSMap(reader: MapFilesTests.reader(GammapyFiles.times))
        #expect(times.values == (0..<24).map(Double.init))
        let axis = try #require(try times.geometry.axis("time").times)
        #expect(axis.starts == [1, 5].map { $0 * 86400 } && axis.stops == [2, 7].map { $0 * 86400 })
        #expect(axis.reference == (try Instant(iso: "2020-03-19", scale: .tt)))
        let labels = try RegionMap(reader: MapFilesTests.reader(GammapyFiles.labels))
        // Gammapy itself reads them back in alphabetic order, which mixes up the values.
        #expect(try labels.geometry.axis("dataset").labels == ["magic", "hess"] && labels.values == [0, 1, 2, 3])
        let sparse = try WCSMap(reader: MapFilesTests.reader(GammapyFiles.sparse))
        #expect(sparse.values == [0, 0, 0, 0, 2.5, 0, 0, 0, 5, 0, 0, 0] && sparse.unit == .s)
        #expect(sparse.geometry.axes.map(\.binCount) == [2])
    }

    @Test func timesAndLabelsRoundTrip() throws {
        let axes = [
            try MapSamples.energy(), MapAxis(try AxisOperationsTests.times()),
            MapAxis(try LabelMapAxis(["z", "a", "m"], name: "dataset")),
        ]
        let map = try MapSamples.filled(MapSamples.geometry(3, 2, axes: axes))
        try withTemporaryFolder { folder in
            try map.write(to: folder + "/map.fits")
            let read = try WCSMap.read(folder + "/map.fits")
            #expect(read.geometry.isClose(to: map.geometry) && read.values == map.values)
            let region = try RegionMap(
                RegionGeometry(region: ExclusionMaskTests.region, axes: axes), values: Array(map.values.prefix(48)))
            try region.write(to: folder + "/region.fits")
            let again = try RegionMap.read(folder + "/region.fits")
            #expect(again.geometry.axes == axes && again.values == region.values)
        }
    }

    /// What is written in the layouts of Fermi-LAT's tools comes back with the same energies and, in one unit, values.
    @Test func fermiFormatsRoundTrip() throws {
        let edges = try MapSamples.filled(MapSamples.geometry(4, 3, axes: [MapSamples.energy()]))
        let nodes = try MapAxis.energy(min: 0.1, max: 10, bins: 4, name: "energy_true").nodeType()
        let flux = try MapSamples.filled(
            MapSamples.geometry(4, 3, axes: [nodes]), unit: Unit(parsing: "cm-2 s-1 TeV-1 sr-1"))
        let exposure = try MapSamples.filled(flux.geometry, unit: .m2s)
        try withTemporaryFolder { folder in
            let path = folder + "/map.fits"
            for (map, format) in [
                (edges, WCSMap.FermiFormat.countsCube), (flux, .template), (exposure, .exposureCube),
            ] {
                try map.write(to: path, format: format)
                let reader = try FITSReader(path)
                #expect(reader.hdus[1].name == (format == .countsCube ? "EBOUNDS" : "ENERGIES"))
                let read = try WCSMap(reader: reader)
                #expect(read.geometry.isClose(to: map.geometry), "\(format)")
                expectClose(try read.converted(to: map.unit).values, map.values, relative: 1e-12)
            }
            #expect(try FITSReader(path).image(0).header.string("BUNIT") == "cm2 s")
            #expect(try FITSReader(path).table(1).column("Energy").unit == "MeV")
        }
        #expect(throws: Fault.self) { try flux.fitsHDUs(.countsCube) }
        #expect(throws: Fault.self) { try exposure.fitsHDUs(.template) }
        #expect(throws: Fault.self) { try MapSamples.cube().fitsHDUs(.countsCube) }
        #expect(throws: Fault.self) { try MapSamples.image().fitsHDUs(.exposureCube) }
    }

    @Test(.enabled(if: PythonOracle.isAvailable, "\(PythonOracle.reason)")) func gammapyReadsWhatIsWritten() throws {
        try withTemporaryFolder { folder in
            let axes = [try MapSamples.energy(), MapAxis(try AxisOperationsTests.times())]
            try MapSamples.filled(MapSamples.geometry(3, 2, axes: axes)).write(to: folder + "/times.fits")
            let labels = MapAxis(try LabelMapAxis(["a", "b"], name: "dataset"))
            try MapSamples.filled(MapSamples.geometry(3, 2, axes: [labels])).write(to: folder + "/labels.fits")
            let counts = try MapSamples.filled(MapSamples.geometry(4, 3, axes: [MapSamples.energy()]))
            try counts.write(to: folder + "/ccube.fits", format: .countsCube)
            let nodes = try MapAxis.energy(min: 0.1, max: 10, bins: 4, name: "energy_true").nodeType()
            try MapSamples.filled(MapSamples.geometry(4, 3, axes: [nodes]), unit: .cm2s)
                .write(to: folder + "/expo.fits", format: .exposureCube)
            try counts.mask { $0 > 5 }.write(to: folder + "/mask.fits", name: "MASK_SAFE")
            let script = """
                import sys, numpy as np
                from gammapy.maps import Map
                f = sys.argv[1]
                m = Map.read(f + "/times.fits"); t = m.geom.axes["time"]
                print(round(m.data.sum(), 6), t.edges_max.to_value("d").tolist(), t.reference_time.utc.iso)
                print(Map.read(f + "/labels.fits").geom.axes["dataset"].center.tolist())
                m = Map.read(f + "/ccube.fits"); print(m.geom.axes["energy"].edges.to_value("TeV").round(6).tolist(), round(float(m.data.sum()), 3))
                m = Map.read(f + "/expo.fits"); print(m.geom.axes["energy_true"].center.to_value("TeV").round(6).tolist(), m.unit)
                m = Map.read(f + "/mask.fits"); print(m.data.dtype, m.data.sum())
                """
            let sum = (0..<96).reduce(0) { $0 + Double($1 * 37 % 101) / 7 }
            let lines = try PythonOracle.run(script, [folder]).split(separator: "\n").map(String.init)
            let half = (0..<48).reduce(0) { $0 + Double($1 * 37 % 101) / 7 }
            let expected = [
                "\((sum * 1e6).rounded() / 1e6) [2.0, 7.0, 13.0, 18.0] 2020-03-19 00:00:00.000", "['a', 'b']",
                "[0.1, 0.316228, 1.0, 3.162278, 10.0] \((half * 1e3).rounded() / 1e3)",
                "[0.177828, 0.562341, 1.778279, 5.623413] cm2 s", "bool \(counts.mask { $0 > 5 }.count)",
            ]
            for (line, other) in zip(lines, expected) {
                #expect(line.replacing("np.str_", with: "").replacing("(", with: "").replacing(")", with: "") == other)
            }
            #expect(lines.count == expected.count)
        }
    }

    struct File: Sendable {
        var path: String
        var hdu: String?
        var shape: [Int]
        var unit: String
        var axes: [String]
        var sum: Double
    }

    /// Shape, unit, axes and sum as Gammapy 2.1 reads them; 1e-6 for its sums of 32-bit numbers.
    static let files = [
        File(
            path: "fermi-3fhl-gc/fermi-3fhl-gc-background-cube.fits.gz", hdu: nil, shape: [400, 200, 11], unit: "",
            axes: ["energy 11 edges 0.01 0.5"], sum: 28548.632302860686),
        File(
            path: "fermi-3fhl-gc/fermi-3fhl-gc-background.fits.gz", hdu: nil, shape: [400, 200], unit: "", axes: [],
            sum: 28548.632299989462),
        File(
            path: "fermi-3fhl-gc/fermi-3fhl-gc-counts-cube.fits.gz", hdu: nil, shape: [400, 200, 11], unit: "",
            axes: ["energy 11 edges 0.01 0.5"], sum: 32684),
        File(
            path: "fermi-3fhl-gc/fermi-3fhl-gc-counts.fits.gz", hdu: nil, shape: [400, 200], unit: "", axes: [],
            sum: 32684),
        File(
            path: "fermi-3fhl-gc/fermi-3fhl-gc-exposure-cube.fits.gz", hdu: nil, shape: [400, 200, 12], unit: "cm2 s",
            axes: ["energy_true 12 nodes 0.01 0.5"], sum: 3.129498700654838e+17),
        File(
            path: "fermi-3fhl-gc/fermi-3fhl-gc-exposure.fits.gz", hdu: nil, shape: [400, 200], unit: "", axes: [],
            sum: 2.5845251420422144e+16),
        File(
            path: "fermi-3fhl-gc/fermi-3fhl-gc-psf.fits.gz", hdu: nil, shape: [21, 21], unit: "", axes: [],
            sum: 0.9999999994397513),
        File(
            path: "fermi-3fhl-gc/gll_iem_v06_gc.fits.gz", hdu: nil, shape: [120, 64, 30], unit: "cm-2 s-1 MeV-1 sr-1",
            axes: ["energy_true 30 nodes 5.846e-5 0.51315"], sum: 0.11803847221522712),
        File(
            path: "fermi-3fhl-gc/fermi-3fhl-gc.fits.gz", hdu: "COUNTS", shape: [400, 200, 11], unit: "",
            axes: ["energy 11 edges 0.01 0.5"], sum: 32684),
        File(
            path: "fermi-3fhl-gc/fermi-3fhl-gc.fits.gz", hdu: "EXPOSURE", shape: [400, 200, 12], unit: "cm2 s",
            axes: ["energy_true 12 nodes 0.01 0.5"], sum: 3.129498700654838e+17),
        File(
            path: "fermi-3fhl-gc/fermi-3fhl-gc.fits.gz", hdu: "MASK_SAFE", shape: [400, 200, 11], unit: "",
            axes: ["energy 11 edges 0.01 0.5"], sum: 633600),
        File(
            path: "sim-j1702/bin-0.fits.gz", hdu: "COUNTS", shape: [300, 200, 15], unit: "",
            axes: ["energy 15 edges 2 50"], sum: 38418),
        File(
            path: "sim-j1702/bin-0.fits.gz", hdu: "EXPOSURE", shape: [300, 200, 30], unit: "m2 s",
            axes: ["energy_true 30 edges 1 100"], sum: 4.151098800936832e+16),
        File(
            path: "sim-j1702/bin-0.fits.gz", hdu: "BACKGROUND", shape: [300, 200, 15], unit: "",
            axes: ["energy 15 edges 2 50"], sum: 36869.49806196208),
        File(
            path: "sim-j1702/bin-0.fits.gz", hdu: "EDISP", shape: [30, 20, 15, 30], unit: "",
            axes: ["energy 15 edges 2 50", "energy_true 30 edges 1 100"], sum: 11427.574551647427),
        File(
            path: "sim-j1702/bin-0.fits.gz", hdu: "EDISP_EXPOSURE", shape: [30, 20, 1, 30], unit: "m2 s",
            axes: ["energy 1 edges 2 50", "energy_true 30 edges 1 100"], sum: 418223500779008),
        File(
            path: "sim-j1702/bin-0.fits.gz", hdu: "PSF", shape: [30, 20, 66, 30], unit: "sr-1",
            axes: ["rad 66 edges 0 0.66", "energy_true 30 edges 1 100"], sum: 22289294604.81682),
        File(
            path: "sim-j1702/bin-0.fits.gz", hdu: "PSF_EXPOSURE", shape: [30, 20, 1, 30], unit: "m2 s",
            axes: ["rad 1 edges 0 0.66", "energy_true 30 edges 1 100"], sum: 416154783132928),
        File(
            path: "sim-j1702/bin-0.fits.gz", hdu: "MASK_SAFE", shape: [300, 200, 15], unit: "",
            axes: ["energy 15 edges 2 50"], sum: 798405),
    ]

    @Test(.enabled(if: TestData.isAvailable)) func everyMapOfTheDataSets() throws {
        for (path, files) in Dictionary(grouping: Self.files, by: \.path) {
            let reader = try FITSReader(try #require(TestData.path(path)))
            for file in files {
                let map = try WCSMap(reader: reader, hdu: file.hdu)
                let name = "\(path) \(file.hdu ?? "")"
                #expect(
                    [map.geometry.nx, map.geometry.ny] + map.geometry.axes.map(\.binCount) == file.shape, "\(name)")
                #expect(try map.unit == Unit(parsing: file.unit), "\(name)")
                for (axis, text) in zip(map.geometry.axes, file.axes) {
                    let words = text.split(separator: " ")
                    #expect(axis.name == words[0] && axis.binCount == Int(words[1]), "\(name)")
                    #expect(axis.isNodeType == (words[2] == "nodes"), "\(name)")
                    let ends =
                        axis.isNodeType
                        ? [axis.centres[0], axis.centres[axis.binCount - 1]]
                        : [axis.edges[0], axis.edges[axis.binCount]]
                    let expected = words.suffix(2).compactMap { Double($0) }
                    expectClose(ends, expected, relative: 1e-3, absolute: 1e-12, name)
                }
                #expect(map.geometry.axes.count == file.axes.count)
                expectClose(map.values.reduce(0) { $1.isNaN ? $0 : $0 + $1 }, file.sum, relative: 1e-6, name)
                #expect((map.storage == .mask) == (file.hdu == "MASK_SAFE"), "\(name)")
            }
        }
    }

    /// The responses of the Fermi-LAT dataset, which Gammapy's `Map.read` refuses because they have no region.
    @Test(.enabled(if: TestData.isAvailable)) func regionMapsOfFermi() throws {
        let reader = try FITSReader(try #require(TestData.path("fermi-3fhl-gc/fermi-3fhl-gc.fits.gz")))
        for (name, axes, unit) in [
            ("EDISP", ["energy 11", "energy_true 12"], ""), ("EDISP_EXPOSURE", ["energy 1", "energy_true 12"], "m2 s"),
            ("PSF", ["rad 130", "energy_true 11"], "sr-1"), ("PSF_EXPOSURE", ["rad 1", "energy_true 11"], "cm2 s"),
        ] {
            let map = try RegionMap(reader: reader, name: name)
            #expect(map.geometry.axes.map { "\($0.name) \($0.binCount)" } == axes)
            #expect(try map.unit == Unit(parsing: unit))
            #expect(map.geometry.axes.allSatisfy { $0.name != "rad" || $0.unit == .deg })
        }
    }

    @Test(.enabled(if: TestData.isAvailable)) func listsMaps() throws {
        let fermi = try MapSummary.list(try #require(TestData.path("fermi-3fhl-gc/fermi-3fhl-gc.fits.gz")))
        #expect(
            fermi.map(\.name) == [
                "COUNTS", "EXPOSURE", "BACKGROUND", "EDISP", "EDISP_EXPOSURE", "PSF", "PSF_EXPOSURE", "MASK_SAFE",
            ])
        #expect(fermi.map(\.kind) == [.image, .image, .image, .region, .region, .region, .region, .image])
        #expect(
            fermi[0].description
                == "COUNTS: 400 × 200 pixels of 0.05 deg, CAR galactic, energy 11 bins 0.01 to 0.5 TeV")
        let map = try MapSummary.list(try #require(TestData.path("fermi-3fhl-gc/gll_iem_v06_gc.fits.gz")))
        #expect(map.count == 1 && map[0].pixels == [120, 64] && map[0].axes[0].binCount == 30)
        let healpix = try MapSummary.list(
            try #require(TestData.path("fermi_3fhl/fermi_3fhl_exposure_cube_hpx.fits.gz")))
        #expect(healpix.map(\.kind) == [.healpix] && healpix[0].nside == 64)
    }

    @Test func listsSmallMaps() throws {
        func list(_ file: String) throws -> [MapSummary] { try MapSummary.list(MapFilesTests.reader(file)) }
        let sparse = try list(GammapyFiles.sparse)
        #expect(sparse.map(\.kind) == [.sparse] && sparse[0].pixels == [3, 2] && sparse[0].unit == "s")
        let region = try list(GammapyFiles.regionMap)
        #expect(region.map(\.kind) == [.region] && region[0].unit == "m2 s" && region[0].axes.count == 2)
        #expect(try list(GammapyFiles.times)[0].description.hasSuffix("time 2 bins"))
        let labels = try list(GammapyFiles.labels)
        #expect(labels.count == 1 && labels[0].axes[1].labels == ["magic", "hess"])
    }

    /// Single cards and cells changed at random give a map or a fault, and a list in any case.
    @Test func survivesDamage() throws {
        let files = [GammapyFiles.times, GammapyFiles.sparse]
        let bytes = try files.map { try FITSWriter.bytes(MapFilesTests.reader($0).all()) }
        forAll(seed: 81, count: 200) { random in
            var damaged = bytes[Int(random.uniform() * 2)]
            for _ in 0..<(1 + Int(random.uniform() * 6)) {
                let index = Int(random.uniform() * Double(damaged.count))
                damaged[index] =
                    random.uniform() < 0.5 ? UInt8(48 + Int(random.uniform() * 10)) : UInt8(random.uniform() * 256)
            }
            do {
                let reader = try FITSReader(bytes: damaged, path: "damaged.fits")
                _ = try MapSummary.list(reader)
                _ = try WCSMap(reader: reader)
            } catch is Fault {}
        }
    }

    @Test func oldAxesOfThetaInRadians() throws {
        let theta = [0.0, 0.01, 0.02]
        var table = Table(name: "PSF_BANDS", header: FITSHeader([.init("AXCOLS1", .string("THETA"))]))
        table.append(Column("CHANNEL", .int64([0, 1, 2])))
        table.append(Column("THETA", .float(theta.map { Float($0) }), unit: "rad"))
        let axis = try #require(try MapAxis.axes(fromBands: table).first)
        #expect(axis.name == "rad" && axis.unit == .deg && axis.isNodeType)
        expectClose(axis.centres, theta.map { $0 * 180 / .pi }, relative: 1e-7)
    }
}
