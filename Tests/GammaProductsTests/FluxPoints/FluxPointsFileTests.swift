import GammaCore
import GammaIO
import GammaTestSupport
import Testing

@testable import GammaProducts

@Suite struct FluxPointsFileTests {
    @Test(arguments: SEDType.allCases, ["ecsv", "fits", "fits.gz"])
    func whatIsWrittenReadsBack(_ type: SEDType, _ ending: String) throws {
        try withTemporaryFolder { folder in
            let points = samplePoints()
            let path = folder + "/points." + ending
            try points.write(to: path, sedType: type)
            let back = try FluxPoints.read(path)
            #expect(back.metadata.sedType == type)
            #expect(back.metadata.nSigmaUL == 2 && back.metadata.nSigma == 1)
            #expect(back.metadata.source == "crab" && back.metadata.datasetNames == ["run0", "run1"])
            #expect(back.metadata.extraCards.isEmpty)
            #expect(back.count == points.count)
            for (a, b) in zip(back.points, points.points) {
                var expected = b
                if b.outcome?.success == false { expected.norm = .nan }
                expectClose(numbers(a), numbers(expected), relative: 1e-14, type.rawValue)
                #expect(a.outcome == b.outcome)
                #expect(a.isUL == points.metadata.isUL(b))
                #expect(a.scan?.nuisanceNames == ["crab.spectral.index"])
                #expect(a.nuisance == b.nuisance)
            }
            if ending != "ecsv" {
                #expect(back.metadata.gti?.columns == points.metadata.gti?.columns)
                #expect(back.metadata.gti?.header.double("MJDREFF") == 0.5)
            }
        }
    }

