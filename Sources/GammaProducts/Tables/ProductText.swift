import GammaCore
import GammaIO

/// Files of products as tables to read.
public enum ProductText {
    /// Flux points and light curves with their fluxes, errors, limits and significances; of any other table its columns, rounded.
    public static func table(_ path: String, _ table: Table) throws -> TextTable {
        let title = table.name.isEmpty ? "" : table.name.lowercased().replacing("_", with: " ")
        guard table.header.string("SED_TYPE") != nil else { return table.textTable(title: title) }
        if table.optionalColumn("time_min") != nil { return try LightCurve.read(path).textTable(.flux) }
        if table.optionalColumn("x_min") != nil { return table.textTable(title: title) }
        return try FluxPoints.read(path).textTable(.dnde)
    }
}
