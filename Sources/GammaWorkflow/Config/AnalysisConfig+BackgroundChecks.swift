import GammaCore

extension AnalysisConfig {
    /// What does not fit together in `datasets.background`.
    func backgroundFaults() -> [Fault] {
        guard let method = datasets.background.method else { return [] }
        var faults: [Fault] = []
        let isMap = datasets.type == .map
        if isMap == (method == .reflected || method == .phase) {
            let fitting = isMap ? "fov_background, ring" : "reflected, phase"
            faults.append(
                Fault(
                    .incompatible,
                    "the background method '\(method.rawValue)' does not work for type \(datasets.type.rawValue)",
                    at: origin(of: "datasets.background.method"), hint: "for \(datasets.type.rawValue): \(fitting)"))
        }
        if isMap, method == .ring, let bins = datasets.geom.energy.nbins, bins > 1 {
            faults.append(
                Fault(
                    .incompatible, "the ring background needs one energy bin, not \(bins)",
                    at: origin(of: "datasets.geom.axes.energy.nbins")))
        }
        for (owner, names) in Self.backgroundParameters where owner != method {
            for name in names where isSet(name) {
                faults.append(
                    Fault(
                        .incompatible,
                        "'\(name)' is a parameter of '\(owner.rawValue)', but the method is '\(method.rawValue)'",
                        at: origin(of: Self.prefix + name)))
            }
        }
        if !isMap, datasets.background.hasAutomaticExclusion {
            faults.append(
                Fault(
                    .incompatible, "exclusion: auto needs maps, and this analysis has type: 1d",
                    at: origin(of: "datasets.background.exclusion"),
                    hint: "make a mask with gammakit exclusion, or name a region file (.reg)"))
        }
        let parameters = datasets.background.parameters
        faults += rangeFaults(
            "datasets.background.parameters", parameters.energyMin, parameters.energyMax,
            keys: ("energy_min", "energy_max"))
        if method == .reflected { faults += finderFaults() }
        if method == .phase { faults += phaseFaults() }
        if method == .ring, faults.isEmpty, let fault = missingRingParameter { faults.append(fault) }
        return faults
    }

    /// The ring has no default size.
    var missingRingParameter: Fault? {
        let parameters = datasets.background.parameters
        guard parameters.rIn == nil || parameters.width == nil else { return nil }
        let missing = parameters.rIn == nil ? "r_in" : "width"
        return Fault(
            .missingKey, "the ring background needs '\(missing)'", at: origin(of: "datasets.background.method"),
            hint: "parameters: {r_in: 0.7 deg, width: 0.3 deg}")
    }

    /// The wobble finder needs a number of regions; the other one has options of its own.
    private func finderFaults() -> [Fault] {
        let finder = datasets.background.parameters.regionFinder ?? .reflected
        var faults: [Fault] = []
        if finder == .wobble, !isSet("n_off_regions") {
            faults.append(
                Fault(
                    .missingKey, "the wobble finder needs the number of off regions",
                    at: origin(of: Self.prefix + "region_finder"), hint: "add n_off_regions: 3"))
        }
        let others =
            finder == .wobble
            ? ["angle_increment", "min_distance", "min_distance_input", "max_region_number"] : ["n_off_regions"]
        for name in others where isSet(name) {
            let owner: BackgroundConfig.RegionFinder = finder == .wobble ? .reflected : .wobble
            faults.append(
                Fault(
                    .incompatible,
                    "'\(name)' is an option of the finder '\(owner.rawValue)', but the finder is '\(finder.rawValue)'",
                    at: origin(of: Self.prefix + name), hint: "region_finder: \(owner.rawValue) takes it"))
        }
        return faults
    }

    private func phaseFaults() -> [Fault] {
        let parameters = datasets.background.parameters
        guard let on = parameters.onPhase, let off = parameters.offPhase else {
            let missing = parameters.onPhase == nil ? "on_phase" : "off_phase"
            return [
                Fault(
                    .missingKey, "the phase background needs '\(missing)'",
                    at: origin(of: "datasets.background.method"),
                    hint: "parameters: {on_phase: [0.9, 1.1], off_phase: [0.3, 0.7]}")
            ]
        }
        guard let common = on.overlap(with: off) else { return [] }
        return [
            Fault(
                .incompatible, "the phase \(common) is both on and off", at: origin(of: Self.prefix + "off_phase"),
                hint: "take it out of one of them")
        ]
    }

    private static let prefix = "datasets.background.parameters."

    private static let backgroundParameters: [(BackgroundConfig.Method, [String])] = [
        (
            .reflected,
            [
                "region_finder", "n_off_regions", "angle_increment", "min_distance", "min_distance_input",
                "max_region_number", "binsz",
            ]
        ),
        (.phase, ["on_phase", "off_phase", "phase_column_name"]),
        (
            .fovBackground,
            [
                "method", "energy_min", "energy_max", "spectral_model", "spatial_model", "min_counts",
                "min_npred_background",
            ]
        ),
        (.ring, ["r_in", "width"]),
    ]

    private func isSet(_ name: String) -> Bool {
        ConfigSchema.standard.key(Self.prefix + name).map { !$0.node(self).isNull } ?? false
    }
}
