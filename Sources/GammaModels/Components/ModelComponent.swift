/// One entry of a list of models.
public enum ModelComponent: Sendable {
    /// A source.
    case sky(SkyModel)
    /// The background of a dataset, scaled and tilted.
    case background(FoVBackgroundModel)
    /// A map of predicted counts, scaled.
    case template(TemplateNPredModel)
    /// How far the responses of datasets may be off.
    case response(ResponseModel)

    /// Unique name.
    public var name: String {
        switch self {
        case .sky(let model): model.name
        case .background(let model): model.name
        case .template(let model): model.name
        case .response(let model): model.name
        }
    }

    /// Names of the datasets it contributes to; nil for all.
    public var datasetNames: [String]? {
        get {
            switch self {
            case .sky(let model): model.datasetNames
            case .background(let model): model.datasetNames
            case .template(let model): model.datasetNames
            case .response(let model): model.datasetNames
            }
        }
        set {
            switch self {
            case .sky(var model):
                model.datasetNames = newValue
                self = .sky(model)
            case .background(var model):
                model.datasetNames = newValue
                self = .background(model)
            case .template(var model):
                model.datasetNames = newValue
                self = .template(model)
            case .response(var model):
                model.datasetNames = newValue
                self = .response(model)
            }
        }
    }

    /// Whether the component contributes to the dataset of that name. A name of the list that ends in `*` stands for all
    /// datasets that begin so.
    public func contributes(to dataset: String) -> Bool {
        datasetNames?.contains { Self.matches(dataset, $0) } ?? true
    }

    /// Whether a name in a list of datasets means a dataset.
    public static func matches(_ dataset: String, _ name: String) -> Bool {
        name.hasSuffix("*") ? dataset.hasPrefix(name.dropLast()) : dataset == name
    }

    /// The spectral part: dN/dE of a source, the norm of a background, the norm of an effective area.
    public var spectral: any SpectralModel {
        get {
            switch self {
            case .sky(let model): model.spectral
            case .background(let model): model.spectral
            case .template(let model): model.spectral
            case .response(let model): model.spectral
            }
        }
        set {
            switch self {
            case .sky(var model):
                model.spectral = newValue
                self = .sky(model)
            case .background(var model):
                model.spectral = newValue
                self = .background(model)
            case .template(var model):
                model.spectral = newValue
                self = .template(model)
            case .response(var model):
                model.spectral = newValue
                self = .response(model)
            }
        }
    }

    /// The spatial part, when there is one.
    public var spatial: (any SpatialModel)? {
        switch self {
        case .sky(let model): model.spatial
        case .background(let model): model.spatial
        case .template(let model): model.spatial
        case .response: nil
        }
    }

    /// The temporal part, when there is one.
    public var temporal: (any TemporalModel)? {
        if case .sky(let model) = self { return model.temporal }
        return nil
    }

    /// The source, when it is one.
    public var skyModel: SkyModel? {
        if case .sky(let model) = self { return model }
        return nil
    }

    /// The deviation of responses, when it is one.
    public var responseModel: ResponseModel? {
        if case .response(let model) = self { return model }
        return nil
    }

    /// Whether it predicts counts by itself that come from no source.
    public var isBackground: Bool {
        switch self {
        case .background, .template: true
        case .sky, .response: false
        }
    }

    /// Spectral, spatial, temporal parameters in this order, then the scales of a response.
    public var parameters: [Parameter] {
        get {
            switch self {
            case .sky(let model): model.parameters
            case .background(let model): model.parameters
            case .template(let model): model.parameters
            case .response(let model): model.parameters
            }
        }
        set {
            switch self {
            case .sky(var model):
                model.parameters = newValue
                self = .sky(model)
            case .background(var model):
                model.parameters = newValue
                self = .background(model)
            case .template(var model):
                model.parameters = newValue
                self = .template(model)
            case .response(var model):
                model.parameters = newValue
                self = .response(model)
            }
        }
    }

    /// Names of the parameters with their part: `spectral.index`, `spatial.lon_0`, `response.energy_scale`.
    public var parameterNames: [String] {
        spectral.parameterPaths.map { "spectral." + $0 } + (spatial?.parameters ?? []).map { "spatial." + $0.name }
            + (temporal?.parameters ?? []).map { "temporal." + $0.name }
            + (responseModel?.scales ?? []).map { "response." + $0.name }
    }
}
