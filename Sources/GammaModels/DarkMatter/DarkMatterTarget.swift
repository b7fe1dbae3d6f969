/// Dark matter in a target: what its particles are, and how many of them are seen.
public struct DarkMatterTarget: Sendable, Equatable {
    /// Mass of the particle in GeV.
    public var mass: Double
    /// Name of the channel, as in ``DarkMatterTable/read(_:channel:)``.
    public var channel: String
    /// J factor in GeV² cm⁻⁵ of annihilation, D factor in GeV cm⁻² of decay; 1 where a shape on the sky holds it.
    public var factor: Double
    /// Redshift of the target.
    public var redshift: Double
    /// Who made the table.
    public var source: DarkMatterSource
    /// The file of the table as a model file names it; nil for the one of Gammapy's data.
    public var filename: String?

    /// Describes a target.
    public init(
        mass: Double, channel: String, factor: Double = 1, redshift: Double = 0, source: DarkMatterSource = .pppc4,
        filename: String? = nil
    ) {
        self.mass = mass
        self.channel = channel
        self.factor = factor
        self.redshift = redshift
        self.source = source
        self.filename = filename
    }
}
