extension ConfigSchema {
    /// Sections that Gammapy does not know: left out of what is written unless something in them is set.
    static let ownSections: Set<String> = [
        "datasets.groups", "ts_map", "ts_map.energy_edges", "peaks", "search", "profile",
        "profile.start", "profile.stop", "profile.center", "profile.energy_edges", "sensitivity",
        "catalog", "catalog.cone", "comparison",
    ]

    /// The keys of these sections.
    static let products: [ConfigKey] =
        search + [
            .detail("profile.start.frame", \.profile.start.frame, "Frame of lon and lat.", example: "galactic"),
            .detail("profile.start.lon", \.profile.start.lon, "Longitude or right ascension.", example: "359 deg"),
            .detail(
                "profile.start.lat", \.profile.start.lat, "Latitude or declination.", example: "0 deg", .latitude),
            .detail("profile.stop.frame", \.profile.stop.frame, "Frame of lon and lat.", example: "galactic"),
            .detail("profile.stop.lon", \.profile.stop.lon, "Longitude or right ascension.", example: "1 deg"),
            .detail(
                "profile.stop.lat", \.profile.stop.lat, "Latitude or declination.", example: "0 deg", .latitude),
            .detail("profile.width", \.profile.width, "Width across the line.", example: "0.5 deg", .positive),
            .detail(
                "profile.center.frame", \.profile.centre.frame, "rings: frame of lon and lat.", example: "galactic"),
            .detail(
                "profile.center.lon", \.profile.centre.lon, "rings: longitude or right ascension.", example: "0 deg"),
            .detail(
                "profile.center.lat", \.profile.centre.lat, "rings: latitude or declination.", example: "0 deg",
                .latitude),
            .detail(
                "profile.radius_min", \.profile.radiusMin, "rings: inner radius of the first, 0 deg.", example: "0 deg",
                .notNegative),
            .detail(
                "profile.radius_max", \.profile.radiusMax, "rings: outer radius of the last.", example: "1 deg",
                .positive
            ),
            .detail("profile.nbins", \.profile.nbins, "Number of bins of distance, 10.", example: "10", .atLeastOne),
            .detail(
                "profile.bin_width", \.profile.binWidth, "Width of the bins instead of nbins.",
                example: "0.1 deg", .positive),
            .detail(
                "profile.energy_edges.min", \.profile.energyEdges.min, "Lower edge of the first bin.",
                example: "0.6 TeV"),
            .detail(
                "profile.energy_edges.max", \.profile.energyEdges.max, "Upper edge of the last bin.", example: "20 TeV"),
            .detail(
                "profile.energy_edges.nbins", \.profile.energyEdges.nbins, "Number of bins.", example: "1", .atLeastOne),
            .detail(
                "profile.source", \.profile.source,
                "Source whose spectrum is the reference; all other models are background.", example: "source"),
            .detail(
                "profile.index", \.profile.index, "Index of the reference spectrum without a source, 2.", example: "2"),
            .detail(
                "profile.selection_optional", \.profile.selectionOptional,
                "What is computed beside value, error and significance, [errn-errp, ul].", example: "all"),
            .detail("profile.n_sigma", \.profile.nSigma, "Standard deviations of errors, 1.", example: "1", .positive),
            .detail(
                "profile.n_sigma_ul", \.profile.nSigmaUL, "Standard deviations of upper limits, 2.", example: "2",
                .positive),
            .detail(
                "sensitivity.n_sigma", \.sensitivity.nSigma, "Significance of a detection, 5.", example: "5", .positive),
            .detail(
                "sensitivity.gamma_min", \.sensitivity.gammaMin, "Smallest number of gamma rays, 10.", example: "10",
                .notNegative),
            .detail(
                "sensitivity.bkg_syst_fraction", \.sensitivity.bkgSystFraction,
                "Smallest excess as a share of the background, 0.05.", example: "0.05", .notNegative),
            .detail(
                "sensitivity.source", \.sensitivity.source, "Source whose spectrum is the reference.",
                example: "source"),
            .detail(
                "sensitivity.index", \.sensitivity.index, "Index of the reference spectrum without a source, 2.",
                example: "2"),
        ]

