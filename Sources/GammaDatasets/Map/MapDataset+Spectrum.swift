import GammaCore
import GammaMaps

extension MapDataset {
    /// The spectrum of a region: counts and backgrounds within the safe mask summed over the pixels whose centres are
    /// inside (for a point: its pixel), the exposure averaged, the energy dispersion that of the centre.
    ///
    /// - Parameter containmentCorrection: multiply the exposure by the share of a point source at the centre that the
    ///   point-spread function leaves within the region, which must be a circle.
    /// - Throws: ``Fault/Code/incompatible`` when the region leaves the image, when the mask changes within the region, or
    ///   when the correction cannot be made.
    public func toSpectrumDataset(
        region: SkyRegion, containmentCorrection: Bool = false, name: String? = nil
    ) throws -> SpectrumDataset {
        let pixels = try regionPixels(region)
        try checkUniformMask(pixels)
        let bins = energy.binCount
        func flags(_ mask: [Bool]) -> [Bool] { spectrum(bins, pixels) { index in mask[index] ? 1 : 0 }.map { $0 > 0 } }
        func sums(_ values: [Double]) -> [Double] {
            spectrum(bins, pixels) { [maskSafe] index in maskSafe[index] ? values[index] : 0 }
        }
        var exposure = spectrum(energyTrue.binCount, pixels) { self.exposure.values[$0] / Double(pixels.count) }
        let kernel = energyDispersion?.kernel(at: region.centre, energy: energy)
        let weight = energyDispersion?.map.exposure(near: region.centre) ?? exposure
        if containmentCorrection {
            let contained = try containment(region)
            for t in exposure.indices { exposure[t] *= contained[t] }
        }
        return SpectrumDataset(
            name: name ?? self.name, energy: energy, energyTrue: energyTrue, region: region,
            counts: sums(counts.values), exposure: exposure, energyDispersion: kernel,
            dispersionExposure: weight, background: spectrumBackground(pixels, sums),
            maskSafe: flags(maskSafe), maskFit: maskFit.map(flags), gti: gti, livetime: livetime, provenance: provenance
        )
    }

    /// Sums over some pixels for every plane.
    private func spectrum(_ planes: Int, _ pixels: [Int], _ value: (Int) -> Double) -> [Double] {
        (0..<planes).map { plane in
            pixels.reduce(0) { $0 + value(plane * geometry.pixelCount + $1) }
        }
    }

    private func regionPixels(_ region: SkyRegion) throws -> [Int] {
        let (nx, ny) = (geometry.nx, geometry.ny)
        let outside = Fault(
            .incompatible, "the region is not wholly within the image of dataset '\(name)'",
            hint: "choose a smaller region, or make the image larger")
        if region.isPoint {
            guard let (x, y) = geometry.indices(of: region.centre) else { throw outside }
            return [y * nx + x]
        }
        let mask = try geometry.image.part(columns: -1..<nx + 1, rows: -1..<ny + 1).mask(inside: [region])
        let inside = mask.indices.filter { mask[$0] }.map { (x: $0 % (nx + 2) - 1, y: $0 / (nx + 2) - 1) }
        guard inside.allSatisfy({ (0..<nx).contains($0.x) && (0..<ny).contains($0.y) }) else { throw outside }
        guard !inside.isEmpty else {
            let box = try region.pixelRegion(geometry.wcs).boundingBox
            if let box, box.xMin < 0 || box.yMin < 0 || box.xMax > nx || box.yMax > ny { throw outside }
            throw Fault(
                .noData, "the region holds the centre of no pixel of dataset '\(name)'",
                hint: "choose a larger region or smaller pixels")
        }
        return inside.map { $0.y * nx + $0.x }
    }

    private func checkUniformMask(_ pixels: [Int]) throws {
        for bin in 0..<energy.binCount {
            let plane = bin * geometry.pixelCount
            let count = pixels.count { maskSafe[plane + $0] && maskFit?[plane + $0] ?? true }
            guard count == 0 || count == pixels.count else {
                throw Fault(
                    .incompatible,
                    "\(count) of \(pixels.count) pixels of the region are in the mask of energy bin \(bin) of dataset "
                        + "'\(name)'", hint: "a spectrum needs the same mask all over its region: shrink it")
            }
        }
    }

    private func containment(_ region: SkyRegion) throws -> [Double] {
        guard let psf else {
            throw Fault(.incompatible, "dataset '\(name)' has no point-spread function to correct with")
        }
        guard !psf.isReconstructed else {
            throw Fault(
                .unsupported,
                "the point-spread function of dataset '\(name)' is known in reconstructed energy: the exposure, in true "
                    + "energy, cannot be corrected with it", hint: "fit the map itself, or take no correction")
        }
        guard case .circle(let centre, let radius) = region else {
            throw Fault(
                .incompatible, "the containment can be corrected for circles only, not for this region",
                hint: "use a circle, or no correction")
        }
        return psf.containment(within: radius, at: centre, energies: energyTrue)
    }

    private func spectrumBackground(_ pixels: [Int], _ sums: ([Double]) -> [Double]) -> SpectrumBackground {
        switch background {
        case .none: return .none
        case .predicted(let map): return .predicted(sums(map.values))
        case .measured(let off):
            let counts = sums(off.counts.values)
            let means = [off.acceptance, off.acceptanceOff].map { sums($0.values).map { $0 / Double(pixels.count) } }
            return .measured(
                OffMeasurement(
                    counts: counts, acceptance: means[0],
                    acceptanceOff: MapOffMeasurement.acceptanceOff(
                        acceptance: means[0], counts: counts, expected: sums(off.background), plain: means[1])))
        }
    }
}
