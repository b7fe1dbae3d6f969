import Foundation
import GammaCore
import GammaDatasets
import GammaMaps
import GammaModels
import GammaProducts

import struct GammaCore.Unit

/// Smooths counts adaptively: every pixel with the smallest kernel at which it is significant (Ebeling et al. 2006, MNRAS
/// 368, 65).
public struct ASmoothMapEstimator: Sendable {
    /// Shape of the kernels.
    public enum Kernel: String, Sendable, CaseIterable {
        /// A Gaussian with the scale as standard deviation.
        case gauss
        /// A disk with the scale as radius.
        case tophat
    }

    /// Which significance a scale must reach.
    public enum Method: String, Sendable, CaseIterable {
        /// That of counts over a known background.
        case lima
        /// (n − b)/√(n + b), formula 5 of the paper.
        case asmooth
    }

    /// Smoothing scales, deg, the smallest first.
    public var scales: [Double]
    /// Shape of the kernels.
    public var kernel: Kernel
    /// How significance is computed.
    public var method: Method
    /// The least significance.
    public var threshold: Double
    /// Edges of the maps in TeV, each moved to the nearest bin edge of the dataset; nil: one map of all energies.
    public var energyEdges: [Double]?
    /// The spectrum by which counts become a flux.
    public var spectrum: any SpectralModel

    /// Makes an estimator; by default the spectrum is a power law of index 2.
    public init(
        scales: [Double], kernel: Kernel = .gauss, method: Method = .lima, threshold: Double = 5,
        energyEdges: [Double]? = nil, spectrum: any SpectralModel = PowerLaw(index: 2, amplitude: 1e-12)
    ) {
        self.scales = scales
        self.kernel = kernel
        self.method = method
        self.threshold = threshold
        self.energyEdges = energyEdges
        self.spectrum = spectrum
    }

    /// The smoothed maps of a dataset. Pixels where no scale is significant get the mean of all of them.
    ///
    /// Pixels without exposure have flux 0, where Gammapy's NaN spoils their neighbourhood.
    /// - Throws: ``Fault/Code/badValue`` for scales or energies that do not fit, ``Fault/Code/noData`` without bins in the mask
    ///   or exposure.
    public func run(
        _ dataset: MapDataset, models: Models = Models(), execution: Execution = Execution()
    ) throws -> SmoothedMaps {
        guard !scales.isEmpty, scales.allSatisfy({ $0 > 0 && $0.isFinite }) else {
            throw Fault(.badValue, "adaptive smoothing needs scales above 0 deg")
        }
        guard dataset.mask.contains(true) else {
            throw Fault(.noData, "no bin of dataset '\(dataset.name)' is in the mask")
        }
        let groups = try EnergyGroup.groups(of: dataset.energy, edges: energyEdges)
        let background = try Self.background(dataset, models, execution)
        let exposure = try RecoExposure(dataset, spectrum: spectrum)
        let kernels = try scales.map { try SmoothingKernel(kernel, scale: $0, dataset.geometry) }
        let planes = try parallelMap(groups, execution, step: "adaptive smoothing") { group in
            try plane(dataset, group, background, exposure, kernels)
        }
        let geometry = try dataset.geometry.with(axes: [groups.axis(like: dataset.energy)])
        func map(_ unit: Unit = .none, _ values: (SmoothedPlane) -> [Double]) throws -> WCSMap {
            try WCSMap(geometry, values: planes.flatMap(values), unit: unit, storage: .double)
        }
        return SmoothedMaps(
            counts: try map { $0.counts }, background: try map { $0.background }, flux: try map(.flux) { $0.flux },
            scale: try map(.deg) { $0.scale }, sqrtTS: try map { $0.sqrtTS })
    }

    /// The background with its model, without sources.
    private static func background(
        _ dataset: MapDataset, _ models: Models, _ execution: Execution
    ) throws -> [Double] {
        let own = Models(
            models.contributing(to: dataset.name).map(\.component).filter { $0.skyModel == nil })
        guard !own.components.isEmpty else { return dataset.backgroundCounts }
        return try dataset.predicted(own, execution).values
    }

