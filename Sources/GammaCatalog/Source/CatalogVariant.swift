import GammaModels

/// One way in which a catalogue models a source: `PL` or `ECPL`, `point` or `extended`, `KM2A` or `WCDA`.
public struct CatalogVariant: Sendable {
    /// A part of the source with a shape of its own.
    public struct Part: Sendable {
        /// Name of the model.
        public var name: String
        /// Its share of the flux.
        public var share: Double
        /// Its shape.
        public var shape: Result<CatalogShape, NoModelReason>
    }

    /// Name.
    public var name: String
    /// The spectrum of the whole source with the errors of its parameters, or why there is none.
    public var spectrum: Result<any SpectralModel, NoModelReason>
    /// The parts; one unless the source has several components.
    public var parts: [Part]
    /// Energies at which it holds, TeV; nil when not stated.
    public var energyRange: ClosedRange<Double>?

    /// A model of one part.
    init(
        _ name: String, source: String, spectrum: Result<any SpectralModel, NoModelReason>,
        shape: Result<CatalogShape, NoModelReason>, energyRange: ClosedRange<Double>? = nil
    ) {
        self.init(
            name, spectrum: spectrum, parts: [Part(name: source, share: 1, shape: shape)], energyRange: energyRange)
    }

    /// A model of several parts.
    init(
        _ name: String, spectrum: Result<any SpectralModel, NoModelReason>, parts: [Part],
        energyRange: ClosedRange<Double>? = nil
    ) {
        self.name = name
        self.spectrum = spectrum
        self.parts = parts
        self.energyRange = energyRange
    }

    /// The sky models, one a part, or why there are none.
    /// - Parameter folder: where maps of shapes are; nil for the place where Gammapy keeps them.
    public func models(templates folder: String? = nil) -> Result<[SkyModel], NoModelReason> {
        spectrum.flatMap { spectrum in
            guard !parts.isEmpty else { return .failure(.noShape) }
            var models: [SkyModel] = []
            for part in parts {
                switch part.shape.flatMap({ $0.model(templates: folder) }) {
                case .failure(let reason): return .failure(reason)
                case .success(let shape):
                    models.append(SkyModel(part.name, spectral: Self.scaled(spectrum, by: part.share), spatial: shape))
                }
            }
            return .success(models)
        }
    }

    private static func scaled(_ spectrum: any SpectralModel, by share: Double) -> any SpectralModel {
        guard share != 1, let index = spectrum.parameters.firstIndex(where: { $0.name == "amplitude" }) else {
            return spectrum
        }
        var scaled = spectrum
        scaled.parameters[index].value *= share
        scaled.parameters[index].error *= share
        return scaled
    }
}
