import GammaCore

/// A source: its spectrum, and if they matter its shape and its time dependence.
public struct SkyModel: ParametricModel {
    /// Names in model files.
    public static let tags = ["SkyModel", "sky-model"]

    /// Which instrument responses the prediction goes through.
    public struct ApplyIRF: Sendable, Hashable {
        /// Multiply by the exposure.
        public var exposure: Bool
        /// Convolve with the point-spread function.
        public var psf: Bool
        /// Apply the energy dispersion.
        public var edisp: Bool

        /// All of them by default.
        public init(exposure: Bool = true, psf: Bool = true, edisp: Bool = true) {
            self.exposure = exposure
            self.psf = psf
            self.edisp = edisp
        }
    }

    /// Unique name of the component.
    public var name: String
    /// dN/dE.
    public var spectral: any SpectralModel
    /// Shape on the sky; nil for spectra without one.
    public var spatial: (any SpatialModel)?
    /// Time dependence; nil for a constant source.
    public var temporal: (any TemporalModel)?
    /// Names of the datasets it contributes to; nil for all.
    public var datasetNames: [String]?
    /// Which responses are applied.
    public var applyIRF: ApplyIRF

    /// Makes a source.
    public init(
        _ name: String, spectral: any SpectralModel, spatial: (any SpatialModel)? = nil,
        temporal: (any TemporalModel)? = nil, datasetNames: [String]? = nil, applyIRF: ApplyIRF = ApplyIRF()
    ) {
        self.name = name
        self.spectral = spectral
        self.spatial = spatial
        self.temporal = temporal
        self.datasetNames = datasetNames
        self.applyIRF = applyIRF
    }

    /// The parameters of spectrum, shape and time dependence, in this order.
    public var parameters: [Parameter] {
        get { spectral.parameters + (spatial?.parameters ?? []) + (temporal?.parameters ?? []) }
        set {
            var rest = newValue[...]
            func take(_ count: Int) -> [Parameter] {
                defer { rest = rest.dropFirst(count) }
                return Array(rest.prefix(count))
            }
            spectral.parameters = take(spectral.parameters.count)
            if let count = spatial?.parameters.count { spatial?.parameters = take(count) }
            if let count = temporal?.parameters.count { temporal?.parameters = take(count) }
        }
    }

    /// Whether the model contributes to the dataset of that name, see ``ModelComponent/contributes(to:)``.
    public func contributes(to dataset: String) -> Bool { ModelComponent.sky(self).contributes(to: dataset) }
}
