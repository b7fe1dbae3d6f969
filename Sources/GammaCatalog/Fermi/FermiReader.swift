import GammaCore
import GammaIO
import GammaMaps

/// Reads the Fermi-LAT catalogues 3FGL, 3FHL and 4FGL.
struct FermiReader {
    private let reader: FITSReader
    private let columns: CatalogColumns
    private let release: FermiRelease
    private let version: String
    private let notices: Notices

    init(_ reader: FITSReader, _ notices: Notices) throws {
        self.reader = reader
        self.notices = notices
        columns = CatalogColumns(try reader.table(named: "LAT_Point_Source_Catalog"))
        release = try FermiRelease(columns)
        version = columns.table.header.string("VERSION") ?? ""
    }

    func catalog() throws -> SourceCatalog {
        let names = try columns.names("Source_Name")
        let positions = try columns.positions("RAJ2000", "DEJ2000", .icrs)
        let errors = try positionErrors()
        let folders = release.templateFolders(version: Int(version.filter(\.isNumber).prefix(6)) ?? 0)
        let shapes = try FermiShapes(
            columns, extended: extended, folders: folders, positions: positions, errors: errors)
        let spectra: any FermiSpectra =
            switch release {
            case .third: try ThirdFermiSpectra(columns)
            case .hard: try HardFermiSpectra(columns, bounds: optional("EnergyBounds"))
            case .fourth: try FourthFermiSpectra(columns, bounds: optional("EnergyBounds"))
            }
        let histories = try FermiHistories(columns, reader: reader, release, notices)
        let links = try FermiAssociations(columns, release)
        let details = try Self.details(columns)
        let significance = try columns.statedNumbers("Signif_Avg")
        let sources = names.indices.map { row in
            var source = CatalogSource(
                names[row], release.family, origin: columns.origin(row), position: positions[row],
                positionError: errors[row],
                variants: spectra.variants(row, source: names[row], shape: shapes.shape(row)))
            source.aliases = links.aliases(row)
            source.associations = links.associations(row)
            source.sourceClass = links.sourceClass(row)
            source.significance = significance[row]
            source.fluxes = spectra.fluxes(row)
            source.bands = spectra.bands(row)
            source.histories = histories.histories(row)
            source.details = details.lines(row)
            return source
        }
        return SourceCatalog(release.family, version: version, origin: columns.table.origin, sources: sources)
    }

    private var extended: CatalogColumns? { get throws { try optional("ExtendedSources") } }

    private func optional(_ name: String) throws -> CatalogColumns? {
        try reader.optionalIndex(of: name).map { CatalogColumns(try reader.table($0)) }
    }

    /// From the ellipses of 95 %, or of 68 % where those are not stated.
    private func positionErrors() throws -> [PositionError?] {
        func ellipses(_ percent: Int) throws -> [PositionError?] {
            let major = try columns.optionalNumbers("Conf_\(percent)_SemiMajor", in: .deg)
            let minor = try columns.optionalNumbers("Conf_\(percent)_SemiMinor", in: .deg)
            let angle = try columns.optionalNumbers("Conf_\(percent)_PosAng", in: .deg)
            return major.indices.map {
                PositionError(
                    containing: Double(percent) / 100, semiMajor: major[$0], semiMinor: minor[$0], angle: angle[$0])
            }
        }
        return zip(try ellipses(95), try ellipses(68)).map { $0 ?? $1 }
    }
}
