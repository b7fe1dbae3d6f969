import GammaCore
import GammaIO
import GammaMaps
import GammaModels

extension FluxProfile {
    /// Reads a profile from a FITS or ECSV file of Gammapy's format `profile`, with one or more energy bins.
    ///
    /// Gammapy does not write SED_TYPE here: the type is then that of the columns. Its distances along a line count from
    /// the middle of the first bin, those of GammaKit from the start of the line.
    /// - Parameters:
    ///   - sedType: what the columns hold; nil: what the file says.
    ///   - reference: see ``FluxPoints/read(_:sedType:reference:)``.
    /// - Throws: faults that name file, HDU and column.
    public static func read(
        _ path: String, sedType: SEDType? = nil, reference: (any SpectralModel)? = nil
    ) throws -> FluxProfile {
        let (table, gti) = try ProductFile.read(path)
        var profile = try FluxProfile(table: table, sedType: sedType, reference: reference)
        profile.metadata.gti = gti
        return profile
    }

    /// Makes a profile of a table; see ``read(_:sedType:reference:)``.
    public init(table: Table, sedType: SEDType? = nil, reference: (any SpectralModel)? = nil) throws {
        let ends = try ["x_min", "x_max"].map { try table.doubles($0, in: .deg) }
        let reader = try FluxTableReader(table, type: sedType, reference: reference)
        let rows = try reader.rows()
        guard ends.allSatisfy({ $0.count == rows.count }) else {
            throw Fault(
                .badColumn, "the columns x_min and x_max do not hold one distance a row",
                at: Origin(column: "x_min").completed(by: table.origin))
        }
        let regions = try table.regions()
        self.init(
            rows.indices.map { row in
                Bin(low: ends[0][row], high: ends[1][row], region: regions?[row], points: rows[row])
            }, metadata: FluxMetadata(table, type: reader.type))
    }

    /// The profile as a table of format `profile`: x_min, x_max and x_ref (deg), then arrays over energy bins in each row, and
    /// what Gammapy does not know: the region in the language of DS9.
    /// - Parameter type: form of the fluxes; nil: ``FluxMetadata/sedType``.
    public func table(_ type: SEDType? = nil) -> Table {
        let type = type ?? metadata.sedType
        let writer = FluxTableWriter(rows: rows, metadata: metadata, type: type, isNested: true)
        func distances(_ name: String, _ value: (Bin) -> Double) -> Column {
            Column(name, .double(bins.map(value)), unit: "deg")
        }
        var columns = [
            distances("x_min") { $0.low }, distances("x_max") { $0.high }, distances("x_ref") { $0.middle },
        ]
        columns += writer.energyColumns() + writer.referenceColumns() + writer.quantityColumns()
        let texts = bins.map { (try? $0.region?.ds9Text()) ?? "" }
        if texts.contains(where: { !$0.isEmpty }) {
            columns.append(Column(Table.regionColumn, .string(texts), description: "Region of each bin"))
        }
        return Table(header: FITSHeader(metadata.cards(type: type)), columns: columns)
    }

    /// Writes a FITS file (with the good time intervals) or, for any other ending of the name, an ECSV file.
    /// - Throws: ``Fault/Code/fileUnwritable``.
    public func write(to path: String, sedType: SEDType? = nil) throws {
        try ProductFile.write(table(sedType), gti: metadata.gti, to: path)
    }

    /// Column name → array, with Gammapy's column names.
    public func json(_ type: SEDType? = nil) -> JSONValue { table(type).jsonColumns() }
}

extension Table {
    /// Name of the column with the regions of a profile.
    fileprivate static let regionColumn = "region"

    /// The regions of the rows; nil without such a column.
    fileprivate func regions() throws -> [SkyRegion?]? {
        guard let texts = optionalColumn(Self.regionColumn)?.strings else { return nil }
        return try texts.enumerated().map { row, text in
            do {
                return SkyRegion.union(of: try SkyRegion.parseDS9(text))
            } catch let fault as Fault {
                throw Fault(
                    fault.code, fault.message,
                    at: Origin(column: Self.regionColumn, row: row + 1).completed(by: origin), hint: fault.hint)
            }
        }
    }
}
