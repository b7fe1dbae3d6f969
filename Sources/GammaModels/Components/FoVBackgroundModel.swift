/// The background of one or more datasets, scaled by a norm spectrum: norm · B · (E/E₀)^−tilt.
public struct FoVBackgroundModel: ParametricModel {
    /// Names in model files.
    public static let tags = ["FoVBackgroundModel", "fov-bkg"]
    /// Unique name.
    public var name: String
    /// Multiplies the background; a norm model.
    public var spectral: any SpectralModel
    /// Multiplies the background on the sky; nil for none.
    public var spatial: (any SpatialModel)?
    /// The datasets it belongs to.
    public var datasetNames: [String]?

    /// Makes the background model of a dataset.
    public init(
        dataset: String, name: String? = nil, spectral: any SpectralModel = PowerLawNorm(),
        spatial: (any SpatialModel)? = nil
    ) {
        self.name = name ?? dataset + "-bkg"
        self.spectral = spectral
        self.spatial = spatial
        self.datasetNames = [dataset]
    }

    /// The parameters of the norm spectrum, then of the spatial norm.
    public var parameters: [Parameter] {
        get { spectral.parameters + (spatial?.parameters ?? []) }
        set {
            let count = spectral.parameters.count
            spectral.parameters = Array(newValue.prefix(count))
            spatial?.parameters = Array(newValue.dropFirst(count))
        }
    }
}
