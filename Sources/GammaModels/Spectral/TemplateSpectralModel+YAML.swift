import GammaCore
import GammaIO

extension TemplateSpectralModel {
    /// Reads energies and values with their units.
    public init(yaml node: YAMLNode, reading: ModelReading) throws {
        try node.checkKeys(["type", "parameters", "energy", "values", "interp_kwargs"])
        let (energies, energyUnit) = try reading.quantities(node.required("energy"))
        let (values, valueUnit) = try reading.quantities(node.required("values"))
        var isLinear = false
        if let scale = node.optional("interp_kwargs")?.optional("values_scale") {
            let text = try scale.string()
            guard ["lin", "log"].contains(text) else {
                throw ModelReading.unknown("scale", text, in: ["lin", "log"], at: scale.origin)
            }
            isLinear = text == "lin"
        }
        self = try reading.located(node) {
            try TemplateSpectralModel(
                energies: energies, energyUnit: energyUnit, values: values, valueUnit: valueUnit, isLinear: isLinear)
        }
    }

    /// Type, energies and values; the scale of the values when it is not logarithmic (Gammapy loses it).
    public func yamlPairs(_ writing: ModelWriting) -> [(String, YAMLNode)] {
        var pairs = writing.standardPairs(self, defaults: [])
        pairs.append(("energy", ["data": YAMLNode(energies), "unit": YAMLNode(energyUnit.description)]))
        pairs.append(("values", ["data": YAMLNode(values), "unit": YAMLNode(valueUnit.description)]))
        if isLinear { pairs.append(("interp_kwargs", ["values_scale": "lin"])) }
        return pairs
    }

    /// The spectrum of an XSPEC table model at the tabulated parameter value nearest to `parameter`; values are taken
    /// as numbers without unit and interpolated linearly, as Gammapy does.
    /// - Throws: faults for a file that is not such a table, ``Fault/Code/badValue`` when the value is out of its range.
    public static func readXSPEC(_ path: String, parameter: Double) throws -> TemplateSpectralModel {
        let table = try XSPECTable(path)
        guard let first = table.parameters.first, let last = table.parameters.last, parameter >= first,
            parameter <= last
        else {
            throw Fault(
                .badValue,
                "parameter \(parameter) is outside the table, \(table.parameters.first ?? .nan) to \(table.parameters.last ?? .nan)",
                at: Origin(file: path))
        }
        let nearest = table.parameters.indices.min {
            abs(table.parameters[$0] - parameter) < abs(table.parameters[$1] - parameter)
        }
        let count = table.energies.count
        let row = nearest ?? 0
        return try TemplateSpectralModel(
            energies: table.energies, values: Array(table.values[row * count..<(row + 1) * count]), valueUnit: .none,
            isLinear: true)
    }
}
