import GammaCore
import GammaIO

/// Gamma rays from annihilating dark matter: s ⟨σv⟩ J/(4π k m²) dN/dE(E(1 + z)), with ⟨σv⟩ = 3·10⁻²⁶ cm³/s, that of a
/// thermal relic.
public struct DarkMatterAnnihilation: DarkMatterSpectralModel {
    /// Names in model files.
    public static let tags = ["DarkMatterAnnihilationSpectralModel", "dm-annihilation"]
    /// `scale` s.
    public var parameters: [Parameter]
    /// The target; its factor is the J factor.
    public let target: DarkMatterTarget
    /// The spectra.
    public let table: DarkMatterTable
    /// k: 2 for particles that are their own antiparticles (Majorana), 4 for others (Dirac).
    public let multiplicity: Double

    /// Makes the model; the table is read from the target's file unless it is given.
    /// - Throws: faults of the file; ``Fault/Code/badValue`` for a mass outside the table.
    public init(
        _ target: DarkMatterTarget, scale: Double = 1, multiplicity: Double = 2, table: DarkMatterTable? = nil
    ) throws {
        self.target = target
        self.multiplicity = multiplicity
        self.table = try table ?? DarkMatterTable.read(target)
        parameters = [.scale(scale)]
        try self.table.check(photonMass)
    }

    static let factorUnit = "GeV2 cm-5"
    var photonMass: Double { target.mass }
    var rate: Double {
        3e-26 * target.factor / (multiplicity * target.mass * target.mass * 4 * Double.pi)
    }

    /// Reads target, table, k and scale.
    public init(yaml node: YAMLNode, reading: ModelReading) throws {
        try node.checkKeys(Self.keys + ["k"])
        let (target, table) = try Self.read(node, reading)
        let multiplicity = try node.optional("k")?.double() ?? 2
        self = try reading.located(node["mass"] ?? node) {
            try Self(target, multiplicity: multiplicity, table: table)
        }
        parameters = try reading.parameters(of: node, defaults: parameters)
    }

    /// Type, scale, target, k.
    public func yamlPairs(_ writing: ModelWriting) -> [(String, YAMLNode)] {
        targetPairs(writing) + [("k", YAMLNode(multiplicity))]
    }
}
