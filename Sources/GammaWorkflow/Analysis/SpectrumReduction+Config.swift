import GammaCore
import GammaData
import GammaMakers
import GammaMaps

extension SpectrumReduction {
    /// The reduction that a configuration asks for.
    /// - Throws: faults with file, line and key path for what is missing or cannot be.
    init(_ config: AnalysisConfig) throws {
        let energy = try config.datasets.geom.energy.mapAxis(
            name: "energy", origin: config.origin(of: "datasets.geom.axes.energy"))
        let energyTrue = try config.datasets.geom.energyTrue.mapAxis(
            name: "energy_true", origin: config.origin(of: "datasets.geom.axes.energy_true"))
        let maker = SpectrumDatasetMaker(
            region: try config.onRegion(), energy: energy, energyTrue: energyTrue,
            containmentCorrection: config.datasets.containmentCorrection,
            predictsBackground: config.datasets.background.method == nil
                && config.datasets.mapSelection.contains(.background))
        self.init(
            maker: maker, safeMask: SafeMaskMaker(config.datasets.safeMask),
            background: try config.backgroundMaker())
    }
}

extension SafeMaskMaker {
    /// The methods with Gammapy's defaults for what the configuration leaves out.
    init(_ config: SafeMaskConfig) {
        let parameters = config.parameters
        self.init(
            config.methods.map { method in
                switch method {
                case .aeffDefault: .aeffDefault
                case .aeffMax: .aeffMax(percent: parameters.aeffPercent ?? 10)
                case .edispBias: .edispBias(percent: parameters.biasPercent ?? 10)
                case .offsetMax: .offsetMax(degrees: parameters.offsetMax?.degrees ?? 3)
                case .bkgPeak: .bkgPeak
                }
            }, fixedOffset: parameters.fixedOffset?.degrees)
    }
}

extension EnergyAxisConfig {
    /// The logarithmic axis.
    func mapAxis(name: String, origin: Origin) throws -> MapAxis {
        guard let axis else {
            throw Fault(.missingKey, "the axis needs min, max and nbins", at: origin)
        }
        return try MapAxis.energy(min: axis.minTeV, max: axis.maxTeV, bins: axis.bins, name: name)
    }
}

extension AnalysisConfig {
    /// The on region: a circle, or a point when it has no radius and the responses bring their own cut.
    func onRegion() throws -> SkyRegion {
        let region = datasets.onRegion
        guard let centre = region.centre else {
            throw Fault(
                .missingKey, "a one-dimensional analysis needs an on region", at: origin(of: "datasets.on_region"),
                hint: "on_region: {frame: icrs, lon: 83.63 deg, lat: 22.01 deg, radius: 0.11 deg}")
        }
        guard let radius = region.radius?.degrees, radius > 0 else { return .point(centre) }
        return .circle(centre: centre, radius: radius)
    }
}
