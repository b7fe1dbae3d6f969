import GammaCore
import GammaModels

/// One way in which a null hypothesis has fewer free parameters than the models it is compared with.
public enum Restriction: Sendable, Hashable {
    /// A parameter, by its full name such as `crab.spectral.lambda_`, is held at a value in its own unit. An amplitude held
    /// at 0 takes its source away, since nothing else about it has a meaning then.
    case fixed(String, Double)
    /// A parameter has the value of another one: `linked("a.spectral.index", to: "b.spectral.index")`.
    case linked(String, to: String)
    /// There is no such source.
    case without(source: String)
}

extension Restriction: CustomStringConvertible {
    /// `crab.spectral.lambda_ = 0`, `a.spectral.index = b.spectral.index`, `without 'crab'`.
    public var description: String {
        switch self {
        case .fixed(let name, let value): "\(name) = \(ValueFormat.number(value))"
        case .linked(let name, let other): "\(name) = \(other)"
        case .without(let source): "without '\(source)'"
        }
    }
}

extension Models {
    /// The models with the parameters of restrictions free and untied: the larger hypothesis.
    /// - Throws: ``Fault/Code/unknownKey`` with the nearest name.
    func freeing(_ restrictions: [Restriction]) throws -> Models {
        var models = self
        for restriction in restrictions {
            switch restriction {
            case .fixed(let name, _): try models.update(name) { $0.isFrozen = false }
            case .linked(let name, let other):
                _ = try place(of: other)
                try models.unlink(name)
                try models.update(name) { $0.isFrozen = false }
            case .without(let source): _ = try self.source(source)
            }
        }
        return models
    }

    /// The null hypothesis, everything else as it is.
    /// - Throws: ``Fault/Code/unknownKey`` with the nearest name, ``Fault/Code/badUnit`` for linked units that do not fit.
    func restricted(by restrictions: [Restriction]) throws -> Models {
        var models = self
        var gone: Set<String> = []
        for restriction in restrictions {
            switch restriction {
            case .fixed(let name, let value):
                try models.update(name) {
                    $0.value = value
                    $0.isFrozen = true
                }
                if value == 0 { gone.formUnion(try models.components(scaledBy: name)) }
            case .linked(let name, let other):
                try models.link(other, name)
            case .without(let source):
                _ = try self.source(source)
                gone.insert(source)
            }
        }
        models.components.removeAll { gone.contains($0.name) }
        models.covariance = nil
        return models
    }

    /// Names of the sources whose spectrum is proportional to the parameter of that full name, or one linked to it.
    private func components(scaledBy name: String) throws -> [String] {
        let place = try place(of: name)
        let label = components[place.model].parameters[place.parameter].link
        return components.enumerated().compactMap { position, component in
            guard component.skyModel != nil, let scale = component.spectral.scalePosition else { return nil }
            let isSame = position == place.model && scale == place.parameter
            let isLinked = label != nil && component.parameters[scale].link == label
            return isSame || isLinked ? component.name : nil
        }
    }
}
