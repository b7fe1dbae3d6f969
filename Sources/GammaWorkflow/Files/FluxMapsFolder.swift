import GammaCore
import GammaEstimators
import GammaIO
import GammaModels
import GammaPlots
import GammaProducts

/// Flux maps, the sources found in them, and their figure, written to one folder.
public struct FluxMapsFolder: Sendable {
    /// The maps.
    public let maps: FluxMaps
    /// The peaks of each energy bin.
    public let sources: [SourceList]

    /// Finds the peaks of maps.
    /// - Throws: faults of the finder.
    public init(_ maps: FluxMaps, finder: PeakFinder) throws {
        self.maps = maps
        sources = try (0..<maps.energy.binCount).map { try finder.run(maps, bin: $0) }
    }

    /// Writes `NAME.fits` with its model, `sources.ecsv`, `.reg` and `.yaml` (with several energy bins `sources_BIN`), and
    /// `figures/NAME.{png,svg,pdf}`.
    /// - Parameter writesMaps: false leaves out the first.
    /// - Returns: the paths written.
    /// - Throws: ``Fault/Code/fileUnwritable``.
    @discardableResult
    public func write(to folder: String, name: String, writesMaps: Bool = true) throws -> [String] {
        let folder = try DataPath.expand(folder)
        try OutputFolder.make(folder + "/figures")
        var written = writesMaps ? try maps.write(to: "\(folder)/\(name).fits") : []
        for (bin, list) in sources.enumerated() {
            let stem = sources.count > 1 ? "\(folder)/sources_\(bin)" : "\(folder)/sources"
            try list.write(to: stem + ".ecsv")
            try list.writeRegions(to: stem + ".reg")
            written += [stem + ".ecsv", stem + ".reg"]
            guard maps.reference.spatial != nil else { continue }
            written += try list.models(like: maps.reference).write(to: stem + ".yaml", withCovariance: false)
        }
        let figure = try SkyMapPanelsFigure.significance(of: maps, sources: sources)
        return written + (try figure.saveAll(to: "\(folder)/figures/\(name)"))
    }

    /// How the pixels came about, and the sources in every energy bin, for the terminal.
    public var report: String {
        let lists = sources.map { list in
            let range = list.energyRange.map { [$0.lowerBound, $0.upperBound].map { ValueFormat.number($0) } }
            let title = range.map { "\($0.joined(separator: "–")) TeV\n" } ?? ""
            return title + list.textTable.text()
        }
        return ([maps.outcomeTable?.text()].compactMap { $0 } + lists).joined(separator: "\n")
    }

    /// The sources as JSON, one object of columns an energy bin.
    public var json: JSONValue {
        .object([
            ("schema", .string("gammakit-sources-1")),
            ("energy_edges_TeV", .numbers(maps.energy.edges)),
            ("sources", .array(sources.map(\.json))),
        ])
    }
}

extension FluxMaps {
    /// Number of pixels of each outcome; nil when it is not known.
    var outcomeTable: TextTable? {
        guard outcome != nil else { return nil }
        var table = TextTable([.init("pixels"), .init("outcome", alignment: .left)], title: "Pixels of the map")
        for (outcome, pixels) in outcomeCounts { table.append(["\(pixels)", outcome.reason]) }
        return table
    }
}
