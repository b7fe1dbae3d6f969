import GammaCore
import GammaData
import GammaIO
import GammaMaps
import GammaTestSupport
import Testing

@testable import GammaDatasets

@Suite struct MapFilesTests {
    @Test(.enabled(if: TestData.isAvailable, "real data: set GAMMAKIT_DATA"))
    func fourFilesOfOneList() throws {
        let path = try #require(TestData.path("sim-j1702/datasets.yaml"))
        let datasets = try DatasetsFile.read(path, execution: Execution(threads: 2))
        #expect(datasets.map(\.name) == ["bin-0", "bin-1", "bin-2", "bin-3"])
        for (index, dataset) in datasets.enumerated() {
            let map = try #require(dataset as? MapDataset)
            // Only read: 64-bit sums in another order.
            try MapStackTests.expectGoldens(map, "bin\(index)", tolerance: 1e-11)
            #expect(map.provenance.observationIDs.count == 4)
            #expect(map.provenance.telescopes.allSatisfy { $0 == "HESS" })
            #expect(map.provenance.pointings.allSatisfy { abs($0.lat + 41.5) < 4 })
        }
    }

    /// Energies in keV and MeV, nodes as axes, responses without place, a dispersion with zero exposure.
    @Test(.enabled(if: TestData.isAvailable, "real data: set GAMMAKIT_DATA"))
    func oldFermiDataset() throws {
        let dataset = try MapDataset.read(#require(TestData.path("fermi-3fhl-gc/fermi-3fhl-gc.fits.gz")))
        #expect(dataset.name == "fermi-3fhl-gc")
        #expect(dataset.gti == nil)
        #expect(dataset.livetime == 0)
        for (values, name) in [
            (dataset.counts.values, "counts"), (dataset.exposure.values, "exposure"),
            (dataset.backgroundCounts, "background"), (dataset.psf?.map.values ?? [], "psf"),
            (dataset.psf?.map.exposure ?? [], "psf_exposure"), (dataset.energyDispersion?.map.values ?? [], "edisp"),
            (dataset.energyDispersion?.map.exposure ?? [], "edisp_exposure"),
            (dataset.maskSafe.map { $0 ? 1 : 0 }, "mask"),
        ] {
            try GammapyGoldens.expect(values, "fermi.\(name)", tolerance: 1e-11)
        }
        let psf = try #require(dataset.psf)
        #expect(psf.map.image == nil && dataset.energyDispersion?.map.image == nil)
        #expect(psf.rad.isNodeType && psf.rad.unit == .deg && psf.rad.binCount == 130)
        expectClose(psf.rad.edges[1], 5.55555562e-05, relative: 1e-8)
        expectClose(dataset.energyTrue.edges.first ?? 0, 8370.93731368e-6, relative: 1e-6)
        // Alone it can be masked; together with another one its dispersion cannot be averaged.
        let masked = try dataset.toMasked()
        #expect(masked.energyDispersion == dataset.energyDispersion)
        #expect(throws: Fault.self) { try MapDataset.stacked([dataset, dataset]) }
    }

    @Test(.enabled(if: TestData.isAvailable, "real data: set GAMMAKIT_DATA"))
    func pointSpreadFunctionOfGtpsf() throws {
        let psf = try PSFMap.read(#require(TestData.path("fermi_3fhl/fermi_3fhl_psf_gc.fits.gz")))
        #expect(psf.map.image == nil)
        try GammapyGoldens.expect(psf.map.values, "gtpsf.psf", tolerance: 1e-12)
        try GammapyGoldens.expect(psf.map.exposure ?? [], "gtpsf.exposure", tolerance: 1e-12)
        let energies = psf.energies.centres
        expectClose([energies[0], energies[energies.count - 1]], try GammapyGoldens.numbers("gtpsf.energy"))
        let radii = psf.rad.centres
        expectClose([radii[0], radii[radii.count - 1]], try GammapyGoldens.numbers("gtpsf.rad"), relative: 1e-7)
        let r68 = psf.containmentRadii(0.68, at: SkyDirection(lon: 0, lat: 0, frame: .galactic))
        #expect(r68.allSatisfy { $0 > 0.02 && $0 < 0.5 })
    }

    @Test func roundTrip() throws {
        forAll(seed: 21, count: 4) { random in
            let isMigra = random.uniform() < 0.5
            var dataset = try SyntheticMap.dataset(
                &random, name: "a map", migra: isMigra, isMeasured: random.uniform() < 0.5)
            dataset.setFitRange(minimum: 2, maximum: nil)
            // Gammapy's files hold 32 bits of these.
            for index in dataset.exposure.values.indices {
                dataset.exposure.values[index] = Double(Float(dataset.exposure.values[index] * 1e-4)) * 1e4
            }
            dataset.background = try dataset.background.mapped { map in
                try map.replacing(map.geometry, values: map.values.map { Double(Float($0)) })
            }
            try withTemporaryFolder { folder in
                try dataset.write(to: folder + "/map.fits.gz")
                let copy = try MapDataset.read(folder + "/map.fits.gz")
                #expect(copy.name == "a map")
                expectSame(copy, dataset)
                // A file names the poles of the projection; from then on everything is equal.
                try DatasetsFile.write([copy], to: folder + "/datasets.yaml")
                let again = try DatasetsFile.read(folder + "/datasets.yaml").first as? MapDataset == copy
                #expect(again)
                let single = try DatasetsFile.readAny(folder + "/a_map.fits").first as? MapDataset == copy
                #expect(single)
                try copy.psf?.write(to: folder + "/psf.fits")
                let samePSF = try PSFMap.read(folder + "/psf.fits") == copy.psf
                #expect(samePSF)
                try copy.energyDispersion?.write(to: folder + "/edisp.fits")
                let sameDispersion = try EnergyDispersionMap.read(folder + "/edisp.fits") == copy.energyDispersion
                #expect(sameDispersion)
            }
        }
    }

    /// Everything but the keywords of the projection, which may be written in another way.
    private func expectSame(_ a: MapDataset, _ b: MapDataset) {
        #expect(a.geometry.isClose(to: b.geometry) && a.exposure.geometry.isClose(to: b.exposure.geometry))
        #expect(a.counts.values == b.counts.values)
        #expect(a.exposure.values == b.exposure.values)
        #expect(a.backgroundCounts == b.backgroundCounts)
        #expect(a.background.kind == b.background.kind)
        #expect(a.maskSafe == b.maskSafe)
        #expect(a.maskFit == b.maskFit)
        #expect(a.gti == b.gti && a.livetime == b.livetime && a.provenance == b.provenance)
        for (mine, theirs) in [(a.psf?.map, b.psf?.map), (a.energyDispersion?.map, b.energyDispersion?.map)] {
            #expect(mine?.values == theirs?.values)
            // Division by 10⁴ and multiplication.
            expectClose(mine?.exposure ?? [], theirs?.exposure ?? [], relative: 3e-16)
            #expect(mine?.axis == theirs?.axis && mine?.energyTrue == theirs?.energyTrue)
            #expect(mine?.image?.nx == theirs?.image?.nx && mine?.image?.ny == theirs?.image?.ny)
        }
    }

    /// Responses that are the same everywhere have no image in the file either.
    @Test func roundTripWithoutImages() throws {
        var random = RandomStream(seed: 22, stream: "test")
        var dataset = try SyntheticMap.dataset(&random)
        dataset.energyDispersion = try EnergyDispersionMap.diagonal(
            energy: dataset.energy, energyTrue: dataset.energyTrue)
        dataset.psf = nil
        dataset.gti = nil
        dataset.provenance = DatasetProvenance()
        dataset.livetime = 0
        dataset.background = MapBackground.none
        dataset.exposure = try WCSMap(dataset.exposure.geometry, unit: .cm2s)
        try withTemporaryFolder { folder in
            try dataset.write(to: folder + "/map.fits")
            expectSame(try MapDataset.read(folder + "/map.fits"), dataset)
        }
    }

    private func hdus(_ change: (inout [FITSHDU]) -> Void) throws -> FITSReader {
        var random = RandomStream(seed: 23, stream: "test")
        var hdus = try SyntheticMap.dataset(&random).fitsHDUs()
        change(&hdus)
        return try FITSReader(bytes: FITSWriter.bytes(hdus), path: "map.fits")
    }

    @Test func missingHDUs() throws {
        func without(_ names: String...) throws -> MapDataset {
            try MapDataset(reader: hdus { $0.removeAll { hdu in names.contains { hdu.name.hasPrefix($0) } } })
        }
        let bare = try without("EXPOSURE", "BACKGROUND", "EDISP", "PSF", "MASK_SAFE", "GTI", "META_TABLE")
        #expect(bare.background == .none && bare.psf == nil && bare.energyDispersion == nil && bare.gti == nil)
        #expect(bare.maskSafe.allSatisfy { $0 })
        #expect(bare.exposure.values.allSatisfy { $0 == 0 } && bare.energyTrue.edges == bare.energy.edges)
        #expect(try without("COUNTS").counts.values.allSatisfy { $0 == 0 })
        #expect(try without("COUNTS", "BACKGROUND").counts.geometry.axes.map(\.name) == ["energy"])
        #expect(try without("PSF_EXPOSURE", "EDISP_EXPOSURE").psf?.map.exposure == nil)
        let fault = #expect(throws: Fault.self) { try without("COUNTS", "BACKGROUND", "MASK_SAFE") }
        #expect(fault?.code == .missingHDU && fault?.origin.file == "map.fits")
    }

    /// Masks of bytes, of signed bytes and of numbers are flags, too.
    @Test func masksOfAnyKind() throws {
        for kind in FITSImage.PixelKind.allCases {
            let reader = try hdus { hdus in
                for (index, hdu) in hdus.enumerated() {
                    guard case .image(var image) = hdu, image.name == "MASK_SAFE" else { continue }
                    image.kind = kind
                    hdus[index] = .image(image)
                }
            }
            var random = RandomStream(seed: 23, stream: "test")
            #expect(try MapDataset(reader: reader).maskSafe == SyntheticMap.dataset(&random).maskSafe, "\(kind)")
        }
    }

    /// Integer counts of 0 and 1 are counts, no mask: sums of them survive a file.
    @Test func fewCountsAreNoMask() throws {
        let reader = try hdus { hdus in
            for (index, hdu) in hdus.enumerated() {
                guard case .image(var image) = hdu, image.name == "COUNTS" else { continue }
                image.kind = .int32
                image.pixels = image.pixels.map { min($0, 1) }
                hdus[index] = .image(image)
            }
        }
        let dataset = try MapDataset(reader: reader)
        let twice = try MapDataset.stacked([dataset, dataset])
        let file = try FITSReader(bytes: FITSWriter.bytes(twice.fitsHDUs()), path: "twice.fits")
        #expect(try MapDataset(reader: file).counts.values == twice.counts.values)
        #expect(twice.counts.values.contains(2))
    }

    /// Old files of point-spread functions call the axis THETA, in radians.
    @Test func radiusInRadians() throws {
        var random = RandomStream(seed: 23, stream: "test")
        let expected = try #require(try SyntheticMap.dataset(&random).psf)
        let reader = try hdus { hdus in
            for (index, hdu) in hdus.enumerated() where hdu.name.hasPrefix("PSF") {
                switch hdu {
                case .image(var image):
                    image.header["AXCOLS1"] = .string("THETA_MIN,THETA_MAX")
                    hdus[index] = .image(image)
                case .table(let table):
                    var header = table.header
                    header["AXCOLS1"] = .string("THETA_MIN,THETA_MAX")
                    let columns = table.columns.map { column in
                        column.name.hasPrefix("RAD")
                            ? Column(
                                column.name.replacing("RAD", with: "THETA"),
                                .double((column.doubles ?? []).map { $0 * Double.pi / 180 }), unit: "rad") : column
                    }
                    hdus[index] = .table(Table(name: table.name, header: header, columns: columns))
                }
            }
        }
        let psf = try #require(try MapDataset(reader: reader).psf)
        #expect(psf.rad == expected.rad && psf.rad.unit == .deg)
        #expect(psf.map.values == expected.map.values)
    }

    /// A map on other axes or another image is refused with file and HDU.
    @Test func wrongAxesAreLocated() throws {
        for name in ["COUNTS", "EXPOSURE", "BACKGROUND", "EDISP", "PSF", "MASK_SAFE", "PSF_EXPOSURE"] {
            let reader = try hdus { hdus in
                for (index, hdu) in hdus.enumerated() {
                    guard case .image(var image) = hdu, image.name == name else { continue }
                    image.shape[0] -= 1
                    image.pixels.removeLast(image.pixels.count / (image.shape[0] + 1))
                    hdus[index] = .image(image)
                }
            }
            let fault = #expect(throws: Fault.self, "\(name)") { try MapDataset(reader: reader) }
            #expect(fault?.origin.file == "map.fits", "\(name)")
            #expect(
                fault?.origin.hdu != nil || name == "PSF" || name == "EDISP", "\(name): \(fault?.description ?? "")")
        }
    }

    @Test func damagedFilesGiveFaults() throws {
        var random = RandomStream(seed: 24, stream: "test")
        let file = try FITSWriter.bytes(SyntheticMap.dataset(&random, geometry: smallGeometry()).fitsHDUs())
        for kind in FITSCorruption.allCases {
            for seed in 0..<3 as Range<UInt64> {
                do {
                    _ = try MapDataset(reader: FITSReader(bytes: kind.apply(to: file, seed: seed), path: "map.fits"))
                } catch let fault as Fault {
                    #expect(fault.origin.file == "map.fits", "\(kind) \(seed): \(fault)")
                }
            }
        }
    }

    private func smallGeometry() throws -> WCSGeometry {
        try .create(
            centre: SyntheticMap.centre, pixels: [6, 5], binSize: [0.3, 0.3], projection: "CAR",
            axes: [.energy(min: 1, max: 10, bins: 2)])
    }

    @Test(.enabled(if: PythonOracle.isAvailable, "\(PythonOracle.reason)"))
    func gammapyReadsWhatIsWritten() throws {
        try withTemporaryFolder { folder in
            var random = RandomStream(seed: 25, stream: "test")
            let datasets = try [false, true].map { isMeasured in
                var map = try SyntheticMap.dataset(
                    &random, name: isMeasured ? "off" : "cash", migra: isMeasured, isMeasured: isMeasured)
                map.setFitRange(minimum: 1.5, maximum: nil)
                return map
            }
            var bare = try SyntheticMap.dataset(&random, name: "bare")
            bare.psf = nil
            bare.energyDispersion = try EnergyDispersionMap.diagonal(energy: bare.energy, energyTrue: bare.energyTrue)
            try DatasetsFile.write(datasets + [bare], to: folder + "/datasets.yaml")
            let read = GammapyGoldens.parse(try PythonOracle.run(Self.script, [folder]))
            // A dispersion without place on the sky: a table of one region.
            let kernel = GammapyGoldens.moments(bare.energyDispersion?.map.values ?? [])
            expectClose(kernel.sums, read["bare.edisp"] ?? [], relative: 1e-12)
            for dataset in datasets {
                let mask = dataset.mask
                let statistic: Double
                var values: [(String, [Double])] = [
                    ("counts", dataset.counts.values), ("exposure", dataset.exposure.values),
                    ("background", dataset.backgroundCounts), ("psf", dataset.psf?.map.values ?? []),
                    ("psf_exposure", dataset.psf?.map.exposure ?? []),
                    ("edisp", dataset.energyDispersion?.map.values ?? []),
                    ("edisp_exposure", dataset.energyDispersion?.map.exposure ?? []), ("mask", mask.map { $0 ? 1 : 0 }),
                ]
                if case .measured(let off) = dataset.background {
                    values += [("alpha", off.alpha), ("counts_off", off.counts.values)]
                    statistic = mask.indices.filter { mask[$0] }.reduce(0) {
                        $0
                            + WStat.value(
                                nOn: dataset.counts.values[$1], nOff: off.counts.values[$1], alpha: off.alpha[$1],
                                muSignal: 0)
                    }
                } else {
                    statistic = Cash.sum(
                        counts: dataset.counts.values, predicted: dataset.backgroundCounts, mask: mask)
                }
                for (name, array) in values {
                    let (sums, size) = GammapyGoldens.moments(array)
                    // Gammapy computes α and α·n_off in 32 bits.
                    expectClose(
                        sums, read["\(dataset.name).\(name)"] ?? [], relative: 0,
                        absolute: 1e-6 * size, "\(dataset.name).\(name)")
                }
                expectClose([statistic], read["\(dataset.name).stat"] ?? [], relative: 1e-5, dataset.name)
                expectClose([1400.5, 1500], read["\(dataset.name).times"] ?? [], relative: 1e-9, dataset.name)
            }
        }
    }

    private static let script = """
        import sys
        import numpy as np
        from astropy.io import fits
        from gammapy.datasets import Datasets

        def moments(values):
            flat = np.nan_to_num(np.asarray(values, dtype="f8")).ravel()
            return [float(flat.sum()), float((flat * np.cos(0.37 * np.arange(flat.size))).sum())]

        for d in Datasets.read(sys.argv[1] + "/datasets.yaml", lazy=False):
            if d.name == "bare":
                print("bare.edisp", *moments(d.edisp.get_edisp_kernel().pdf_matrix))
                continue
            with fits.open(f"{sys.argv[1]}/{d.name}.fits", checksum=True) as hdus:
                hdus.verify("exception")
            background = d.background if d.stat_type == "cash" else d.alpha * d.counts_off
            arrays = {
                "counts": d.counts.data, "exposure": d.exposure.quantity.to_value("cm2 s"),
                "background": background.data, "psf": d.psf.psf_map.quantity.to_value("sr-1"),
                "psf_exposure": d.psf.exposure_map.quantity.to_value("cm2 s"), "edisp": d.edisp.edisp_map.data,
                "edisp_exposure": d.edisp.exposure_map.quantity.to_value("cm2 s"), "mask": d.mask.data,
            }
            if d.stat_type == "wstat":
                arrays["alpha"] = d.alpha.data
                arrays["counts_off"] = d.counts_off.data
            for name, values in arrays.items():
                print(f"{d.name}.{name}", *moments(values))
            d.models = []
            print(f"{d.name}.stat", float(d.stat_sum()))
            print(f"{d.name}.times", d.exposure.meta["livetime"].to_value("s"), d.gti.time_sum.to_value("s"))
        """
}
