import GammaCore
import GammaMaps

/// A catalogue of gamma-ray sources: everything that its file states, parsed once.
///
/// ```swift
/// let catalog = try SourceCatalog.read("$GAMMAPY_DATA/catalogs/hgps_catalog_v1.fits.gz")
/// print(try catalog.source("HESS J1825-137").card)
/// ```
public struct SourceCatalog: Sendable {
    /// Which catalogue it is.
    public let family: CatalogFamily
    /// The version or release as the file states it; empty when it does not.
    public let version: String
    /// Where it was read.
    public let origin: Origin
    /// The sources in the order of the file.
    public let sources: [CatalogSource]
    /// What belongs to no single source of the H.E.S.S. survey; nil for other catalogues.
    public let survey: HGPSSurvey?
    /// Names, aliases and associations of the sources.
    let index: CatalogNameIndex

    init(
        _ family: CatalogFamily, version: String = "", origin: Origin, sources: [CatalogSource],
        survey: HGPSSurvey? = nil
    ) {
        self.family = family
        self.version = version
        self.origin = origin
        self.sources = sources
        self.survey = survey
        index = CatalogNameIndex(sources)
    }

    /// Number of sources.
    public var count: Int { sources.count }

    /// Names of the sources in the order of the file.
    public var names: [String] { sources.map(\.name) }

    /// The source of that name: by its name, else by an alias, else by an association, whatever case and blanks; else the
    /// only one whose name contains the text (`J1825-137`).
    /// - Throws: ``Fault/Code/unknownKey`` with the nearest name, or with all sources where several answer to it.
    public func source(_ name: String) throws -> CatalogSource {
        let rows = index.rows(of: name)
        if rows.count == 1 { return sources[rows[0]] }
        guard rows.isEmpty else {
            let names = rows.prefix(10).map { sources[$0].name }.joined(separator: ", ")
            throw Fault(
                .unknownKey, "\(rows.count) sources answer to '\(name)'", at: origin,
                hint: "name one of them: \(names)\(rows.count > 10 ? ", …" : "")")
        }
        throw Fault(
            .unknownKey, "there is no source '\(name)' in the \(family.title)", at: origin,
            hint: index.nearest(to: name).map { "did you mean '\($0)'?" }
                ?? "names are like '\(sources.first?.name ?? "")'; look around a position with a cone")
    }

    /// Sources that answer to a name, for a search over several catalogues; empty when there is none.
    public func sources(answering name: String) -> [CatalogSource] { index.rows(of: name).map { sources[$0] } }

    /// The source in a row of the file, counted from 1.
    /// - Throws: ``Fault/Code/badValue``.
    public func source(row: Int) throws -> CatalogSource {
        guard row >= 1, row <= count else {
            throw Fault(
                .badValue, "there is no row \(row)", at: origin, hint: "rows are counted from 1 to \(count)")
        }
        return sources[row - 1]
    }

    /// The source nearest to a direction; nil for an empty catalogue.
    public func nearest(to direction: SkyDirection) -> CatalogSource? {
        let distances = separations(from: direction)
        return distances.indices.min { distances[$0] < distances[$1] }.map { sources[$0] }
    }

    /// The sources within `radius` deg of a direction (the border included), the nearest first.
    public func cone(_ centre: SkyDirection, radius: Double) -> [CatalogSource] {
        let distances = separations(from: centre)
        return distances.indices.filter { distances[$0] <= radius }
            .sorted { (distances[$0], $0) < (distances[$1], $1) }.map { sources[$0] }
    }

    /// The sources whose positions are in a region, in the order of the file.
    public func sources(in region: SkyRegion) -> [CatalogSource] {
        let positions = icrs
        let isInside = region.contains(lon: positions.map(\.lon), lat: positions.map(\.lat), frame: .icrs)
        return sources.indices.filter { isInside[$0] }.map { sources[$0] }
    }

    private var icrs: [SkyDirection] { sources.map { $0.position.converted(to: .icrs) } }

    private func separations(from direction: SkyDirection) -> [Double] {
        let positions = icrs
        return direction.converted(to: .icrs).separations(
            lon: positions.map(\.lon), lat: positions.map(\.lat), frame: .icrs)
    }
}
