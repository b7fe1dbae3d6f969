import Foundation
import GammaCore
import GammaIO

/// What a model file says about its origin.
public struct ModelFileMetadata: Sendable, Equatable {
    /// The program.
    public var creator: String
    /// When it was written, ISO; nil keeps files of equal content equal.
    public var date: String?
    /// The observatory or person.
    public var origin: String?

    /// Makes the block.
    public init(creator: String = "GammaKit", date: String? = nil, origin: String? = nil) {
        self.creator = creator
        self.date = date
        self.origin = origin
    }
}

extension Models {
    /// The model file as a node.
    /// - Parameter covarianceFile: name of the covariance file; nil leaves the key out.
    public func yamlNode(
        _ writing: ModelWriting = ModelWriting(), covarianceFile: String? = nil,
        metadata: ModelFileMetadata = ModelFileMetadata()
    ) -> YAMLNode {
        var pairs: [(String, YAMLNode)] = [("components", YAMLNode(components.map { $0.yamlNode(writing) }))]
        if let covarianceFile { pairs.append(("covariance", YAMLNode(covarianceFile))) }
        pairs.append(
            (
                "metadata",
                [
                    "creator": YAMLNode(metadata.creator), "date": YAMLNode(metadata.date),
                    "origin": YAMLNode(metadata.origin),
                ]
            ))
        return YAMLNode(pairs)
    }

    /// The model file as text.
    public func yamlText(_ writing: ModelWriting = ModelWriting()) -> String { yamlNode(writing).yamlText() }

    /// Writes the model file, and beside it the covariance as `NAME_covariance.dat`, as Gammapy does.
    /// - Parameters:
    ///   - isFull: write also what has its default value.
    ///   - withCovariance: write the covariance; from the errors alone when no fit has set it.
    ///   - withChecksum: append the MD5 sum of the text.
    /// - Returns: the paths written.
    /// - Throws: ``Fault/Code/fileUnwritable``.
    @discardableResult
    public func write(
        to path: String, isFull: Bool = false, withCovariance: Bool = true, withChecksum: Bool = false,
        metadata: ModelFileMetadata = ModelFileMetadata()
    ) throws -> [String] {
        let file = URL(fileURLWithPath: try DataPath.expand(path))
        var covarianceFile: String?
        var written: [String] = []
        if withCovariance, !parameters.isEmpty {
            let name = file.deletingPathExtension().lastPathComponent + "_covariance.dat"
            let covariance = covariance ?? Covariance(names: parameterNames, errors: parameters.map(\.error))
            let covariancePath = file.deletingLastPathComponent().appendingPathComponent(name).path
            try AtomicFile.write(covariance.text, to: covariancePath)
            covarianceFile = name
            written.append(covariancePath)
        }
        let text = yamlNode(ModelWriting(isFull: isFull), covarianceFile: covarianceFile, metadata: metadata).yamlText()
        try AtomicFile.write(withChecksum ? YAMLChecksum.appended(to: text) : text, to: file.path)
        return written + [file.path]
    }
}
