import GammaModels

/// Shape and spectrum of a source.
public struct SourceForm: Sendable, Hashable {
    /// The shape.
    public var shape: SourceShape
    /// The spectrum.
    public var spectrum: SourceSpectrum

    /// Makes a form.
    public init(_ shape: SourceShape, _ spectrum: SourceSpectrum = .powerLaw) {
        self.shape = shape
        self.spectrum = spectrum
    }

    /// Free parameters of a source like this.
    public var parameters: Int { shape.parameters + spectrum.parameters }

    /// The forms beside this one: every other shape, and the spectra that are simpler, or the simplest with one parameter more.
    func others(_ shapes: Set<SourceShape>, _ spectra: Set<SourceSpectrum>) -> [SourceForm] {
        let shapes = SourceShape.allCases.filter { shapes.contains($0) && $0 != shape }
            .filter { !(shape == .point && $0 == .elongated) }
        let spectra = SourceSpectrum.allCases.filter { other in
            spectra.contains(other) && (spectrum == .powerLaw) != (other == .powerLaw)
        }
        return shapes.map { SourceForm($0, spectrum) } + spectra.map { SourceForm(shape, $0) }
    }
}

extension SourceForm: CustomStringConvertible {
    /// `gaussian pl`.
    public var description: String { "\(shape.rawValue) \(spectrum.rawValue)" }
}