    /// The order of Gammapy 2.1 (`FluxPoints.to_table`), which is not the same for all types.
    @Test func columnsHaveGammapysNamesAndOrder() {
        let points = samplePoints()
        let common = [
            "ts", "sqrt_ts", "npred", "npred_excess", "stat", "stat_null", "stat_scan", "is_ul", "counts", "success",
            "norm_scan",
        ]
        let ours = [
            "scan_crab.spectral.index", "fit_crab.spectral.index", "fit_crab.spectral.index_err", "outcome",
        ]
        #expect(
            points.table(.likelihood).columns.map(\.name) == [
                "e_ref", "e_min", "e_max", "ref_dnde", "ref_flux", "ref_eflux", "norm", "norm_err", "norm_errn",
                "norm_errp",
                "norm_ul", "norm_sensitivity",
            ] + common + ours)
        for type in SEDType.allCases where type != .likelihood {
            let names = ["", "_err", "_errp", "_errn", "_ul", "_sensitivity"].map { type.rawValue + $0 }
            #expect(points.table(type).columns.map(\.name) == ["e_ref", "e_min", "e_max"] + names + common + ours)
        }
        #expect(points.table(.dnde).header.double("UL_CONF") == 0.9544997)
        #expect(points.table(.eflux).optionalColumn("eflux")?.unit == "erg s-1 cm-2")
        #expect(points.table(.dnde).optionalColumn("npred")?.shape == [2])
    }

    @Test func conversionsFollowTheReferenceModel() throws {
        let point = samplePoints().points[1]
        let norm = point.norm
        expectClose(try #require(point.flux(.dnde)), norm * 1e-12 / (point.eRef * point.eRef), relative: 1e-15)
        expectClose(try #require(point.flux(.e2dnde)), norm * 1e-12, relative: 1e-15)
        expectClose(
            try #require(point.flux(.flux, .ul)), (norm + 0.3) * 1e-12 * (1 / point.eMin - 1 / point.eMax),
            relative: 1e-14)
        #expect(samplePoints().values(.eflux)[0].isNaN)
    }

    @Test func limitsFollowTheSignificance() {
        let points = samplePoints()
        #expect(points.isUL == [false, false, false, true])
        #expect(points.points[3].significance == -(1.5.squareRoot()))
        #expect(points.withThresholdUL(sqrtTS: 100).isUL == [false, true, true, true])
        var bare = points.points[1]
        bare.ts = nil
        #expect(points.metadata.isUL(bare))
        bare.normUL = nil
        #expect(!points.metadata.isUL(bare))
    }

    // MARK: files of others

    /// Numbers of `FluxPoints.read(…).to_table(sed_type="dnde")`, Gammapy 2.1.
    @Test(.enabled(if: TestData.isAvailable, "no test data")) func publicFluxPointsAreRead() throws {
        guard let path = TestData.path("estimators/crab_hess_fp/crab_hess_fp.fits") else { return }
        let points = try FluxPoints.read(path)
        #expect(points.metadata.sedType == .likelihood)
        #expect(points.metadata.nSigmaUL == 3)
        expectClose(
            points.values(.dnde),
            [.nan, 2.34245288492024e-11, 2.9375543972277214e-12, 4.696509167641869e-13, 3.870661726990793e-14],
            relative: 1e-14)
        expectClose(
            points.values(.dnde, .ul),
            [.nan, 2.8566159564135608e-11, 3.997312319482458e-12, 7.511901021124863e-13, 8.832745734967068e-14],
            relative: 1e-14)
        expectClose(
            points.values(.flux),
            [.nan, 3.273889129272828e-11, 5.955272460118205e-12, 1.8571047199369354e-12, 5.606445127142021e-13],
            relative: 1e-13)
        #expect(points.points[1].counts == [241])
        #expect(points.points[1].scan?.norm.count == 11)
        #expect(points.points[0].outcome?.success == false)
        #expect(points.isUL == [false, false, false, false, false])
        #expect(points.metadata.gti?.rowCount == 1)
    }

    @Test func gammapysECSVIsRead() throws {
        let text = """
            # %ECSV 1.0
            # ---
            # datatype:
            # - {name: e_ref, unit: GeV, datatype: float64}
            # - {name: e_min, unit: GeV, datatype: float64}
            # - {name: e_max, unit: GeV, datatype: float64}
            # - {name: dnde, unit: 1 / (TeV s m2), datatype: float64}
            # - {name: dnde_err, unit: 1 / (TeV s cm2), datatype: float64}
            # - {name: sqrt_ts, unit: '', datatype: float64}
            # - {name: npred, unit: '', datatype: string, subtype: 'float64[2]'}
            # - {name: success, unit: '', datatype: bool}
            # meta: !!omap
            # - {SED_TYPE: dnde}
            # - {UL_CONF: 0.9973002}
            # - {ORIGINAL: 5}
            # schema: astropy-2.0
            e_ref e_min e_max dnde dnde_err sqrt_ts npred success
            1000.0 500.0 2000.0 1e-08 1e-13 5.0 [1.5,NaN] True
            4000.0 2000.0 8000.0 nan nan nan [2.0,null] False

            """
        let points = try FluxPoints(table: Table.parseECSV(text))
        #expect(points.points[0].eRef == 1 && points.points[0].eMax == 2)
        expectClose(points.values(.dnde), [1e-12, .nan], relative: 1e-14)
        expectClose(points.values(.dnde, .err), [1e-13, .nan], relative: 1e-14)
        expectClose(points.values(.flux), [1e-12 * (1 / 0.5 - 1 / 2), .nan], relative: 1e-14)
        #expect(points.points[0].npred?[0] == 1.5 && points.points[0].npred?[1].isNaN == true)
        #expect(points.points.map { $0.outcome?.success } == [true, false])
        #expect(points.metadata.nSigmaUL == 3)
        #expect(points.metadata.extraCards.map(\.keyword) == ["ORIGINAL"])
    }

    @Test func oldAndSparseTablesAreRead() throws {
        // Columns of GADF's first versions: ln L, no SED_TYPE, only the reference energy.
        let old = Table(columns: [
            Column("e_min", .double([1, 2])), Column("e_max", .double([2, 4])), Column("e_ref", .float([1.5, 3])),
            Column("ref_dnde", .double([1e-12, 2.5e-13]), unit: "ph / (cm2 s TeV)"), Column("norm", .float([1, 2])),
            Column("loglike", .double([-3, -4])), Column("loglike_null", .double([-30, -4])),
            Column("norm_scan", .double([0, 1, 2, 3]), shape: [2]),
            Column("dloglike_scan", .double([-1, 0, -2, 0]), shape: [2]),
        ])
        let points = try FluxPoints(table: old)
        #expect(points.metadata.sedType == .likelihood)
        #expect(points.points.map(\.stat) == [-6, -8] && points.points[0].statNull == -60)
        #expect(points.points[1].scan?.stat == [-4, 0])
        // Index 2 between the two points: the integrals are those of a power law.
        expectClose(points.points[0].reference.flux, 1e-12 * 1.5 * 1.5 * (1 - 0.5), relative: 1e-12)
        expectClose(points.values(.dnde), [1e-12, 5e-13], relative: 1e-14)

        let bare = Table(columns: [
            Column("e_ref", .double([1, 3]), unit: "TeV"), Column("e2dnde", .double([1, 2]), unit: "MeV cm-2 s-1"),
        ])
        let curve = try FluxPoints(table: bare)
        #expect(curve.metadata.sedType == .e2dnde)
        expectClose(curve.values(.e2dnde), [1e-6, 2e-6], relative: 1e-14)
        expectClose(curve.values(.flux), [.nan, .nan])
        #expect(curve.table(.dnde).columns.map(\.name) == ["e_ref", "dnde"])

        let flux = Table(
            header: FITSHeader([.init("SED_TYPE", .string("flux"))]),
            columns: [
                Column("e_min", .double([1]), unit: "TeV"), Column("e_max", .double([10]), unit: "TeV"),
                Column("flux", .double([9e-13]), unit: "cm-2 s-1"),
                Column("flux_ul", .double([1e-12]), unit: "cm-2 s-1"),
            ])
        let one = try FluxPoints(table: flux)
        expectClose(one.points[0].eRef, 10.0.squareRoot())
        expectClose(one.values(.dnde), [1e-13], relative: 1e-12)
    }

    @Test func badTablesAreRefusedWithTheirPlace() {
        func fault(_ columns: [Column], _ cards: [FITSHeader.Card] = []) -> Fault? {
            let table = Table(
                name: "X", header: FITSHeader(cards), columns: columns, origin: Origin(file: "f.fits", hdu: "2 [X]"))
            return #expect(throws: Fault.self) { try FluxPoints(table: table) }
        }
        let energy = Column("e_ref", .double([1]), unit: "TeV")
        #expect(fault([energy])?.code == .missingColumn)
        #expect(fault([Column("dnde", .double([1]))])?.message.contains("no energy") == true)
        #expect(fault([energy, Column("dnde", .double([1]), unit: "TeV")])?.origin.column == "dnde")
        #expect(fault([energy, Column("dnde", .string(["a"]))])?.code == .badColumn)
        #expect(fault([energy, Column("dnde", .double([1, 2]), shape: [2])])?.code == .badColumn)
        #expect(
            fault([energy, Column("dnde", .double([1]))], [.init("SED_TYPE", .string("dnda"))])?.hint
                == "did you mean 'dnde'?")
        #expect(fault([energy, Column("dnde", .double([1])), Column("time_min", .double([1]))])?.code == .incompatible)
    }

    // MARK: Gammapy reads what is written

    @Test(
        .enabled(if: PythonOracle.isAvailable, "\(PythonOracle.reason)"),
        arguments: SEDType.allCases)
    func gammapyReadsWhatIsWritten(_ type: SEDType) throws {
        let script = """
            import sys, warnings, logging
            logging.disable(logging.CRITICAL)
            from gammapy.estimators import FluxPoints
            for path in sys.argv[1:]:
                p = FluxPoints.read(path)
                t = p.to_table(sed_type="dnde")
                values = [float(x) for n in ("e_ref", "e_min", "e_max", "dnde", "dnde_err", "dnde_errn", "dnde_errp", "dnde_ul",
                    "dnde_sensitivity", "ts", "stat", "stat_null") for x in t[n]]
                values += [float(x) for n in ("npred", "counts", "stat_scan", "norm_scan") for x in t[n].ravel()]
                values += [float(x) for n in ("success", "is_ul") for x in t[n]]
                print(p.sed_type_init, p.n_sigma_ul, len(p.gti.table) if p.gti else 0, *values)
            """
        try withTemporaryFolder { folder in
            let points = samplePoints()
            let paths = ["ecsv", "fits"].map { folder + "/p." + $0 }
            for path in paths { try points.write(to: path, sedType: type) }
            let lines = try PythonOracle.run(script, paths).split(separator: "\n")
            #expect(lines.count == 2)
            let table = points.table(.dnde)
            let expected = try [
                "e_ref", "e_min", "e_max", "dnde", "dnde_err", "dnde_errn", "dnde_errp", "dnde_ul", "dnde_sensitivity",
                "ts",
                "stat", "stat_null", "npred", "counts", "stat_scan", "norm_scan", "success", "is_ul",
            ].flatMap { try table.doubles($0) }
            for (line, gti) in zip(lines, ["0", "2"]) {
                let words = line.split(separator: " ")
                #expect(words.prefix(3).map(String.init) == [type.rawValue, "2.0", gti])
                expectClose(words.dropFirst(3).compactMap { Double($0) }, expected, relative: 1e-12)
            }
        }
    }
}
