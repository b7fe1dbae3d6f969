import GammaCore
import GammaIO

/// Every key of the configuration, in the order in which Gammapy writes them.
///
/// Reading, writing, the template and the documentation all come from this one table.
struct ConfigSchema: Sendable {
    /// The one table.
    static let standard = ConfigSchema()

    /// All keys.
    let keys: [ConfigKey]
    /// Path of a key → its index.
    private let indices: [String: Int]
    /// Path of a section → the names in it, in order.
    private let children: [String: [String]]

    private init() {
        keys =
            Self.general + Self.observations + Self.datasets + Self.estimators + Self.products + Self.catalog
            + Self.instruments
        var indices: [String: Int] = [:]
        var children: [String: [String]] = [:]
        for (index, key) in keys.enumerated() {
            indices[key.path] = index
            var path = key.path
            while let dot = path.lastIndex(of: ".") {
                let (section, name) = (String(path[..<dot]), String(path[path.index(after: dot)...]))
                if children[section]?.contains(name) != true { children[section, default: []].append(name) }
                path = section
            }
            if children[""]?.contains(path) != true { children["", default: []].append(path) }
        }
        self.indices = indices
        self.children = children
    }

    /// The key with that path.
    func key(_ path: String) -> ConfigKey? { indices[path].map { keys[$0] } }

    /// The names in a section in order; nil when the path is no section.
    func names(in section: String) -> [String]? { children[section] }

    /// The sections that have a key or a section of that name.
    func paths(endingIn name: String) -> [String] {
        children.filter { $0.value.contains(name) && !$0.key.isEmpty }.map(\.key).sorted()
    }

    /// What each section is for.
    static let sectionTexts: [String: String] = [
        "general": "Logging, output and files.",
        "general.log": "Logging.",
        "observations": "Which runs of which archive are used.",
        "observations.obs_cone": "Only runs that point into this circle; all keys or none.",
        "observations.obs_time": "Only these times (ISO, UTC): one interval, or lists of starts and stops.",
        "datasets": "The reduction of events to spectra (1d) or maps (3d).",
        "datasets.groups": "Groups of runs that are stacked together (not in Gammapy).",
        "datasets.geom": "Axes and maps.",
        "datasets.geom.wcs": "The map (3d).",
        "datasets.geom.wcs.skydir": "Centre of the map; all keys or none.",
        "datasets.geom.wcs.width": "Size of the map.",
        "datasets.geom.selection": "Selection of events (3d).",
        "datasets.geom.axes": "Logarithmic energy axes.",
        "datasets.geom.axes.energy": "Reconstructed energy.",
        "datasets.geom.axes.energy_true": "True energy; should reach beyond the reconstructed one.",
        "datasets.background": "How the background is found.",
        "datasets.background.parameters": "Details of the method, which has defaults of its own.",
        "datasets.safe_mask": "Which energies and offsets are safe to use.",
        "datasets.safe_mask.parameters": "Details of the methods, which have defaults of their own.",
        "datasets.on_region": "The circle from which the spectrum is taken (1d).",
        "fit": "The fit of the models, and what is found out around it (all but fit_range not in Gammapy).",
        "fit.fit_range": "Energies used in the fit; open ends are those of the safe range.",
        "flux_points": "Flux points of one or more sources.",
        "flux_points.energy": "Their bins, snapped to the energy axis of the datasets; all keys or none.",
        "flux_points.parameters": "Details of the estimator, which has defaults of its own.",
        "excess_map": "Excess and significance maps (3d).",
        "excess_map.parameters": "Details of the estimator, which has defaults of its own.",
        "excess_map.energy_edges": "Energy bins; all keys or none.",
        "light_curve": "Light curve of one or more sources.",
        "light_curve.time_intervals": "Time bins: lists of starts and stops; without them one bin for each run.",
        "light_curve.energy_edges": "Energy bins; all keys or none.",
        "light_curve.parameters": "Details of the estimator, which has defaults of its own.",
        "ts_map": "Significance and flux of a source at every pixel (3d; not in Gammapy).",
        "ts_map.energy_edges": "Energy bins; all keys, or none for one bin of all energies.",
        "peaks": "List of the sources in a map; fitted when no models are given (3d; not in Gammapy).",
        "search":
            "Iterative modelling: sources are added to the models where something is left, then fitted (3d; not in Gammapy).",
        "profile": "Flux profile along a line, or around a centre (3d; not in Gammapy).",
        "profile.start": "Where the line begins; all keys or none.",
        "profile.stop": "Where it ends; all keys or none.",
        "profile.center": "rings: their centre, instead of a line; all keys or none.",
        "profile.energy_edges": "Energy bins; all keys, or none for one bin of all energies.",
        "catalog": "Sources of a catalogue as models beside those of a file, or as marks in maps (not in Gammapy).",
        "catalog.cone": "Sources in this circle; all keys or none.",
        "comparison": "What the fit of instruments is compared with (not in Gammapy).",
        "sensitivity": "The smallest flux that would be detected (not in Gammapy); for 3d in datasets.on_region.",
    ]

