import GammaCore

extension Models {
    /// Ties parameters: from now on they share value, unit, limits, error and prior of the first one, and a fit varies
    /// them as one.
    /// - Parameter names: full names such as `crab.spectral.index`.
    /// - Throws: ``Fault/Code/unknownKey`` with the nearest name; ``Fault/Code/badUnit`` when units do not fit.
    public mutating func link(_ names: String...) throws { try link(names) }

    /// Ties the parameters of a list.
    /// - Throws: as ``link(_:)-(String...)``.
    public mutating func link(_ names: [String]) throws {
        let places = try names.map { try place(of: $0) }
        guard let first = places.first else { return }
        let parameter = components[first.model].parameters[first.parameter]
        let label = parameter.link ?? "\(parameter.name)@\(Self.labelDigits(names[0]))"
        for place in places {
            var parameters = components[place.model].parameters
            parameters[place.parameter].link = label
            components[place.model].parameters = parameters
        }
        try shareLinked(at: Origin())
    }

    /// Unties a parameter.
    /// - Throws: ``Fault/Code/unknownKey`` with the nearest name.
    public mutating func unlink(_ name: String) throws { try update(name) { $0.link = nil } }

    /// Changes a parameter by its full name, and with it all that are linked to it.
    /// - Throws: ``Fault/Code/unknownKey`` with the nearest name, and what `change` throws.
    public mutating func update(_ name: String, _ change: (inout Parameter) throws -> Void) throws {
        let place = try place(of: name)
        var parameters = components[place.model].parameters
        try change(&parameters[place.parameter])
        components[place.model].parameters = parameters
        let changed = parameters[place.parameter]
        if let label = changed.link { try share(changed, label: label, at: Origin()) }
    }

    /// The parameter of that full name.
    /// - Throws: ``Fault/Code/unknownKey`` with the nearest name.
    public func parameter(_ name: String) throws -> Parameter {
        let place = try place(of: name)
        return components[place.model].parameters[place.parameter]
    }

    /// Where the parameter of that full name stands.
    /// - Throws: ``Fault/Code/unknownKey`` with the nearest name.
    public func place(of name: String) throws -> FreeParameters.Place {
        for (model, component) in components.enumerated() where name.hasPrefix(component.name + ".") {
            let path = name.dropFirst(component.name.count + 1)
            if let parameter = component.parameterNames.firstIndex(where: { $0 == path }) {
                return FreeParameters.Place(model: model, parameter: parameter)
            }
        }
        let near = nearestName(to: name, in: parameterNames).map { "did you mean '\($0)'?" }
        throw Fault(
            .unknownKey, "there is no parameter '\(name)'",
            hint: near ?? "parameters: \(parameterNames.joined(separator: ", "))")
    }

    /// Gives every linked parameter what the first one with its label has.
    mutating func shareLinked(at origin: Origin) throws {
        var seen: Set<String> = []
        for parameter in parameters {
            guard let label = parameter.link, seen.insert(label).inserted else { continue }
            try share(parameter, label: label, at: origin)
        }
    }

    private mutating func share(_ source: Parameter, label: String, at origin: Origin) throws {
        for model in components.indices {
            var parameters = components[model].parameters
            var isChanged = false
            for index in parameters.indices where parameters[index].link == label {
                do {
                    try parameters[index].takeOver(source)
                } catch let fault as Fault {
                    throw fault.located(in: origin)
                }
                isChanged = true
            }
            if isChanged { components[model].parameters = parameters }
        }
    }

    /// Eight characters that depend on the name only (FNV-1a), in the form of Gammapy's random labels.
    private static func labelDigits(_ name: String) -> String {
        let hash = name.utf8.reduce(UInt32(2_166_136_261)) { ($0 ^ UInt32($1)) &* 16_777_619 }
        let digits = String(hash, radix: 16)
        return String(repeating: "0", count: 8 - digits.count) + digits
    }
}

extension Parameter {
    /// Everything of `other` but the name.
    fileprivate mutating func takeOver(_ other: Parameter) throws {
        try setUnit(other.unit)
        value = other.value
        minimum = other.minimum
        maximum = other.maximum
        isFrozen = other.isFrozen
        error = other.error
        prior = other.prior
        scan = other.scan
    }
}
