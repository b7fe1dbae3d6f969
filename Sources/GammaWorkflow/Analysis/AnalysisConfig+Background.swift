import GammaCore
import GammaMakers
import GammaMaps

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
        let file = try path.expanded()
        do {
            if file.lowercased().hasSuffix(".reg") {
                maker.excludedRegions = try SkyRegion.readDS9(file)
            } else {
                maker.exclusion = try WCSMap.read(file).image(from: file)
            }
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
