import GammaCore
import GammaData
import GammaMaps
import GammaModels
import GammaNumerics
import Synchronization

/// What the sources of a map dataset share: exposure, responses, axes.
final class MapContext: Sendable {
    let datasetName: String
    /// The image with the axis of reconstructed energy.
    let geometry: WCSGeometry
    let energy: MapAxis
    let energyTrue: MapAxis
    /// Integration points of the true energies.
    let grid: EnergyGrid
    /// Exposure (true energy, y, x), cm² s.
    let exposure: [Double]
    /// Makes kernels of the point-spread function; nil without one.
    let kernelMaker: PSFKernelMaker?
    /// Whether the point-spread function is known in reconstructed energy, and so applies after the energy dispersion.
    let isPSFReconstructed: Bool
    let dispersion: EnergyDispersionMap?
    private let dispersionLocator: ResponseLocator?
    private let intervals: [(start: Instant, stop: Instant)]
    private let pixelSamples = Mutex<[SkyFrame: PixelSamples]>([:])
    private let dividedSamples = Mutex<[PixelSamples]>([])

    init(_ dataset: MapDataset) throws {
        datasetName = dataset.name
        geometry = dataset.geometry
        energy = dataset.energy
        energyTrue = dataset.energyTrue
        grid = EnergyGrid(edges: dataset.energyTrue.edges)
        exposure = dataset.exposure.values
        kernelMaker = dataset.psf.map {
            PSFKernelMaker(
                psf: $0, image: dataset.geometry.image,
                energies: $0.isReconstructed ? dataset.energy : dataset.energyTrue)
        }
        isPSFReconstructed = dataset.psf?.isReconstructed ?? false
        dispersion = dataset.energyDispersion
        dispersionLocator = dataset.energyDispersion.map { ResponseLocator($0.map) }
        intervals = dataset.gti?.intervals ?? []
        guard exposure.contains(where: { $0 > 0 }) else {
            throw Fault(
                .noData, "dataset '\(dataset.name)' has no exposure: nothing can be predicted",
                hint: "reduce the observations with their effective areas, or leave the dataset out")
        }
        try Self.checkDispersion(dataset)
        if let bad = exposure.firstIndex(where: { !($0.isFinite && $0 >= 0) }) {
            throw Fault(
                .badValue, "dataset '\(dataset.name)': the exposure is \(exposure[bad]) at element \(bad)",
                hint: "repair the exposure map; it must be zero where there is none")
        }
    }

    /// - Throws: ``Fault/Code/incompatible`` when the energy dispersion has not the bins of exposure and counts.
    private static func checkDispersion(_ dataset: MapDataset) throws {
        guard let map = dataset.energyDispersion?.map, let isMigra = dataset.energyDispersion?.isMigra else { return }
        let (rows, columns) = (dataset.energyTrue.binCount, dataset.energy.binCount)
        guard map.energyTrue.binCount == rows, isMigra || map.axis.binCount == columns else {
            throw Fault(
                .incompatible,
                "the energy dispersion of dataset '\(dataset.name)' has \(map.energyTrue.binCount) true energies"
                    + (isMigra ? "" : " and \(map.axis.binCount) reconstructed ones")
                    + ", exposure and counts have \(rows) and \(columns)",
                hint: "make exposure, counts and energy dispersion on the same energy axes")
        }
    }

    /// Directions of all pixels in a frame, made when they are first asked for.
    func samples(frame: SkyFrame) -> PixelSamples {
        pixelSamples.withLock { known in
            if let samples = known[frame] { return samples }
            let samples = PixelSamples(geometry.image, frame: frame)
            known[frame] = samples
            return samples
        }
    }

    /// Directions of the parts of the pixels of a window; small ones are kept, since shapes seldom leave theirs in a fit.
    func samples(frame: SkyFrame, window: PixelWindow) -> PixelSamples {
        dividedSamples.withLock { known in
            if let samples = known.first(where: { $0.window == window && $0.frame == frame }) { return samples }
            let samples = PixelSamples(geometry.image, window: window, frame: frame, evaluatesAll: true)
            guard window.pixelCount * window.factor * window.factor <= Self.keptSamples else { return samples }
            if known.count >= Self.keptWindows { known.removeFirst() }
            known.append(samples)
            return samples
        }
    }

    private static let keptSamples = 50_000
    private static let keptWindows = 8

    /// Number of bins of true energy.
    var trueBins: Int { energyTrue.binCount }

    /// The choices for a source as it stands.
    func anchor(_ source: SeenSource, _ spatial: any SpatialModel) -> SourceAnchor {
        let direction = direction(of: spatial)
        return SourceAnchor(
            dispersionPixel: source.model.applyIRF.edisp ? dispersionLocator?.nearestPixel(direction) ?? 0 : 0,
            kernelShape: source.model.applyIRF.psf ? kernelMaker?.shape(at: direction, scale: source.psfScale) : nil,
            oversampling: spatial.oversamplingFactor(pixelScale: geometry.wcs.pixelScales.max()))
    }

    /// Where the responses of a source are taken: its position, for shapes without one the middle of the map.
    func direction(of spatial: any SpatialModel) -> SkyDirection { spatial.position ?? geometry.centre }

    /// Probability of each bin of reconstructed energy (columns) given the true one (rows).
    func dispersion(_ source: SkyModel, _ anchor: SourceAnchor) -> Matrix {
        guard source.applyIRF.edisp, let dispersion else { return .widthOverlap(from: energyTrue, to: energy) }
        return dispersion.kernel(atPixel: anchor.dispersionPixel, energy: energy)
    }

    /// The part of the image that the source and the point-spread function around it reach; nil when it is outside.
    func window(_ spatial: any SpatialModel, _ anchor: SourceAnchor) -> SourceWindow? {
        guard let radius = spatial.evaluationRadius, let position = spatial.position else {
            return SourceWindow(columns: 0..<geometry.nx, rows: 0..<geometry.ny)
        }
        let scale = geometry.wcs.pixelScales.max()
        let margin = Double(anchor.kernelShape?.size ?? 0) * scale
        let width = margin + 2 * (radius + 0.1)
        guard width.isFinite,
            let cutout = try? geometry.image.cutout(
                around: position, width: SIMD2(repeating: width), oddSize: true)
        else { return nil }
        return SourceWindow(columns: cutout.columns, rows: cutout.rows)
    }

    /// The factor of the time dependence over the good time intervals, and its derivatives.
    func temporal(_ source: SkyModel, wantsGradient: Bool) throws -> (value: Double, gradient: [Double]) {
        guard let temporal = source.temporal else { return (1, []) }
        if wantsGradient { return try temporal.averageWithGradient(over: intervals) }
        return (try temporal.average(over: intervals), [])
    }
}
