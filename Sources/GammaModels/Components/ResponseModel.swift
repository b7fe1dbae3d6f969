/// How far the responses of datasets may be off: nuisance parameters of an instrument, or of a group of its runs.
///
/// With s the `energy_scale` and N the norm spectrum, a dataset sees a source of dN/dE = φ(E) as N(E) φ(E/s)/s: a photon of
/// energy E counts as one of s E, so that s > 1 means energies that are taken for too high (Nigro et al. 2019, A&A 625, A10,
/// with z = s − 1). `psf_scale` w makes the point-spread function w times as wide. All are 1 and frozen at first; a free one
/// wants a prior, or a source that other datasets know.
public struct ResponseModel: ParametricModel {
    /// Names in model files; Gammapy has no such model.
    public static let tags = ["ResponseModel", "response"]
    /// Unique name.
    public var name: String
    /// Multiplies the effective area, by true energy; a norm model.
    public var spectral: any SpectralModel
    /// `energy_scale` and `psf_scale`.
    public var scales: [Parameter]
    /// Names of the datasets it belongs to; nil for all.
    public var datasetNames: [String]?

    /// Makes a model without effect, all of its parameters frozen.
    public init(_ name: String, datasetNames: [String]? = nil) {
        var norm = PowerLawNorm()
        norm.norm.isFrozen = true
        self.init(name, spectral: norm, datasetNames: datasetNames)
    }

    /// Makes the model with a norm spectrum.
    public init(_ name: String, spectral: any SpectralModel, datasetNames: [String]? = nil) {
        self.name = name
        self.spectral = spectral
        self.datasetNames = datasetNames
        scales = ["energy_scale", "psf_scale"].map {
            Parameter($0, 1, minimum: 0.1, maximum: 10, isFrozen: true)
        }
    }

    /// The parameters of the norm spectrum, then ``scales``.
    public var parameters: [Parameter] {
        get { spectral.parameters + scales }
        set {
            let count = spectral.parameters.count
            spectral.parameters = Array(newValue.prefix(count))
            scales = Array(newValue.dropFirst(count))
        }
    }

    /// By what energies are taken for too high.
    public var energyScale: Parameter {
        get { scales[0] }
        set { scales[0] = newValue }
    }

    /// By what the point-spread function is wider than the response says.
    public var psfScale: Parameter {
        get { scales[1] }
        set { scales[1] = newValue }
    }
}
