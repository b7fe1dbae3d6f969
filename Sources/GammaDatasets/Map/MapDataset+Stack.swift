import GammaCore
import GammaData
import GammaMaps

extension MapDataset {
    /// The datasets as one: only bins within each one's safe mask count.
    ///
    /// The image is the smallest one that holds all of theirs; their pixels must coincide, as those of cut-outs of one
    /// image do. See ``stack(_:)`` for what is added how. Agrees with Gammapy's `Datasets.stack_reduce`; the order
    /// matters only for rounding.
    /// - Throws: ``Fault/Code/incompatible`` when axes, pixels or kinds of background differ, ``Fault/Code/noData`` for an
    ///   empty list.
    public static func stacked(_ datasets: [MapDataset], name: String = "stacked") throws -> MapDataset {
        var result = try emptied(covering: datasets, name: name)
        for dataset in datasets { try result.stack(dataset) }
        return result
    }

    /// What datasets become by a change of their background, as one; not more of the changed ones are in memory than there are
    /// threads.
    /// - Throws: as ``stacked(_:name:)``, and faults of the change.
    public static func stacked(
        _ datasets: [MapDataset], name: String = "stacked", _ execution: Execution,
        changing change: @Sendable @escaping (MapDataset) throws -> MapDataset
    ) throws -> MapDataset {
        let result = try parallelFold(datasets, into: nil as MapDataset?, execution, change) { stack, changed in
            // Taken out and put back, so that its arrays are changed in place.
            var sum = try stack ?? emptied(covering: datasets, name: name, background: changed.background.kind)
            stack = nil
            try sum.stack(changed)
            stack = sum
        }
        return try result ?? emptied(covering: datasets, name: name)
    }

    /// The dataset without what lies outside its safe mask, as Gammapy's `to_masked`: zero counts and background there,
    /// responses and exposure only where any energy is safe.
    /// - Parameter name: name of the result; by default the same.
    public func toMasked(name: String? = nil) throws -> MapDataset {
        try MapDataset.stacked([self], name: name ?? self.name)
    }

    /// Adds another dataset in place, within its safe mask; what this one holds outside its own stays.
    ///
    /// The other one may be a cut-out of this image or reach beyond it; only the common part is touched. Counts,
    /// background and off counts add up within the mask, the exposure where any energy is safe. Responses become means
    /// weighted with their exposure; the threshold of an energy dispersion kernel stays in it, so that its rows may sum to
    /// less than one. Masks become unions, good time intervals too, livetimes add up. A predicted background takes a
    /// measured one as α·n_off. A response that either one does not have stays as it is.
    ///
    /// - Returns: false when the other one has no safe bin in this image; then nothing changes.
    /// - Throws: ``Fault/Code/incompatible`` when axes, pixels or kinds of background differ; then nothing changes.
    @discardableResult
    public mutating func stack(_ other: MapDataset) throws -> Bool {
        let window = try stackWindow(other)
        try checkStackable(other)
        let psfWindow = try psf.flatMap { mine in try other.psf.map { try mine.map.stackWindow($0.map) } }
        let dispersionWindow = try energyDispersion.flatMap { mine in
            try other.energyDispersion.map { try mine.map.stackWindow($0.map) }
        }
        guard window.contains(other.maskSafe) else { return false }

        let image = other.maskSafeImage
        window.add(other.counts.values, where: other.maskSafe, into: &counts.values)
        window.add(other.exposure.values, where: image, into: &exposure.values)
        background.stack(other, window)
        if let psfWindow, let theirs = other.psf?.map {
            psf?.map.stack(theirs, weights: other.maskSafe(atPixelsOf: theirs), psfWindow)
        }
        if let dispersionWindow, let theirs = other.energyDispersion {
            energyDispersion?.map.stack(theirs.map, weights: other.maskSafe(of: theirs), dispersionWindow)
        }
        window.merge(other.maskSafe, into: &maskSafe)
        if let mask = other.maskFit {
            var merged = maskFit ?? Array(repeating: false, count: maskSafe.count)
            maskFit = nil
            window.merge(mask, into: &merged)
            maskFit = merged
        }
        if let times = other.gti { gti = gti.map { $0.isEmpty ? times.union() : $0.union(times) } ?? times }
        livetime += other.livetime
        provenance = provenance.adding(other.provenance)
        return true
    }

    private func stackWindow(_ other: MapDataset) throws -> StackWindow {
        guard energy == other.energy, energyTrue == other.energyTrue else {
            throw Fault(
                .incompatible, "datasets '\(name)' and '\(other.name)' have different energy axes",
                hint: "reduce all runs with the same axes")
        }
        guard let window = StackWindow(of: other.geometry, in: geometry) else {
            throw Fault(
                .incompatible, "the pixels of datasets '\(name)' and '\(other.name)' do not coincide",
                hint: "stack only datasets on cut-outs of one image")
        }
        return window
    }

    private func checkStackable(_ other: MapDataset) throws {
        switch (background, other.background) {
        case (.none, .none), (.predicted, .predicted), (.predicted, .measured), (.measured, .measured): break
        default:
            throw Fault(
                .incompatible, "datasets '\(name)' and '\(other.name)' have different kinds of background",
                hint: "stack only datasets with off counts, or only datasets without")
        }
        if let mine = psf, let theirs = other.psf {
            try mine.map.checkStackable(theirs.map, "point-spread functions", "'\(name)' and '\(other.name)'")
        }
        if let mine = energyDispersion, let theirs = other.energyDispersion {
            try mine.map.checkStackable(theirs.map, "energy dispersions", "'\(name)' and '\(other.name)'")
        }
    }
}
