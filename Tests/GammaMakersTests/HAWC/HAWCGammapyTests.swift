import Foundation
import GammaCore
import GammaDatasets
import GammaMaps
import GammaModels
import GammaTestSupport
import Testing

@testable import GammaMakers

/// HAWC's way to predicted counts against Gammapy 2.1: point-spread function in reconstructed energy on logarithmic radii,
/// kernels of the energy dispersion, exposure and background of one transit.
@Suite struct HAWCGammapyTests {
    /// Sources off the middle, of which responses change over the map.
    private static func models() throws -> [(name: String, models: Models)] {
        let spectral = PowerLaw(index: 2.5, amplitude: 1e-13, reference: 7)
        let shapes: [(String, any SpatialModel)] = [
            ("point", PointSpatialModel(at: SkyDirection(ra: 83.7, dec: 22.2))),
            ("gauss", GaussianSpatialModel(at: SkyDirection(ra: 83.2, dec: 21.8), sigma: 0.5)),
        ]
        return shapes.map { ($0.0, Models(SkyModel($0.0, spectral: spectral, spatial: $0.1))) }
    }

    /// The sum, and a sum that depends on the place of every value.
    private func moments(_ values: [Double]) -> [Double] {
        [values.reduce(0, +), values.enumerated().reduce(0) { $0 + $1.element * cos(0.37 * Double($1.offset)) }]
    }

    private func expect(_ values: [Double], _ name: String, tolerance: Double) throws {
        let expected = try #require(Self.numbers[name])
        let size = values.reduce(0) { $0 + abs($1) }
        expectClose(moments(values), expected, relative: 0, absolute: tolerance * size, name)
    }

    private func dataset(_ data: HAWCData, _ number: Int) throws -> MapDataset {
        try HAWCDatasetMaker(data, transits: 100).makeMap(name: "class-\(number)", image: SyntheticHAWC.image())
    }

    /// Stored numbers. Gammapy keeps maps in 32 bits; kernels agree to 1e-4, as their sub-pixels do elsewhere.
    @Test(arguments: [1, 2])
    func predictedCounts(_ number: Int) throws {
        let dataset = try dataset(SyntheticHAWC(number).data(), number)
        try expect(dataset.counts.values, "counts\(number)", tolerance: 1e-12)
        try expect(dataset.exposure.values, "exposure\(number)", tolerance: 1e-6)
        try expect(dataset.backgroundCounts, "background\(number)", tolerance: 1e-6)
        for (name, models) in try Self.models() {
            try expect(dataset.predictedSignal(models), "\(name)\(number)", tolerance: 1e-4)
        }
    }

    /// Gammapy's own files in HAWC's layout, and what it predicts with them, pixel by pixel.
    @Test(.enabled(if: PythonOracle.isAvailable, "\(PythonOracle.reason)"))
    func filesOfGammapy() throws {
        try withTemporaryFolder { folder in
            let printed = Self.parse(try PythonOracle.run(Self.script, [folder]))
            #expect(Set(printed.keys) == Set(Self.numbers.keys))
            for (name, numbers) in printed {
                let stored = try #require(Self.numbers[name])
                expectClose(stored, numbers, relative: 1e-5, absolute: 1e-5 * abs(numbers[0]), name)
            }
            for number in [1, 2] {
                let data = try HAWCData(index: folder + "/hdu-index-table.fits.gz", hdu: String(number))
                let dataset = try dataset(data, number)
                for (name, models) in try Self.models() {
                    let theirs = try WCSMap.read("\(folder)/npred-\(name)-\(number).fits").values
                    let largest = theirs.max() ?? 0
                    #expect(largest > 0.1)
                    expectClose(
                        try dataset.predictedSignal(models), theirs, relative: 0, absolute: 1e-4 * largest,
                        "\(name) of class \(number)")
                }
            }
        }
    }

    private static let numbers = parse(text)

    private static func parse(_ text: String) -> [String: [Double]] {
        let rows = text.split(separator: "\n").map { $0.split(separator: " ") }
        return Dictionary(uniqueKeysWithValues: rows.map { (String($0[0]), $0.dropFirst().compactMap { Double($0) }) })
    }

