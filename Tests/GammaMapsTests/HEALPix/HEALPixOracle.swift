/// Scripts for a Python with astropy-healpix 2.0.1.
enum HEALPixOracle {
    /// Writes HEALPixVectors.swift: pixels, neighbours and interpolation weights for points over the whole sky, at the
    /// poles and beside the borders of faces.
    static let vectors = #"""
        import numpy as np
        from astropy import units as u
        from astropy_healpix import HEALPix

        random = np.random.default_rng(2024)
        special = [(0, 90), (123.4, 90), (0, -90), (321, -90), (10, 89.9999), (200, -89.9999), (0.3, 41.8103), (0.3, 41.8104)]
        # A little to either side of the meridians and slanted lines where faces meet.
        special += [(90 * k + d, lat) for k in range(4) for d in (-1e-3, 1e-3) for lat in (60.0, -60.0)]
        special += [(45 + 90 * k + d, d2) for k in range(4) for d in (-1e-3, 1e-3) for d2 in (-1e-3, 2e-3)]


        quotes = '"' * 3


        def rows(title, name, lines):
            print(f'\n    /// {title}\n    static let {name} = {quotes}')
            for line in lines:
                print(f"        {line}")
            print('        ' + quotes)


        def text(*numbers):
            return " ".join(repr(float(x) if isinstance(x, float) else int(x)) for x in numbers)


        print("/// Numbers of astropy-healpix 2.0.1, written by HEALPixOracle.vectors.\nenum HEALPixVectors {", end="")
        pixels, neighbours, weights = [], [], []
        for order in range(21):
            nside = 1 << order
            ring, nested = (HEALPix(nside, order=name) for name in ("ring", "nested"))
            points = list(zip(random.uniform(0, 360, 12), np.degrees(np.arcsin(random.uniform(-1, 1, 12)))))
            points += [special[i] for i in random.choice(len(special), 8, replace=False)] if order else special
            for lon, lat in points:
                lon, lat = float(np.round(lon, 6)), float(np.round(lat, 6))
                a = int(ring.lonlat_to_healpix(lon * u.deg, lat * u.deg))
                b = int(nested.lonlat_to_healpix(lon * u.deg, lat * u.deg))
                centre = ring.healpix_to_lonlat(a)
                pixels.append(text(nside, lon, lat, a, b, float(centre[0].deg), float(centre[1].deg)))
            for lon, lat in points[:6]:
                a = int(ring.lonlat_to_healpix(lon * u.deg, lat * u.deg))
                near = [int(p) for p in ring.neighbours(a)]
                if 1 < order < 16:
                    neighbours.append(text(nside, a, *near))
            for lon, lat in points[:3] + points[-2:]:
                lon, lat = float(np.round(lon, 6)), float(np.round(lat, 6))
                if order <= 10:
                    found, part = ring.bilinear_interpolation_weights(lon * u.deg, lat * u.deg)
                    found, part = [int(p) for p in found], [float(w) for w in part]
                    weights.append(text(nside, lon, lat, *found) + "\n        " + text(*part))
        rows("NSIDE, longitude, latitude, pixel in ring and nested ordering, centre of the pixel.", "pixels", pixels)
        rows("NSIDE, pixel in ring ordering, its neighbours from south-west on.", "neighbours", neighbours)
        rows("NSIDE, longitude, latitude, four pixels in ring ordering; their weights.", "weights", weights)
        print("}")
        """#

    /// Reads positions, as pairs of `Double`, and answers with pixels in ring and nested ordering as `Int64`.
    /// Arguments: NSIDE, file of positions, file of answers.
    static let pixels = """
        import sys
        import numpy as np
        from astropy import units as u
        from astropy_healpix import HEALPix

        lon, lat = np.fromfile(sys.argv[2]).reshape((-1, 2)).T
        nside = int(sys.argv[1])
        answers = [HEALPix(nside, order=o).lonlat_to_healpix(lon * u.deg, lat * u.deg) for o in ("ring", "nested")]
        np.array(answers, dtype="i8").tofile(sys.argv[3])
        """

    /// Succeeds when astropy-healpix is installed.
    static let probe = "import astropy_healpix"
}
