import GammaCore
import GammaIO
import GammaModels

/// Reads flux points from the columns of a table, in any of the forms that Gammapy, GADF and older files have.
struct FluxTableReader {
    /// Columns of nuisance values along the scan are named by this and the parameter.
    static let nuisancePrefix = "scan_"
    /// Columns of nuisance values at the best fit are named by this and the parameter.
    static let fittedPrefix = "fit_"
    /// The ending of the columns with their errors.
    static let errorSuffix = "_err"
    /// Between the outcomes of the energy bins of one row.
    static let outcomeSeparator = " | "

    let table: Table
    let type: SEDType
    /// Number of energy bins a row.
    let width: Int
    private let reference: (any SpectralModel)?

    /// - Parameter reference: the model to which fluxes are related; nil: what the file says, or a power law of index 2.
    init(_ table: Table, type: SEDType?, reference: (any SpectralModel)?) throws {
        self.table = table
        self.reference = reference
        let stated = table.header.text(named: "SED_TYPE")
        if let type {
            self.type = type
        } else if let stated {
            guard let known = SEDType(rawValue: stated.lowercased()) else {
                let names = SEDType.allCases.map(\.rawValue)
                throw Fault(
                    .badKeyword, "SED_TYPE = '\(stated)' is not known",
                    at: Origin(keyword: "SED_TYPE").completed(by: table.origin),
                    hint: nearestName(to: stated, in: names).map { "did you mean '\($0)'?" }
                        ?? "one of: \(names.joined(separator: ", "))")
            }
            self.type = known
        } else {
            self.type = try Self.guessedType(table)
        }
        let energy = table.optionalColumn("e_ref") ?? table.optionalColumn("e_min")
        width = max(1, energy?.width ?? table.optionalColumn(self.type.columnName)?.width ?? 1)
    }

    /// The type whose columns are there.
    private static func guessedType(_ table: Table) throws -> SEDType {
        let names = Set(table.columns.map { $0.name.lowercased() })
        if let type = [SEDType.dnde, .e2dnde, .flux, .eflux].first(where: { names.contains($0.rawValue) }) {
            return type
        }
        if names.contains("norm") { return .likelihood }
        throw Fault(
            .missingColumn, "these are no flux points: there is no column dnde, e2dnde, flux, eflux or norm",
            at: table.origin, hint: "columns here: \(table.columns.map(\.name).joined(separator: ", "))")
    }

    /// The points of every row.
    func rows() throws -> [[FluxPoint]] {
        let columns = try FluxTableColumns(self)
        let references = try referenceValues(columns)
        return (0..<table.rowCount).map { row in
            (0..<width).map { bin in columns.point(row * width + bin, row: row, bin: bin, references, type, width) }
        }
    }

    /// The reference model in every bin, row after row.
    private func referenceValues(_ columns: FluxTableColumns) throws -> [ReferenceFlux] {
        let count = table.rowCount * width
        guard type == .likelihood else {
            return (0..<count).map { index in
                let (low, high, centre) = columns.energies(index)
                return reference.map { ReferenceFlux($0, eMin: low, eMax: high, eRef: centre) }
                    ?? .powerLaw2(eMin: low, eMax: high, eRef: centre)
            }
        }
        if let reference, table.optionalColumn("ref_dnde") == nil {
            return (0..<count).map { index in
                let (low, high, centre) = columns.energies(index)
                return ReferenceFlux(reference, eMin: low, eMax: high, eRef: centre)
            }
        }
        let dnde = try values("ref_dnde", .differentialFlux)
        let flux = try optionalValues("ref_flux", .flux)
        let eflux = try optionalValues("ref_eflux", .energyFlux)
        return (0..<count).map { index in
            let (low, high, centre) = columns.energies(index)
            if let flux, let eflux {
                return ReferenceFlux(dnde: dnde[index], flux: flux[index], eflux: eflux[index], eRef: centre)
            }
            let slope = localIndex(columns, dnde, index)
            return .powerLaw(index: slope, dnde: dnde[index], eMin: low, eMax: high, eRef: centre)
        }
    }

    /// The spectral index between the neighbours of a bin; 2 where there is none.
    private func localIndex(_ columns: FluxTableColumns, _ dnde: [Double], _ index: Int) -> Double {
        let isNested = width > 1
        let first = isNested ? index / width * width : 0
        let last = (isNested ? first + width : table.rowCount) - 1
        let (a, b) = (max(first, index - 1), min(last, index + 1))
        let (ea, eb) = (columns.energies(a).centre, columns.energies(b).centre)
        return ReferenceFlux.index(dnde[a], at: ea, dnde[b], at: eb)
    }

    /// One value a bin, converted; a column without unit is taken to have it.
    func values(_ name: String, _ unit: Unit) throws -> [Double] {
        let values = try table.doubles(name, in: unit)
        guard values.count == table.rowCount * width else { throw shapeFault(name) }
        return values
    }

    func optionalValues(_ name: String, _ unit: Unit = .none) throws -> [Double]? {
        try table.optionalColumn(name) == nil ? nil : values(name, unit)
    }

    func flags(_ name: String) throws -> [Bool]? { try optionalValues(name)?.map { $0 != 0 && !$0.isNaN } }

    /// Arrays of equal length for each bin.
    func vectors(_ name: String) throws -> (values: [Double], length: Int)? {
        guard let column = table.optionalColumn(name) else { return nil }
        let values = try table.doubles(name)
        guard column.width % width == 0 else { throw shapeFault(name) }
        return (values, column.width / width)
    }

    private func shapeFault(_ name: String) -> Fault {
        Fault(
            .badColumn,
            "column '\(name)' does not have \(width) value\(width == 1 ? "" : "s") a row as the energies have",
            at: Origin(column: name).completed(by: table.origin))
    }
}
