import GammaCore

extension Models {
    /// The parts of a model.
    public enum Part: String, Sendable, CaseIterable {
        /// The spectrum.
        case spectral
        /// The shape.
        case spatial
        /// The time dependence.
        case temporal
    }

    /// Sets errors and covariance of all parameters; names in the order of ``parameterNames``.
    public mutating func set(covariance: Covariance) {
        precondition(covariance.count == parameters.count, "one row a parameter")
        self.covariance = covariance
        let errors = covariance.errors
        var start = 0
        for model in components.indices {
            var parameters = components[model].parameters
            for index in parameters.indices { parameters[index].error = errors[start + index] }
            start += parameters.count
            components[model].parameters = parameters
        }
    }

    /// Freezes or frees parameters: of all models or of those named, of all parts or of one.
    public mutating func setFrozen(_ isFrozen: Bool, models names: [String]? = nil, part: Part? = nil) {
        for model in components.indices where names?.contains(components[model].name) ?? true {
            var parameters = components[model].parameters
            for (index, path) in components[model].parameterNames.enumerated()
            where part.map({ path.hasPrefix($0.rawValue + ".") }) ?? true { parameters[index].isFrozen = isFrozen }
            components[model].parameters = parameters
        }
    }

    /// The models that fulfil all given conditions, without covariance and penalties.
    /// - Parameters:
    ///   - name: part of the name.
    ///   - dataset: name of a dataset they contribute to.
    ///   - tag: type of one of their parts, long or short.
    public func selecting(name: String? = nil, dataset: String? = nil, tag: String? = nil, isFrozen: Bool? = nil)
        -> Models
    {
        Models(
            components.filter { component in
                (name.map { component.name.contains($0) } ?? true)
                    && (dataset.map { component.contributes(to: $0) } ?? true)
                    && (tag.map { component.tags.contains($0) } ?? true)
                    && (isFrozen.map { component.parameters.allSatisfy(\.isFrozen) == $0 } ?? true)
            })
    }

    /// The models with the name of a dataset replaced in all lists of datasets.
    public func reassigning(dataset: String, to other: String) -> Models {
        var models = self
        for model in models.components.indices { models.components[model].reassign(dataset, other) }
        return models
    }
}

extension ModelComponent {
    /// Tags of the model and all its parts.
    public var tags: [String] {
        let own =
            switch self {
            case .sky: SkyModel.tags
            case .background: FoVBackgroundModel.tags
            case .template: TemplateNPredModel.tags
            case .response: ResponseModel.tags
            }
        return own + type(of: spectral).tags + (spatial.map { type(of: $0).tags } ?? [])
            + (temporal.map { type(of: $0).tags } ?? [])
    }

    fileprivate mutating func reassign(_ old: String, _ new: String) {
        guard let names = datasetNames else { return }
        datasetNames = names.map { $0 == old ? new : $0 }
    }
}
