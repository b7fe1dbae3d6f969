import GammaCore
import GammaDatasets
import GammaIO
import GammaModels
import GammaProducts

extension AnalysisResult {
    /// One document with everything a script may want; numbers in the units named by their keys or beside them.
    public var json: JSONValue {
        var items: [(String, JSONValue)] = [
            ("schema", .string("gammakit-result-1")),
            ("datasets", .array(datasets.map { $0.json(models: fit?.models) })),
            ("runs", .array(runs.map { $0.json(models: fit?.models) })),
        ]
        items += selection.jsonItems
        if let fit { items.append(("fit", fit.json)) }
        items += checks.jsonItems
        items += ProductsResult.items(allFluxPoints, allLightCurves)
        if let sensitivity { items.append(("sensitivity", sensitivity.json)) }
        items.append(("warnings", .array(notices.map { .string($0.notice.description) })))
        return .object(items)
    }
}

extension SpectrumDataset {
    /// Totals within the safe mask, and the spectrum bin by bin.
    func json(models: Models?) -> JSONValue {
        let summary = summary
        var items: [(String, JSONValue)] = [
            ("name", .string(name)), ("counts", .double(summary.counts)),
            ("counts_off", summary.countsOff.map(JSONValue.double) ?? .null),
            ("acceptance", summary.acceptance.map(JSONValue.double) ?? .null),
            ("acceptance_off", summary.acceptanceOff.map(JSONValue.double) ?? .null),
            ("background", .double(summary.background)), ("excess", .double(summary.excess)),
            ("sqrt_ts", .double(summary.sqrtTS)), ("livetime_s", .double(livetime)),
            ("ontime_s", summary.ontime.map(JSONValue.double) ?? .null),
            ("stat_type", .string(summary.statisticName)),
            ("stat", models.map { .double(statistic($0)) } ?? .null),
            ("obs_ids", .array(provenance.observationIDs.map(JSONValue.string))),
        ]
        items.append(("spectrum", spectrumJSON(models: models)))
        return .object(items)
    }

    private func spectrumJSON(models: Models?) -> JSONValue {
        var items: [(String, JSONValue)] = [
            ("energy_edges_TeV", .numbers(energy.edges)), ("counts", .numbers(counts)),
            ("counts_off", off.map { .numbers($0.counts) } ?? .null),
            ("acceptance", off.map { .numbers($0.acceptance) } ?? .null),
            ("acceptance_off", off.map { .numbers($0.acceptanceOff) } ?? .null),
            ("background", .numbers(backgroundCounts)),
            ("mask_safe", .array(maskSafe.map(JSONValue.bool))), ("mask_fit", .array(mask.map(JSONValue.bool))),
            ("energy_true_edges_TeV", .numbers(energyTrue.edges)), ("exposure_cm2_s", .numbers(exposure)),
        ]
        if let models {
            let signal = totalSignal(models)
            items.append(("npred_signal", .numbers(signal)))
            items.append(("npred_background", .numbers(predictedBackground(signal: signal))))
        }
        return .object(items)
    }
}

extension JSONValue {
    /// An array of numbers.
    static func numbers(_ values: [Double]) -> JSONValue { .array(values.map(JSONValue.double)) }
}
