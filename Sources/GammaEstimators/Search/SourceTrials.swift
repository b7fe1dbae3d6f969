import GammaDatasets
import GammaModels

/// Fits of one source in several forms.
struct SourceTrials: Sendable {
    struct Trial: Sendable {
        var form: SourceForm
        var models: Models
        var stat: Double
    }

    /// Least σ of a form against one with fewer parameters.
    let threshold: Double
    private(set) var all: [Trial] = []

    init(threshold: Double) { self.threshold = threshold }

    mutating func add(_ form: SourceForm, _ fit: (models: Models, stat: Double)) {
        all.append(Trial(form: form, models: fit.models, stat: fit.stat))
    }

    /// The form with the most parameters of which each step from the simplest is significant; nil without any.
    var best: Trial? {
        let ordered = ordered
        return ordered.dropFirst().reduce(ordered.first) { best, next in
            guard let best else { return next }
            let gain = best.stat - next.stat
            let degrees = next.form.parameters - best.form.parameters
            let isBetter =
                degrees == 0
                ? gain > 0 : TestStatistic(gain, degreesOfFreedom: degrees).significance >= threshold
            return isBetter ? next : best
        }
    }

    /// Those with the fewest parameters first.
    private var ordered: [Trial] {
        all.enumerated().sorted {
            ($0.element.form.parameters, $0.offset) < ($1.element.form.parameters, $1.offset)
        }.map(\.element)
    }

    /// For the record.
    func record(without stat: Double) -> [SearchTrial] {
        ordered.map { SearchTrial(form: $0.form, ts: stat - $0.stat) }
    }
}
