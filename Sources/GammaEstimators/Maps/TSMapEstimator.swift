import Foundation
import GammaCore
import GammaData
import GammaDatasets
import GammaMaps
import GammaModels
import GammaNumerics
import GammaProducts

/// Maps of the test statistic of a source at every pixel: its norm is fitted there with everything else held fixed.
///
/// The source is the kernel model as the instrument shows it in the middle of the map, cut to a square around the pixel.
/// Its norm solves Σ m (1 − n/(x m + b)) = 0 over the bins of that square (Stewart 2009, A&A 495, 989, appendix A): counts n,
/// prediction b without the source, and m of the source at norm 1. The root is exact, where Gammapy's is one of 1 % unless
/// told otherwise. What the models predict belongs to b: give all sources but those to be found.
public struct TSMapEstimator: Sendable {
    /// The source looked for; its position does not matter.
    public var kernel: SkyModel
    /// Side of the square, deg; nil: as far as shape and point-spread function reach.
    public var kernelWidth: Double?
    /// Edges of the maps in TeV, each moved to the nearest bin edge of the datasets; nil: one map of all energies.
    public var energyEdges: [Double]?
    /// What is computed.
    public var options: TSMapOptions

    /// A point source with a power law of index 2 and 10⁻¹² cm⁻² s⁻¹ TeV⁻¹ at 1 TeV.
    public static let pointSource = SkyModel(
        "ts-kernel", spectral: PowerLaw(index: 2, amplitude: 1e-12), spatial: PointSpatialModel())

    /// Makes an estimator.
    public init(
        kernel: SkyModel = TSMapEstimator.pointSource, kernelWidth: Double? = nil, energyEdges: [Double]? = nil,
        options: TSMapOptions = TSMapOptions()
    ) {
        self.kernel = kernel
        self.kernelWidth = kernelWidth
        self.energyEdges = energyEdges
        self.options = options
    }

    /// The maps of one dataset.
    /// - Throws: as ``run(_:models:execution:)-([MapDataset],_,_)``.
    public func run(
        _ dataset: MapDataset, models: Models = Models(), execution: Execution = Execution()
    ) throws -> FluxMaps { try run([dataset], models: models, execution: execution) }

    /// The maps of several datasets of one image and one axis of energy, to which one norm is fitted.
    ///
    /// Pixels without value say why in ``FluxMaps/outcome``; an energy interval that fails does not end the others.
    /// - Throws: ``Fault/Code/noData`` without dataset, bins in the mask or exposure, ``Fault/Code/incompatible`` for datasets
    ///   that do not fit together or have off counts, ``Fault/Code/badValue`` for energies, kernels or factors that do not fit.
    public func run(
        _ datasets: [MapDataset], models: Models = Models(), execution: Execution = Execution()
    ) throws -> FluxMaps { try maps(datasets, models, only: nil, execution) }

    /// What the maps have in the pixel that contains a direction, which alone is computed (with
    /// ``TSMapOptions/downsampling`` all are).
    /// - Throws: as ``run(_:models:execution:)-([MapDataset],_,_)``, and ``Fault/Code/incompatible`` outside the image.
    public func fluxPoints(
        at direction: SkyDirection, of datasets: [MapDataset], models: Models = Models(),
        execution: Execution = Execution()
    ) throws -> FluxPoints {
        let place = datasets.first?.geometry.indices(of: direction)
        return try maps(datasets, models, only: place, execution).fluxPoints(at: direction)
    }

    private func maps(
        _ datasets: [MapDataset], _ models: Models, only place: (x: Int, y: Int)?, _ execution: Execution
    ) throws -> FluxMaps {
        let first = try check(datasets)
        let kernelSize = try KernelSize(kernel, width: kernelWidth, datasets: datasets)
        let grid = try TSGrid(first.geometry, margin: kernelSize.pixels / 2, factor: options.downsampling)
        let groups = try EnergyGroup.groups(of: first.energy, edges: energyEdges)
        let inputs = try datasets.map { dataset in
            let prepared = try grid.prepared(dataset)
            // Joined pixels are larger, and the kernel has fewer of them.
            let size = try KernelSize(kernel, width: kernelSize.width, datasets: [prepared])
            return try TSInput(prepared, models: models, kernel: kernel, pixels: size.pixels, execution)
        }
        let axis = try groups.axis(like: first.energy)
        let geometry = try inputs[0].dataset.geometry.with(axes: [axis])
        var values = TSValues(count: geometry.valueCount, options)
        for (bin, group) in groups.enumerated() {
            do {
                let pixel = options.downsampling > 1 ? nil : place.map { $0.y * geometry.nx + $0.x }
                let plane = try TSPlane(inputs, group, options, only: pixel, into: &values, execution)
                // What was needed before the fits leaves gaps, which would add up to the size of a map.
                ProcessMemory.trim()
                try plane.fill(&values, execution, step: "TS map \(group.name)")
            } catch let fault as Fault where fault.code != .cancelled {
                execution.notices.add("TS map of \(group.name): \(fault.message)", at: fault.origin)
            }
            values.pad(to: (bin + 1) * geometry.pixelCount)
        }
        return try grid.restored(maps(values, geometry, datasets))
    }

    private func check(_ datasets: [MapDataset]) throws -> MapDataset {
        guard let first = datasets.first else { throw Fault(.noData, "there is no dataset for a TS map") }
        for dataset in datasets {
            if case .measured = dataset.background {
                throw Fault(
                    .incompatible, "dataset '\(dataset.name)' has off counts, which TS maps cannot use",
                    hint: "use an excess map, or a dataset with a predicted background")
            }
            guard dataset.geometry.isClose(to: first.geometry) else {
                throw Fault(
                    .incompatible,
                    "datasets '\(first.name)' and '\(dataset.name)' have "
                        + (first.geometry.difference(from: dataset.geometry) ?? "different geometries"),
                    hint: "a joint TS map needs one image and one axis of energy")
            }
            guard dataset.mask.contains(true) else {
                throw Fault(
                    .noData, "no bin of dataset '\(dataset.name)' is in the mask",
                    hint: "widen the fit range or the safe-mask thresholds")
            }
        }
        guard options.scanNorms.allSatisfy(\.isFinite) else {
            throw Fault(.badValue, "the norms of a scan must be numbers")
        }
        return first
    }

    private func maps(_ values: TSValues, _ geometry: WCSGeometry, _ datasets: [MapDataset]) throws -> FluxMaps {
        let counts: [any CountsDataset] = datasets
        return try FluxMaps(
            geometry, reference: kernel, values: values.values, iterations: values.iterations, outcome: values.outcome,
            scan: values.scan.map { MapScan(norms: options.scanNorms, stat: $0) },
            metadata: FluxMetadata(
                datasetNames: datasets.map(\.name), nSigma: options.nSigma, nSigmaUL: options.nSigmaUL,
                nSigmaSensitivity: options.nSigmaSensitivity, gti: counts.goodTime?.table()))
    }
}
