import GammaCore
import GammaIO
import GammaMaps

extension ResidualMaps {
    /// Writes the maps as images `COUNTS`, `NPRED`, `EXCESS`, `SQRT_TS` in energy bands, `SQRT_TS_TOTAL` of all energies and
    /// `SOURCES`, the pixels of sources, each with the table of its axis, as Gammapy writes maps.
    /// - Throws: ``Fault/Code/fileUnwritable``.
    public func write(to path: String) throws {
        let cards: [FITSHeader.Card] = [
            .init("DATASETS", .string(datasetNames.joined(separator: ",")), comment: "datasets that are summed"),
            .init("CORR_RAD", .double(correlationRadius), comment: "[deg] radius of EXCESS and SQRT_TS"),
        ]
        var hdus = [FITSHDU.image(FITSImage(header: FITSHeader(cards), kind: .uint8))]
        let maps = [
            ("COUNTS", counts), ("NPRED", predicted), ("EXCESS", excess), ("SQRT_TS", significance),
            ("SQRT_TS_TOTAL", totalSignificance), ("SOURCES", isSource.map),
        ]
        for (name, map) in maps { hdus += map.fitsHDUs(name: name) }
        try FITSWriter.write(hdus, to: DataPath.expand(path))
    }

    /// Peaks and distributions; maps are in their file.
    public var json: JSONValue {
        .object([
            ("datasets", JSONValue(datasetNames)),
            ("correlation_radius_deg", .double(correlationRadius)), ("energy_edges_TeV", JSONValue(energy.edges)),
            ("trials", .int(trials)), ("distributions", .array(distributions.map(\.json))), ("peaks", peaks.json),
            ("peaks_post_trial_sigma", JSONValue(peaks.peaks.map { postTrial($0.value) })),
        ])
    }
}

extension SignificanceDistribution {
    var json: JSONValue {
        .object([
            ("pixels_of", .string(part.rawValue)),
            ("energy_min_TeV", .double(energyRange.lowerBound)), ("energy_max_TeV", .double(energyRange.upperBound)),
            ("all_energies", .bool(isTotal)), ("pixels", .int(pixels)), ("mean", .double(mean)),
            ("width", .double(width)), ("lowest", .double(lowest)), ("highest", .double(highest)),
        ])
    }
}
