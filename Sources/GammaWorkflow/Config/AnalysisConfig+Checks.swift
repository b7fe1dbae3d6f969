import GammaCore

extension AnalysisConfig {
    /// Checks what no single key can know: pairs, ranges, methods that do not fit the type.
    /// - Throws: the first fault; reading a file has done this already.
    public func validate() throws {
        if let fault = contradictions().first { throw fault }
    }

    /// Everything that does not fit together.
    func contradictions() -> [Fault] {
        var faults: [Fault] = []
        faults += observationFaults()
        faults += circleFaults("observations.obs_cone", observations.obsCone)
        faults += circleFaults("datasets.on_region", datasets.onRegion, radiusIsOptional: true)
        let skydir = datasets.geom.wcs.skydir
        faults += circleFaults(
            "datasets.geom.wcs.skydir", CircleConfig(frame: skydir.frame, lon: skydir.lon, lat: skydir.lat),
            hasRadius: false)
        faults += axisFaults("datasets.geom.axes.energy", datasets.geom.energy)
        faults += axisFaults("datasets.geom.axes.energy_true", datasets.geom.energyTrue)
        faults += axisFaults("flux_points.energy", fluxPoints.energy)
        faults += axisFaults("excess_map.energy_edges", excessMap.energyEdges)
        faults += axisFaults("light_curve.energy_edges", lightCurve.energyEdges)
        faults += axisFaults("profile.energy_edges", profile.energyEdges)
        faults += axisFaults("ts_map.energy_edges", tsMap.energyEdges)
        faults += peaksFaults()
        faults += profileFaults()
        faults += catalogFaults()
        faults += rangeFaults("fit.fit_range", fit.fitRange.min, fit.fitRange.max)
        if fit.sampler != nil, fit.sampling == nil {
            faults.append(
                Fault(
                    .incompatible, "there is a sampler, but nothing is sampled", at: origin(of: "fit.sampler"),
                    hint: "add sampling: 1000"))
        }
        if fit.seed != nil, fit.bootstrap == nil, fit.sampling == nil, fit.bands != .sampled {
            faults.append(
                Fault(
                    .incompatible, "there is a seed, but nothing is drawn", at: origin(of: "fit.seed"),
                    hint: "add bootstrap: 100, sampling: 1000 or bands: sampled"))
        }
        faults += timeFaults("observations.obs_time", observations.obsTime)
        faults += timeFaults("light_curve.time_intervals", lightCurve.timeIntervals)
        if lightCurve.parameters.stackOverTimeInterval == true, lightCurve.parameters.common.reoptimize == true {
            faults.append(
                Fault(
                    .incompatible, "datasets of time bins cannot be stacked when other parameters are fitted again",
                    at: origin(of: "light_curve.parameters.stack_over_time_interval"),
                    hint: "set stack_over_time_interval or reoptimize to false"))
        }
        if !datasets.stack, mentions("datasets.groups") {
            faults.append(
                Fault(
                    .incompatible, "groups of runs are stacked, but stack is false",
                    at: origin(of: "datasets.groups"), hint: "set stack to true, or take the groups out"))
        }
        faults += logFaults()
        faults += backgroundFaults()
        // What instruments share is checked with each of them.
        return faults.isEmpty ? instrumentFaults() : faults
    }

    private func observationFaults() -> [Fault] {
        var faults: [Fault] = []
        if !observations.obsIDs.isEmpty, observations.obsFile != nil {
            faults.append(
                Fault(
                    .incompatible, "obs_ids and obs_file cannot both be given", at: origin(of: "observations.obs_file"),
                    hint: "set one of them to null or []"))
        }
        if let twice = observations.obsIDs.firstRepeated {
            faults.append(
                Fault(
                    .incompatible, "run \(twice) is listed twice in obs_ids", at: origin(of: "observations.obs_ids"),
                    hint: "take one of them out: the counts of a run are used once"))
        }
        if let steps = general.steps, let overwrite = general.overwrite, overwrite.count != steps.count,
            mentions("general.steps"), mentions("general.overwrite")
        {
            faults.append(
                Fault(
                    .incompatible, "there are \(steps.count) steps but \(overwrite.count) values of overwrite",
                    at: origin(of: "general.overwrite")))
        }
        return faults
    }

