import GammaCore
import GammaIO
import GammaModels

extension LightCurve {
    /// Reads a light curve from a FITS or ECSV file in either format, with one or more energy bins; also older files that
    /// have scalars where arrays are now, or no energies at all.
    ///
    /// Gammapy 2.1 does not write SED_TYPE here: the type is then that of the columns.
    /// - Parameters:
    ///   - sedType: what the columns hold; nil: what the file says.
    ///   - reference: see ``FluxPoints/read(_:sedType:reference:)``.
    /// - Throws: faults that name file, HDU and column.
    public static func read(
        _ path: String, sedType: SEDType? = nil, reference: (any SpectralModel)? = nil
    ) throws -> LightCurve {
        let (table, gti) = try ProductFile.read(path)
        var curve = try LightCurve(table: table, sedType: sedType, reference: reference)
        curve.metadata.gti = gti
        return curve
    }

    /// Makes a light curve of a table; see ``read(_:sedType:reference:)``.
    public init(table: Table, sedType: SEDType? = nil, reference: (any SpectralModel)? = nil) throws {
        let times = try LightCurveTimes(table)
        let reader = try FluxTableReader(table, type: sedType, reference: reference)
        let rows = try reader.rows()
        self.init(
            zip(times.bins, rows).map { Bin(start: $0.start, stop: $0.stop, points: $1) }, timeScale: times.scale,
            metadata: FluxMetadata(table, type: reader.type))
    }

    /// The light curve as a table.
    /// - Parameters:
    ///   - type: form of the fluxes; nil: ``FluxMetadata/sedType``.
    ///   - format: the layout.
    /// - Throws: ``Fault/Code/unsupported`` for a binned time series with several energy bins.
    public func table(_ type: SEDType? = nil, format: LightCurveFormat = .lightcurve) throws -> Table {
        let type = type ?? metadata.sedType
        let isNested = format == .lightcurve
        guard isNested || energyBinCount <= 1 else {
            throw Fault(
                .unsupported, "a binned time series has one energy bin, not \(energyBinCount)",
                hint: "use the format '\(LightCurveFormat.lightcurve.rawValue)'")
        }
        let rows = bins.map { isNested || !$0.points.isEmpty ? $0.points : [.missing] }
        let writer = FluxTableWriter(rows: rows, metadata: metadata, type: type, isNested: isNested)
        let timeCards: [FITSHeader.Card] = [
            .init("MJDREFI", .int(0)), .init("MJDREFF", .double(0)), .init("TIMESYS", .string(timeScale.rawValue)),
            .init("TIMEUNIT", .string("d")),
        ]
        let first = bins.map { $0.start.mjd(timeScale) }
        let second =
            isNested
            ? Column("time_max", .double(bins.map { $0.stop.mjd(timeScale) }))
            : Column("time_bin_size", .double(bins.map { $0.stop.seconds(since: $0.start) / 86400 }), unit: "d")
        return Table(
            header: FITSHeader(timeCards + metadata.cards(type: type)),
            columns: [Column(isNested ? "time_min" : "time_bin_start", .double(first)), second] + writer.energyColumns()
                + writer.referenceColumns() + writer.quantityColumns())
    }

    /// Writes a FITS file (with the good time intervals) or, for any other ending of the name, an ECSV file.
    /// - Throws: ``Fault/Code/fileUnwritable``, and the fault of ``table(_:format:)``.
    public func write(to path: String, sedType: SEDType? = nil, format: LightCurveFormat = .lightcurve) throws {
        let table = try table(sedType, format: format)
        let text = format == .binnedTimeSeries ? timeSeriesText(table) : nil
        try ProductFile.write(table, gti: metadata.gti, to: path, ecsvText: text)
    }

    /// Column name → array, with Gammapy's column names.
    public func json(_ type: SEDType? = nil) -> JSONValue { (try? table(type).jsonColumns()) ?? .null }

    /// ECSV text that astropy reads with real times: its metadata say which columns are times.
    private func timeSeriesText(_ table: Table) -> String {
        var table = table
        // Their class says it all; astropy refuses a unit beside it.
        table.removeUnit(of: "time_bin_size")
        let mark = "# schema: astropy-2.0\n"
        let scale = timeScale.rawValue
        let lines = [
            "- __serialized_columns__:", "    time_bin_size:", "      __class__: astropy.time.core.TimeDelta",
            "      format: jd", "      scale: \(scale == "utc" ? "tai" : scale)",
            "      value: !astropy.table.SerializedColumn {name: time_bin_size}", "    time_bin_start:",
            "      __class__: astropy.time.core.Time", "      format: mjd", "      scale: \(scale)",
            "      value: !astropy.table.SerializedColumn {name: time_bin_start}",
        ]
        return table.ecsvText.replacing(mark, with: lines.map { "# \($0)\n" }.joined() + mark, maxReplacements: 1)
    }
}

extension FluxPoint {
    /// A time bin without any flux.
    static let missing = FluxPoint(
        eMin: .nan, eMax: .nan, reference: ReferenceFlux(dnde: .nan, flux: .nan, eflux: .nan, eRef: .nan), norm: .nan)
}

extension Table {
    fileprivate mutating func removeUnit(of name: String) {
        self = Table(
            name: self.name, header: header,
            columns: columns.map { column in
                var column = column
                if column.name == name { column.unit = "" }
                return column
            }, origin: origin)
    }
}
