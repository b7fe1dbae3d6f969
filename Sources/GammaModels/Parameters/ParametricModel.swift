import GammaCore

/// Anything that has parameters in a fixed order and a tag in model files.
public protocol ParametricModel: Sendable {
    /// Names in model files: Gammapy's class name first, then the short tag.
    static var tags: [String] { get }
    /// All parameters in Gammapy's order. What is assigned must have the same names in the same order.
    var parameters: [Parameter] { get set }
}

extension ParametricModel {
    /// The parameter of that name.
    /// - Throws: ``Fault/Code/unknownKey`` with the nearest name.
    public func parameter(_ name: String) throws -> Parameter { parameters[try parameterIndex(name)] }

    /// Changes the parameter of that name in place.
    /// - Throws: ``Fault/Code/unknownKey`` with the nearest name, and what `change` throws.
    public mutating func update(_ name: String, _ change: (inout Parameter) throws -> Void) throws {
        try change(&parameters[try parameterIndex(name)])
    }

    /// Freezes every parameter.
    public mutating func freeze() {
        for index in parameters.indices { parameters[index].isFrozen = true }
    }

    /// Whether every parameter is frozen.
    public var isFrozen: Bool { parameters.allSatisfy(\.isFrozen) }

    /// Position of the parameter of that name.
    /// - Throws: ``Fault/Code/unknownKey`` with the nearest name.
    public func parameterIndex(_ name: String) throws -> Int {
        let names = parameters.map(\.name)
        if let index = names.firstIndex(of: name) { return index }
        let near = nearestName(to: name, in: names).map { "did you mean '\($0)'?" }
        throw Fault(
            .unknownKey, "\(Self.tags.first ?? "this model") has no parameter '\(name)'",
            hint: near ?? "its parameters are \(names.joined(separator: ", "))")
    }
}
