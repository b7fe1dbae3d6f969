extension ConfigSchema {
    /// The keys of section `catalog`.
    static let catalog: [ConfigKey] = [
        .detail(
            "catalog.file", \.catalog.file,
            "A file, or hgps, 3fgl, 3fhl, 4fgl, 2hwc, 3hwc, 1lhaaso, gamma-cat in $GAMMAPY_DATA/catalogs.",
            example: "hgps"),
        .detail(
            "catalog.use", \.catalog.use,
            "Whether its sources are models (default), marks in the maps of figures and report, or both.",
            example: "marks"),
        .detail("catalog.cone.frame", \.catalog.cone.frame, "Frame of lon and lat.", example: "icrs"),
        .detail(
            "catalog.cone.lon", \.catalog.cone.lon, "Right ascension or longitude.", example: "83.633 deg"),
        .detail(
            "catalog.cone.lat", \.catalog.cone.lat, "Declination or latitude.", example: "22.014 deg", .latitude),
        .detail("catalog.cone.radius", \.catalog.cone.radius, "Radius.", example: "5 deg", .positive),
        .detail(
            "catalog.sources", \.catalog.sources, "Names of sources, instead of the circle or beside it.",
            example: "[HESS J1825-137]"),
        .detail(
            "catalog.free", \.catalog.free, "What is fitted of a source: none, norm, spectrum (default) or all.",
            example: "spectrum"),
        .detail(
            "catalog.free_radius", \.catalog.freeRadius, "Sources farther than this from the centre are frozen.",
            example: "1 deg", .positive),
        .detail(
            "catalog.variant", \.catalog.variant,
            "Which model of the sources: PL, ECPL, LP, PLEC, point, extended, WCDA, KM2A; the catalogue's own choice.",
            example: "PL"),
        .detail(
            "catalog.min_significance", \.catalog.minSignificance, "Sources below this significance are left out.",
            example: "5"),
    ]
}
