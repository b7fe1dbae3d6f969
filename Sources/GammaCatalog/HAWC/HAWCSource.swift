import GammaCore
import GammaMaps

/// A HAWC source as its table or its YAML file states it.
struct HAWCSource {
    var name: String
    var origin: Origin
    var position: SkyDirection
    /// Standard deviation, deg.
    var positionError: Double
    var searchRadius: Double
    var testStatistic: Double
    var measurements: [HAWCMeasurement]

    /// The source; in 2HWC the first model is that of a search, mostly for points, the second one of an extended source.
    func source(_ family: CatalogFamily) -> CatalogSource {
        let error = positionError > 0 ? PositionError(major: positionError, minor: positionError) : nil
        let names = family == .hawc2 ? ["point", "extended"] : ["PL"]
        var variants = zip(names, measurements).map { $1.variant($0, source: name, at: position, error: error) }
        if variants.isEmpty {
            variants = [
                CatalogVariant(
                    "none", source: name, spectrum: .failure(.noSpectrum),
                    shape: .success(.point(at: position, error: error)))
            ]
        }
        var source = CatalogSource(
            name, family, origin: origin, position: position, positionError: error, variants: variants)
        source.significance = testStatistic >= 0 ? testStatistic.squareRoot() : nil
        for (variant, measurement) in zip(names, measurements) where measurement.flux.value.isFinite {
            source.fluxes.append(
                CatalogFlux(
                    "flux at 7 TeV", .differential(at: HAWCMeasurement.reference), measurement.flux.value,
                    error: measurement.flux.error, variant: variant))
            let (below, above) = measurement.systematic
            if below.isFinite, above.isFinite {
                source.details.append(
                    CatalogDetail(
                        "flux at 7 TeV, systematic errors",
                        ValueFormat.value(measurement.flux.value, below: abs(below), above: above),
                        unit: "TeV-1 s-1 cm-2"))
            }
        }
        if searchRadius.isFinite {
            source.details.append(CatalogDetail("search radius", ValueFormat.number(searchRadius), unit: "deg"))
        }
        return source
    }
}
