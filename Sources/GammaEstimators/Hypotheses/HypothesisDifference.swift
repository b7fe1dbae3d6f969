import GammaModels

/// What a larger hypothesis has more than its null hypothesis, and what that means for the distribution of their TS.
struct HypothesisDifference {
    /// How many free parameters more.
    let parameters: Int
    /// Whether exactly one of them is at its limit in the null hypothesis, which has values for all the others.
    let isAtLimit: Bool
    /// What one should know of the p-value, each as one sentence without a full stop.
    let remarks: [String]

    init(null: Models, alternative: Models) {
        let free = alternative.freeParameters
        parameters = free.count - null.freeParameters.count
        var atLimit: [String] = []
        var meaningless: [String] = []
        for entry in free.entries {
            let models = entry.places.map { alternative.components[$0.model] }
            let left = models.compactMap { null[$0.name] }
            if left.isEmpty {
                let scale = models[0].spectral.scalePosition
                if scale != entry.places[0].parameter {
                    meaningless.append(entry.name)
                } else if entry.parameter.effectiveLimits.minimum == 0 {
                    atLimit.append(entry.name)
                }
            } else if let fixed = try? null.parameter(entry.name) {
                let limits = entry.parameter.effectiveLimits
                let isThere = fixed.value == limits.minimum || fixed.value == limits.maximum
                if fixed.isFrozen, isThere { atLimit.append(entry.name) }
            } else if entry.parameter.effectiveLimits.minimum == 0 {
                // A simpler spectrum or shape: one that must not be negative is 0 there, as the width of a point is.
                atLimit.append(entry.name)
            }
        }
        isAtLimit = atLimit.count == 1 && meaningless.isEmpty
        var remarks: [String] = []
        if parameters == 0 {
            remarks.append("both hypotheses have the same number of free parameters: the TS has no p-value")
        } else if !meaningless.isEmpty {
            remarks.append(
                "the null hypothesis says nothing of \(meaningless.joined(separator: ", ")): "
                    + "the p-value of χ² is an approximation (simulate for a better one)")
        } else if atLimit.count > 1 {
            remarks.append(
                "\(atLimit.joined(separator: ", ")) are at their limits in the null hypothesis: "
                    + "the p-value of χ² is larger than the true one")
        }
        self.remarks = remarks
    }
}