    /// What the script printed.
    private static let text = """
        counts1 200.0 1.736290782678473
        exposure1 3.6094503270418244e+19 -2.337964218535347e+16
        background1 409.91852810606207 0.6232765108594376
        point1 10192.175411338076 -0.03305496361546534
        gauss1 10034.877007329891 -0.20211293472740346
        counts2 200.0 1.736290782678473
        exposure2 7.218900654083649e+19 -4.675928437070694e+16
        background2 409.91852810606207 0.6232765108594376
        point2 20384.349865688037 -0.04582950831759014
        gauss2 20077.137075361243 -0.3916342689298418
        """
}

extension HAWCGammapyTests {
    /// Writes data in HAWC's layout with Gammapy, reduces them and predicts counts; the argument is a folder.
    fileprivate static let script = """
        import os
        import sys
        import warnings
        from math import erf

        import astropy.units as u
        import numpy as np
        from astropy.coordinates import SkyCoord
        from astropy.io import fits
        from astropy.table import Table
        from gammapy.data import DataStore, HDUIndexTable, ObservationTable
        from gammapy.datasets import MapDataset
        from gammapy.irf import EDispKernelMap, RecoPSFMap
        from gammapy.makers import MapDatasetMaker
        from gammapy.maps import Map, MapAxis, WcsGeom
        from gammapy.modeling.models import GaussianSpatialModel, Models, PointSpatialModel, PowerLawSpectralModel, SkyModel

        warnings.filterwarnings("ignore")
        folder = sys.argv[1]
        os.makedirs(folder + "/irfs", exist_ok=True)
        centre = SkyCoord(83.63, 22.01, unit="deg")
        energy = MapAxis.from_energy_bounds("1 TeV", "100 TeV", nbin=4)
        true = MapAxis.from_energy_bounds("0.5 TeV", "200 TeV", nbin=8, name="energy_true")
        rad = MapAxis.from_nodes(np.geomspace(0.01, 3, 60), interp="log", unit="deg", name="rad")


        def geometry(pixels, size, axes=()):
            return WcsGeom.create(skydir=centre, npix=pixels, binsz=size, proj="TAN", axes=list(axes))


        def write_class(number):
            j, i = np.mgrid[0:9, 0:9] - 4.0
            e = true.center.value[:, None, None]
            exposure = Map.from_geom(geometry(9, 1, [true]), unit="m2 s")
            exposure.data = number * 2e9 * (e / 10) ** 0.5 * (1 + 0.05 * j + 0.02 * i)
            exposure.write(f"{folder}/irfs/Exposure [{number}].fits.gz", hdu="EXPOSURE", overwrite=True)

            j, i = np.mgrid[0:45, 0:45] - 22.0
            e = energy.center.value[:, None, None]
            background = Map.from_geom(geometry(45, 0.2, [energy]), unit="")
            background.data = 0.02 * e**-1.5 * (1 + 0.01 * j - 0.005 * i)
            hdus = background.to_hdulist(hdu="primary")
            hdus[0].header["EXTNAME"] = "BKG"
            hdus.writeto(f"{folder}/irfs/Background_{number}.fits.gz", overwrite=True)

            j, i = np.mgrid[0:7, 0:7] - 3.0
            e = energy.center.value[:, None, None, None]
            r = rad.center.value[None, :, None, None]
            sigma = 0.34 / number**0.05 * e**-0.1 * (1 + 0.03 * i + 0.02 * j)
            psf = Map.from_geom(geometry(7, 1.5, [rad, energy]), unit="deg-2")
            psf.data = np.exp(-(r**2) / (2 * sigma**2)) / (2 * np.pi * sigma**2)
            RecoPSFMap(psf).write(f"{folder}/irfs/PSF_{number}.fits.gz", overwrite=True)

            width = 0.15 * (1 + 0.05 * j)
            kernel = Map.from_geom(geometry(7, 1.5, [energy, true]), unit="")
            cdf = np.vectorize(erf)
            for t, et in enumerate(true.center.value):
                for r in range(4):
                    low, high = ((np.log10(x / et) - 0.05) / width for x in energy.edges.value[r : r + 2])
                    kernel.data[t, r] = (cdf(high / 2**0.5) - cdf(low / 2**0.5)) / 2
            EDispKernelMap(kernel).write(f"{folder}/irfs/EDISP_{number}.fits.gz", overwrite=True)

            k = np.arange(200.0)
            dec = 22.01 + 1.5 * np.cos(2.3 * k)
            events = Table(
                {
                    "EVENT_ID": np.arange(200), "TIME": k * u.s, "RA": (83.64 + 1.5 * np.sin(1.7 * k)) * u.deg,
                    "dec": np.zeros(200), "DEC": dec * u.deg, "ENERGY": 1.5 * 10 ** (1.7 * (0.618 * k % 1)) * u.TeV,
                }
            )
            times = {"MJDREFI": 56466, "MJDREFF": 0.0, "TIMEUNIT": "s", "TIMESYS": "TAI", "TIMEREF": "TOPOCENTER"}
            events.meta = {"HDUCLASS": "GADF", "HDUCLAS1": "EVENTS", "OBS_ID": "103000133", "TELESCOP": "HAWC", **times}
            gti = Table({"START": [0.0] * u.s, "STOP": [3 * 86164.0905] * u.s}, meta={"HDUCLAS1": "GTI", **times})
            hdus = [fits.PrimaryHDU(np.ones((4, 4)))] + [fits.table_to_hdu(t) for t in [events, gti]]
            hdus[1].name, hdus[2].name = "EVENTS", "GTI"
            fits.HDUList(hdus).writeto(f"{folder}/events_{number}.fits.gz", overwrite=True)
            rows = [
                ("events", "events", "", f"events_{number}.fits.gz", "EVENTS"),
                ("gti", "gti", "", f"events_{number}.fits.gz", "GTI"),
                ("aeff", "map", "irfs", f"Exposure [{number}].fits.gz", "EXPOSURE"),
                ("bkg", "map", "irfs", f"Background_{number}.fits.gz", "BKG"),
                ("edisp", "edisp_kernel_map", "irfs", f"EDISP_{number}.fits.gz", "EDISP"),
                ("psf", "psf_map_reco", "irfs", f"PSF_{number}.fits.gz", "PSF"),
            ]
            names = ["HDU_TYPE", "HDU_CLASS", "FILE_DIR", "FILE_NAME", "HDU_NAME"]
            table = Table(rows=rows, names=names)
            table.add_column(np.full(6, 103000133), name="OBS_ID", index=0)
            table.meta = {"HDUCLASS": "GADF", "HDUCLAS1": "INDEX", "HDUCLAS2": "HDU"}
            return fits.table_to_hdu(table)


        index = f"{folder}/hdu-index-table.fits.gz"
        fits.HDUList([fits.PrimaryHDU()] + [write_class(n) for n in [1, 2]]).writeto(index, overwrite=True)
        for hdu in fits.open(index)[1:]:
            assert hdu.name == ""


        def moments(values):
            flat = np.asarray(values, dtype="f8").ravel()
            return [float(flat.sum()), float((flat * np.cos(0.37 * np.arange(flat.size))).sum())]


        out = {}
        transits = 100.0
        sources = {
            "point": PointSpatialModel(lon_0="83.7 deg", lat_0="22.2 deg", frame="icrs"),
            "gauss": GaussianSpatialModel(lon_0="83.2 deg", lat_0="21.8 deg", sigma="0.5 deg", frame="icrs"),
        }
        for number in [1, 2]:
            table = HDUIndexTable.read(index, hdu=number)
            observation = DataStore(hdu_table=table).get_observations([103000133], required_irf=["aeff", "bkg", "edisp", "psf"])[0]
            geom = geometry(40, 0.1, [energy])
            maker = MapDatasetMaker()
            counts = maker.make_counts(geom, observation)
            exposure = maker.make_exposure(geom.to_image().to_cube([true]), observation) * transits
            background = maker.make_background(geom, observation) * transits
            dataset = MapDataset(
                counts=counts, exposure=exposure, background=background, psf=observation.psf, edisp=observation.edisp,
                name=f"class-{number}",
            )
            assert type(dataset.psf) is RecoPSFMap and type(dataset.edisp) is EDispKernelMap
            out[f"counts{number}"] = moments(counts.data)
            out[f"exposure{number}"] = moments(exposure.quantity.to_value("cm2 s"))
            out[f"background{number}"] = moments(background.data)
            for name, spatial in sources.items():
                spectral = PowerLawSpectralModel(index=2.5, amplitude="1e-13 cm-2 s-1 TeV-1", reference="7 TeV")
                model = SkyModel(spectral, spatial, name=name)
                dataset.models = Models([model])
                npred = dataset.npred_signal()
                npred.write(f"{folder}/npred-{name}-{number}.fits", overwrite=True)
                out[f"{name}{number}"] = moments(npred.data)
        for name, numbers in out.items():
            print(name, *(repr(x) for x in numbers))
        """
}
