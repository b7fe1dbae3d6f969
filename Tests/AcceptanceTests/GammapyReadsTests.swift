import Foundation
import GammaKit
import GammaTestSupport
import Testing

/// Everything that an analysis writes opens in Gammapy and astropy, and means the same there.
@Suite(
    .enabled(if: TestData.isAvailable, "real data: set GAMMAKIT_DATA"),
    .enabled(if: PythonOracle.isAvailable, "\(PythonOracle.reason)"))
struct GammapyReadsTests {
    /// Prints the numbers as JSON. Every FITS file is also verified, with its checksums, by astropy.
    static let script = """
        import glob, json, logging, sys, warnings
        logging.disable(logging.CRITICAL)
        import numpy as np
        import astropy.units as u
        from astropy.io import fits
        from gammapy.data import DataStore, Observation
        from gammapy.datasets import Datasets, SpectrumDatasetOnOff
        from gammapy.estimators import FluxPoints
        from gammapy.maps import RegionNDMap
        from gammapy.modeling.models import Models

        folder = sys.argv[1]
        out = {}
        def numbers(name, values):
            out[name] = [float(x) if np.isfinite(x) else None for x in np.ravel(np.ma.filled(values, np.nan))]

        with warnings.catch_warnings():
            warnings.simplefilter("error")
            paths = glob.glob(folder + "/**/*.fits*", recursive=True)
            for path in paths:
                with fits.open(path, checksum=True) as hdus:
                    hdus.verify("exception")
                    for hdu in hdus:
                        assert "CHECKSUM" in hdu.header, path
                        hdu.data
        out["fits_files"] = len(paths)

        models = Models.read(folder + "/models.yaml")
        numbers("covariance", models.covariance.data)
        datasets = Datasets.read(folder + "/datasets.yaml")
        # Gammapy 2.1 writes and reads this map but forgets it for on/off spectra, in its own files too.
        for d in datasets:
            mask = RegionNDMap.read(f"{folder}/pha_obs{d.name}.fits", hdu="MASK_FIT")
            d.mask_fit = mask.copy(data=mask.data.astype(bool))
        datasets.models = models
        numbers("stat", [d.stat_sum() for d in datasets])
        numbers("counts", np.concatenate([d.counts.data.ravel() for d in datasets]))
        numbers("counts_off", np.concatenate([d.counts_off.data.ravel() for d in datasets]))
        numbers("npred", np.concatenate([d.npred_signal().data.ravel() for d in datasets]))
        numbers("ontime", [d.gti.time_sum.to_value("s") for d in datasets])
        out["names"] = [d.name for d in datasets]

        ogip = SpectrumDatasetOnOff.read(folder + "/ogip/stacked.fits", format="ogip")
        ogip.mask_fit = datasets[0].mask_fit
        ogip.models = models
        numbers("ogip_stat", [ogip.stat_sum()])
        numbers("ogip_counts", ogip.counts.data)

        columns = ["e_ref", "dnde", "dnde_err", "dnde_errn", "dnde_errp", "dnde_ul", "sqrt_ts", "npred", "stat_scan"]
        for ending in ["ecsv", "fits"]:
            points = FluxPoints.read(f"{folder}/flux_points.{ending}", reference_model=models["Crab"])
            table = points.to_table(sed_type="dnde")
            for name in columns:
                numbers(f"points_{ending}_{name}", table[name])
            curve = FluxPoints.read(f"{folder}/light_curve.{ending}", format="lightcurve", reference_model=models["Crab"])
            table = curve.to_table(sed_type="flux", format="lightcurve")
            for name in ["time_min", "time_max", "flux", "flux_err", "flux_errn", "flux_errp", "flux_ul"]:
                numbers(f"curve_{ending}_{name}", table[name])

        store = DataStore.from_dir(folder + "/archive")
        for name, observation in [
            ("store", store.obs(23523, required_irf=["aeff", "edisp", "psf", "bkg"])),
            ("file", Observation.read(folder + "/run.fits")),
        ]:
            numbers(name + "_energy", observation.events.energy.to_value("TeV"))
            numbers(name + "_ra", observation.events.radec.ra.deg)
            numbers(name + "_livetime", [observation.observation_live_time_duration.to_value("s")])
            numbers(name + "_area", observation.aeff.evaluate(energy_true=[0.5, 1, 10] * u.TeV, offset=0.5 * u.deg).to_value("cm2"))
            numbers(name + "_pointing", [observation.pointing.fixed_icrs.ra.deg, observation.pointing.fixed_icrs.dec.deg])
        print(json.dumps(out))
        """

