import GammaCore
import GammaIO
import GammaModels

extension FluxPoints {
    /// Reads flux points of format `gadf-sed` from a FITS or ECSV file: all SED types, older files with `loglike` columns,
    /// files without SED_TYPE, any unit.
    ///
    /// A file of type ``SEDType/likelihood`` brings its reference model along. Fluxes of the other types are related to
    /// `reference`, or to a power law of index 2 as in Gammapy; this matters only when they are converted to another type.
    /// - Parameter sedType: what the columns hold; nil: what the file says.
    /// - Throws: faults that name file, HDU and column.
    public static func read(
        _ path: String, sedType: SEDType? = nil, reference: (any SpectralModel)? = nil
    ) throws -> FluxPoints {
        let (table, gti) = try ProductFile.read(path)
        var points = try FluxPoints(table: table, sedType: sedType, reference: reference)
        points.metadata.gti = gti
        return points
    }

    /// Makes flux points of a table; see ``read(_:sedType:reference:)``.
    public init(table: Table, sedType: SEDType? = nil, reference: (any SpectralModel)? = nil) throws {
        let reader = try FluxTableReader(table, type: sedType, reference: reference)
        guard table.optionalColumn("x_min") == nil else {
            throw Fault(
                .incompatible, "this is a profile, not a spectrum", at: table.origin, hint: "read it as a flux profile")
        }
        guard reader.width == 1, table.optionalColumn("time_min") == nil, table.optionalColumn("time_bin_start") == nil
        else {
            throw Fault(
                .incompatible, "this is a light curve, not a spectrum", at: table.origin,
                hint: "read it as a light curve")
        }
        self.init(try reader.rows().map { $0[0] }, metadata: FluxMetadata(table, type: reader.type))
    }

    /// The points as a table of format `gadf-sed`: Gammapy's column names and order, energy fluxes in erg.
    /// - Parameter type: form of the fluxes; nil: ``FluxMetadata/sedType``.
    public func table(_ type: SEDType? = nil) -> Table {
        let type = type ?? metadata.sedType
        let writer = FluxTableWriter(rows: points.map { [$0] }, metadata: metadata, type: type, isNested: false)
        return Table(
            header: FITSHeader(metadata.cards(type: type)),
            columns: writer.energyColumns() + writer.referenceColumns() + writer.quantityColumns())
    }

    /// Writes a FITS file (with the good time intervals) or, for any other ending of the name, an ECSV file.
    /// - Throws: ``Fault/Code/fileUnwritable``.
    public func write(to path: String, sedType: SEDType? = nil) throws {
        try ProductFile.write(table(sedType), gti: metadata.gti, to: path)
    }

    /// Column name → array, with Gammapy's column names.
    public func json(_ type: SEDType? = nil) -> JSONValue { table(type).jsonColumns() }
}
