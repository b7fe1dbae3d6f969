import GammaIO

/// Rewrites the tables of that name in a FITS file; the other HDUs stay as they are.
public func rewriteTable(_ name: String, of path: String, _ change: (Table) -> Table) throws {
    let hdus = try FITSReader(path).all().map { hdu in
        guard case .table(let table) = hdu, table.name == name else { return hdu }
        return FITSHDU.table(change(table))
    }
    try FITSWriter.write(hdus, to: path)
}

extension Table {
    /// The table with one column changed.
    public func changing(_ name: String, _ change: (inout Column) -> Void) -> Table {
        mapColumns { column in
            var column = column
            if column.name == name { change(&column) }
            return column
        }
    }

    /// The table without a column.
    public func without(_ name: String) -> Table { mapColumns { $0.name == name ? nil : $0 } }

    private func mapColumns(_ body: (Column) -> Column?) -> Table {
        Table(name: name, header: header, columns: columns.compactMap(body), origin: origin)
    }
}
