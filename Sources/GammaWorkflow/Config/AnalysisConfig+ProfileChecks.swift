import GammaCore

extension AnalysisConfig {
    /// Sources are looked for in a map.
    func peaksFaults() -> [Fault] {
        guard general.steps == nil, mentions("peaks") else { return [] }
        let sections = (peaks.map.map { [$0] } ?? PeaksConfig.Map.allCases).map(\.rawValue)
        guard !sections.contains(where: mentions) else { return [] }
        return [
            Fault(
                .missingKey,
                "peaks are looked for in a map, and there is no section \(sections.joined(separator: " or "))",
                at: origin(of: peaks.map == nil ? "peaks" : "peaks.map"),
                hint: sections[0] == "ts_map"
                    ? "add ts_map: {index: 2}" : "add excess_map: {correlation_radius: 0.1 deg}")
        ]
    }

    /// What does not fit together in `profile`.
    func profileFaults() -> [Fault] {
        guard mentions("profile") else { return [] }
        var faults: [Fault] = []
        for (name, direction) in [
            ("start", profile.start), ("stop", profile.stop), ("center", profile.centre),
        ] {
            faults += circleFaults(
                "profile.\(name)", CircleConfig(frame: direction.frame, lon: direction.lon, lat: direction.lat),
                hasRadius: false)
        }
        guard faults.isEmpty else { return faults }
        if let fault = missingProfileKey ?? superfluousProfileKey { faults.append(fault) }
        return faults
    }

    /// A profile needs a line with its width, or a centre with a radius.
    private var missingProfileKey: Fault? {
        let isLine = profile.centre.direction == nil
        let needed: [(String, Bool)] =
            isLine
            ? [
                ("start", profile.start.direction != nil), ("stop", profile.stop.direction != nil),
                ("width", profile.width != nil),
            ] : [("radius_max", profile.radiusMax != nil)]
        guard let missing = needed.first(where: { !$0.1 })?.0 else { return nil }
        return Fault(
            .missingKey, "a profile \(isLine ? "along a line" : "around a centre") needs '\(missing)'",
            at: origin(of: "profile"),
            hint: isLine
                ? "give start, stop and width, or center and radius_max"
                : "for example radius_max: 1 deg")
    }

    /// A profile is either that of a line or that of rings, and its bins are given in one way.
    private var superfluousProfileKey: Fault? {
        let isLine = profile.centre.direction == nil
        let foreign: [(String, Bool)] =
            isLine
            ? [("radius_min", profile.radiusMin != nil), ("radius_max", profile.radiusMax != nil)]
            : [
                ("start", profile.start.direction != nil), ("stop", profile.stop.direction != nil),
                ("width", profile.width != nil),
            ]
        if let extra = foreign.first(where: { $0.1 })?.0 {
            return Fault(
                .incompatible, "'\(extra)' does not belong to a profile \(isLine ? "along a line" : "around a centre")",
                at: origin(of: "profile.\(extra)"))
        }
        guard profile.nbins != nil, profile.binWidth != nil else { return nil }
        return Fault(
            .incompatible, "nbins and bin_width cannot both be given", at: origin(of: "profile.bin_width"))
    }
}
