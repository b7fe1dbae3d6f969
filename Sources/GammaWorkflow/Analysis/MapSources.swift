import GammaCore
import GammaEstimators
import GammaIO
import GammaModels
import GammaProducts

/// The sources found in flux maps.
public struct MapSources: Sendable {
    /// The map in which they were found.
    public let map: PeaksConfig.Map
    /// The model whose norm the maps hold.
    public let reference: SkyModel
    /// The peaks of each energy bin.
    public let lists: [SourceList]

    /// Finds the peaks of maps.
    /// - Throws: faults of the finder.
    init(_ maps: FluxMaps, finder: PeakFinder, map: PeaksConfig.Map) throws {
        self.map = map
        reference = maps.reference
        lists = try finder.lists(maps)
    }
}

extension PeakFinder {
    /// The peaks of each energy bin.
    func lists(_ maps: FluxMaps) throws -> [SourceList] {
        try (0..<maps.energy.binCount).map { try run(maps, bin: $0) }
    }
}

extension [SourceList] {
    /// Writes `sources.{ecsv,fits,reg}` and, where the model has a place, `sources.yaml`; of several energy bins
    /// `sources_BIN`.
    /// - Returns: the paths written.
    func write(to folder: String, like reference: SkyModel) throws -> [String] {
        var written: [String] = []
        for (bin, list) in enumerated() {
            let stem = count > 1 ? "\(folder)/sources_\(bin)" : "\(folder)/sources"
            for ending in [".ecsv", ".fits"] { try list.write(to: stem + ending) }
            try list.writeRegions(to: stem + ".reg")
            written += [".ecsv", ".fits", ".reg"].map { stem + $0 }
            guard reference.spatial != nil else { continue }
            written += try list.models(like: reference).write(to: stem + ".yaml", withCovariance: false)
        }
        return written
    }

    /// The sources in every energy bin, for the terminal.
    var report: [String] {
        map { list in
            let range = list.energyRange.map { [$0.lowerBound, $0.upperBound].map { ValueFormat.number($0) } }
            let title = range.map { "\($0.joined(separator: "–")) TeV\n" } ?? ""
            return title + list.textTable.text()
        }
    }

    /// The sources, one object of columns an energy bin.
    var json: JSONValue { .array(map(\.json)) }
}
