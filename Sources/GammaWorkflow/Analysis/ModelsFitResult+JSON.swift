import GammaDatasets
import GammaFit
import GammaIO
import GammaModels
import GammaNumerics

extension ModelsFitResult {
    /// Outcome, parameters, covariance and correlation of the free ones, comparison, suggestions.
    public var json: JSONValue { .object(jsonItems) }

    /// The entries of ``json``.
    var jsonItems: [(String, JSONValue)] {
        [
            ("outcome", .string(fit.outcome.code)), ("message", .string(fit.outcome.description)),
            ("stat", .double(fit.stat)), ("bins", .int(bins)), ("n_free", .int(fit.parameters.count)),
            ("aic", .double(aic)), ("bic", .double(bic)), ("deviance", .double(deviance)),
            ("n_evaluations", .int(fit.evaluations.total)), ("edm", .double(fit.edm)),
            ("parameters", .array(parametersJSON)), ("covariance", matrix(fit.covariance)),
            ("correlation", matrix(fit.correlation)), ("strong_correlations", .array(pairsJSON)),
            ("condition_number", .double(fit.conditionNumber)),
            ("decorrelation_energies_TeV", .object(decorrelationEnergies.map { ($0.source, .double($0.energy)) })),
            ("at_limit", .array(fit.atLimit.map(JSONValue.string))),
            ("suggestions", .array(suggestions.map { .string($0.description) })),
            ("remarks", .array(fit.remarks.map(JSONValue.string))),
        ]
    }

    private var parametersJSON: [JSONValue] {
        models.components.flatMap { component in
            zip(component.parameterNames, component.parameters).map { path, parameter in
                .object([
                    ("model", .string(component.name)), ("name", .string(parameter.name)), ("path", .string(path)),
                    ("value", .double(parameter.value)), ("error", .double(parameter.error)),
                    ("unit", .string(parameter.unit.description)),
                    ("min", parameter.minimum.map(JSONValue.double) ?? .null),
                    ("max", parameter.maximum.map(JSONValue.double) ?? .null),
                    ("frozen", .bool(parameter.isFrozen)),
                ])
            }
        }
    }

    private var pairsJSON: [JSONValue] {
        fit.correlations().map { first, second, coefficient in
            .object([
                ("parameters", .array([.string(first), .string(second)])), ("coefficient", .double(coefficient)),
            ])
        }
    }

    /// A matrix over the free parameters with their names.
    private func matrix(_ matrix: Matrix?) -> JSONValue {
        guard let matrix else { return .null }
        let rows = (0..<matrix.rows).map { row in
            JSONValue.numbers((0..<matrix.columns).map { matrix[row, $0] })
        }
        return .object([("names", .array(fit.names.map(JSONValue.string))), ("data", .array(rows))])
    }
}
