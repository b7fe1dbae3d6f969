/// Why a source of a catalogue gives no model.
public enum NoModelReason: Error, Sendable, Hashable {
    /// The catalogue states no spectrum.
    case noSpectrum
    /// The catalogue states only an upper limit of the flux.
    case upperLimitOnly
    /// A parameter of the spectrum has no value, or one that makes no spectrum.
    case incompleteSpectrum(String)
    /// A kind of spectrum that is not known.
    case unknownSpectrum(String)
    /// The catalogue states no shape.
    case noShape
    /// A parameter of the shape has no value, or one that makes no shape.
    case incompleteShape(String)
    /// A kind of shape that is not known.
    case unknownShape(String)
    /// The map of the shape is not where it was looked for.
    case missingTemplate(String)
    /// The map of the shape cannot be read.
    case badTemplate(String)
    /// The source has no model of that name.
    case noVariant(String)
}

extension NoModelReason: CustomStringConvertible {
    /// One sentence without a full stop.
    public var description: String {
        switch self {
        case .noSpectrum: "the catalogue states no spectrum"
        case .upperLimitOnly: "the catalogue states only an upper limit of the flux"
        case .incompleteSpectrum(let name): "the parameter \(name) of the spectrum has no usable value"
        case .unknownSpectrum(let kind): "a spectrum of type '\(kind)' is not known"
        case .noShape: "the catalogue states no shape"
        case .incompleteShape(let name): "the parameter \(name) of the shape has no usable value"
        case .unknownShape(let kind): "a shape of type '\(kind)' is not known"
        case .missingTemplate(let path): "the map of its shape is not there: \(path)"
        case .badTemplate(let text): "the map of its shape cannot be read: \(text)"
        case .noVariant(let name): "it has no model '\(name)'"
        }
    }
}
