import GammaCore

/// What Fermi-LAT sources are called elsewhere and associated with.
struct FermiAssociations {
    private let aliasColumns: [[String]]
    private let columns: [(column: String, names: [String])]
    private let classes: [[String]]
    private let bayes: [Double]
    private let likelihoodRatio: [Double]

    init(_ table: CatalogColumns, _ release: FermiRelease) throws {
        aliasColumns = try release.aliases.map(table.optionalText)
        columns = try release.associations.map { ($0, try table.optionalText($0)) }
        classes = try ["CLASS", "CLASS1", "CLASS2"].filter(table.has).map(table.text)
        bayes = try table.optionalNumbers("ASSOC_PROB_BAY")
        likelihoodRatio = try table.optionalNumbers("ASSOC_PROB_LR")
    }

    func aliases(_ row: Int) -> [String] { aliasColumns.map { $0[row] }.filter { !$0.isEmpty } }

    /// The probabilities are those of the first association.
    func associations(_ row: Int) -> [CatalogAssociation] {
        columns.filter { !$0.names[row].isEmpty }.map { column, names in
            let stated = column == "ASSOC1" ? [bayes[row], likelihoodRatio[row]].filter { $0 > 0 } : []
            let catalog = column.hasPrefix("ASSOC_TEV") ? "TeVCat" : column.hasPrefix("ASSOC_GAM") ? "gamma rays" : ""
            return CatalogAssociation(names[row], catalog: catalog, probability: stated.max())
        }
    }

    func sourceClass(_ row: Int) -> String {
        classes.map { $0[row] }.filter { !$0.isEmpty }.joined(separator: ", ")
    }
}
