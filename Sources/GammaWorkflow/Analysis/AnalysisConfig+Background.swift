import GammaCore
import GammaMakers
import GammaMaps
import GammaModels

extension AnalysisConfig {
    /// The background maker; nil when no method is set.
    func backgroundMaker() throws -> (any SpectrumBackgroundMaker)? {
        let background = datasets.background
        switch background.method {
        case nil: return nil
        case .reflected:
            var maker = ReflectedRegionsBackgroundMaker(finder: offRegionsFinder())
            if let exclusion = background.exclusion { try exclude(exclusion, in: &maker) }
            return maker
        case .phase:
            return PhaseBackgroundMaker(
                onPhase: background.parameters.onPhase?.intervals ?? [],
                offPhase: background.parameters.offPhase?.intervals ?? [],
                phaseColumn: background.parameters.phaseColumnName ?? "PHASE")
        case .fovBackground, .ring:
            throw Fault(
                .incompatible, "the background method '\(background.method?.rawValue ?? "")' needs maps",
                at: origin(of: "datasets.background.method"), hint: "use method: reflected for type: 1d")
        }
    }

    /// The normalisation of the predicted background of maps; nil for other methods.
    /// - Parameter geometry: of the maps; the exclusion mask is made on its image.
    /// - Throws: faults of reading the exclusion mask and of models that do not exist.
    func fovBackgroundMaker(_ geometry: WCSGeometry) throws -> FoVBackgroundMaker? {
        let background = datasets.background
        guard background.method == .fovBackground else { return nil }
        let parameters = background.parameters
        var maker = FoVBackgroundMaker(parameters.method == .fit ? .fit : .scale)
        maker.energyMinimum = parameters.energyMin?.TeV
        maker.energyMaximum = parameters.energyMax?.TeV
        maker.minimumCounts = parameters.minCounts ?? maker.minimumCounts
        maker.minimumBackground = parameters.minNpredBackground ?? maker.minimumBackground
        if let tag = parameters.spectralModel,
            let model = try standardModel(tag, ModelRegistry.standard.spectral, key: "spectral_model")
                as? any SpectralModel
        {
            maker.spectral = model
        }
        if let tag = parameters.spatialModel {
            maker.spatial =
                try standardModel(tag, ModelRegistry.standard.spatial, key: "spatial_model") as? any SpatialModel
        }
        maker.exclusion = try exclusionMask(geometry).map(WCSMap.init(mask:))
        return maker
    }

    /// The ring around each pixel of maps; nil for other methods.
    /// - Parameter geometry: of the maps; the exclusion mask is made on its image.
    /// - Throws: ``Fault/Code/missingKey`` without its radii, faults of reading the exclusion mask.
    func ringBackgroundMaker(_ geometry: WCSGeometry) throws -> RingBackgroundMaker? {
        let background = datasets.background
        guard background.method == .ring else { return nil }
        if let fault = missingRingParameter { throw fault }
        return RingBackgroundMaker(
            innerRadius: background.parameters.rIn?.degrees ?? 0, width: background.parameters.width?.degrees ?? 0,
            exclusion: try exclusionMask(geometry))
    }

    /// The exclusion mask of the configuration on an image, with nothing allowed outside it; nil when it has none, or the data say it.
    private func exclusionMask(_ geometry: WCSGeometry) throws -> WCSMask? {
        guard !datasets.background.hasAutomaticExclusion else { return nil }
        return try datasets.background.exclusion.map { path in
            try located(path) { try geometry.image.exclusionMask(from: .file($0), outside: false) }
        }
    }

    /// The type with a tag that can be made with default values.
    private func standardModel(_ tag: String, _ types: [any YAMLModel.Type], key: String) throws -> any StandardModel {
        var known: [String] = []
        for case let type as any StandardModel.Type in types {
            if type.tags.contains(tag) { return type.init() }
            known += type.tags
        }
        let near = nearestName(to: tag, in: known).map { "did you mean '\($0)'?" }
        throw Fault(
            .unsupported, "there is no model '\(tag)' that could scale a background",
            at: origin(of: "datasets.background.parameters.\(key)"), hint: near)
    }

    private func offRegionsFinder() -> any OffRegionsFinder {
        let parameters = datasets.background.parameters
        func radians(_ angle: ConfigAngle?) -> Double? { angle.map { $0.degrees * .pi / 180 } }
        if parameters.regionFinder == .wobble {
            var finder = WobbleRegionsFinder(regionCount: parameters.nOffRegions ?? 1)
            finder.binSize = parameters.binsz?.degrees ?? finder.binSize
            return finder
        }
        var finder = ReflectedRegionsFinder()
        finder.angleIncrement = radians(parameters.angleIncrement) ?? finder.angleIncrement
        finder.minimumDistance = radians(parameters.minDistance) ?? finder.minimumDistance
        finder.minimumDistanceToInput = radians(parameters.minDistanceInput) ?? finder.minimumDistanceToInput
        finder.maximumRegions = parameters.maxRegionNumber ?? finder.maximumRegions
        finder.binSize = parameters.binsz?.degrees ?? finder.binSize
        return finder
    }

    /// Reads the excluded sky: regions from a `.reg` file, a mask from any other.
    private func exclude(_ path: ConfigPath, in maker: inout ReflectedRegionsBackgroundMaker) throws {
        try located(path) { file in
            if file.lowercased().hasSuffix(".reg") {
                maker.excludedRegions = try SkyRegion.readDS9(file)
            } else {
                maker.exclusion = try WCSMap.read(file).image(from: file)
            }
        }
    }

    /// Reads a file; when it is not there, the fault tells the file and the key.
    private func located<Result>(_ path: ConfigPath, _ read: (String) throws -> Result) throws -> Result {
        let file = try path.expanded()
        do {
            return try read(file)
        } catch let fault as Fault where fault.code == .fileNotFound || fault.code == .fileUnreadable {
            throw Fault(fault.code, "\(fault.message): '\(file)'", at: path.origin, hint: fault.hint)
        }
    }
}

extension WCSMap {
    /// The map without axes beside the sky, which have one bin each.
    /// - Throws: ``Fault/Code/incompatible`` when there is more than one image.
    fileprivate func image(from file: String) throws -> WCSMap {
        guard !geometry.axes.isEmpty else { return self }
        guard geometry.planeCount == 1 else {
            throw Fault(
                .incompatible, "an exclusion mask is one image, this map has \(geometry.planeCount)",
                at: Origin(file: file), hint: "write one of its images to a file")
        }
        let flat = try WCSGeometry(wcs: geometry.wcs, nx: geometry.nx, ny: geometry.ny, axes: [])
        return try WCSMap(flat, values: values, storage: storage)
    }
}