    private static let general: [ConfigKey] = [
        .key(
            "general.log.level", \.general.log.level,
            "What goes to the log file: from debug (everything) to critical; error keeps warnings off the terminal, too."
        ),
        .key(
            "general.log.filename", \.general.log.filename, "File for steps, warnings and faults; none by default.",
            example: "analysis.log"),
        .key(
            "general.log.filemode", \.general.log.filemode, "a appends to the log file (default), w replaces it.",
            example: "w"),
        .key(
            "general.log.format", \.general.log.format,
            "Format of a line as in Python, '%(levelname)s:%(name)s:%(message)s' by default.",
            example: "'%(asctime)s %(levelname)s %(message)s'"),
        .key(
            "general.log.datefmt", \.general.log.datefmt,
            "Format of %(asctime)s as in Python, by default 2025-01-31 12:34:56,789.", example: "'%Y-%m-%d %H:%M:%S'"),
        .key(
            "general.outdir", \.general.outdir,
            "Folder of the results when --output is not given; '.', the default, writes none."),
        .key(
            "general.n_jobs", \.general.nJobs,
            "Number of threads when --threads is not given; left out: all cores. Results do not depend on it.",
            isOff: true, .atLeastOne),
        .key(
            "general.datasets_file", \.general.datasetsFile,
            "Where reduced datasets are written, or read when 'steps' leaves out the reduction.",
            example: "datasets.yaml"),
        .key(
            "general.models_file", \.general.modelsFile,
            "Models to fit; with --models instead where the fitted models are written.", example: "models.yaml"),
        .detail(
            "general.steps", \.general.steps,
            "Steps to run (workflow files of Gammapy); all by default. Without a step of reduction datasets_file is read."
        ),
        .detail(
            "general.overwrite", \.general.overwrite,
            "For each step, whether results may be replaced (workflow files of Gammapy): false for the reduction reads an "
                + "existing datasets_file."),
    ]

    private static let observations: [ConfigKey] = [
        .key("observations.datastore", \.observations.datastore, "The archive: a folder or an index file."),
        .key("observations.obs_ids", \.observations.obsIDs, "Runs to use; empty: all.", example: "[23523, 23526]"),
        .key(
            "observations.obs_file", \.observations.obsFile, "Text file with one run a line, instead of obs_ids.",
            example: "runs.txt"),
        .key("observations.obs_cone.frame", \.observations.obsCone.frame, "Frame of lon and lat.", example: "icrs"),
        .key(
            "observations.obs_cone.lon", \.observations.obsCone.lon, "Right ascension or longitude.",
            example: "83.633 deg"),
        .key(
            "observations.obs_cone.lat", \.observations.obsCone.lat, "Declination or latitude.", example: "22.014 deg",
            .latitude),
        .key("observations.obs_cone.radius", \.observations.obsCone.radius, "Radius.", example: "5 deg", .positive),
        .key("observations.obs_time.start", \.observations.obsTime.start, "Start.", example: "2004-12-04T22:00:00"),
        .key("observations.obs_time.stop", \.observations.obsTime.stop, "End.", example: "2004-12-05T02:00:00"),
        .detail(
            "observations.select", \.observations.select,
            "Conditions on any column of the observation index, OFFSET (deg from the target) or DATE (not in Gammapy).",
            example: "{ZEN_PNT: [0, 50]}"),
        .key("observations.required_irf", \.observations.requiredIRF, "What a run must have to be used."),
    ]

