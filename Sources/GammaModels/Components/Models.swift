import GammaCore

/// A list of models with unique names, and the covariance of their parameters.
public struct Models: Sendable {
    /// The models in order.
    public var components: [ModelComponent]
    /// Covariance of all parameters in the order of ``parameterNames``; nil when no fit has set it.
    public var covariance: Covariance?
    /// Penalties over several parameters; ``add(_:)`` puts one in. They are not written to files.
    public internal(set) var penalties: [GaussianPriorPenalty] = []

    /// Makes a list.
    public init(_ components: [ModelComponent], covariance: Covariance? = nil) {
        self.components = components
        self.covariance = covariance
    }

    /// A list of sources; `Models()` is empty.
    public init(_ sources: SkyModel...) { self.init(sources.map { .sky($0) }) }

    /// Names of the models.
    public var names: [String] { components.map(\.name) }

    /// The sources in order.
    public var skyModels: [SkyModel] { components.compactMap(\.skyModel) }

    /// The first model of that name, or nil.
    public subscript(name: String) -> ModelComponent? {
        get { components.first { $0.name == name } }
        set {
            let position = components.firstIndex { $0.name == name }
            switch (position, newValue) {
            case (let position?, let value?): components[position] = value
            case (let position?, nil): components.remove(at: position)
            case (nil, let value?): components.append(value)
            case (nil, nil): break
            }
        }
    }

    /// Position of the model of that name.
    /// - Throws: ``Fault/Code/unknownKey`` with the nearest name.
    public func position(of name: String) throws -> Int {
        if let position = components.firstIndex(where: { $0.name == name }) { return position }
        let near = nearestName(to: name, in: names).map { "did you mean '\($0)'?" }
        throw Fault(
            .unknownKey, "there is no model '\(name)'", hint: near ?? "models: \(names.joined(separator: ", "))")
    }

    /// The source of that name.
    /// - Throws: ``Fault/Code/unknownKey`` when there is none, ``Fault/Code/incompatible`` when it is no source.
    public func source(_ name: String) throws -> SkyModel {
        guard let source = components[try position(of: name)].skyModel else {
            throw Fault(.incompatible, "model '\(name)' is no source")
        }
        return source
    }

    /// The models that contribute to the dataset of that name; positions are those in ``components``.
    public func contributing(to dataset: String) -> [(position: Int, component: ModelComponent)] {
        components.enumerated().filter { $0.element.contributes(to: dataset) }.map { ($0.offset, $0.element) }
    }

    /// Position of the model of the responses of the dataset of that name; nil when there is none.
    /// - Throws: ``Fault/Code/incompatible`` for two.
    public func response(ofDataset dataset: String) throws -> Int? {
        let responses = contributing(to: dataset).filter { $0.component.responseModel != nil }
        guard responses.count < 2 else {
            throw Fault(
                .incompatible,
                "the responses of dataset '\(dataset)' have two models: "
                    + responses.map { "'\($0.component.name)'" }.joined(separator: ", "),
                hint: "name in each the datasets it is for")
        }
        return responses.first?.position
    }

    /// Names of all parameters, frozen ones included: `crab.spectral.index`.
    public var parameterNames: [String] {
        components.flatMap { component in component.parameterNames.map { "\(component.name).\($0)" } }
    }

    /// All parameters, frozen ones included, in the order of ``parameterNames``.
    public var parameters: [Parameter] { components.flatMap(\.parameters) }

    /// What a fit varies: free parameters, links merged.
    public var freeParameters: FreeParameters { FreeParameters(self) }

    /// The models with the free parameters at `values`, in the order of ``freeParameters``.
    /// - Precondition: as many values as free parameters.
    public func setting(free values: [Double]) -> Models { setting(free: values, in: freeParameters) }

    /// The models with the free parameters at `values`; `free` is this list's own ``freeParameters``, made once.
    public func setting(free values: [Double], in free: FreeParameters) -> Models {
        precondition(values.count == free.count, "one value a free parameter")
        var models = self
        for (model, row) in free.index.enumerated() where row.contains(where: { $0 != nil }) {
            var parameters = models.components[model].parameters
            for (position, index) in row.enumerated() {
                if let index { parameters[position].value = values[index] }
            }
            models.components[model].parameters = parameters
        }
        return models
    }

    /// The models with values, errors and covariance of a fit, in the order of ``freeParameters``.
    ///
    /// Linked parameters all get the error and the covariance of the one they share; frozen ones get zero.
    /// - Parameter freeCovariance: row after row, in the parameters' own units.
    public func setting(free values: [Double], covariance freeCovariance: [Double]) -> Models {
        let free = freeParameters
        precondition(freeCovariance.count == free.count * free.count, "a square matrix over the free parameters")
        var models = setting(free: values, in: free)
        let flat = free.index.flatMap { $0 }
        var matrix = [Double](repeating: 0, count: flat.count * flat.count)
        for (i, a) in flat.enumerated() {
            guard let a else { continue }
            for (j, b) in flat.enumerated() {
                if let b { matrix[i * flat.count + j] = freeCovariance[a * free.count + b] }
            }
        }
        for (model, row) in free.index.enumerated() {
            var parameters = models.components[model].parameters
            for (position, index) in row.enumerated() {
                parameters[position].error =
                    index.map { max(0, freeCovariance[$0 * free.count + $0]).squareRoot() } ?? 0
            }
            models.components[model].parameters = parameters
        }
        models.covariance = Covariance(names: parameterNames, values: matrix)
        return models
    }

    /// Covariance of the parameters of one model, in their own units; from the errors when there is no covariance.
    public func covariance(ofModelAt position: Int) -> Covariance {
        let component = components[position]
        let names = component.parameterNames.map { "\(component.name).\($0)" }
        let start = components[..<position].reduce(0) { $0 + $1.parameters.count }
        guard let covariance, covariance.count == parameterNames.count else {
            return Covariance(names: names, errors: component.parameters.map(\.error))
        }
        return covariance.subset(Array(start..<start + names.count))
    }

    /// Covariance of the spectral parameters of one model, in their own units.
    public func spectralCovariance(ofModelAt position: Int) -> Covariance {
        covariance(ofModelAt: position).subset(Array(components[position].spectral.parameters.indices))
    }
}
