/// What Gammapy makes of every source of the catalogues, a line a model: catalogue, row, model, dN/dE at
/// ``CatalogGammapyTests/energies``, type and parameters of the shape (deg).
enum CatalogReference {
    static let script = #"""
        import sys, logging, warnings
        logging.disable(logging.CRITICAL); warnings.simplefilter("ignore")
        import numpy as np
        import astropy.units as u
        from gammapy.catalog import (SourceCatalogHGPS, SourceCatalog3FGL, SourceCatalog3FHL, SourceCatalog2HWC,
                                     SourceCatalog3HWC, SourceCatalog1LHAASO)
        folder = sys.argv[1] + "/"
        def line(family, row, variant, energies, spectral, spatial):
            dnde = spectral(np.array(energies) * u.TeV).to_value("TeV-1 cm-2 s-1")
            words = [f"{value:.9e}" for value in dnde]
            if spatial is not None:
                words.append(spatial.tag[1])
                words += [f"{parameter.quantity.to_value('deg') if str(parameter.unit) else parameter.value:.9e}"
                          for parameter in spatial.parameters]
            print(family, row, variant, *words)
        cat = SourceCatalogHGPS(folder + "hgps_catalog_v1.fits.gz")
        for row, source in enumerate(cat, 1):
            for number, model in enumerate(source.components_models()):
                line("hgps", row, f"best{number}", [0.3, 1, 10, 50], model.spectral_model, model.spatial_model)
        def fermi(family, cat, energies):
            for row, source in enumerate(cat, 1):
                try:
                    spatial = source.spatial_model()
                except FileNotFoundError:
                    spatial = None
                line(family, row, "best0", energies, source.spectral_model(), spatial)
        fermi("3fgl", SourceCatalog3FGL(folder + "fermi/gll_psc_v16.fit.gz"), [1e-4, 1e-3, 1e-2, 0.1])
        fermi("3fhl", SourceCatalog3FHL(folder + "fermi/gll_psch_v13.fit.gz"), [0.01, 0.1, 1])
        for row, source in enumerate(SourceCatalog2HWC(folder + "2HWC.ecsv"), 1):
            for which in ["point", "extended"][: source.n_models]:
                line("2hwc", row, which, [1, 7, 50], source.spectral_model(which), source.spatial_model(which))
        for row, source in enumerate(SourceCatalog3HWC(folder + "3HWC.ecsv"), 1):
            if np.isfinite(source.data["spec0_dnde"]):
                line("3hwc", row, "PL", [1, 7, 50], source.spectral_model(), source.spatial_model())
        for row, source in enumerate(SourceCatalog1LHAASO(folder + "1LHAASO_catalog.fits"), 1):
            for which in ["KM2A", "WCDA"]:
                model = source.sky_model(which)
                if model is not None:
                    line("1lhaaso", row, which, [3, 50, 200], model.spectral_model, model.spatial_model)
        """#

    /// One model as Gammapy has it.
    struct Line {
        let family: String
        let row: Int
        let variant: String
        let dnde: [Double]
        /// Short tag of the shape; nil where Gammapy has none.
        let shape: String?
        let parameters: [Double]
    }

    static func parse(_ text: String) -> [Line] {
        text.split(separator: "\n").map { line in
            let words = line.split(separator: " ").map(String.init)
            let dnde = words.dropFirst(3).prefix { Double($0) != nil }.compactMap(Double.init)
            let rest = words.dropFirst(3 + dnde.count)
            return Line(
                family: words[0], row: Int(words[1]) ?? 0, variant: words[2], dnde: dnde, shape: rest.first,
                parameters: rest.dropFirst().compactMap(Double.init))
        }
    }
}
