import GammaCore
import GammaIO

/// Gamma rays from decaying dark matter: s D/(4π τ m) dN/dE(E(1 + z)), with τ = 4.3·10¹⁷ s, the age of the Universe.
///
/// The photons of a decay are those of an annihilation of particles with half the mass.
public struct DarkMatterDecay: DarkMatterSpectralModel {
    /// Names in model files.
    public static let tags = ["DarkMatterDecaySpectralModel", "dm-decay"]
    /// `scale` s.
    public var parameters: [Parameter]
    /// The target; its factor is the D factor.
    public let target: DarkMatterTarget
    /// The spectra.
    public let table: DarkMatterTable

    /// Makes the model; the table is read from the target's file unless it is given.
    /// - Throws: faults of the file; ``Fault/Code/badValue`` when half the mass is outside the table.
    public init(_ target: DarkMatterTarget, scale: Double = 1, table: DarkMatterTable? = nil) throws {
        self.target = target
        self.table = try table ?? DarkMatterTable.read(target)
        parameters = [.scale(scale)]
        try self.table.check(photonMass)
    }

    static let factorUnit = "GeV cm-2"
    var photonMass: Double { target.mass / 2 }
    var rate: Double { target.factor / (4.3e17 * target.mass * 4 * Double.pi) }

    /// Reads target, table and scale.
    public init(yaml node: YAMLNode, reading: ModelReading) throws {
        try node.checkKeys(Self.keys)
        let (target, table) = try Self.read(node, reading)
        self = try reading.located(node["mass"] ?? node) { try Self(target, table: table) }
        parameters = try reading.parameters(of: node, defaults: parameters)
    }

    /// Type, scale, target.
    public func yamlPairs(_ writing: ModelWriting) -> [(String, YAMLNode)] { targetPairs(writing) }
}
