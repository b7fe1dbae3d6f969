import GammaCore
import GammaIO

extension RadiativeSpectralModel {
    /// Reads particles, processes and parameters.
    public init(yaml node: YAMLNode, reading: ModelReading) throws {
        try node.checkKeys(["type", "parameters", "particles", "processes"])
        let particles = try ParticleDistribution(yaml: node.required("particles"), reading: reading)
        let processes = try node.required("processes")
        let list = try processes.sequence().map { try RadiativeProcess(yaml: $0, reading: reading) }
        self = try reading.located(processes) { try RadiativeSpectralModel(particles, list) }
        parameters = try reading.parameters(
            of: node, defaults: parameters, implied: Set(list.flatMap(\.known).map(\.name)))
    }

    /// Type, parameters, particles, processes.
    public func yamlPairs(_ writing: ModelWriting) -> [(String, YAMLNode)] {
        writing.standardPairs(self, defaults: defaults) + [
            ("particles", particles.yamlNode), ("processes", YAMLNode(processes.map(\.yamlNode))),
        ]
    }

    /// The parameters as they are when only particles and processes are named.
    var defaults: [Parameter] {
        ParticleDistribution(particles.shape).parameters + processes.flatMap(\.standard.parameters) + [
            Parameter("distance", 1, unit: .kpc, isFrozen: true)
        ]
    }
}

extension ParticleDistribution {
    fileprivate init(yaml node: YAMLNode, reading: ModelReading) throws {
        try node.checkKeys(["type", "energy"])
        var range: ClosedRange<Double>?
        if let energy = node.optional("energy") {
            try energy.checkKeys(["min", "max", "unit"])
            let unit = try energy.optional("unit").map { unit in
                try reading.located(unit) { try Unit(parsing: unit.string()).factor(to: .TeV) }
            }
            let (low, high) = (try energy.required("min").double(), try energy.required("max").double())
            guard low > 0, high > low, high.isFinite else {
                throw Fault(
                    .badValue, "the energies of the particles must be positive and ascending", at: energy.origin)
            }
            range = low * (unit ?? 1)...high * (unit ?? 1)
        }
        self.init(try reading.choice(node.required("type")), range: range)
    }

    fileprivate var yamlNode: YAMLNode {
        var pairs: [(String, YAMLNode)] = [("type", YAMLNode(shape.rawValue))]
        if let range {
            pairs.append(
                (
                    "energy",
                    ["min": YAMLNode(range.lowerBound), "max": YAMLNode(range.upperBound), "unit": "TeV"]
                ))
        }
        return YAMLNode(pairs)
    }
}

extension RadiativeProcess {
    private static let tags = ["synchrotron", "inverse-compton", "bremsstrahlung", "pion-decay"]

    /// The process with the start values it has when nothing is said about them.
    fileprivate var standard: RadiativeProcess {
        switch self {
        case .synchrotron: .synchrotron()
        case .inverseCompton(let fields): .inverseCompton(fields.map(\.standard))
        case .bremsstrahlung(let gas, _): .bremsstrahlung(gas)
        case .pionDecay(let decay, _): .pionDecay(decay)
        }
    }

    /// The parameters of fields whose name says what they are.
    fileprivate var known: [Parameter] {
        guard case .inverseCompton(let fields) = self else { return [] }
        return fields.filter { SeedField.known.contains($0) }.flatMap(\.parameters)
    }

    fileprivate init(yaml node: YAMLNode, reading: ModelReading) throws {
        let typeNode = try node.required("type")
        switch try typeNode.string() {
        case "synchrotron":
            try node.checkKeys(["type"])
            self = .synchrotron()
        case "inverse-compton":
            try node.checkKeys(["type", "fields"])
            self = .inverseCompton(
                try node.required("fields").sequence().map { try SeedField(yaml: $0, reading: reading) })
        case "bremsstrahlung":
            try node.checkKeys(["type", "weight_ee", "weight_ep"])
            var gas = Bremsstrahlung()
            if let weight = node.optional("weight_ee") { gas.electronWeight = try weight.double() }
            if let weight = node.optional("weight_ep") { gas.ionWeight = try weight.double() }
            self = .bremsstrahlung(gas)
        case "pion-decay":
            try node.checkKeys(["type", "generator", "nuclear_enhancement"])
            var decay = PionDecay()
            if let generator = node.optional("generator") { decay.generator = try reading.choice(generator) }
            if let nuclei = node.optional("nuclear_enhancement") { decay.hasNuclei = try nuclei.bool() }
            self = .pionDecay(decay)
        case let tag: throw ModelReading.unknown("process", tag, in: Self.tags, at: typeNode.origin)
        }
    }