    @Test(arguments: [true, false])
    func productsOpen(stacked: Bool) throws {
        let result = try CrabConfiguration.run(stacked: stacked)
        let run = try Self.observation()
        let seen = try withTemporaryFolder { folder in
            let written = try result.write(to: folder, execution: Execution(threads: 2))
            try FileManager.default.createDirectory(atPath: folder + "/ogip", withIntermediateDirectories: true)
            let ogip = try OGIPWriter(result.datasets[0]).write(to: folder + "/ogip/stacked.fits")
            try DataStoreWriter(folder + "/archive").write([run])
            try run.write(to: folder + "/run.fits")
            let numbers = try PythonOracle.numbers(PythonOracle.run(Self.script, [folder]))
            // The archive has an observation file and two index files.
            #expect(numbers["fits_files"] == [Double(written.count { $0.hasSuffix(".fits") } + ogip.count + 4)])
            return numbers
        }
        try Self.compare(datasets: result, with: seen)
        try Self.compare(fluxes: result, with: seen)
        Self.compare(run, with: seen)
    }

    private static func observation() throws -> Observation {
        try DataStore(#require(TestData.path("hess-dl3-dr1"))).observation("23523")
    }

    private static func compare(datasets result: AnalysisResult, with seen: [String: [Double]]) throws {
        let fit = try #require(result.fit)
        let datasets = result.datasets
        // 1e-6: WStat of Gammapy truncates small numbers; maps hold 32 bits there.
        expectClose(seen["stat"] ?? [], datasets.map { $0.statistic(fit.models) }, relative: 1e-6, "stat")
        expectClose(seen["ogip_stat"] ?? [], [datasets[0].statistic(fit.models)], relative: 1e-6, "OGIP stat")
        expectClose(seen["counts"] ?? [], datasets.flatMap(\.counts), relative: 0, "counts")
        expectClose(seen["ogip_counts"] ?? [], datasets[0].counts, relative: 0, "OGIP counts")
        expectClose(seen["counts_off"] ?? [], datasets.flatMap { $0.off?.counts ?? [] }, relative: 0, "off counts")
        expectClose(seen["npred"] ?? [], datasets.flatMap { $0.totalSignal(fit.models) }, relative: 1e-5, "npred")
        expectClose(seen["ontime"] ?? [], datasets.map { $0.gti?.timeSum ?? 0 }, relative: 1e-9, "ontime")
        let covariance = try #require(fit.models.covariance)
        expectClose(seen["covariance"] ?? [], covariance.values, relative: 1e-6, "covariance")
    }

    private static func compare(fluxes result: AnalysisResult, with seen: [String: [Double]]) throws {
        let points = try #require(result.fluxPoints).table(.dnde)
        let curve = try #require(result.lightCurve).table(.flux)
        for ending in ["ecsv", "fits"] {
            for name in [
                "e_ref", "dnde", "dnde_err", "dnde_errn", "dnde_errp", "dnde_ul", "sqrt_ts", "npred", "stat_scan",
            ] {
                expectClose(
                    seen["points_\(ending)_\(name)"] ?? [], try points.doubles(name), relative: 1e-6,
                    "\(ending) \(name)")
            }
            for name in ["time_min", "time_max", "flux", "flux_err", "flux_errn", "flux_errp", "flux_ul"] {
                expectClose(
                    seen["curve_\(ending)_\(name)"] ?? [], try curve.doubles(name), relative: 1e-6, "\(ending) \(name)")
            }
        }
    }

    private static func compare(_ run: Observation, with seen: [String: [Double]]) {
        let areas = run.responses.effectiveArea?.evaluate(energies: [0.5, 1, 10], offset: 0.5) ?? []
        for name in ["store", "file"] {
            expectClose(seen[name + "_energy"] ?? [], run.events.energy, relative: 1e-12, "energy")
            expectClose(seen[name + "_ra"] ?? [], run.events.ra, relative: 1e-12, "right ascension")
            expectClose(seen[name + "_livetime"] ?? [], [run.livetime], relative: 1e-9, "livetime")
            expectClose(seen[name + "_area"] ?? [], areas, relative: 1e-6, "effective area")
        }
    }
}
