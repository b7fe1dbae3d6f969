import GammaCore
import GammaDatasets
import GammaEstimators
import GammaIO
import GammaModels
import GammaProducts

extension DatasetsResult {
    /// One document with everything a script may want; numbers in the units named by their keys or beside them.
    public var json: JSONValue {
        var items: [(String, JSONValue)] = [
            ("schema", .string("gammakit-result-1")),
            ("datasets", .array(datasets.map { $0.resultJSON(models: fit?.models) })),
        ]
        items += selection.jsonItems
        if !backgrounds.isEmpty { items.append(("backgrounds", .array(backgrounds.map(\.json)))) }
        if let exclusion { items.append(("exclusion", exclusion.json)) }
        if let fit { items.append(("fit", fit.json)) }
        items += checks.jsonItems
        items += ProductsResult.items(allFluxPoints, allLightCurves)
        if !instruments.isEmpty { items.append(("instruments", .array(instruments.map(\.json)))) }
        if let excessMap { items.append(("excess_map", excessMap.summaryJSON)) }
        if let tsMap { items.append(("ts_map", tsMap.summaryJSON)) }
        if let sources { items.append(("sources", sources.lists.json)) }
        if let search { items.append(("search", SourceSearchFolder(search).json)) }
        if let profile { items.append(("flux_profile", profile.json(.flux))) }
        if let sensitivity { items.append(("sensitivity", sensitivity.json)) }
        items.append(("warnings", .array(notices.map { .string($0.notice.description) })))
        return .object(items)
    }
}

extension Dataset {
    /// What a result tells about a dataset: its kind and its totals.
    fileprivate func resultJSON(models: Models?) -> JSONValue {
        switch self {
        case let spectrum as SpectrumDataset: spectrum.json(models: models)
        case let map as MapDataset: map.json
        case let points as FluxPointsDataset:
            .object([
                ("name", .string(name)), ("type", .string("flux-points")), ("points", .int(points.points.count)),
                ("fit_bins", .int(points.mask.count { $0 })),
            ])
        default: .object([("name", .string(name))])
        }
    }
}

extension MapDataset {
    /// Totals within the safe mask, and the counts in each bin of reconstructed energy.
    var json: JSONValue {
        let summary = summary
        func spectrum(_ values: [Double]) -> JSONValue {
            let pixels = geometry.pixelCount
            return .numbers(
                energy.centres.indices.map { plane in
                    (plane * pixels..<(plane + 1) * pixels).reduce(0) { $0 + (maskSafe[$1] ? values[$1] : 0) }
                })
        }
        return .object([
            ("name", .string(name)), ("type", .string("map")), ("counts", .double(summary.counts)),
            ("counts_off", summary.countsOff.map(JSONValue.double) ?? .null),
            ("background", .double(summary.background)), ("excess", .double(summary.excess)),
            ("sqrt_ts", .double(summary.sqrtTS)), ("livetime_s", .double(livetime)),
            ("ontime_s", summary.ontime.map(JSONValue.double) ?? .null),
            ("exposure_min_cm2_s", .double(summary.exposureMin)),
            ("exposure_max_cm2_s", .double(summary.exposureMax)),
            ("bins", .int(summary.bins)), ("safe_bins", .int(maskSafe.count { $0 })),
            ("fit_bins", .int(summary.fitBins)), ("stat_type", .string(summary.statisticName)),
            ("obs_ids", .array(provenance.observationIDs.map(JSONValue.string))),
            (
                "spectrum",
                .object([
                    ("energy_edges_TeV", .numbers(energy.edges)), ("counts", spectrum(counts.values)),
                    ("background", spectrum(backgroundCounts)),
                ])
            ),
        ])
    }
}

extension FluxMaps {
    /// The energy bins, and the largest significance in each.
    fileprivate var summaryJSON: JSONValue {
        let pixels = geometry.pixelCount
        let significances = (try? map(.sqrtTS).values) ?? []
        let largest = (0..<energy.binCount).map { bin in
            significances.dropFirst(bin * pixels).prefix(pixels).filter(\.isFinite).max() ?? .nan
        }
        return .object([
            ("energy_edges_TeV", .numbers(energy.edges)), ("sqrt_ts_max", .numbers(largest)),
        ])
    }
}