    func circleFaults(
        _ path: String, _ circle: CircleConfig, hasRadius: Bool = true, radiusIsOptional: Bool = false
    ) -> [Fault] {
        var parts = [("frame", circle.frame != nil), ("lon", circle.lon != nil), ("lat", circle.lat != nil)]
        if hasRadius, !radiusIsOptional || circle.radius != nil { parts.append(("radius", circle.radius != nil)) }
        return completenessFaults(path, parts)
    }

    private func axisFaults(_ path: String, _ axis: EnergyAxisConfig) -> [Fault] {
        completenessFaults(path, [("min", axis.min != nil), ("max", axis.max != nil), ("nbins", axis.nbins != nil)])
            + rangeFaults(path, axis.min, axis.max)
    }

    /// All keys or none.
    private func completenessFaults(_ path: String, _ parts: [(name: String, isSet: Bool)]) -> [Fault] {
        guard parts.contains(where: \.isSet), parts.contains(where: { !$0.isSet }) else { return [] }
        let set = parts.filter(\.isSet).map { "'\($0.name)'" }.joined(separator: ", ")
        return parts.filter { !$0.isSet }.prefix(1).map { missing in
            let full = path + "." + missing.name
            let place =
                origins[full]
                ?? origins[path].map { Origin(file: $0.file, line: $0.line, lineColumn: $0.lineColumn, keyPath: full) }
            return Fault(
                .missingKey, "'\(missing.name)' is missing beside \(set)", at: place ?? origin(of: full),
                hint: "give \(parts.map(\.name).joined(separator: ", ")), or none of them")
        }
    }

    func rangeFaults(
        _ path: String, _ min: ConfigEnergy?, _ max: ConfigEnergy?, keys: (min: String, max: String) = ("min", "max")
    ) -> [Fault] {
        guard let min, let max, min.TeV >= max.TeV else { return [] }
        return [
            Fault(
                .badValue, "\(keys.min) (\(min.quantity)) is not below \(keys.max) (\(max.quantity))",
                at: origin(of: path + "." + keys.min),
                hint: "swap them?")
        ]
    }

    private func timeFaults(_ path: String, _ times: TimeIntervalsConfig) -> [Fault] {
        switch (times.start, times.stop) {
        case (nil, nil): return []
        case (nil, _?), (_?, nil):
            return completenessFaults(path, [("start", times.start != nil), ("stop", times.stop != nil)])
        case (let start?, let stop?):
            guard start.values.count == stop.values.count else {
                return [
                    Fault(
                        .incompatible, "there are \(start.values.count) starts but \(stop.values.count) stops",
                        at: origin(of: path + ".stop"))
                ]
            }
            guard let bad = zip(start.values, stop.values).first(where: { $0.instant >= $1.instant }) else { return [] }
            return [
                Fault(
                    .badValue, "start \(bad.0.text) is not before stop \(bad.1.text)", at: origin(of: path + ".start"))
            ]
        }
    }

    /// The log's mode and formats, so that a mistake is told before the work and not by an empty log.
    private func logFaults() -> [Fault] {
        var faults: [Fault] = []
        if let mode = general.log.filemode, LogFile.Mode(rawValue: mode) == nil {
            faults.append(
                Fault(
                    .badValue, "'\(mode)' is no mode of a log file", at: origin(of: "general.log.filemode"),
                    hint: "a appends, w replaces, x refuses a file that is there"))
        }
        do {
            _ = try LogFormat(general.log.format ?? LogFormat.standard, dateFormat: general.log.datefmt)
        } catch {
            let fault = error as? Fault ?? Fault(.badValue, "\(error)")
            faults.append(fault.located(in: origin(of: "general.log.format")))
        }
        return faults
    }
}
