extension HGPSReader {
    /// Lines of a card that only the H.E.S.S. survey has.
    static func details(_ table: CatalogColumns) throws -> DetailColumns {
        var details = DetailColumns(table)
        try details.text("analysis", "Analysis_Reference")
        try details.text("spatial model", "Spatial_Model")
        try details.text("components", "Components")
        try details.text("gamma-cat", "Gamma_Cat_Source_ID")
        try details.number("size", "Size", "deg")
        try details.number("limit of the size", "Size_UL", "deg")
        try details.number("R70", "R70", "deg")
        try details.number("RSpec", "RSpec", "deg")
        try details.number("containment in RSpec", "Containment_RSpec")
        try details.number("contamination in RSpec", "Contamination_RSpec")
        try details.number("live time", "Livetime", "h")
        try details.number("energy threshold", "Energy_Threshold", "TeV")
        try details.number("excess in RSpec", "Excess_RSpec")
        try details.number("background in RSpec", "Background_RSpec")
        try details.number("flux of the map above 1 TeV", "Flux_Map", "cm-2 s-1")
        try details.number("TS of the cut-off", "TS_ECPL_over_PL")
        return details
    }
}
