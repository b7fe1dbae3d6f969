import GammaCore
import GammaIO
import GammaMaps
import GammaModels

/// The peaks of a map, the highest first, and how they were found.
public struct SourceList: Sendable {
    /// The peaks.
    public var peaks: [Peak]
    /// Name of the quantity whose peaks they are: `sqrt_ts`.
    public var quantity: String
    /// Peaks are above this.
    public var threshold: Double
    /// Energies of the map, TeV; nil when it has none.
    public var energyRange: ClosedRange<Double>?

    /// Makes a list.
    public init(
        _ peaks: [Peak], quantity: String, threshold: Double, energyRange: ClosedRange<Double>? = nil
    ) {
        self.peaks = peaks
        self.quantity = quantity
        self.threshold = threshold
        self.energyRange = energyRange
    }

    /// Their names; `source-1`, `source-2` … by order for those without.
    public var names: [String] { peaks.enumerated().map { $1.name ?? "source-\($0 + 1)" } }

    /// The list as a table: Gammapy's columns value, x, y, ra and dec, then position and error, then what flux maps hold.
    public var table: Table {
        func column(_ name: String, _ unit: String = "", _ value: (Peak) -> Double) -> Column {
            Column(name, .double(peaks.map(value)), unit: unit)
        }
        var columns = [
            Column("name", .string(names)), column("value") { $0.value },
            Column("x", .int64(peaks.map { Int64($0.x) })), Column("y", .int64(peaks.map { Int64($0.y) })),
            column("ra", "deg") { $0.direction.converted(to: .icrs).lon },
            column("dec", "deg") { $0.direction.converted(to: .icrs).lat },
            column("ra_fit", "deg") { $0.fitted?.converted(to: .icrs).lon ?? .nan },
            column("dec_fit", "deg") { $0.fitted?.converted(to: .icrs).lat ?? .nan },
            column("pos_err", "deg") { $0.positionError },
        ]
        if hasExtents {
            columns += [
                column("extent", "deg") { $0.extent ?? 0 }, column("extent_err", "deg") { $0.extentError },
                column("ts_extent") { $0.tsExtent ?? .nan },
            ]
        }
        for quantity in MapQuantity.allCases where peaks.contains(where: { $0.values[quantity] != nil }) {
            columns.append(column(quantity.rawValue) { $0.values[quantity] ?? .nan })
        }
        if peaks.contains(where: { $0.flux != nil }) {
            columns.append(column("flux", SEDType.flux.tableUnit) { $0.flux ?? .nan })
            columns.append(column("flux_err", SEDType.flux.tableUnit) { $0.fluxErr ?? .nan })
        }
        var cards: [FITSHeader.Card] = [
            .init("QUANTITY", .string(quantity), comment: "map whose peaks these are"),
            .init("THRESH", .double(threshold), comment: "least value of a peak"),
        ]
        if let energyRange {
            cards.append(.init("E_MIN", .double(energyRange.lowerBound), comment: "[TeV]"))
            cards.append(.init("E_MAX", .double(energyRange.upperBound), comment: "[TeV]"))
        }
        return Table(name: "SOURCES", header: FITSHeader(cards), columns: columns)
    }

    /// Writes a FITS table or, for any other ending of the name, ECSV text.
    /// - Throws: ``Fault/Code/fileUnwritable``.
    public func write(to path: String) throws {
        let path = try DataPath.expand(path)
        if [".fits", ".fit", ".fits.gz"].contains(where: path.lowercased().hasSuffix) {
            try FITSWriter.write([.table(table)], to: path)
        } else {
            try AtomicFile.write(table.ecsvText, to: path)
        }
    }

    /// Whether shapes were fitted.
    private var hasExtents: Bool { peaks.contains { $0.tsExtent != nil } }

    /// Circles that hold the sources in 68 % of the cases, or of `radius` deg where the error is not known; of extended
    /// sources circles of their extent.
    public func regions(radius: Double = 0.1) -> [SkyRegion] {
        peaks.map { peak in
            if let extent = peak.extent { return .circle(centre: peak.position, radius: extent) }
            let error = 1.515 * peak.positionError
            return .circle(centre: peak.position, radius: error > 0 && error.isFinite ? error : radius)
        }
    }

    /// Writes the regions for DS9.
    /// - Throws: ``Fault/Code/fileUnwritable``.
    public func writeRegions(to path: String, radius: Double = 0.1) throws {
        try AtomicFile.write(SkyRegion.ds9Text(regions(radius: radius)), to: DataPath.expand(path))
    }

    /// A source at every peak: the model with which the map was made, its amplitude times the norm found.
    /// - Throws: ``Fault/Code/unsupported`` for a model without position.
    public func models(like model: SkyModel) throws -> Models {
        Models(
            try zip(names, peaks).map { name, peak -> ModelComponent in
                var source = try model.moved(to: peak.position)
                source.name = name
                var parameters = source.spectral.parameters
                let amplitude = parameters.firstIndex { ["amplitude", "norm"].contains($0.name) }
                if let amplitude, let norm = peak.values[.norm], norm.isFinite { parameters[amplitude].value *= norm }
                source.spectral.parameters = parameters
                return .sky(source)
            })
    }

    /// Column name → array.
    public var json: JSONValue { table.jsonColumns() }

    /// The list for the terminal.
    public var textTable: TextTable {
        var columns: [TextTable.Column] = [
            .init("name", alignment: .left), .init(quantity), .init("RA", unit: "deg"), .init("Dec", unit: "deg"),
            .init("error", unit: "deg"), .init("flux", unit: "cm-2 s-1", alignment: .plusMinus),
        ]
        if hasExtents { columns.append(.init("extent", unit: "deg", alignment: .plusMinus)) }
        let what = hasExtents ? "Sources with" : "Peaks of"
        var table = TextTable(columns, title: "\(what) \(quantity) above \(ValueFormat.number(threshold))")
        for (name, peak) in zip(names, peaks) {
            let position = peak.position.converted(to: .icrs)
            let flux = peak.flux.map { ValueFormat.value($0, error: peak.fluxErr ?? .nan) } ?? "–"
            let extent = peak.extent.map { ValueFormat.value($0, error: peak.extentError) } ?? "point"
            table.append(
                [
                    name, ValueFormat.number(peak.value), ValueFormat.number(position.lon, digits: 7),
                    ValueFormat.number(position.lat, digits: 7), ValueFormat.number(peak.positionError, digits: 2),
                    flux,
                ] + (hasExtents ? [extent] : []))
        }
        return table
    }
}
