import GammaMaps

/// A map of predicted counts in a file, scaled by a norm spectrum.
public struct TemplateNPredModel: ParametricModel {
    /// Names in model files.
    public static let tags = ["TemplateNPredModel"]
    /// Unique name.
    public var name: String
    /// The predicted counts.
    public var map: WCSMap
    /// The FITS file of the map, as the model file names it.
    public var filename: String?
    /// Multiplies the map; a norm model.
    public var spectral: any SpectralModel
    /// Multiplies the map on the sky; nil for none.
    public var spatial: (any SpatialModel)?
    /// Names of the datasets it contributes to; nil for all.
    public var datasetNames: [String]?

    /// Makes the model.
    public init(
        _ name: String, map: WCSMap, filename: String? = nil, spectral: any SpectralModel = PowerLawNorm(),
        spatial: (any SpatialModel)? = nil, datasetNames: [String]? = nil
    ) {
        self.name = name
        self.map = map
        self.filename = filename
        self.spectral = spectral
        self.spatial = spatial
        self.datasetNames = datasetNames
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