    fileprivate var yamlNode: YAMLNode {
        var pairs: [(String, YAMLNode)] = [("type", YAMLNode(tag))]
        switch self {
        case .synchrotron: break
        case .inverseCompton(let fields): pairs.append(("fields", YAMLNode(fields.map(\.yamlNode))))
        case .bremsstrahlung(let gas, _):
            if gas != Bremsstrahlung() {
                pairs += [("weight_ee", YAMLNode(gas.electronWeight)), ("weight_ep", YAMLNode(gas.ionWeight))]
            }
        case .pionDecay(let decay, _):
            pairs += [
                ("generator", YAMLNode(decay.generator.rawValue)), ("nuclear_enhancement", YAMLNode(decay.hasNuclei)),
            ]
        }
        return YAMLNode(pairs)
    }
}

extension SeedField {
    fileprivate static let known: [SeedField] = [.cmb, .farInfrared, .nearInfrared]
    private static let tags = ["thermal", "directed", "monoenergetic", "tabulated", "synchrotron"]

    /// The field with the start values it has when nothing is said about them.
    fileprivate var standard: SeedField {
        Self.known.first { $0.name == name && $0.kind == kind } ?? SeedField(name, kind)
    }

    fileprivate init(yaml node: YAMLNode, reading: ModelReading) throws {
        try node.checkKeys(["name", "type", "energy", "density"])
        let nameNode = try node.required("name")
        let name = try nameNode.string()
        guard let typeNode = node.optional("type") else {
            guard let field = Self.known.first(where: { $0.name == name }) else {
                throw ModelReading.unknown("photon field", name, in: Self.known.map(\.name), at: nameNode.origin)
            }
            self = field
            return
        }
        switch try typeNode.string() {
        case "thermal": self.init(name, .thermal)
        case "directed": self.init(name, .directed)
        case "monoenergetic": self.init(name, .monoenergetic)
        case "synchrotron": self.init(name, .synchrotron)
        case "tabulated": self = try Self.table(name, node, reading)
        case let tag: throw ModelReading.unknown("kind of photon field", tag, in: Self.tags, at: typeNode.origin)
        }
        self = standard
    }

    private static func table(_ name: String, _ node: YAMLNode, _ reading: ModelReading) throws -> SeedField {
        let (energyNode, densityNode) = (try node.required("energy"), try node.required("density"))
        let (energies, energyUnit) = try reading.quantities(energyNode)
        let (densities, densityUnit) = try reading.quantities(densityNode)
        let energyFactor = try reading.located(energyNode) { try energyUnit.factor(to: .eV) }
        let densityFactor = try reading.located(densityNode) {
            try densityUnit.factor(to: Unit(parsing: "eV-1 cm-3"))
        }
        let field = SeedField.tabulated(
            name, energies: energies.map { $0 * energyFactor }, densities: densities.map { $0 * densityFactor })
        try reading.located(densityNode) { try field.check() }
        return field
    }

    fileprivate var yamlNode: YAMLNode {
        var pairs: [(String, YAMLNode)] = [("name", YAMLNode(name))]
        switch kind {
        case .thermal: if !Self.known.contains(where: { $0.name == name }) { pairs.append(("type", "thermal")) }
        case .directed: pairs.append(("type", "directed"))
        case .monoenergetic: pairs.append(("type", "monoenergetic"))
        case .synchrotron: pairs.append(("type", "synchrotron"))
        case .tabulated(let energies, let densities):
            pairs += [
                ("type", "tabulated"), ("energy", ["data": YAMLNode(energies), "unit": "eV"]),
                ("density", ["data": YAMLNode(densities), "unit": "eV-1 cm-3"]),
            ]
        }
        return YAMLNode(pairs)
    }
}