    private static let datasets: [ConfigKey] = [
        .key("datasets.type", \.datasets.type, "1d: spectra of a region; 3d: sky maps in energy bins."),
        .key("datasets.stack", \.datasets.stack, "Whether all runs are added up to one dataset."),
        .detail(
            "datasets.groups.columns", \.datasets.groups.columns,
            "Bins of any column of the observation index, OFFSET (deg from the target) or DATE; one stack each.",
            example: "{ZEN_PNT: [0, 30, 60], OFFSET: [0, 1, 2.5]}"),
        .detail(
            "datasets.groups.clusters", \.datasets.groups.clusters,
            "Number of clusters of runs with like responses, in each of the bins.", example: "2", .atLeastOne),
        .key(
            "datasets.geom.wcs.skydir.frame", \.datasets.geom.wcs.skydir.frame, "Frame of lon and lat, and of the map.",
            example: "icrs"),
        .key(
            "datasets.geom.wcs.skydir.lon", \.datasets.geom.wcs.skydir.lon, "Right ascension or longitude.",
            example: "83.633 deg"),
        .key(
            "datasets.geom.wcs.skydir.lat", \.datasets.geom.wcs.skydir.lat, "Declination or latitude.",
            example: "22.014 deg", .latitude),
        .key("datasets.geom.wcs.binsize", \.datasets.geom.wcs.binsize, "Size of a pixel.", .positive),
        .key("datasets.geom.wcs.width.width", \.datasets.geom.wcs.width, "Along the longitude.", .positive),
        .key("datasets.geom.wcs.width.height", \.datasets.geom.wcs.height, "Along the latitude.", .positive),
        .key(
            "datasets.geom.wcs.binsize_irf", \.datasets.geom.wcs.binsizeIRF, "Size of a pixel of response maps.",
            .positive),
        .key(
            "datasets.geom.selection.offset_max", \.datasets.geom.offsetMax, "Largest distance from the pointing.",
            .positive),
        .key("datasets.geom.axes.energy.min", \.datasets.geom.energy.min, "Lower edge of the first bin."),
        .key("datasets.geom.axes.energy.max", \.datasets.geom.energy.max, "Upper edge of the last bin."),
        .key("datasets.geom.axes.energy.nbins", \.datasets.geom.energy.nbins, "Number of bins.", .atLeastOne),
        .key("datasets.geom.axes.energy_true.min", \.datasets.geom.energyTrue.min, "Lower edge of the first bin."),
        .key("datasets.geom.axes.energy_true.max", \.datasets.geom.energyTrue.max, "Upper edge of the last bin."),
        .key("datasets.geom.axes.energy_true.nbins", \.datasets.geom.energyTrue.nbins, "Number of bins.", .atLeastOne),
        .key(
            "datasets.map_selection", \.datasets.mapSelection,
            "What is computed for each run (3d; 1d: counts, exposure, edisp)."),
        .key(
            "datasets.background.method", \.datasets.background.method,
            "reflected (1d), fov_background or ring (3d); phase (1d, not in Gammapy).",
            example: "reflected"),
        .key(
            "datasets.background.exclusion", \.datasets.background.exclusion,
            "FITS map, true where background may be taken, DS9 regions (.reg) to be left out, or auto (3d): what is significant is "
                + "found and left out (the last two not in Gammapy).",
            example: "exclusion_mask.fits.gz"),
        .detail(
            "datasets.background.parameters.region_finder", \.datasets.background.parameters.regionFinder,
            "reflected: as many off regions as fit, or a number at equal angles (wobble; not in Gammapy).",
            example: "reflected"),
        .detail(
            "datasets.background.parameters.n_off_regions", \.datasets.background.parameters.nOffRegions,
            "reflected with region_finder wobble: number of off regions.", example: "3", .atLeastOne),
        .detail(
            "datasets.background.parameters.angle_increment", \.datasets.background.parameters.angleIncrement,
            "reflected: step of the rotation, 0.1 rad.", example: "0.1 rad", .positive),
        .detail(
            "datasets.background.parameters.min_distance", \.datasets.background.parameters.minDistance,
            "reflected: distance between off regions, 0 rad.", example: "0 rad", .notNegative),
        .detail(
            "datasets.background.parameters.min_distance_input", \.datasets.background.parameters.minDistanceInput,
            "reflected: distance to the on region, 0.1 rad.", example: "0.1 rad", .notNegative),
        .detail(
            "datasets.background.parameters.max_region_number", \.datasets.background.parameters.maxRegionNumber,
            "reflected: largest number of off regions, 10000.", example: "10000", .atLeastOne),
        .detail(
            "datasets.background.parameters.binsz", \.datasets.background.parameters.binsz,
            "reflected: pixel for the comparison with the exclusion mask, 0.01 deg.", example: "0.01 deg", .positive),
        .detail(
            "datasets.background.parameters.on_phase", \.datasets.background.parameters.onPhase,
            "phase: phases with the source; an interval may run over 1.", example: "[0.9, 1.1]"),
        .detail(
            "datasets.background.parameters.off_phase", \.datasets.background.parameters.offPhase,
            "phase: phases without the source.", example: "[[0.2, 0.4], [0.6, 0.8]]"),
        .detail(
            "datasets.background.parameters.phase_column_name", \.datasets.background.parameters.phaseColumnName,
            "phase: event column with the phase, PHASE.", example: "PHASE"),
        .detail(
            "datasets.background.parameters.method", \.datasets.background.parameters.method,
            "fov_background: scale by counts, or fit.", example: "scale"),
        .detail(
            "datasets.background.parameters.energy_min", \.datasets.background.parameters.energyMin,
            "fov_background: lowest energy used, all (not in Gammapy).", example: "2 TeV"),
        .detail(
            "datasets.background.parameters.energy_max", \.datasets.background.parameters.energyMax,
            "fov_background: highest energy used, all (not in Gammapy).", example: "20 TeV"),
        .detail(
            "datasets.background.parameters.spectral_model", \.datasets.background.parameters.spectralModel,
            "fov_background: tag of the spectral norm model, pl-norm.", example: "pl-norm"),
        .detail(
            "datasets.background.parameters.spatial_model", \.datasets.background.parameters.spatialModel,
            "fov_background: tag of a spatial norm model, none."),
        .detail(
            "datasets.background.parameters.min_counts", \.datasets.background.parameters.minCounts,
            "fov_background: counts that a run needs, 0.", example: "0", .notNegative),
        .detail(
            "datasets.background.parameters.min_npred_background", \.datasets.background.parameters.minNpredBackground,
            "fov_background: predicted background that a run needs, 0.", example: "0", .notNegative),
        .detail(
            "datasets.background.parameters.r_in", \.datasets.background.parameters.rIn, "ring: inner radius.",
            example: "0.7 deg", .positive),
        .detail(
            "datasets.background.parameters.width", \.datasets.background.parameters.width, "ring: width.",
            example: "0.7 deg", .positive),
        .key(
            "datasets.safe_mask.methods", \.datasets.safeMask.methods, "What limits the safe range; all of them apply."),
        .detail(
            "datasets.safe_mask.parameters.aeff_percent", \.datasets.safeMask.parameters.aeffPercent,
            "aeff-max: percent of the largest effective area, 10.", example: "10", .percent),
        .detail(
            "datasets.safe_mask.parameters.bias_percent", \.datasets.safeMask.parameters.biasPercent,
            "edisp-bias: percent of energy bias, 10.", example: "10", .percent),
        .detail(
            "datasets.safe_mask.parameters.fixed_offset", \.datasets.safeMask.parameters.fixedOffset,
            "Offset at which responses are looked at; the source's by default.", example: "0.5 deg", .notNegative),
        .detail(
            "datasets.safe_mask.parameters.offset_max", \.datasets.safeMask.parameters.offsetMax,
            "offset-max: largest distance from the pointing, 3 deg.", example: "3 deg", .positive),
        .detail(
            "datasets.safe_mask.parameters.irfs", \.datasets.safeMask.parameters.irfs,
            "Look at the responses of the dataset (DL4) or of the run (DL3); DL4.", example: "DL4"),
        .key("datasets.on_region.frame", \.datasets.onRegion.frame, "Frame of lon and lat.", example: "icrs"),
        .key("datasets.on_region.lon", \.datasets.onRegion.lon, "Right ascension or longitude.", example: "83.63 deg"),
        .key(
            "datasets.on_region.lat", \.datasets.onRegion.lat, "Declination or latitude.", example: "22.01 deg",
            .latitude),
        .key("datasets.on_region.radius", \.datasets.onRegion.radius, "Radius.", example: "0.11 deg", .positive),
        .key(
            "datasets.containment_correction", \.datasets.containmentCorrection,
            "Whether the exposure is corrected for what the point spread function scatters out of the region (1d)."),
    ]

