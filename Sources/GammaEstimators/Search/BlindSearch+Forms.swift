import Foundation
import GammaModels

extension BlindSearch {
    /// Shape and spectrum of a source that was found.
    static func form(of source: SkyModel) -> SourceForm {
        let free = source.spatial.map { $0.parameters.map { !$0.isFrozen } } ?? []
        let shape: SourceShape =
            free.indices.contains(eccentricity) && free[eccentricity]
            ? .elongated : isExtended(source) ? .gaussian : .point
        return SourceForm(shape, SourceSpectrum(source.spectral) ?? .powerLaw)
    }

    /// Tries other forms of a source. It is fitted alone first, and with its neighbours only when that leaves open which form is
    /// better: one with more parameters must promise something, one with fewer must not be hopeless.
    func tryForms(
        _ forms: [SourceForm], of name: String, instead trial: SourceTrials.Trial, _ patch: SearchPatch,
        _ trials: inout SourceTrials
    ) throws {
        guard let source = trial.models[name]?.skyModel, !forms.isEmpty else { return }
        let held = try patch.holdingNeighbours(of: source, in: trial.models)
        let square = finder.detailThreshold * finder.detailThreshold
        for form in forms {
            let limit = trial.stat + square * (form.parameters > trial.form.parameters ? -Self.promise : Self.hope)
            let isSameShape = form.shape == Self.form(of: source).shape
            trials.add(
                form,
                try patch.fit(
                    trial, held: held, with: starts(source, as: form), holdsShape: isSameShape, below: limit))
        }
    }

    /// How many times what the statistic must change by it must fall by, or may rise by, when neighbours are held.
    private static let promise = 0.25
    private static let hope = 4.0

    /// A source in another form, to start fits with.
    private func starts(_ source: SkyModel, as form: SourceForm) -> [SkyModel] {
        var turned = source
        let old = Self.form(of: source)
        if form.spectrum != old.spectrum { turned.spectral = form.spectrum.model(like: source.spectral) }
        guard form.shape != old.shape, let shape = source.spatial, let place = shape.position else { return [turned] }
        func starts(_ shapes: [GaussianSpatialModel]) -> [SkyModel] {
            shapes.map {
                var start = turned
                start.spatial = $0
                return start
            }
        }
        let size = old.shape == .point ? 0 : Self.meanSigma(shape)
        switch form.shape {
        case .point: return starts([point(at: place)])
        case .gaussian: return starts([extended(at: place, size: size)])
        case .elongated: return starts(elongated(at: place, size: size))
        }
    }
}
