import GammaTestSupport
import Testing

extension GammapyGoldens {
    /// Makes the reference numbers: the argument is the folder with the public data.
    static let script = """
        import sys
        import warnings

        import astropy.units as u
        import numpy as np
        from astropy.coordinates import SkyCoord
        from gammapy.datasets import Datasets, FluxPointsDataset, MapDataset, MapDatasetOnOff
        from gammapy.estimators import FluxPoints
        from gammapy.irf import PSFMap
        from gammapy.maps import Map, MapAxis
        from gammapy.modeling.models import PowerLawSpectralModel, SkyModel
        from regions import CircleSkyRegion, PointSkyRegion

        warnings.filterwarnings("ignore")
        data = sys.argv[1]
        out = {}


        def moments(values):
            \"\"\"Sum, and a sum that depends on the place of every value.\"\"\"
            flat = np.nan_to_num(np.asarray(values, dtype="f8")).ravel()
            return [float(flat.sum()), float((flat * np.cos(0.37 * np.arange(flat.size))).sum())]


        def describe(d):
            result = {
                "counts": moments(d.counts.data),
                "exposure": moments(d.exposure.quantity.astype("f8").to_value("cm2 s")),
                "psf": moments(d.psf.psf_map.quantity.astype("f8").to_value("sr-1")),
                "edisp": moments(d.edisp.edisp_map.data),
                "mask": moments(d.mask_safe.data),
                "shape": list(d.counts.data.shape),
                "psf_shape": list(d.psf.psf_map.data.shape),
                "edisp_shape": list(d.edisp.edisp_map.data.shape),
            }
            for name, irf in [("psf", d.psf), ("edisp", d.edisp)]:
                if irf.exposure_map is not None:
                    result[name + "_exposure"] = moments(irf.exposure_map.quantity.astype("f8").to_value("cm2 s"))
            if isinstance(d, MapDatasetOnOff):
                result["counts_off"] = moments(d.counts_off.data)
                result["acceptance"] = moments(d.acceptance.data)
                result["alpha"] = moments(d.alpha.data)
                result["background"] = moments((d.alpha * d.counts_off).data)
            elif d.background is not None:
                result["background"] = moments(d.background.data)
            if "livetime" in d.exposure.meta:
                result["livetime"] = d.exposure.meta["livetime"].to_value("s")
            if d.gti is not None:
                result["ontime"] = d.gti.time_sum.to_value("s")
            return result


        def spectrum(s):
            result = {
                "counts": s.counts.data, "exposure": s.exposure.quantity.astype("f8").to_value("cm2 s"),
                "mask": s.mask_safe.data, "edisp": s.edisp.get_edisp_kernel().pdf_matrix, "background": s.background.data,
            }
            if hasattr(s, "counts_off"):
                result["counts_off"] = s.counts_off.data
                result["acceptance"] = s.acceptance.data
            return {key: moments(value) for key, value in result.items()}


        files = {"fermi": "fermi-3fhl-gc/fermi-3fhl-gc.fits.gz"}
        files.update({f"bin{i}": f"sim-j1702/bin-{i}.fits.gz" for i in range(4)})
        sets = {key: MapDataset.read(f"{data}/{path}", name=key) for key, path in files.items()}
        for key, d in sets.items():
            out[key] = describe(d)
        psf = PSFMap.read(f"{data}/fermi_3fhl/fermi_3fhl_psf_gc.fits.gz", format="gtpsf")
        out["gtpsf"] = {
            "psf": moments(psf.psf_map.data), "exposure": moments(psf.exposure_map.data),
            "energy": [float(x) for x in psf.psf_map.geom.axes["energy_true"].center.to_value("TeV")[[0, -1]]],
            "rad": [float(x) for x in psf.psf_map.geom.axes["rad"].center.to_value("deg")[[0, -1]]],
        }

        # Stacking: thresholds that depend on energy and place on overlapping cut-outs of one image.
        places = [(344.5, -0.5), (344.1, -0.3), (344.8, -0.8)]
        centres = [SkyCoord(lon, lat, unit="deg", frame="galactic") for lon, lat in places]


        def cutouts(factor):
            parts = []
            for i, centre in enumerate(centres):
                part = sets[f"bin{i}"].downsample(factor, name=f"bin{i}").cutout(centre, 1.6 * u.deg, name=f"part{i}")
                separation = part.counts.geom.separation(centre).deg
                part.mask_safe.data &= separation < 0.4 + 0.1 * np.arange(15).reshape(-1, 1, 1) / 2
                parts.append(part)
            return parts


        parts = cutouts(1)
        target = sets["bin0"].cutout(SkyCoord(344.5, -0.5, unit="deg", frame="galactic"), 3.2 * u.deg)
        stacked = MapDataset.from_geoms(**target.geoms, name="stacked")
        for part in parts:
            stacked.stack(part)
        # Centres of responses lie on the corners of pixels: rounding decides which of them Gammapy takes. In an image of
        # twice the pixel size they lie on centres.
        coarse = MapDataset.from_geoms(**target.downsample(2).geoms, name="coarse")
        for part in cutouts(2):
            coarse.stack(part)
        out["coarse"] = {
            "psf": moments(coarse.psf.psf_map.data), "counts": moments(coarse.counts.data),
            "psf_exposure": moments(coarse.psf.exposure_map.quantity.astype("f8").to_value("cm2 s"))}
        out["stacked"] = describe(stacked)
        out["masked"] = describe(parts[0].to_masked())
        safe = parts[0].mask_safe_edisp.data
        out["irf_masks"] = {"edisp": moments(safe), "psf": moments(parts[0].mask_safe_psf.data)}


        def on_off(d, off_scale, seed):
            random = np.random.RandomState(seed)
            index = np.arange(d.counts.data.size).reshape(d.counts.data.shape)
            off = Map.from_geom(d.counts.geom, data=(index * 7 + seed) % 5 * (index % 3 > 0) * 1.0)
            one = Map.from_geom(d.counts.geom, data=1.0 + index % 2)
            return MapDatasetOnOff.from_map_dataset(
                d, acceptance=one, counts_off=off, name=d.name,
                acceptance_off=Map.from_geom(d.counts.geom, data=off_scale + index % 4))


        pairs = [on_off(parts[0], 4, 0), on_off(parts[1], 9, 1)]
        both = MapDatasetOnOff.from_geoms(**target.geoms, name="both")
        for d in pairs:
            both.stack(d)
        out["on_off"] = describe(both)

        position = SkyCoord(344.2, -0.4, unit="deg", frame="galactic")
        out["cutout"] = describe(sets["bin1"].cutout(position, (1.3, 0.9) * u.deg))
        out["downsampled"] = describe(sets["bin1"].downsample(4))
        padded = sets["bin1"].pad(3)
        out["padded"] = {
            "counts": moments(padded.counts.data),
            "exposure": moments(padded.exposure.quantity.astype("f8").to_value("cm2 s"))}
        out["sliced"] = describe(sets["bin1"].slice_by_energy(2 * u.TeV, 20 * u.TeV))
        axis = sets["bin0"].counts.geom.axes["energy"]
        wide = MapAxis.from_energy_edges(axis.edges[[0, 2, 5, 9, 15]])
        out["resampled"] = describe(sets["bin0"].resample_energy_axis(wide))
        out["image"] = describe(sets["bin0"].to_image())
        wide = MapAxis.from_energy_edges(axis.edges[[0, 5, 10, 15]])
        out["on_off_wide"] = describe(pairs[0].resample_energy_axis(wide))
        out["on_off_coarse"] = describe(pairs[0].downsample(2))
        circle = CircleSkyRegion(position, 0.15 * u.deg)
        out["spectrum"] = spectrum(sets["bin1"].to_spectrum_dataset(circle))
        out["spectrum_contained"] = spectrum(sets["bin1"].to_spectrum_dataset(circle, containment_correction=True))
        out["spectrum_point"] = spectrum(sets["bin1"].to_spectrum_dataset(PointSkyRegion(position)))
        full = on_off(sets["bin1"], 5, 2)
        out["spectrum_on_off"] = spectrum(full.to_spectrum_dataset(circle))

        for key, d in [("info", sets["bin0"]), ("info_on_off", pairs[0])]:
            if key == "info_on_off":
                d.models = [SkyModel(PowerLawSpectralModel(), name="none", datasets_names="none")]
            info = d.info_dict()
            out[key] = {
                name: float(u.Quantity(info[name]).value) for name in
                ["counts", "background", "excess", "sqrt_ts", "livetime", "ontime", "n_bins", "n_fit_bins"]}
            for name in ["exposure_min", "exposure_max"]:
                out[key][name] = float(u.Quantity(info[name]).value) * 1e4

        # Flux points against a power law, by the three statistics.
        points = FluxPoints.read(f"{data}/estimators/crab_hess_fp/crab_hess_fp.fits")
        out["points"] = {}
        for kind in ["chi2", "distrib", "profile"]:
            values = []
            for index, amplitude in [(2.5, 3e-11), (2.8, 4.5e-11), (2.2, 2e-11)]:
                spectrum = PowerLawSpectralModel(index=index, amplitude=f"{amplitude} cm-2 s-1 TeV-1")
                model = SkyModel(spectrum, name="crab")
                dataset = FluxPointsDataset(models=[model], data=points, name="crab", stat_type=kind)
                values.append(float(dataset.stat_sum()))
            out["points"][kind] = values
        limits = FluxPoints.read(f"{data}/estimators/crab_hess_fp/crab_hess_fp.fits")
        limits.sqrt_ts_threshold_ul = 10
        model = SkyModel(PowerLawSpectralModel(index=2.8, amplitude="4.5e-11 cm-2 s-1 TeV-1"), name="crab")
        out["points"]["limits"] = [
            float(FluxPointsDataset(models=[model], data=limits, name="crab", stat_type=kind).stat_sum())
            for kind in ["chi2", "distrib"]] + [float(limits.is_ul.data.sum())]

        for key, entries in out.items():
            for name, values in entries.items():
                print(f"{key}.{name}", *np.atleast_1d(values).tolist())
        """
}

@Suite(
    .enabled(if: TestData.isAvailable, "real data: set GAMMAKIT_DATA"),
    .enabled(if: PythonOracle.isAvailable, "\(PythonOracle.reason)"))
struct GammapyGoldensTests {
    /// The stored numbers are those that the script prints.
    @Test func numbersAreReproduced() throws {
        let folder = try #require(TestData.folder)
        let printed = GammapyGoldens.parse(try PythonOracle.run(GammapyGoldens.script, [folder]))
        #expect(printed.count > 200)
        for (name, values) in printed {
            expectClose(values, try GammapyGoldens.numbers(name), relative: 1e-9, absolute: 1e-9, name)
        }
    }
}
