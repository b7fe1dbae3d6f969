import GammaMaps
import GammaModels

/// What a review of a search tried of a source.
struct ReviewedSource: Sendable {
    let name: String
    let place: SkyDirection
    /// The form that it had.
    let form: SourceForm
    /// That form first, and others.
    let trials: SourceTrials
    /// The statistic of the same part of the sky without it; nil until that was fitted.
    var null: Double?

    /// The statistic in the form that it had.
    var stat: Double { trials.all.first?.stat ?? .nan }

    /// The source in its best form.
    var best: SkyModel? { trials.best?.models[name]?.skyModel }

    /// Whether another form is better.
    var isBetterOtherwise: Bool { trials.best.map { $0.form != form } ?? false }
}
