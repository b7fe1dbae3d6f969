import Foundation
import GammaFit
import GammaModels

extension ModelsFitResult {
    /// What to do about this fit beside what its outcome advises: parameters at limits, reference energies that are off by more
    /// than a factor 1.5 and make amplitude and shape depend on each other, correlations of at least 0.95 in size,
    /// combinations that the data hardly determine. Empty where there is nothing to say.
    public var suggestions: [FitSuggestion] {
        guard fit.outcome.isMinimum else { return [] }
        let references = references
        let entries = models.freeParameters.entries
        var result = entries.compactMap(limit) + references.map(\.suggestion)
        let pairs = fit.correlations(atLeast: Self.strongCorrelation)
        for (first, second, coefficient) in pairs {
            let places = entries.filter { $0.name == first || $0.name == second }.map { $0.places[0].model }
            let isOneModel = places.first == places.last
            // Another reference energy is the answer already.
            if isOneModel, references.contains(where: { $0.amplitude == first || $0.amplitude == second }) { continue }
            result.append(.correlated(first, second, coefficient: coefficient, isOneModel: isOneModel))
        }
        if pairs.isEmpty, fit.conditionNumber > Self.degenerate, fit.conditionNumber.isFinite {
            result.append(.degenerate(conditionNumber: fit.conditionNumber))
        }
        return result
    }

    /// The energy in TeV at which the relative error of dN/dE is least, of each source that has one; in the order of the
    /// models.
    public var decorrelationEnergies: [(source: String, energy: Double)] {
        guard fit.covariance != nil else { return [] }
        return models.components.enumerated().compactMap { position, component in
            guard component.skyModel != nil else { return nil }
            let covariance = models.spectralCovariance(ofModelAt: position)
            return component.spectral.pivotEnergy(covariance: covariance).map { (component.name, $0) }
        }
    }

    private func limit(_ entry: FreeParameters.Entry) -> FitSuggestion? {
        guard fit.atLimit.contains(entry.name) else { return nil }
        let component = models.components[entry.places[0].model]
        let limits = entry.parameter.effectiveLimits
        let isLower = limits.minimum.map { component.parameters[entry.places[0].parameter].value <= $0 } ?? false
        guard let limit = isLower ? limits.minimum : limits.maximum else { return nil }
        let isScale = component.skyModel != nil && component.spectral.scalePosition == entry.places[0].parameter
        return .atLimit(entry.name, limit: limit, isLower: isLower, scales: isScale ? component.name : nil)
    }

    /// Sources with a reference energy that is far off, and the full names of their amplitudes.
    private var references: [(suggestion: FitSuggestion, amplitude: String)] {
        let correlation = fit.correlation
        return decorrelationEnergies.compactMap { source, energy in
            guard let correlation, let component = models[source], let scale = component.spectral.scalePosition,
                let reference = component.spectral.parameters.first(where: { $0.name == "reference" && $0.isFrozen }),
                abs(log(energy / reference.internalValue)) > log(1.5)
            else { return nil }
            let amplitude = "\(source).\(component.parameterNames[scale])"
            guard let row = fit.index(of: amplitude) else { return nil }
            let depends = fit.names.indices.contains {
                $0 != row && fit.names[$0].hasPrefix("\(source).spectral.") && abs(correlation[row, $0]) > 0.7
            }
            guard depends else { return nil }
            return (
                .reference(source: source, reference: reference.internalValue, decorrelation: energy), amplitude
            )
        }
    }

    private static let strongCorrelation = 0.95
    private static let degenerate = 1e6
}
