import GammaKit

/// Catalogues, step by step; each function is a section of the page "Catalogues".
public struct CatalogTutorial {
    /// The folder with the catalogues: `$GAMMAPY_DATA/catalogs`.
    public let archive: String
    /// The folder for results.
    public let output: String

    /// Makes the tutorial for a folder of catalogues and one for results.
    public init(archive: String, output: String) {
        self.archive = archive
        self.output = output
    }

    /// A file → a source.
    public func look() throws -> CatalogSource {
        let survey = try SourceCatalog.read("\(archive)/hgps_catalog_v1.fits.gz")
        let source = try survey.source("HESS J1825-137")
        print(source.card)

        let here = SkyDirection.galactic(l: 17.7, b: -0.7)
        let around = survey.cone(here, radius: 2)
        print(around.textTable(from: here).text())
        return source
    }

    /// A source → models, flux points.
    public func use(_ source: CatalogSource) throws -> FluxPoints? {
        let models = try source.skyModels()
        for model in models { print(model.name, model.spectral(1)) }
        let simple = source.spectrum("PL")
        print(source.variants.map(\.name), simple?(1) ?? .nan)

        let points = source.fluxPoints
        try points?.write(to: "\(output)/j1825.ecsv")
        return points
    }

    /// Some sources → the models of a fit.
    public func start() throws -> CatalogModels {
        let fermi = try SourceCatalog.read("\(archive)/fermi/gll_psch_v13.fit.gz")
        let centre = SkyDirection.galactic(l: 0, b: 0)
        let start = try fermi.models(
            cone: centre, radius: 5,
            CatalogModelOptions(free: .norm, freeRadius: 2, minimumSignificance: 5))
        for (name, reason) in start.left { print(name, reason) }
        try start.models.write(to: "\(output)/models.yaml")
        return start
    }

    /// Sources without a model say why.
    public func reasons() throws -> [String] {
        let hawc = try SourceCatalog.read("\(archive)/3HWC.ecsv")
        return hawc.sources.compactMap { source in
            if case .failure(let reason) = source.models() { return "\(source.name): \(reason)" }
            return nil
        }
    }

    /// A source → a light curve.
    public func history() throws -> LightCurve? {
        let fermi = try SourceCatalog.read("\(archive)/fermi/gll_psc_v16.fit.gz")
        let blazar = try fermi.source("3C 454.3")
        let curve = blazar.lightCurve()
        try curve?.write(to: "\(output)/3c454.ecsv")
        return curve
    }

    /// The emission along the plane → a model; sources → marks on a map.
    public func overlay() throws -> SkyModel? {
        let survey = try SourceCatalog.read("\(archive)/hgps_catalog_v1.fits.gz")
        let image = try WCSGeometry.create(
            centre: .galactic(l: 17.5, b: 0), width: 5, binSize: 0.05, projection: "CAR")
        guard let band = survey.survey?.largeScale else { return nil }
        let map = try band.map(on: image)
        try map.write(to: "\(output)/hgps-band.fits")
        let diffuse = try band.model(on: image, filename: "\(output)/hgps-band.fits")

        let overlays = survey.overlays(image.centre, radius: 3)
        try SkyMapFigure(map, name: "Large-scale emission")
            .sources(
                overlays.map { SkyMapSource($0.name, at: $0.position, radius: $0.radius) }
            )
            .save("\(output)/hgps-band.png")
        return diffuse
    }
}
