import GammaCore

/// The free parameters of a list of models, links merged: what a fit varies.
public struct FreeParameters: Sendable {
    /// One free parameter.
    public struct Entry: Sendable {
        /// Unique name: `crab.spectral.index`.
        public var name: String
        /// Value, limits, error, prior and scan settings, in the parameter's own unit.
        public var parameter: Parameter
        /// All places that share it; the first one gives it its name.
        public var places: [Place]
    }

    /// A parameter of a model, by position.
    public struct Place: Sendable, Hashable {
        /// Position of the model in ``Models/components``.
        public var model: Int
        /// Position of the parameter in ``ModelComponent/parameters``.
        public var parameter: Int

        /// Makes a place.
        public init(model: Int, parameter: Int) {
            self.model = model
            self.parameter = parameter
        }
    }

    /// All free parameters in order of their first place.
    public let entries: [Entry]
    /// For each model and each of its parameters the position in ``entries``, or nil when it is frozen.
    public let index: [[Int?]]
    let penalties: [BoundPenalty]

    /// Number of free parameters.
    public var count: Int { entries.count }
    /// Unique names.
    public var names: [String] { entries.map(\.name) }
    /// Values in the parameters' own units.
    public var values: [Double] { entries.map(\.parameter.value) }
    /// Lower limits; those of a uniform prior win.
    public var minima: [Double?] { entries.map { $0.parameter.effectiveLimits.minimum } }
    /// Upper limits; those of a uniform prior win.
    public var maxima: [Double?] { entries.map { $0.parameter.effectiveLimits.maximum } }
    /// Standard deviations; 0 when unknown.
    public var errors: [Double] { entries.map(\.parameter.error) }

    /// Position of the free parameter of that name.
    /// - Throws: ``Fault/Code/unknownKey`` with the nearest name.
    public func position(of name: String) throws -> Int {
        if let position = entries.firstIndex(where: { $0.name == name }) { return position }
        let near = nearestName(to: name, in: names).map { "did you mean '\($0)'?" }
        throw Fault(
            .unknownKey, "there is no free parameter '\(name)'",
            hint: near ?? "free parameters: \(names.joined(separator: ", "))")
    }

    /// The sum of all priors of free parameters at `values`.
    public func priorSum(at values: [Double]) -> Double {
        var sum = 0.0
        for (entry, value) in zip(entries, values) {
            if let prior = entry.parameter.prior { sum += prior.evaluate(value).value }
        }
        return sum
    }

    /// Each free parameter's prior with first and second derivative at `values`; zero where there is none.
    public func priorTerms(at values: [Double]) -> [PriorTerm] {
        zip(entries, values).map { entry, value in
            entry.parameter.prior?.evaluate(value) ?? PriorTerm(value: 0, slope: 0, curvature: 0)
        }
    }

    init(_ models: Models) {
        var entries: [Entry] = []
        var byLabel: [String: Int] = [:]
        var used: [String: Int] = [:]
        let index: [[Int?]] = models.components.enumerated().map { model, component in
            let paths = component.parameterNames
            return component.parameters.enumerated().map { position, parameter in
                let place = Place(model: model, parameter: position)
                if let label = parameter.link, let known = byLabel[label] {
                    if known >= 0 { entries[known].places.append(place) }
                    return known >= 0 ? known : nil
                }
                if let label = parameter.link { byLabel[label] = parameter.isFrozen ? -1 : entries.count }
                guard !parameter.isFrozen else { return nil }
                var name = "\(component.name).\(paths[position])"
                used[name, default: 0] += 1
                if let times = used[name], times > 1 { name += "#\(times)" }
                entries.append(Entry(name: name, parameter: parameter, places: [place]))
                return entries.count - 1
            }
        }
        self.entries = entries
        self.index = index
        penalties = models.penalties.compactMap { BoundPenalty($0, models, index) }
    }
}