    private func plane(
        _ dataset: MapDataset, _ group: EnergyGroup, _ background: [Double], _ exposure: RecoExposure,
        _ kernels: [SmoothingKernel]
    ) throws -> SmoothedPlane {
        let image = dataset.geometry.image
        let pixels = image.pixelCount
        var (n, b, e) = (
            [Double](repeating: 0, count: pixels), [Double](repeating: 0, count: pixels),
            [Double](repeating: 0, count: pixels)
        )
        for bin in group.bins {
            let plane = exposure.plane(bin)
            for pixel in 0..<pixels where dataset.maskSafe[bin * pixels + pixel] {
                n[pixel] += dataset.counts.values[bin * pixels + pixel]
                b[pixel] += background[bin * pixels + pixel]
                e[pixel] += plane[pixel]
            }
        }
        let reference = spectrum.integral(from: group.lower, to: group.upper)
        let flux = n.indices.map { e[$0] > 0 ? (n[$0] - b[$0]) / (e[$0] / reference) : 0 }
        var result = SmoothedPlane(pixels: pixels)
        for (scale, kernel) in zip(scales, kernels) {
            let counts = try kernel.smoothed(WCSMap(image, values: n))
            let expected = try kernel.smoothed(WCSMap(image, values: b))
            let fluxes = try kernel.smoothed(WCSMap(image, values: flux))
            for pixel in 0..<pixels where result.scale[pixel].isNaN {
                let significance = significance(counts[pixel] * kernel.sum, expected[pixel] * kernel.sum)
                guard significance > threshold else { continue }
                result.set(
                    pixel, scale: scale, significance, counts[pixel], expected[pixel], fluxes[pixel])
            }
        }
        result.fillRest(counts: n, background: b, flux: flux)
        return result
    }

    private func significance(_ counts: Double, _ background: Double) -> Double {
        switch method {
        case .lima: CashCountsStatistic(nOn: max(counts, 0), muBackground: background).sqrtTS
        case .asmooth: (counts - background) / (counts + background).squareRoot()
        }
    }
}

/// The images of one energy interval.
private struct SmoothedPlane: Sendable {
    var counts: [Double]
    var background: [Double]
    var flux: [Double]
    var scale: [Double]
    var sqrtTS: [Double]

    init(pixels: Int) {
        let empty = [Double](repeating: .nan, count: pixels)
        (counts, background, flux, scale, sqrtTS) = (empty, empty, empty, empty, empty)
    }

    mutating func set(
        _ pixel: Int, scale: Double, _ significance: Double, _ counts: Double, _ background: Double, _ flux: Double
    ) {
        self.scale[pixel] = scale
        sqrtTS[pixel] = significance
        self.counts[pixel] = counts
        self.background[pixel] = background
        self.flux[pixel] = flux
    }

    /// Pixels without scale get the mean of what they hold.
    mutating func fillRest(counts: [Double], background: [Double], flux: [Double]) {
        let rest = scale.indices.filter { scale[$0].isNaN }
        guard !rest.isEmpty else { return }
        func mean(_ values: [Double]) -> Double { rest.reduce(0) { $0 + values[$1] } / Double(rest.count) }
        let means = (mean(counts), mean(background), mean(flux))
        for pixel in rest { (self.counts[pixel], self.background[pixel], self.flux[pixel]) = means }
    }
}

/// A kernel of adaptive smoothing: the mean over it, and how many pixels it stands for.
private struct SmoothingKernel: Sendable {
    /// Sum of the kernel with peak 1, each pixel the mean over 10 × 10 parts, as astropy makes it.
    let sum: Double
    private let disk: ConvolutionKernel?
    private let scale: Double

    init(_ kind: ASmoothMapEstimator.Kernel, scale: Double, _ geometry: WCSGeometry) throws {
        let scales = geometry.wcs.pixelScales
        let size = scale / ((scales.x + scales.y) / 2)
        self.scale = scale
        let reach = kind == .gauss ? 8 * size : 2 * size
        guard reach < 20_000 else { throw Fault(.badValue, "a smoothing scale of \(scale) deg is too large") }
        let half = Int(reach.rounded(.up)) / 2
        let parts = (0..<10).map { (Double($0) + 0.5) / 10 - 0.5 }
        switch kind {
        case .gauss:
            let line = (-half...half).map { pixel in
                parts.reduce(0) { $0 + exp(-0.5 * pow((Double(pixel) + $1) / size, 2)) }
            }
            let side = line.reduce(0, +) / line[half]
            (sum, disk) = (side * side, nil)
        case .tophat:
            let width = 2 * half + 1
            let shares = (0..<width * width).map { index -> Double in
                let (x, y) = (Double(index % width - half), Double(index / width - half))
                return parts.reduce(0.0) { total, dy in
                    total
                        + Double(
                            parts.count {
                                let (a, b) = (x + $0, y + dy)
                                return a * a + b * b <= size * size
                            })
                }
            }
            let peak = shares.max() ?? 1
            guard peak > 0 else { throw Fault(.badValue, "a smoothing scale of \(scale) deg is smaller than a pixel") }
            sum = shares.reduce(0, +) / peak
            disk = try ConvolutionKernel(values: shares, width: width, height: width).normalized
        }
    }

    func smoothed(_ image: WCSMap) throws -> [Double] {
        try (disk.map { try image.convolved(with: $0) } ?? image.smoothed(.gauss(sigma: scale))).values
    }
}
