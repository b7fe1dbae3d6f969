import GammaCore
import GammaIO

/// What the spectra of annihilating and of decaying dark matter have in common: a table times a number.
protocol DarkMatterSpectralModel: SpectralModel {
    /// Unit of the target's factor.
    static var factorUnit: String { get }
    /// The target.
    var target: DarkMatterTarget { get }
    /// Its table.
    var table: DarkMatterTable { get }
    /// Mass in GeV for which photons are looked up.
    var photonMass: Double { get }
    /// What dN/dE is multiplied by, in cm⁻² s⁻¹.
    var rate: Double { get }
}

extension DarkMatterSpectralModel {
    /// dN/dE at each energy in TeV.
    public func evaluate(_ energies: [Double]) -> [Double] {
        let scale = parameters[0].internalValue
        return shape(energies).map { scale * $0 }
    }

    /// dN/dE at each energy in TeV and its derivative.
    public func evaluateWithGradient(_ energies: [Double]) -> (values: [Double], gradient: [[Double]]) {
        let shape = shape(energies)
        let (scale, factor) = (parameters[0].internalValue, parameters[0].internalFactor)
        return (shape.map { scale * $0 }, [shape.map { factor * $0 }])
    }

    private func shape(_ energies: [Double]) -> [Double] {
        let (stretch, rate) = (1 + target.redshift, rate)
        return table.evaluate(energies.map { $0 * stretch }, mass: photonMass).map { rate * $0 }
    }

    // MARK: - Model files

    /// Keys of the mapping in a model file.
    static var keys: [String] { ["type", "parameters", "channel", "mass", "jfactor", "z", "source", "filename"] }

    /// Reads target and table.
    static func read(_ node: YAMLNode, _ reading: ModelReading) throws -> (DarkMatterTarget, DarkMatterTable) {
        let massNode = try node.required("mass")
        let channelNode = try node.required("channel")
        var target = DarkMatterTarget(
            mass: try quantity(massNode, "GeV", reading), channel: try channelNode.string())
        if let factor = node.optional("jfactor") { target.factor = try quantity(factor, factorUnit, reading) }
        target.redshift = try node.optional("z")?.double() ?? 0
        if let source = node.optional("source") { target.source = try reading.choice(source) }
        target.filename = try node.optional("filename")?.string()
        let table = try reading.located(node.optional("filename") ?? channelNode) {
            try DarkMatterTable.read(
                reading.path(target.filename ?? target.source.filename), channel: target.channel)
        }
        return (target, table)
    }

    /// Type, parameter, target.
    func targetPairs(_ writing: ModelWriting) -> [(String, YAMLNode)] {
        var pairs = writing.standardPairs(self, defaults: [.scale(1)])
        pairs += [
            ("channel", YAMLNode(target.channel)), ("mass", YAMLNode("\(target.mass) GeV")),
            ("jfactor", YAMLNode("\(target.factor) \(Self.factorUnit)")), ("z", YAMLNode(target.redshift)),
        ]
        pairs.append(("source", YAMLNode(target.source.rawValue)))
        if let filename = target.filename { pairs.append(("filename", YAMLNode(filename))) }
        return pairs
    }

    /// A number with its unit as one text; a plain number is one in the unit asked for.
    private static func quantity(_ node: YAMLNode, _ unit: String, _ reading: ModelReading) throws -> Double {
        guard node.isString else { return try node.double() }
        return try reading.located(node) {
            let quantity = try Quantity(parsing: node.string())
            return quantity.unit == .none ? quantity.value : try quantity.value(in: Unit(parsing: unit))
        }
    }
}

extension DarkMatterTable {
    /// The table of a target from its file.
    /// - Throws: faults of the file, and ``Fault/Code/badValue`` for a mass outside the table.
    static func read(_ target: DarkMatterTarget) throws -> DarkMatterTable {
        try read(DataPath.expand(target.filename ?? target.source.filename), channel: target.channel)
    }

    /// - Throws: ``Fault/Code/badValue`` for a mass in GeV that the table does not cover.
    func check(_ mass: Double) throws {
        guard let first = masses.first, let last = masses.last, mass >= first, mass <= last else {
            throw Fault(
                .badValue,
                "a mass of \(mass) GeV is outside the table, \(masses.first ?? .nan) to \(masses.last ?? .nan) GeV")
        }
    }
}

extension Parameter {
    /// A factor as Gammapy names it for dark matter.
    static func scale(_ value: Double) -> Parameter { Parameter("scale", value, interpolation: .log) }
}
