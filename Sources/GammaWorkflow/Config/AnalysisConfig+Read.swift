import GammaCore
import GammaIO

extension AnalysisConfig {
    /// How strict reading is.
    public struct ReadOptions: Sendable {
        /// Whether unknown keys are answered with a notice instead of a fault.
        public var isLenient: Bool

        /// Makes options; strict by default.
        public init(isLenient: Bool = false) { self.isLenient = isLenient }
    }

    /// Reads a configuration file.
    /// - Throws: the first fault in the file, with file, line, column, key path and the nearest valid key or value.
    public static func read(
        _ path: String, options: ReadOptions = ReadOptions(), notices: Notices = Notices()
    ) throws -> AnalysisConfig {
        let file = try DataPath.expand(path)
        var config = try make(YAMLNode.read(file), file: path, options, notices)
        config.text = String(decoding: try FileBytes.read(file), as: UTF8.self)
        return config
    }

    /// Reads configuration text.
    /// - Parameter file: what faults call the text.
    /// - Throws: the first fault in the text, as ``read(_:options:notices:)``.
    public static func parse(
        _ text: String, file: String? = nil, options: ReadOptions = ReadOptions(), notices: Notices = Notices()
    ) throws -> AnalysisConfig {
        var config = try make(YAMLNode.parse(text, file: file), file: file, options, notices)
        config.text = text
        return config
    }

    /// All faults of a configuration text, in the order of the text; empty when it can be used.
    public static func faults(in text: String, file: String? = nil) -> [Fault] {
        do {
            var reader = ConfigReader(file: file, options: ReadOptions(), notices: Notices())
            reader.read(try YAMLNode.parse(text, file: file))
            return reader.sortedFaults
        } catch {
            return [error as? Fault ?? Fault(.yamlSyntax, "\(error)", at: Origin(file: file))]
        }
    }

    private static func make(
        _ node: YAMLNode, file: String?, _ options: ReadOptions, _ notices: Notices
    ) throws -> AnalysisConfig {
        var reader = ConfigReader(file: file, options: options, notices: notices)
        reader.read(node)
        if let fault = reader.sortedFaults.first { throw fault }
        return reader.config
    }
}
