import GammaKit

/// A model as its page in the documentation shows it.
public struct GalleryModel: Sendable {
    /// One of the models of a figure.
    struct Variant: Sendable {
        /// Shown in the legend or above the image.
        let name: String
        /// The model.
        let model: any YAMLModel
    }

    /// A file that the example needs.
    public struct File: Sendable {
        /// As the model file names it.
        public let name: String
        /// Writes it to a path.
        public let write: @Sendable (String) throws -> Void
    }

    /// The example.
    public let model: any YAMLModel
    /// What each of its parameters means.
    public let meanings: [String]
    /// What the figure shows.
    let variants: [Variant]
    /// Energies in TeV or times in days of the figure; of images the width in degrees, from its middle.
    let range: ClosedRange<Double>
    /// The file of a template.
    public let file: File?
    /// The parameters as they are when nothing is said about them; nil where nothing is known before a file or another
    /// model is.
    let defaults: [Parameter]?

    /// Describes a model.
    /// - Parameters:
    ///   - meanings: one for each parameter.
    ///   - parameter: the one that differs between the models of the figure; empty for one model.
    ///   - values: of that parameter.
    ///   - range: energies in TeV, times in days, or the coordinates of an image in degrees.
    ///   - label: the model itself in the legend of a figure with further curves.
    ///   - parts: these curves.
    ///   - defaults: a model with its default values, for those that cannot be made without arguments.
    init(
        _ model: any YAMLModel, _ meanings: [String], varying parameter: String = "", _ values: [Double] = [],
        range: ClosedRange<Double>, label: String = "model", parts: [(name: String, model: any YAMLModel)] = [],
        defaults: (any YAMLModel)? = nil, file: File? = nil
    ) throws {
        self.model = model
        self.meanings = meanings
        self.range = range
        self.file = file
        let standard = (type(of: model) as? any StandardModel.Type)?.init().parameters
        self.defaults = defaults?.parameters ?? standard
        var variants = try values.map { value in
            var changed = model
            try changed.update(parameter) { $0.value = value }
            return Variant(name: "\(parameter) = \(Self.text(value))", model: changed)
        }
        if variants.isEmpty { variants = [Variant(name: parts.isEmpty ? "" : label, model: model)] }
        self.variants = variants + parts.map { Variant(name: $0.name, model: $0.model) }
    }

    /// The name in model files, which is that of the page and of its figure, too.
    public var name: String { type(of: model).tags[0] }

    /// The name of the type in programs.
    public var typeName: String { "\(type(of: model))" }

    /// A number as it is written in a program, without a point where it is whole.
    static func text(_ value: Double) -> String {
        Int(exactly: value).flatMap { abs($0) < 1_000_000 ? "\($0)" : nil } ?? "\(value)"
    }
}
