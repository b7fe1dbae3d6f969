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
        sources = try finder.lists(maps)
    }

    /// Writes `NAME.fits` with its model, `sources.ecsv`, `.fits`, `.reg` and `.yaml` (with several energy
    /// bins `sources_BIN`), and `figures/NAME.{png,svg,pdf}`.
    /// - Parameter writesMaps: false leaves out the first.
    /// - Returns: the paths written.
    /// - Throws: ``Fault/Code/fileUnwritable``.
    @discardableResult
    public func write(to folder: String, name: String, writesMaps: Bool = true) throws -> [String] {
        let folder = try DataPath.expand(folder)
        try OutputFolder.make(folder + "/figures")
        var written = writesMaps ? try maps.write(to: "\(folder)/\(name).fits") : []
        written += try sources.write(to: folder, like: maps.reference)
        let figure = try SkyMapPanelsFigure.significance(of: maps, sources: sources)
        return written + (try figure.saveAll(to: "\(folder)/figures/\(name)"))
    }

    /// How the pixels came about, and the sources in every energy bin, for the terminal.
    public var report: String {
        ([maps.outcomeTable?.text()].compactMap { $0 } + sources.report).joined(separator: "\n")
    }

    /// The sources as JSON, one object of columns an energy bin.
    public var json: JSONValue {
        .object([
            ("schema", .string("gammakit-sources-1")),
            ("energy_edges_TeV", .numbers(maps.energy.edges)),
            ("sources", sources.json),
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
