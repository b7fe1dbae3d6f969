import GammaCore
import GammaDatasets
import GammaMaps
import GammaModels
import GammaProducts

/// TS maps of one sky for sources of several sizes and spectra.
struct SearchMaps: Sendable {
    /// A place where a source may be.
    struct Candidate: Sendable {
        var place: SkyDirection
        /// √TS of the size that goes best.
        var significance: Double
        /// The source that makes it so high.
        var kernel: Kernel
        /// Factor on its spectrum.
        var norm: Double

        /// σ in deg, 0 for a point source.
        var size: Double { kernel.size }
    }

    /// A source that is looked for.
    struct Kernel: Sendable {
        /// σ in deg, 0 for a point source.
        var size: Double
        /// Index of the power law.
        var index: Double

        /// Its spectrum times a factor.
        func spectrum(times factor: Double) -> any SpectralModel {
            SourceSpectrum.powerLaw.model(like: PowerLaw(index: index, amplitude: Self.amplitude * factor))
        }

        /// cm⁻² s⁻¹ TeV⁻¹ at 1 TeV.
        private static let amplitude = 1e-13
    }

    private let finder: SourceFinder
    /// What the models leave, as datasets whose background is all that is predicted.
    private let residual: [MapDataset]
    private var kernels: [Kernel] = []
    /// One map a kernel.
    private(set) var maps: [FluxMaps] = []
    /// The highest √TS of all in each pixel, and which it is of.
    private(set) var highest: WCSMap
    private var best: [Int] = []

    /// The maps of the first spectrum of the finder.
    init(_ finder: SourceFinder, _ datasets: [MapDataset], _ models: Models, _ execution: Execution, step: String)
        throws
    {
        self.finder = finder
        let quiet = Execution(threads: execution.threads, notices: execution.notices)
        // Predicted once for all kernels.
        residual = try datasets.map { dataset in
            var dataset = dataset
            if !models.contributing(to: dataset.name).isEmpty {
                dataset.background = .predicted(try dataset.predicted(models, quiet))
            }
            return dataset
        }
        highest = try WCSMap(datasets[0].geometry.image)
        try addSpectrum(execution, step: step)
    }

    /// Adds the maps of the next spectrum of the finder; whether there was one.
    @discardableResult
    mutating func addSpectrum(_ execution: Execution, step: String) throws -> Bool {
        let known = kernels.count / finder.sizes.count
        guard known < finder.indices.count else { return false }
        let quiet = Execution(threads: execution.threads, notices: execution.notices)
        for (number, size) in finder.sizes.enumerated() {
            try execution.progress.update(step: step, done: number, total: finder.sizes.count)
            let kernel = Kernel(size: size, index: finder.indices[known])
            kernels.append(kernel)
            maps.append(try Self.estimator(kernel, residual[0]).run(residual, execution: quiet))
        }
        try execution.progress.update(step: step, done: finder.sizes.count, total: finder.sizes.count)
        (highest, best) = try Self.highest(maps)
        return true
    }

    private static func highest(_ maps: [FluxMaps]) throws -> (map: WCSMap, best: [Int]) {
        var highest = try maps[0].map(.sqrtTS)
        var best = [Int](repeating: 0, count: highest.values.count)
        for (number, map) in maps.enumerated().dropFirst() {
            for (pixel, value) in try map.map(.sqrtTS).values.enumerated()
            where value > highest.values[pixel] || highest.values[pixel].isNaN {
                (highest.values[pixel], best[pixel]) = (value, number)
            }
        }
        return (try highest.sliced("energy", bin: 0), best)
    }

    /// Pixels much smaller than the source are joined: nothing is lost by it, and it is much quicker.
    private static func estimator(_ kernel: Kernel, _ dataset: MapDataset) -> TSMapEstimator {
        let (geometry, size) = (dataset.geometry, kernel.size)
        // Of less than 2 σ in the map no peak comes: no fit is needed there.
        var options = TSMapOptions(threshold: 4, limitsEstimates: false, sumsOverEnergy: false)
        let scale = geometry.wcs.pixelScales.max()
        let width = 2 * max(2 * size + coreReach, pointReach(dataset))
        let margin = Int(width / scale / 2)
        let largest = Int(size / (2 * scale))
        let factors = largest > 1 ? Array((2...largest).reversed()) : []
        options.downsampling =
            factors.first { (try? TSGrid(geometry, margin: margin, factor: $0)) != nil } ?? 1
        let shape: any SpatialModel =
            size > 0 ? GaussianSpatialModel(at: geometry.centre, sigma: size) : PointSpatialModel(at: geometry.centre)
        let smallest = Double(min(geometry.nx, geometry.ny) - 2 * options.downsampling) * scale
        return TSMapEstimator(
            kernel: SkyModel("kernel", spectral: kernel.spectrum(times: 1), spatial: shape),
            kernelWidth: min(width, smallest), options: options)
    }

    /// What the point-spread function adds to half the width of extended kernels, deg.
    private static let coreReach = 0.15
    /// Half the width of kernels of points, deg: what the point-spread function contains 90 % in. Its tails would cost much time and
    /// add little significance.
    private static func pointReach(_ dataset: MapDataset) -> Double {
        guard let psf = dataset.psf else { return 0 }
        let edges = dataset.energy.edges
        let radii = zip(psf.energies.centres, psf.containmentRadii(containment, at: dataset.geometry.centre))
        return radii.filter { $0.0 > edges[0] && $0.0 < edges[edges.count - 1] }.map(\.1).max() ?? 0
    }

    private static let containment = 0.9

    /// The peaks above the threshold, highest first, in any size; none near to a place that was tried in vain.
    func candidates(without rejected: [SkyDirection]) throws -> [Candidate] {
        let peaks = try PeakFinder(threshold: finder.threshold).peaks(of: highest, isSignificance: true)
        return try peaks.compactMap { peak in
            let pixel = peak.y * highest.geometry.nx + peak.x
            let kernel = best[pixel]
            let candidate = Candidate(
                place: peak.position, significance: peak.value, kernel: kernels[kernel],
                norm: try maps[kernel].map(.norm).values[pixel])
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
