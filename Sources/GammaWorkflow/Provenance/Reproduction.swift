import Foundation
import GammaCore
import GammaIO

/// Makes the products of an analysis again from their provenance, and compares them: `gammakit reproduce`.
public struct Reproduction: Sendable {
    /// What came of a file.
    public enum State: String, Sendable {
        /// The same bits.
        case same
        /// Other bits.
        case differs
        /// It was not made again, or is no longer there.
        case missing
    }

    /// Inputs that are not what they were.
    public var changedInputs: [(path: String, state: State)] = []
    /// The products, in order.
    public var products: [(path: String, state: State)] = []
    /// Version with which the products were made, when it is another.
    public var otherVersion: String?

    /// Whether all products came out the same.
    public var isSame: Bool { products.allSatisfy { $0.state == .same } }

    /// Carries the analysis of a product out again.
    /// - Parameters:
    ///   - product: file or folder; all products beside it are made again.
    ///   - output: folder of the new products.
    /// - Throws: ``Fault/Code/fileNotFound`` without provenance, faults of the analysis.
    public init(_ product: String, to output: String, execution: Execution = Execution()) throws {
        let (provenance, folder) = try Provenance.find(product)
        let output = URL(filePath: try DataPath.expand(output)).standardizedFileURL.path
        guard output != folder else {
            throw Fault(
                .badValue, "the products would be replaced by those made again", at: Origin(file: folder),
                hint: "choose another folder with --output")
        }
        otherVersion = provenance.version == GammaKitVersion.current ? nil : provenance.version
        changedInputs = provenance.inputs.compactMap { input in
            guard let hash = try? Provenance.hash(input.path) else { return (input.path, .missing) }
            return hash == input.hash ? nil : (input.path, .differs)
        }
        try OutputFolder.make(output)
        guard FileManager.default.changeCurrentDirectoryPath(provenance.folder) else {
            throw Fault(
                .fileNotFound, "the folder in which the analysis was begun is not there",
                at: Origin(file: provenance.folder)
            )
        }
        var modelsFile: String?
        if let models = provenance.models {
            let path = output + "/start-models.yaml"
            try AtomicFile.write(models, to: path)
            modelsFile = path
        }
        var config = try AnalysisConfig.parse(provenance.configuration, notices: execution.notices)
        try config.writeNowhereElse(than: output, hasModels: modelsFile != nil)
        _ = try AnalysisRun(config, modelsFile: modelsFile, execution: execution).run(to: output)
        products = provenance.products.map { product in
            guard let hash = try? Provenance.hash(output + "/" + product.path) else { return (product.path, .missing) }
            return (product.path, hash == product.hash ? .same : .differs)
        }
    }

    /// Inputs and products that are not the same, for the terminal.
    public var report: String {
        var lines: [String] = []
        if let otherVersion {
            lines.append("made with GammaKit \(otherVersion), again with \(GammaKitVersion.current)")
        }
        for (path, state) in changedInputs {
            lines.append("input \(state == .missing ? "is missing" : "has changed"): \(path)")
        }
        for (path, state) in products where state != .same {
            lines.append("product \(state == .missing ? "was not made" : "differs"): \(path)")
        }
        let same = products.count { $0.state == .same }
        lines.append("\(same) of \(products.count) products have the same bits")
        return lines.joined(separator: "\n")
    }

    /// The same for scripts.
    public var json: JSONValue {
        func list(_ files: [(path: String, state: State)]) -> JSONValue {
            .array(files.map { .object([("path", .string($0.path)), ("state", .string($0.state.rawValue))]) })
        }
        return .object([
            ("schema", .string("gammakit-reproduction-1")), ("same", .bool(isSame)),
            ("other_version", otherVersion.map(JSONValue.string) ?? .null), ("changed_inputs", list(changedInputs)),
            ("products", list(products)),
        ])
    }
}

extension AnalysisConfig {
    /// Keeps files that the analysis would write beside its folder as they are.
    fileprivate mutating func writeNowhereElse(than folder: String, hasModels: Bool) throws {
        general.log.filename = nil
        if try reducedDatasetsFile() == nil, general.datasetsFile != nil {
            general.datasetsFile = ConfigPath("\(folder)/reduced/datasets.yaml")
        }
        // With models of their own the fitted ones are written to this file.
        if hasModels { general.modelsFile = nil }
    }
}
