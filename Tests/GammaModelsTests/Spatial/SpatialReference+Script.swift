extension SpatialReference {
    /// Makes the table with Gammapy; its argument, if any, is the path of `gll_iem_v06_gc.fits.gz`.
    static let script = #"""
        import logging, sys, yaml
        import numpy as np, astropy.units as u
        from astropy.coordinates import SkyCoord
        from gammapy.maps import Map, MapAxis, MapCoord, WcsGeom
        from gammapy.modeling.models import SPATIAL_MODEL_REGISTRY, TemplateNDSpatialModel, TemplateSpatialModel
        logging.disable(logging.CRITICAL)

        def model(text):
            data = yaml.safe_load(text)
            return SPATIAL_MODEL_REGISTRY.get_cls(data["type"]).from_dict({"spatial": data})

        def line(*parts): print(" | ".join(parts))
        def numbers(values): return " ".join(repr(float(v)) for v in np.ravel(values))

        def pars(**values):
            unit = {"lon_0": "deg", "lat_0": "deg", "sigma": "deg", "r_0": "deg", "phi": "deg", "radius": "deg", "width": "deg"}
            items = [f"{{name: {k}, value: {float(v)!r}" + (f", unit: {unit[k]}" if k in unit else "") + "}" for k, v in values.items()]
            return "parameters: [" + ", ".join(items) + "]"

        crab = dict(lon_0=83.63, lat_0=22.01)
        gc = dict(lon_0=0.1, lat_0=-0.05)
        pole = dict(lon_0=40.0, lat_0=89.8)
        shapes = [
            ("gauss", "icrs", crab, dict(sigma=0.3, e=0, phi=0)), ("gauss", "icrs", pole, dict(sigma=0.5, e=0.8, phi=35)),
            ("gauss", "galactic", gc, dict(sigma=0.4, e=0.9, phi=-60)), ("gauss", "galactic", gc, dict(sigma=40, e=0, phi=0)),
            ("gauss", "icrs", crab, dict(sigma=60, e=0.5, phi=100)),
            ("gauss-general", "icrs", crab, dict(r_0=0.4, eta=0.5, e=0, phi=0)),
            ("gauss-general", "galactic", gc, dict(r_0=0.4, eta=0.9, e=0.7, phi=20)),
            ("gauss-general", "icrs", pole, dict(r_0=0.5, eta=0.1, e=0.6, phi=-150)),
            ("disk", "icrs", crab, dict(r_0=0.5, e=0, phi=0, edge_width=0.01)),
            ("disk", "galactic", gc, dict(r_0=0.6, e=0.8, phi=70, edge_width=0.3)),
            ("disk", "icrs", pole, dict(r_0=0.5, e=0.4, phi=10, edge_width=1)), ("disk", "icrs", crab, dict(r_0=40, e=0.95, phi=10, edge_width=0.5)),
            ("shell", "icrs", crab, dict(radius=0.4, width=0.25)), ("shell", "galactic", gc, dict(radius=0.1, width=1)),
            ("shell2", "icrs", crab, dict(r_0=0.6, eta=0.3)), ("shell2", "icrs", pole, dict(r_0=0.7, eta=1)),
        ]
        offsets = [(0, 0), (0.01, 0.02), (-0.3, 0.1), (0.31, -0.33), (0.02, 0.47), (-0.4, -0.6), (-2, 3)]

        def text(kind, frame, centre, shape): return f"{{type: {kind}, frame: {frame}, {pars(**centre, **shape)}}}"

        for shape in shapes:
            centre = SkyCoord(shape[2]["lon_0"], shape[2]["lat_0"], unit="deg", frame="icrs")
            places = [centre.spherical_offsets_by(a * u.deg, b * u.deg) for a, b in offsets]
            lon, lat = np.array([p.data.lon.deg for p in places]), np.array([p.data.lat.deg for p in places])
            lon[0], lat[0] = shape[2]["lon_0"], shape[2]["lat_0"]
            m = model(text(*shape))
            line("values", text(*shape), numbers(lon), numbers(lat), numbers(m(lon * u.deg, lat * u.deg).to_value("sr-1")))

        nodes = dict(lon=[10, 14, 11, 13, 12.2, 10.4, 13.9], lat=[-1, -0.8, 1.3, 1.1, 0.2, 0.9, 2.0])
        piecewise = "{type: piecewise-norm, frame: galactic, " + pars(**{f"norm_{k}": v for k, v in enumerate([1, 1.5, 0.7, 2, 1.1, 0.9, 1.3])}) \
            + ", " + ", ".join(f"{k}: {{data: {v}, unit: deg}}" for k, v in nodes.items()) + "}"
        lon, lat = np.array([12.2, 11.9, 12, 13, 10.9, 13.7]), np.array([0.2, 0.1, 0.9, 0.3, 0.5, 1.2])
        import scipy.interpolate
        values = model(piecewise)(lon * u.deg, lat * u.deg)
        line("values", piecewise, numbers(lon), numbers(lat), numbers(values))

        geometries = {
            "tan": WcsGeom.create(skydir=SkyCoord(83.63, 22.01, unit="deg"), npix=(20, 16), binsz=0.1, proj="TAN", frame="icrs"),
            "car": WcsGeom.create(skydir=SkyCoord(0.05, -0.1, unit="deg", frame="galactic"), npix=(15, 10), binsz=0.2, proj="CAR", frame="galactic"),
            "fine": WcsGeom.create(skydir=SkyCoord(83.2, 22.3, unit="deg"), npix=(40, 30), binsz=0.02, proj="TAN", frame="icrs"),
            "sky": WcsGeom.create(skydir=SkyCoord(0, 0, unit="deg", frame="galactic"), npix=(36, 18), binsz=10, proj="CAR", frame="galactic"),
        }
        edge = dict(lon_0=84.65, lat_0=22.7)
        away = dict(lon_0=86.5, lat_0=22.0)
        icrs = dict(lon_0=266.5, lat_0=-29.0)
        integrals = [
            ("tan", text("gauss", "icrs", crab, dict(sigma=0.3, e=0, phi=0))), ("tan", text("gauss", "icrs", crab, dict(sigma=0.02, e=0, phi=0))),
            ("tan", text("gauss", "icrs", edge, dict(sigma=0.15, e=0.8, phi=40))), ("tan", text("gauss", "icrs", away, dict(sigma=0.2, e=0, phi=0))),
            ("car", text("gauss", "galactic", gc, dict(sigma=0.3, e=0, phi=0))), ("car", text("gauss", "icrs", icrs, dict(sigma=0.25, e=0.6, phi=10))),
            ("car", text("disk", "icrs", icrs, dict(r_0=0.4, e=0, phi=0, edge_width=0.01))), ("tan", text("disk", "icrs", edge, dict(r_0=0.1, e=0.7, phi=30, edge_width=0.2))),
            ("fine", text("disk", "icrs", crab, dict(r_0=0.5, e=0, phi=0, edge_width=0.1))), ("fine", text("gauss", "icrs", crab, dict(sigma=0.2, e=0, phi=0))),
            ("tan", text("shell", "icrs", crab, dict(radius=0.4, width=0.05))), ("car", text("shell2", "galactic", gc, dict(r_0=0.5, eta=0.2))),
            ("tan", text("gauss-general", "icrs", crab, dict(r_0=0.1, eta=0.7, e=0.5, phi=-20))),
            ("tan", text("point", "icrs", crab, {})), ("car", text("point", "icrs", icrs, {})), ("tan", text("point", "icrs", dict(lon_0=84.68, lat_0=22.4), {})),
            ("sky", text("point", "galactic", dict(lon_0=123, lat_0=-34), {})), ("sky", text("gauss", "galactic", dict(lon_0=170, lat_0=60), dict(sigma=20, e=0, phi=0))),
            ("tan", "{type: const, parameters: []}"), ("sky", "{type: const, parameters: []}"),
        ]
        def digest(data):
            y, x = np.indices(data.shape[-2:])
            return [data.sum(), (x * data).sum(), (y * data).sum(), (data ** 2).sum(), (x * y * data).sum(), data.max(), data[3, 4], data[-2, -3]]

        for name, yml in integrals:
            geom = geometries[name]
            result = model(yml).integrate_geom(geom)
            data = result.data.astype(float) * (result.unit.to("") if result.unit.is_equivalent("") else (1 * result.unit).to_value("", u.dimensionless_angles()))
            if data.ndim == 0: data = np.full(geom.data_shape, data)
            line("integrals", name, yml, numbers(digest(data)))

        # Templates: maps by formula.
        def plane(scale):
            y, x = np.indices((9, 12)).astype(float)
            return np.exp(-((x - 5) ** 2 + (y - 4) ** 2) / (8 * scale)) + 0.01 * x

        geom = WcsGeom.create(skydir=SkyCoord(1, 2, unit="deg", frame="galactic"), npix=(12, 9), binsz=0.25, proj="TAN", frame="galactic")
        lon, lat = np.array([1.0, 0.93, 1.4, 359.9, 2.4, 1.7, 5]), np.array([2.0, 2.11, 1.3, 2.2, 2.8, 2.9, 2])
        image = Map.from_geom(geom, data=plane(1.0), unit="sr-1")
        m = TemplateSpatialModel(image)
        line("template", "image", numbers(m(lon * u.deg, lat * u.deg).to_value("sr-1")))
        line("template", "image, not normalised", numbers(TemplateSpatialModel(image, normalize=False)(lon * u.deg, lat * u.deg).to_value("sr-1")))
        m.lon_0.value, m.lat_0.value = 1.2, 1.9
        line("template", "shifted", numbers(m(lon * u.deg, lat * u.deg).to_value("sr-1")))
        target = WcsGeom.create(skydir=SkyCoord(1.3, 2.2, unit="deg", frame="galactic"), npix=(20, 16), binsz=0.1, proj="CAR", frame="galactic")
        line("template", "integrals", numbers(digest(m.integrate_geom(target).data)))
        energy = MapAxis.from_energy_bounds(1, 100, nbin=3, unit="TeV", name="energy_true")
        cube = Map.from_geom(geom.to_cube([energy]), data=np.stack([plane(s) for s in (0.5, 1, 2)]), unit="sr-1")
        m = TemplateSpatialModel(cube)
        for e in (1.1, 3, 60, 120):
            line("template", f"cube at {e} TeV", numbers(m(lon * u.deg, lat * u.deg, energy=np.full(7, e) * u.TeV).to_value("sr-1")))
        width = MapAxis.from_nodes([0.5, 1, 2], name="width", unit="deg", interp="log")
        tilt = MapAxis.from_edges([0, 1, 2], name="tilt", interp="lin")
        data = np.stack([np.stack([plane(s) * (1 + t) for s in (0.5, 1, 2)]) for t in (0, 1)])
        m = TemplateNDSpatialModel(Map.from_geom(geom.to_cube([width, tilt]), data=data, unit="sr-1"))
        for w, t in ((0.8, 0.7), (1.7, 1.9), (0.4, 1), (3, 1)):
            m.width.value, m.tilt.value = w, t
            line("template", f"ND at {w}, {t}", numbers(m(lon * u.deg, lat * u.deg).to_value("sr-1")))
        if len(sys.argv) > 1:
            diffuse = Map.read(sys.argv[1])
            lon, lat = np.array([0.1, 359.5, 7, 353.2, 20]), np.array([0.2, -1, 3.5, -3.9, 0])
            for normalize, unit in ((True, "sr-1"), (False, "cm-2 s-1 TeV-1 sr-1")):
                m = TemplateSpatialModel(diffuse, normalize=normalize)
                for e in (0.003, 0.08, 0.4):
                    line("diffuse", f"{'normalised' if normalize else 'as it is'} at {e} TeV", numbers(m(lon * u.deg, lat * u.deg, energy=np.full(5, e) * u.TeV).to_value(unit)))
        """#
}
