import Foundation
import GammaCore
import GammaIO

/// The absorption tables that come with Gammapy's data.
public enum EBLModel: String, Sendable, CaseIterable {
    /// Franceschini et al., A&A 487, 837 (2008).
    case franceschini
    /// Domínguez et al., MNRAS 410, 2556 (2011).
    case dominguez
    /// Finke et al., ApJ 712, 238 (2010).
    case finke
    /// Franceschini & Rodighiero, A&A 603, A34 (2017).
    case franceschini17
    /// Saldana-Lopez et al., MNRAS 507, 5144 (2021).
    case saldanaLopez21 = "saldana-lopez21"

    /// Name of the file.
    public var filename: String {
        switch self {
        case .franceschini: "ebl_franceschini.fits.gz"
        case .dominguez: "ebl_dominguez11.fits.gz"
        case .finke: "frd_abs.fits.gz"
        case .franceschini17: "ebl_franceschini_2017.fits.gz"
        case .saldanaLopez21: "ebl_saldana-lopez_2021.fits.gz"
        }
    }

    /// Where the table is: in the folder `ebl` below `$GAMMAPY_DATA`, else below `$GAMMAKIT_DATA`.
    /// - Throws: ``Fault/Code/fileNotFound`` that says which variable to set.
    public func path() throws -> String {
        for variable in ["GAMMAPY_DATA", "GAMMAKIT_DATA"] {
            guard let folder = ProcessInfo.processInfo.environment[variable], !folder.isEmpty else { continue }
            let path = folder + "/ebl/" + filename
            if FileManager.default.fileExists(atPath: path) { return path }
        }
        throw Fault(
            .fileNotFound, "the absorption table '\(rawValue)' is not there",
            at: Origin(file: "$GAMMAPY_DATA/ebl/\(filename)"),
            hint: "set GAMMAPY_DATA to the folder that holds ebl/\(filename)")
    }
}

extension EBLTable {
    /// Reads an XSPEC table model of transmission against redshift.
    /// - Throws: faults for a file that is not such a table.
    public static func read(_ path: String) throws -> EBLTable {
        let table = try XSPECTable(path)
        do {
            return try EBLTable(
                redshifts: table.parameters, energies: table.energies, transmission: table.values,
                isSinglePrecision: true)
        } catch let fault as Fault {
            throw fault.located(in: Origin(file: path))
        }
    }
}

extension EBLAbsorptionNorm {
    /// One of the tables that come with Gammapy's data.
    /// - Throws: ``Fault/Code/fileNotFound`` and faults of the file.
    public static func builtin(_ model: EBLModel, redshift: Double = 0.1, alphaNorm: Double = 1) throws -> Self {
        EBLAbsorptionNorm(
            table: try EBLTable.read(model.path()), redshift: redshift, alphaNorm: alphaNorm,
            filename: "$GAMMAPY_DATA/ebl/" + model.filename)
    }

    /// Reads the table from a file, from a builtin model named by `reference` or recognised by its file name, or from
    /// the mapping itself; then the parameters.
    public init(yaml node: YAMLNode, reading: ModelReading) throws {
        try node.checkKeys(["type", "parameters", "filename", "reference", "energy", "param", "values"])
        if let reference = node.optional("reference") {
            let model: EBLModel = try reading.choice(reference)
            self = try reading.located(reference) { try Self.builtin(model) }
        } else if let filename = node.optional("filename") {
            self = try reading.located(filename) { try Self.table(filename.string(), reading) }
        } else {
            self.init(table: try Self.inlineTable(node, reading))
        }
        parameters = try reading.parameters(of: node, defaults: parameters)
    }

    private static func table(_ filename: String, _ reading: ModelReading) throws -> Self {
        let name = filename.split(separator: "/").last.map(String.init) ?? filename
        let builtin = EBLModel.allCases.first { $0.filename == name }
        let path = try? reading.path(filename)
        if let path, FileManager.default.fileExists(atPath: path) {
            return EBLAbsorptionNorm(table: try EBLTable.read(path), filename: filename)
        }
        guard let builtin else {
            throw Fault(
                .fileNotFound, "the absorption table '\(filename)' does not exist",
                hint: "builtin tables: \(EBLModel.allCases.map(\.rawValue).joined(separator: ", "))")
        }
        var model = try Self.builtin(builtin)
        model.filename = filename
        return model
    }

    private static func inlineTable(_ node: YAMLNode, _ reading: ModelReading) throws -> EBLTable {
        let energyNode = try node.required("energy")
        let (energies, unit) = try reading.quantities(energyNode)
        let factor = try reading.located(energyNode) { try unit.factor(to: .TeV) }
        let redshifts = try reading.quantities(node.required("param")).values
        let valuesNode = try node.required("values")
        try valuesNode.checkKeys(["data", "unit"])
        let values = try valuesNode.required("data").sequence().flatMap { row in
            row.isSequence ? try row.doubles() : [try row.double()]
        }
        return try reading.located(valuesNode) {
            try EBLTable(redshifts: redshifts, energies: energies.map { $0 * factor }, transmission: values)
        }
    }

    /// Type, parameters, and the file name or the table.
    public func yamlPairs(_ writing: ModelWriting) -> [(String, YAMLNode)] {
        let pairs = writing.standardPairs(self, defaults: EBLAbsorptionNorm(table: table).parameters)
        if let filename { return pairs + [("filename", YAMLNode(filename))] }
        let count = table.energies.count
        let rows = table.redshifts.indices.map { YAMLNode(Array(table.transmission[$0 * count..<($0 + 1) * count])) }
        return pairs + [
            ("energy", ["data": YAMLNode(table.energies), "unit": "TeV"]),
            ("param", ["data": YAMLNode(table.redshifts), "unit": ""]),
            ("values", ["data": YAMLNode(rows), "unit": ""]),
        ]
    }
}