    private static let search: [ConfigKey] = [
        .detail(
            "ts_map.model", \.tsMap.model, "Model file with the source looked for; a point source by default.",
            example: "kernel.yaml"),
        .detail("ts_map.index", \.tsMap.index, "Index of its spectrum without a file, 2.", example: "2"),
        .detail(
            "ts_map.kernel_width", \.tsMap.kernelWidth, "Width of its image; as far as it reaches by default.",
            example: "0.5 deg", .positive),
        .detail(
            "ts_map.energy_edges.min", \.tsMap.energyEdges.min, "Lower edge of the first bin.", example: "1 TeV"),
        .detail(
            "ts_map.energy_edges.max", \.tsMap.energyEdges.max, "Upper edge of the last bin.", example: "10 TeV"),
        .detail(
            "ts_map.energy_edges.nbins", \.tsMap.energyEdges.nbins, "Number of bins.", example: "1", .atLeastOne),
        .detail(
            "ts_map.subtract_sources", \.tsMap.subtractSources,
            "Whether the map is of what the sources of the models leave, true; false shows them.", example: "true"),
        .detail(
            "ts_map.sum_over_energy_groups", \.tsMap.sumOverEnergyGroups,
            "Whether the bins of an energy interval are summed before the fit, true.", example: "true"),
        .detail(
            "ts_map.downsampling_factor", \.tsMap.downsamplingFactor, "Pixels joined along each side, 1.",
            example: "1", .atLeastOne),
        .detail(
            "ts_map.selection_optional", \.tsMap.selectionOptional,
            "What is computed beside value, error and significance; nothing.", example: "all"),
        .detail("ts_map.n_sigma", \.tsMap.nSigma, "Standard deviations of errors, 1.", example: "1", .positive),
        .detail(
            "ts_map.n_sigma_ul", \.tsMap.nSigmaUL, "Standard deviations of upper limits, 2.", example: "2", .positive),
        .detail(
            "ts_map.n_sigma_sensitivity", \.tsMap.nSigmaSensitivity, "Significance of the sensitivity, 5.",
            example: "5", .positive),
        .detail(
            "peaks.map", \.peaks.map, "Where sources are looked for: ts_map or excess_map; the former if it is made.",
            example: "ts_map"),
        .detail("peaks.threshold", \.peaks.threshold, "Least significance of a source, 5.", example: "5"),
        .detail(
            "peaks.min_distance", \.peaks.minDistance, "Least distance of two sources, 0.3 deg.", example: "0.3 deg",
            .positive),
        .detail(
            "search.threshold", \.search.threshold, "Least significance (√TS) of a source, 5.", example: "5", .positive),
        .detail(
            "search.detail_threshold", \.search.detailThreshold,
            "Least significance of a shape or spectrum against one with fewer parameters, 4.", example: "4", .positive),
        .detail(
            "search.shapes", \.search.shapes, "Shapes tried for each source; point and gaussian.",
            example: "[point, gaussian, elongated]"),
        .detail(
            "search.spectra", \.search.spectra,
            "Spectra tried for each source: power law, log parabola, exponential cut-off; the first.",
            example: "[pl, lp, ecpl]"),
        .detail(
            "search.sizes", \.search.sizes,
            "σ of the Gaussians looked for, 0 for point sources; 0, 0.1, 0.2 and 0.4 deg.",
            example: "[0 deg, 0.1 deg, 0.2 deg, 0.4 deg]"),
        .detail(
            "search.index", \.search.index, "Spectral index of the sources looked for, one or more; 2.3.",
            example: "[2.3, 1.5]"),
        .detail(
            "search.max_rounds", \.search.maxRounds, "Rounds after which the search ends in any case, 20.",
            example: "20", .atLeastOne),
    ]
}