    private static let estimators: [ConfigKey] =
        [
            .key("fit.fit_range.min", \.fit.fitRange.min, "Lower end.", example: "0.6 TeV"),
            .key("fit.fit_range.max", \.fit.fitRange.max, "Upper end.", example: "20 TeV"),
            .detail(
                "fit.ts", \.fit.ts,
                "Sources of which the test statistic is computed, by the fit again without each: a name, names, or all; none.",
                example: "all"),
            .detail(
                "fit.bootstrap", \.fit.bootstrap,
                "Number of simulations from the fit, each fitted: goodness of fit, errors, bias, and p-values of the sources in ts; none.",
                example: "100", .atLeastOne),
            .detail(
                "fit.sampling", \.fit.sampling,
                "Number of independent draws (effective sample size) of the posterior, sampled until R-hat is below 1.01; none.",
                example: "1000", .atLeastOne),
            .detail(
                "fit.sampler", \.fit.sampler,
                "How the posterior is sampled: nuts follows the gradient, ensemble needs values only; nuts.",
                example: "ensemble"),
            .detail(
                "fit.seed", \.fit.seed, "Seed of simulations, draws and sampled bands, 0.", example: "1", .notNegative),
            .detail(
                "fit.profiles", \.fit.profiles,
                "Full names of free parameters along which the statistic is scanned; none.",
                example: "[source.spectral.index]"),
            .detail(
                "fit.contours", \.fit.contours,
                "Pairs of such names of which the contours of 1 and 2 sigma are drawn; none.",
                example: "[[source.spectral.index, source.spectral.amplitude]]"),
            .detail(
                "fit.bands", \.fit.bands,
                "Bands of fitted spectra: propagated from the covariance, or sampled from it; propagated.",
                example: "sampled"),
            .detail("fit.trace", \.fit.trace, "Whether every step of the search is written, false.", example: "true"),
            .detail(
                "fit.each_instrument", \.fit.eachInstrument,
                "Whether each of the instruments is fitted alone, too; where a comparison names one.", example: "true"),
            .key("flux_points.energy.min", \.fluxPoints.energy.min, "Lower edge of the first bin.", example: "0.4 TeV"),
            .key("flux_points.energy.max", \.fluxPoints.energy.max, "Upper edge of the last bin.", example: "20 TeV"),
            .key("flux_points.energy.nbins", \.fluxPoints.energy.nbins, "Number of bins.", example: "10", .atLeastOne),
            .key("flux_points.source", \.fluxPoints.source, "Name of the model component, names, or all."),
        ]
        + common("flux_points.parameters", \.fluxPoints.parameters)
        + [
            .key(
                "excess_map.correlation_radius", \.excessMap.correlationRadius, "Radius over which counts are summed.",
                .positive),
            .detail(
                "excess_map.parameters.selection_optional", \.excessMap.parameters.selectionOptional,
                "What is computed beside excess and significance; nothing.", example: "all"),
            .detail(
                "excess_map.parameters.n_sigma", \.excessMap.parameters.nSigma, "Standard deviations of errors, 1.",
                example: "1", .positive),
            .detail(
                "excess_map.parameters.n_sigma_ul", \.excessMap.parameters.nSigmaUL,
                "Standard deviations of upper limits, 2.", example: "2", .positive),
            .detail(
                "excess_map.parameters.n_sigma_sensitivity", \.excessMap.parameters.nSigmaSensitivity,
                "Significance of the sensitivity, 5.", example: "5", .positive),
            .detail(
                "excess_map.parameters.correlate_off", \.excessMap.parameters.correlateOff,
                "Whether off counts are summed too, true.", example: "true"),
            .detail(
                "excess_map.parameters.gamma_min_sensitivity", \.excessMap.parameters.gammaMinSensitivity,
                "Least number of gammas of the sensitivity, 10.", example: "10", .notNegative),
            .detail(
                "excess_map.parameters.bkg_syst_fraction_sensitivity",
                \.excessMap.parameters.bkgSystFractionSensitivity, "Background systematics of the sensitivity, 0.05.",
                example: "0.05", .notNegative),
            .detail(
                "excess_map.parameters.apply_threshold_sensitivity", \.excessMap.parameters.applyThresholdSensitivity,
                "Whether these two are applied, false.", example: "false"),
            .detail(
                "excess_map.parameters.sum_over_energy_groups", \.excessMap.parameters.sumOverEnergyGroups,
                "Without energy edges: one map of all energies, or with false one of each bin; true.", example: "true"),
            .key(
                "excess_map.energy_edges.min", \.excessMap.energyEdges.min, "Lower edge of the first bin.",
                example: "1 TeV"),
            .key(
                "excess_map.energy_edges.max", \.excessMap.energyEdges.max, "Upper edge of the last bin.",
                example: "10 TeV"),
            .key(
                "excess_map.energy_edges.nbins", \.excessMap.energyEdges.nbins, "Number of bins.", example: "1",
                .atLeastOne),
            .detail(
                "excess_map.subtract_sources", \.excessMap.subtractSources,
                "Whether the map is of what the sources of the models leave, true; false shows them.", example: "true"),
            .key(
                "light_curve.time_intervals.start", \.lightCurve.timeIntervals.start, "Starts.",
                example: "['2004-12-04T22:00:00', '2004-12-04T22:30:00']"),
            .key(
                "light_curve.time_intervals.stop", \.lightCurve.timeIntervals.stop, "Ends.",
                example: "['2004-12-04T22:30:00', '2004-12-04T23:00:00']"),
            .key(
                "light_curve.energy_edges.min", \.lightCurve.energyEdges.min, "Lower edge of the first bin.",
                example: "0.6 TeV"),
            .key(
                "light_curve.energy_edges.max", \.lightCurve.energyEdges.max, "Upper edge of the last bin.",
                example: "20 TeV"),
            .key(
                "light_curve.energy_edges.nbins", \.lightCurve.energyEdges.nbins, "Number of bins.", example: "1",
                .atLeastOne),
            .key("light_curve.source", \.lightCurve.source, "Name of the model component, names, or all."),
        ]
        + common("light_curve.parameters", \.lightCurve.parameters.common)
        + [
            .detail(
                "light_curve.parameters.atol", \.lightCurve.parameters.atol,
                "Tolerance with which runs fit into the time bins, 1e-6 s.", example: "1e-6 s"),
            .detail(
                "light_curve.parameters.stack_over_time_interval", \.lightCurve.parameters.stackOverTimeInterval,
                "Whether the datasets of a time bin are stacked, false.", example: "false"),
        ]

