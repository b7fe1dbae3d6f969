import GammaIO
import GammaMaps

extension DatasetProvenance {
    /// `META_TABLE`: one row; arrays where several observations were stacked.
    func table() -> Table? {
        guard !observationIDs.isEmpty else { return nil }
        let shape = observationIDs.count > 1 ? [observationIDs.count] : []
        var table = Table(name: "META_TABLE")
        if telescopes.count == observationIDs.count {
            table.append(Column("TELESCOP", .string(telescopes), shape: shape))
        }
        let numbers = observationIDs.compactMap(Int64.init)
        table.append(
            Column(
                "OBS_ID", numbers.count == observationIDs.count ? .int64(numbers) : .string(observationIDs),
                shape: shape))
        if pointings.count == observationIDs.count {
            let icrs = pointings.map { $0.converted(to: .icrs) }
            table.append(Column("RA_PNT", .double(icrs.map(\.lon)), shape: shape))
            table.append(Column("DEC_PNT", .double(icrs.map(\.lat)), shape: shape))
        }
        return table
    }

    /// Reads what ``table()`` and Gammapy write; columns that are not there leave nothing.
    init(_ table: Table) {
        self.init()
        if let column = table.optionalColumn("OBS_ID") {
            observationIDs = column.strings ?? column.integers?.map { String($0) } ?? []
        }
        telescopes = table.optionalColumn("TELESCOP")?.strings ?? []
        guard let ra = table.optionalColumn("RA_PNT")?.doubles, let dec = table.optionalColumn("DEC_PNT")?.doubles,
            ra.count == observationIDs.count, dec.count == ra.count
        else { return }
        pointings = zip(ra, dec).map { SkyDirection(ra: $0, dec: $1) }
    }
}
