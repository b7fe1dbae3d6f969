import GammaNumerics

extension FreeParameters {
    /// A penalty with the places of its parameters.
    struct BoundPenalty: Sendable {
        /// Where the value of a parameter comes from.
        enum Source: Sendable {
            /// A free parameter, by position.
            case free(Int)
            /// The value of a frozen one.
            case frozen(Double)
        }

        let penalty: GaussianPriorPenalty
        let sources: [Source]

        /// Nil when one of the parameters is not there.
        init?(_ penalty: GaussianPriorPenalty, _ models: Models, _ index: [[Int?]]) {
            let places = penalty.names.compactMap { try? models.place(of: $0) }
            guard places.count == penalty.names.count else { return nil }
            self.penalty = penalty
            sources = places.map { place in
                index[place.model][place.parameter].map { .free($0) }
                    ?? .frozen(models.components[place.model].parameters[place.parameter].value)
            }
        }

        /// The penalty's own values.
        func values(_ free: [Double]) -> [Double] {
            sources.map {
                switch $0 {
                case .free(let position): free[position]
                case .frozen(let value): value
                }
            }
        }
    }

    /// Whether there are penalties.
    public var hasPenalties: Bool { !penalties.isEmpty }

    /// The sum of all penalties at `values`; frozen parameters count with their value.
    public func penaltySum(at values: [Double]) -> Double {
        penalties.reduce(0) { $0 + $1.penalty.evaluate($1.values(values)).value }
    }

    /// All penalties at `values` with their derivatives with respect to the free parameters, linked ones together.
    public func penaltyTerm(at values: [Double]) -> PenaltyTerm {
        var sum = PenaltyTerm(count: count)
        for bound in penalties {
            let term = bound.penalty.evaluate(bound.values(values))
            sum.value += term.value
            for (row, source) in bound.sources.enumerated() {
                guard case .free(let i) = source else { continue }
                sum.gradient[i] += term.gradient[row]
                for (column, other) in bound.sources.enumerated() {
                    if case .free(let j) = other { sum.curvature[i, j] += term.curvature[row, column] }
                }
            }
        }
        return sum
    }
}
