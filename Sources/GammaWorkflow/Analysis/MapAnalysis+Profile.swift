import GammaCore
import GammaDatasets
import GammaEstimators
import GammaMaps
import GammaModels
import GammaProducts

extension MapAnalysis {
    /// The flux profile as the section `profile` asks for, above the background and what the models predict.
    /// - Throws: faults of the estimator, with the place of the section.
    public func profile(_ datasets: [MapDataset], models: Models?) throws -> FluxProfile {
        let (section, models) = (config.profile, models ?? Models())
        var options = FluxOptions(
            nSigma: section.nSigma ?? 1, nSigmaUL: section.nSigmaUL ?? 2, selection: [.errnErrp, .ul])
        if let selection = section.selectionOptional { options.selection = FluxOptions.chosen(selection) }
        do {
            let name = try section.source.map { try self.source($0, models, keyPath: "profile.source") }
            let estimator = FluxProfileEstimator(
                try section.regions(), energyEdges: section.energyEdges.edges, source: name,
                spectral: PowerLaw(index: section.index ?? 2, amplitude: 1e-12), options: options)
            let profile = try estimator.run(datasets, models: models, execution: execution)
            log.add(execution.notices)
            log.add(.info, "profile: \(profile.count) regions")
            return profile
        } catch let fault as Fault {
            throw fault.located(in: config.origin(of: "profile"))
        }
    }

    /// The sensitivity in the region `datasets.on_region`, corrected for containment when the configuration says so.
    /// - Throws: ``Fault/Code/missingKey`` without a region.
    func sensitivity(_ datasets: [MapDataset], models: Models?) throws -> SensitivityCurve {
        guard config.datasets.onRegion.centre != nil else {
            throw Fault(
                .missingKey, "the sensitivity of maps needs a region", at: config.origin(of: "datasets.on_region"),
                hint: "on_region: {frame: icrs, lon: 83.63 deg, lat: 22.01 deg, radius: 0.1 deg}")
        }
        let spectra = try datasets.map {
            try $0.toSpectrumDataset(
                region: config.onRegion(), containmentCorrection: config.datasets.containmentCorrection)
        }
        return try sensitivity(spectra, models: models)
    }
}

extension ProfileConfig {
    /// The regions of the bins.
    /// - Throws: ``Fault/Code/missingKey`` unless there is a line or a centre, ``Fault/Code/badValue`` for impossible bins.
    func regions() throws -> ProfileRegions {
        let binning = binWidth.map { ProfileBinning.width($0.degrees) } ?? .count(nbins ?? 10)
        if let centre = centre.direction, let radiusMax {
            return try .radial(
                centre: centre, from: radiusMin?.degrees ?? 0, to: radiusMax.degrees, binning: binning)
        }
        guard let start = start.direction, let stop = stop.direction, let width else {
            throw Fault(.missingKey, "a profile needs start, stop and width, or center and radius_max")
        }
        return try .line(from: start, to: stop, width: width.degrees, binning: binning)
    }
}
