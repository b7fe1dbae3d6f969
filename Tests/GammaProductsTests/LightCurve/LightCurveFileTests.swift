import Foundation
import GammaCore
import GammaIO
import GammaProducts
import GammaTestSupport
import Testing

@Suite struct LightCurveFileTests {
    static func sample(energyBins: Int, scale: TimeScale = .tt) -> LightCurve {
        let start = Instant(mjd: 53945.85, scale: .tt)
        let bins = (0..<3).map { index in
            LightCurve.Bin(
                start: start.adding(seconds: 1800 * Double(index)),
                stop: start.adding(seconds: 1800 * Double(index) + 1700),
                points: samplePoints(seed: UInt64(index), bins: energyBins).points)
        }
        var metadata = samplePoints().metadata
        metadata.sedType = .flux
        return LightCurve(bins, timeScale: scale, metadata: metadata)
    }

    static func expectEqual(_ a: LightCurve, _ b: LightCurve, _ comment: String) {
        #expect(a.timeScale == b.timeScale && a.count == b.count)
        for (x, y) in zip(a.bins, b.bins) {
            #expect(abs(x.start.seconds(since: y.start)) < 1e-4 && abs(x.stop.seconds(since: y.stop)) < 1e-4)
            #expect(x.points.count == y.points.count)
            for (p, q) in zip(x.points, y.points) {
                expectClose(numbers(p), numbers(q), relative: 1e-13, comment)
                #expect(p.outcome == q.outcome)
            }
        }
    }

    @Test(arguments: SEDType.allCases, ["ecsv", "fits"])
    func bothFormatsReadBack(_ type: SEDType, _ ending: String) throws {
        try withTemporaryFolder { folder in
            for (bins, format) in [(1, LightCurveFormat.lightcurve), (3, .lightcurve), (1, .binnedTimeSeries)] {
                for scale in [TimeScale.tt, .utc] {
                    let curve = Self.sample(energyBins: bins, scale: scale)
                    let path = "\(folder)/lc.\(ending)"
                    try curve.write(to: path, sedType: type, format: format)
                    let back = try LightCurve.read(path)
                    #expect(back.metadata.sedType == type)
                    Self.expectEqual(back, curve, "\(type) \(format) \(bins) \(scale)")
                }
            }
        }
    }

    @Test func aBinnedTimeSeriesHasOneEnergyBin() {
        #expect(throws: Fault.self) { try Self.sample(energyBins: 2).table(.flux, format: .binnedTimeSeries) }
    }

