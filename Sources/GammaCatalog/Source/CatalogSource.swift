import GammaCore
import GammaMaps
import GammaModels

/// A source as its catalogue states it; what is not stated is nil, empty or not a number.
public struct CatalogSource: Sendable {
    /// Name.
    public var name: String
    /// The catalogue.
    public var family: CatalogFamily
    /// File, HDU and row.
    public var origin: Origin
    /// Where it is.
    public var position: SkyDirection
    /// How well that is known.
    public var positionError: PositionError?
    /// Other names of the same source.
    public var aliases: [String]
    /// Class: `PWN`, `bll`; empty when not stated.
    public var sourceClass: String
    /// What it is associated with.
    public var associations: [CatalogAssociation]
    /// Significance of the detection, √TS.
    public var significance: Double?
    /// The models of the source, the catalogue's own choice first; never empty.
    public var variants: [CatalogVariant]
    /// Fluxes that the catalogue states.
    public var fluxes: [CatalogFlux]
    /// Fluxes in bands of energy.
    public var bands: [CatalogBand]
    /// Whether ``bands`` are differential fluxes; they are fluxes integrated over the band otherwise.
    public var bandsAreDifferential: Bool
    /// Fluxes over time.
    public var histories: [CatalogHistory]
    /// What else there is to say.
    public var details: [CatalogDetail]

    init(
        _ name: String, _ family: CatalogFamily, origin: Origin, position: SkyDirection,
        positionError: PositionError? = nil, variants: [CatalogVariant]
    ) {
        self.name = name
        self.family = family
        self.origin = origin
        self.position = position
        self.positionError = positionError
        self.variants = variants
        aliases = []
        sourceClass = ""
        associations = []
        significance = nil
        fluxes = []
        bands = []
        bandsAreDifferential = false
        histories = []
        details = []
    }

    /// Row of the file, counted from 1.
    public var row: Int { origin.row ?? 0 }

    /// The model of that name, whatever case; the catalogue's own choice for nil.
    public func variant(_ name: String? = nil) -> CatalogVariant? {
        guard let name else { return variants.first }
        return variants.first { $0.name.lowercased() == name.lowercased() }
    }

    /// The sky models of the source, one a component, or why there are none.
    /// - Parameters:
    ///   - variant: which of the ``variants``; nil for the catalogue's own choice.
    ///   - folder: where maps of shapes are; nil for the place where Gammapy keeps them.
    public func models(_ variant: String? = nil, templates folder: String? = nil) -> Result<[SkyModel], NoModelReason> {
        guard let found = self.variant(variant) else { return .failure(.noVariant(variant ?? "")) }
        return found.models(templates: folder)
    }

    /// The sky models of the source, one a component.
    /// - Throws: a fault that says why there are none.
    public func skyModels(_ variant: String? = nil, templates folder: String? = nil) throws -> [SkyModel] {
        switch models(variant, templates: folder) {
        case .success(let models): return models
        case .failure(let reason):
            let names = variants.map(\.name).joined(separator: ", ")
            var hint: String?
            if case .noVariant = reason { hint = "its models: \(names)" }
            if case .missingTemplate = reason { hint = "name the folder with the maps of extended sources" }
            throw Fault(.noData, "\(name) gives no model: \(reason)", at: origin, hint: hint)
        }
    }

    /// The spectrum of the whole source; nil where there is none.
    public func spectrum(_ variant: String? = nil) -> (any SpectralModel)? {
        if case .success(let model) = self.variant(variant)?.spectrum { return model }
        return nil
    }
}
