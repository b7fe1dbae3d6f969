import GammaCore

extension Table {
    /// The unit of a column; nil when it names none.
    /// - Parameter wanted: what the numbers must be convertible to; ``Unit/none`` for plain numbers.
    /// - Throws: ``Fault/Code/badUnit`` with the place of the column, and what to write there.
    public func unit(of column: Column, convertibleTo wanted: Unit) throws -> Unit? {
        let place = Origin(column: column.name).completed(by: origin)
        do {
            let found = try Unit(parsing: column.unit)
            guard !found.description.isEmpty else { return nil }
            guard found.isConvertible(to: wanted) else {
                let expected = wanted == .none ? "holds plain numbers" : "must be convertible to '\(wanted)'"
                throw Fault(.badUnit, "column '\(column.name)' is in '\(found)', but \(expected)")
            }
            return found
        } catch let fault as Fault {
            throw Fault(
                fault.code, fault.message, at: fault.origin.completed(by: place),
                hint: fault.hint ?? unitHint(column.name, wanted))
        }
    }

    /// Units of FITS columns stand in cards of the header.
    private func unitHint(_ column: String, _ wanted: Unit) -> String {
        let card = origin.hdu == nil ? nil : index(of: column).map { "TUNIT\($0 + 1)" }
        if wanted == .none { return "take \(card.map { "\($0) out of the header" } ?? "the unit out")" }
        return
            "write the unit that the numbers have, such as '\(wanted)', into \(card.map { "\($0) of the header" } ?? "the table")"
    }
}