    /// The parameters that all flux estimators share.
    private static func common(
        _ path: String, _ root: WritableKeyPath<AnalysisConfig, EstimatorParameters> & Sendable
    ) -> [ConfigKey] {
        func detail<Value: ConfigValue>(
            _ name: String, _ keyPath: WritableKeyPath<EstimatorParameters, Value?> & Sendable, _ text: String,
            example: String, _ limit: ConfigLimit<Value?>? = nil
        ) -> ConfigKey {
            ConfigKey(
                path: path + "." + name, kind: Value.kind, schema: Value?.jsonSchema, text: text, example: example,
                isDetail: true,
                read: { node, config in
                    let value = try Value?(configNode: node)
                    if let limit, !limit.holds(value) {
                        throw Fault(.badValue, "\(limit.text), not \(node.kindDescription)")
                    }
                    config[keyPath: root][keyPath: keyPath] = value
                },
                node: { $0[keyPath: root][keyPath: keyPath].configNode })
        }
        return [
            detail(
                "selection_optional", \.selectionOptional, "What is computed beside value, error and significance.",
                example: "all"),
            detail("n_sigma", \.nSigma, "Standard deviations of errors, 1.", example: "1", .positive),
            detail("n_sigma_ul", \.nSigmaUL, "Standard deviations of upper limits, 2.", example: "2", .positive),
            detail(
                "n_sigma_sensitivity", \.nSigmaSensitivity, "Significance of the sensitivity, 5.", example: "5",
                .positive),
            detail(
                "reoptimize", \.reoptimize, "Whether other parameters are fitted again in each bin, false.",
                example: "false"),
            detail(
                "sum_over_energy_groups", \.sumOverEnergyGroups,
                "Whether bins in an energy interval are summed first, false.", example: "false"),
            detail(
                "allow_multiple_telescopes", \.allowMultipleTelescopes,
                "Whether datasets of different telescopes may be combined, false.", example: "false"),
            detail(
                "free_parameters", \.freeParameters,
                "Parameters of the source's spectrum that are fitted in each bin, too; none.", example: "[index]"),
        ]
    }
}
