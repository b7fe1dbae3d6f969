import GammaData

extension SpectrumAnalysis {
    /// Responses without which a run is left out: those of the configuration, and those that the reduction cannot do without.
    public var requiredResponses: Set<IRFKind> {
        var kinds = Set(config.observations.requiredIRF.compactMap { IRFKind(rawValue: $0.rawValue) })
        kinds.insert(.aeff)
        if config.datasets.containmentCorrection { kinds.insert(.psf) }
        return kinds
    }

    /// Responses that are read when they are there: only those that the reduction uses.
    public var loadedResponses: Set<IRFKind> {
        var kinds: Set<IRFKind> = [.aeff, .edisp, .radMax]
        if config.datasets.containmentCorrection { kinds.insert(.psf) }
        let predictsBackground =
            config.datasets.background.method == nil && config.datasets.mapSelection.contains(.background)
        if predictsBackground || config.datasets.safeMask.methods.contains(.bkgPeak) { kinds.insert(.bkg) }
        return kinds
    }
}
