import GammaCore
import GammaDatasets
import GammaMaps
import GammaModels
import GammaProducts

/// TS maps of one sky for sources of several sizes.
struct SearchMaps: Sendable {
    /// A place where a source may be.
    struct Candidate: Sendable {
        var place: SkyDirection
        /// √TS of the size that goes best.
        var significance: Double
        /// That size: σ in deg, 0 for a point source.
        var size: Double
        /// Factor on the spectrum of the finder.
        var norm: Double
    }

    private let finder: SourceFinder
    /// One map a size.
    let maps: [FluxMaps]

    init(_ finder: SourceFinder, _ datasets: [MapDataset], _ models: Models, _ execution: Execution, step: String)
        throws
    {
        self.finder = finder
        let quiet = Execution(threads: execution.threads, notices: execution.notices)
        // Predicted once for all sizes.
        let residual = try datasets.map { dataset in
            var dataset = dataset
            if !models.contributing(to: dataset.name).isEmpty {
                dataset.background = .predicted(try dataset.predicted(models, quiet))
            }
            return dataset
        }
        maps = try finder.sizes.enumerated().map { number, size in
            try execution.progress.update(step: step, done: number, total: finder.sizes.count)
            return try Self.estimator(finder, size, datasets[0].geometry).run(residual, execution: quiet)
        }
        try execution.progress.update(step: step, done: maps.count, total: maps.count)
    }

    /// Pixels much smaller than the source are joined: nothing is lost by it, and it is much quicker.
    private static func estimator(_ finder: SourceFinder, _ size: Double, _ geometry: WCSGeometry) -> TSMapEstimator {
        // Of less than 2 σ in the map no peak comes: no fit is needed there.
        var options = TSMapOptions(threshold: 4, sumsOverEnergy: false)
        let width: Double? = size > 0 ? 2 * (2 * size + coreReach) : nil
        let scale = geometry.wcs.pixelScales.max()
        let margin = Int((width ?? 0) / scale / 2)
        let largest = Int(size / (2 * scale))
        let factors = largest > 1 ? Array((2...largest).reversed()) : []
        options.downsampling =
            factors.first { (try? TSGrid(geometry, margin: margin, factor: $0)) != nil } ?? 1
        let shape: any SpatialModel =
            size > 0 ? GaussianSpatialModel(at: geometry.centre, sigma: size) : PointSpatialModel(at: geometry.centre)
        let smallest = Double(min(geometry.nx, geometry.ny) - 2 * options.downsampling) * scale
        return TSMapEstimator(
            kernel: SkyModel("kernel", spectral: finder.spectrum(times: 1), spatial: shape),
            kernelWidth: width.map { min($0, smallest) }, options: options)
    }

    /// What the point-spread function adds to half the width of extended kernels, deg.
    private static let coreReach = 0.15

    /// The peaks above the threshold, highest first, in any size; none near to a place that was tried in vain.
    func candidates(without rejected: [SkyDirection]) throws -> [Candidate] {
        let significances = try maps.map { try $0.map(.sqrtTS) }
        var highest = significances[0]
        var best = [Int](repeating: 0, count: highest.values.count)
        for (size, map) in significances.enumerated() {
            for (pixel, value) in map.values.enumerated() where value > highest.values[pixel] || size == 0 {
                (highest.values[pixel], best[pixel]) = (value, size)
            }
        }
        let norms = try maps.map { try $0.map(.norm).values }
        let image = try highest.sliced("energy", bin: 0)
        let peaks = try PeakFinder(threshold: finder.threshold).peaks(of: image, isSignificance: true)
        return peaks.compactMap { peak in
            let pixel = peak.y * image.geometry.nx + peak.x
            let size = best[pixel]
            let candidate = Candidate(
                place: peak.position, significance: peak.value, size: finder.sizes[size], norm: norms[size][pixel])
            let isNew = rejected.allSatisfy { $0.separation(to: peak.position) > Self.distance + candidate.size / 2 }
            return isNew ? candidate : nil
        }
    }

    /// Those of them that can be fitted one after the other without new maps in between: each the highest around.
    func leading(without rejected: [SkyDirection]) throws -> [Candidate] {
        var chosen: [Candidate] = []
        for candidate in try candidates(without: rejected) {
            let isApart = chosen.allSatisfy {
                $0.place.separation(to: candidate.place)
                    > finder.reach + 2 * $0.size + 2 * candidate.size
            }
            if isApart { chosen.append(candidate) }
        }
        return chosen
    }

    /// How far from a place tried in vain another one must be, deg.
    private static let distance = 0.1
}
