import GammaData
import GammaDatasets
import GammaModels

extension MapAnalysis {
    /// Responses without which a run is left out: those of the configuration, and those of the selected maps.
    public var requiredResponses: Set<IRFKind> {
        Set(config.observations.requiredIRF.compactMap { IRFKind(rawValue: $0.rawValue) }).union(loadedResponses)
    }

    /// Responses that are read: those of the selected maps.
    public var loadedResponses: Set<IRFKind> {
        var kinds: Set<IRFKind> = [.aeff]
        for map in config.datasets.mapSelection {
            switch map {
            case .counts, .exposure: break
            case .background: kinds.insert(.bkg)
            case .psf: kinds.insert(.psf)
            case .edisp: kinds.insert(.edisp)
            }
        }
        return kinds
    }
}
