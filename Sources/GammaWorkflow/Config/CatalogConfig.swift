import GammaCatalog

/// Section `catalog`, which Gammapy does not have: sources of a catalogue as models to begin with, or as marks in maps.
public struct CatalogConfig: Sendable, Hashable {
    /// What sources of a catalogue are for.
    public enum Use: String, Sendable, CaseIterable {
        /// They are models.
        case models
        /// They are marked in maps.
        case marks
        /// Both.
        case both
    }

    /// The catalogue: a file, or a name such as `hgps` for one in `$GAMMAPY_DATA/catalogs`.
    public var file: ConfigPath?
    /// Models, or marks in the maps of figures and report.
    public var use: Use?
    /// Sources in this circle.
    public var cone = CircleConfig()
    /// Sources of these names, instead of a circle or beside it.
    public var sources: [String]?
    /// What is fitted of a source; spectrum.
    public var free: CatalogModelOptions.Free?
    /// Sources farther than this from the centre of the circle are frozen.
    public var freeRadius: ConfigAngle?
    /// Which of the models of a source.
    public var variant: String?
    /// Sources below this significance are left out.
    public var minSignificance: Double?
}