    @Test func columnsHaveGammapysNamesAndShapes() throws {
        let table = try Self.sample(energyBins: 3).table(.flux)
        #expect(
            table.columns.map(\.name).prefix(11) == [
                "time_min", "time_max", "e_ref", "e_min", "e_max", "flux", "flux_err", "flux_errp", "flux_errn",
                "flux_ul",
                "flux_sensitivity",
            ])
        #expect(table.optionalColumn("flux")?.shape == [3])
        #expect(table.optionalColumn("npred")?.shape == [2, 3])
        #expect(table.optionalColumn("stat_scan")?.shape == [5, 3])
        #expect(
            table.header.int("MJDREFI") == 0 && table.header.string("TIMESYS") == "tt"
                && table.header.string("TIMEUNIT") == "d")
    }

    /// Numbers of `FluxPoints.read(…).to_table(format="lightcurve", …)`, Gammapy 2.1.
    @Test(.enabled(if: TestData.isAvailable, "no test data")) func publicLightCurvesAreRead() throws {
        guard let one = TestData.path("estimators/pks2155_hess_lc/pks2155_hess_lc.fits"),
            let three = TestData.path("estimators/pks2155_hess_lc/pks2155_hess_lc_3bins.fits")
        else { return }
        let curve = try LightCurve.read(one)
        #expect(curve.count == 34 && curve.energyBinCount == 1 && curve.timeScale == .tt)
        #expect(curve.metadata.sedType == .likelihood)
        expectClose(curve.bins[0].start.mjd(.tt), 53945.85492111111, relative: 1e-15)
        expectClose(curve.values(.dnde)[3], 1.465227583439962e-11, relative: 1e-14)
        expectClose(curve.values(.dnde, .errn)[3], 1.0552528152678552e-12, relative: 1e-14)
        // norm · ref_flux of the file. Gammapy integrates a template through the one ref_dnde instead: 4.936e-11.
        expectClose(curve.values(.flux)[0], 1.3054819822369059e-10, relative: 1e-14)
        #expect(curve.bins[0].points[0].counts?.count == 44)
        #expect(curve.metadata.gti?.rowCount == 44)

        let cube = try LightCurve.read(three)
        #expect(cube.energyBinCount == 3 && cube.count == 34)
        let eflux = (0..<3).map { cube.values(.eflux, energyBin: $0)[5] * 1.602176634 }
        expectClose(eflux, [2.5497027089171633e-10, 8.122441923023e-11, 1.7629936787402224e-11], relative: 1e-14)
        #expect(cube.bins[5].points[2].scan?.norm.count == 11)
    }

    @Test func gammapysTimeSeriesIsRead() throws {
        let text = """
            # %ECSV 1.0
            # ---
            # datatype:
            # - {name: time_bin_start, datatype: float64}
            # - {name: time_bin_size, datatype: float64}
            # - {name: flux, unit: 1 / (s cm2), datatype: float64}
            # - {name: flux_err, unit: 1 / (s cm2), datatype: float64}
            # - {name: npred, unit: '', datatype: string, subtype: 'float64[2]'}
            # - {name: success, unit: '', datatype: bool}
            # meta: !!omap
            # - __serialized_columns__:
            #     time_bin_size:
            #       __class__: astropy.time.core.TimeDelta
            #       format: jd
            #       scale: tt
            #       value: !astropy.table.SerializedColumn {name: time_bin_size}
            #     time_bin_start:
            #       __class__: astropy.time.core.Time
            #       format: mjd
            #       in_subfmt: '*'
            #       out_subfmt: '*'
            #       precision: 3
            #       scale: utc
            #       value: !astropy.table.SerializedColumn {name: time_bin_start}
            # schema: astropy-2.0
            time_bin_start time_bin_size flux flux_err npred success
            53945.85492111111 0.006944444445134312 4.936231020750003e-11 7.438478421926743e-12 [NaN,1.0] True

            """
        let curve = try LightCurve(table: Table.parseECSV(text))
        #expect(curve.timeScale == .utc)
        expectClose(curve.bins[0].stop.seconds(since: curve.bins[0].start), 600, relative: 1e-8)
        expectClose(curve.bins[0].start.mjd(.utc), 53945.85492111111, relative: 1e-15)
    }

    @Test func isoTimesAndOldTablesAreRead() throws {
        let series = Table(
            header: FITSHeader([.init("TIMESYS", .string("UTC"))]),
            columns: [
                Column("time_bin_start", .string(["2006-07-29T20:30:00.000", "2006-07-29 20:40:00"])),
                Column("time_bin_size", .double([10, 10]), unit: "min"),
                Column("flux", .double([1, 2]), unit: "cm-2 s-1"),
            ])
        let curve = try LightCurve(table: series)
        expectClose(curve.bins[1].start.seconds(since: curve.bins[0].start), 600, absolute: 1e-9)
        #expect(curve.bins[0].points[0].eMin.isNaN)

        let old = Table(
            header: FITSHeader([
                .init("MJDREFI", .int(51910)), .init("MJDREFF", .double(7.428703703703703e-4)),
                .init("TIMEUNIT", .string("s")),
            ]),
            columns: [
                Column("time_min", .double([100])), Column("time_max", .double([200])), Column("flux", .double([1])),
                Column("e_min", .double([1])), Column("e_max", .double([10])),
            ])
        let light = try LightCurve(table: old)
        expectClose(light.bins[0].start.mjd(.tt), 51910 + 7.428703703703703e-4 + 100.0 / 86400, relative: 1e-15)
        #expect(throws: Fault.self) { try LightCurve(table: Table(columns: [Column("flux", .double([1]))])) }
    }

    @Test func tablesAreReadable() {
        let text = Self.sample(energyBins: 2).textTable().text()
        #expect(text.contains("2006-07-29 20:24:00"))
        #expect(Set(text.split(separator: "\n").dropFirst().map(\.count)).count == 1)
    }

    @Test(.enabled(if: PythonOracle.isAvailable, "\(PythonOracle.reason)"))
    func gammapyAndAstropyReadWhatIsWritten() throws {
        let script = """
            import sys, logging
            logging.disable(logging.CRITICAL)
            from gammapy.estimators import FluxPoints
            from astropy.table import QTable
            from astropy.timeseries import BinnedTimeSeries
            for path in sys.argv[1:5]:
                t = FluxPoints.read(path).to_table(sed_type="flux", format="lightcurve")
                print(*[float(x) for n in ("time_min", "time_max", "flux", "flux_ul", "ts", "counts", "norm_scan") for x in t[n].ravel()])
            s = BinnedTimeSeries(QTable.read(sys.argv[5], format="ascii.ecsv"))
            print(*s.time_bin_start.mjd, *s.time_bin_size.to_value("s"), *s["flux"].to_value("cm-2 s-1"))
            """
        try withTemporaryFolder { folder in
            let cases = [(1, "ecsv"), (1, "fits"), (3, "ecsv"), (3, "fits")]
            var paths: [String] = []
            for (bins, ending) in cases {
                paths.append("\(folder)/lc\(bins).\(ending)")
                try Self.sample(energyBins: bins).write(to: paths[paths.count - 1])
            }
            paths.append(folder + "/series.ecsv")
            let single = Self.sample(energyBins: 1)
            try single.write(to: paths[4], format: .binnedTimeSeries)
            let lines = try PythonOracle.run(script, paths).split(separator: "\n").map { line in
                line.split(separator: " ").compactMap { Double($0) }
            }
            #expect(lines.count == 5)
            for (line, (bins, _)) in zip(lines, cases) {
                let table = try Self.sample(energyBins: bins).table(.flux)
                let expected = try ["time_min", "time_max", "flux", "flux_ul", "ts", "counts", "norm_scan"].flatMap {
                    try table.doubles($0)
                }
                expectClose(line, expected, relative: 1e-12)
            }
            let series = try single.table(.flux, format: .binnedTimeSeries)
            let expected =
                try series.doubles("time_bin_start") + series.doubles("time_bin_size").map { $0 * 86400 }
                + series.doubles("flux")
            expectClose(lines[4], expected, relative: 1e-12)
        }
    }
}
