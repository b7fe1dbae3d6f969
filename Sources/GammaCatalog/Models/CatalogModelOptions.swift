import GammaCore
import GammaMaps

/// How sources of a catalogue become the models of a fit.
public struct CatalogModelOptions: Sendable {
    /// What a fit varies of a source.
    public enum Free: String, Sendable, CaseIterable {
        /// Nothing.
        case nothing = "none"
        /// The amplitude.
        case norm
        /// All that the spectrum leaves free.
        case spectrum
        /// All that spectrum and shape leave free.
        case all
    }

    /// Which model of the sources; nil for the catalogue's own choice. Sources that have no such model keep their own.
    public var variant: String?
    /// What is free.
    public var free: Free
    /// Beyond this distance from ``centre`` in deg everything is frozen; nil: nowhere.
    public var freeRadius: Double?
    /// What ``freeRadius`` counts from; the centre of the cone or region unless given.
    public var centre: SkyDirection?
    /// Sources below this significance are left out.
    public var minimumSignificance: Double?
    /// Whether components of one source keep their spectral shape in common: all spectral parameters but the amplitude
    /// are linked.
    public var linksComponents: Bool
    /// Folder with the maps of extended sources; nil for the place where Gammapy keeps them.
    public var templates: String?

    /// Makes options.
    public init(
        variant: String? = nil, free: Free = .spectrum, freeRadius: Double? = nil, centre: SkyDirection? = nil,
        minimumSignificance: Double? = nil, linksComponents: Bool = false, templates: String? = nil
    ) {
        self.variant = variant
        self.free = free
        self.freeRadius = freeRadius
        self.centre = centre
        self.minimumSignificance = minimumSignificance
        self.linksComponents = linksComponents
        self.templates = templates
    }
}
