import GammaCore
import GammaDatasets
import GammaMaps
import GammaModels
import GammaProducts

/// Datasets on one image and what models predict for them.
struct ResidualMapGroup: Sendable {
    private let names: [String]
    private let image: WCSGeometry
    private let axis: MapAxis
    /// Spectra of regions, one a dataset.
    private let regions: [(name: String, parts: [Part])]
    /// Sums of each energy band (band, y, x) over the datasets.
    private let bands: ResidualSums
    /// The same over all bands (y, x).
    private let total: ResidualSums
    private let sources: [ResidualRegions.Source]

    /// The spectrum of a region in a dataset.
    typealias Part = (name: String, energy: MapAxis, sums: ResidualSums)

    private var pixels: Int { image.pixelCount }

    /// - Throws: ``Fault/Code/noData`` when no bin of any dataset is in the fit, faults of energies and of the prediction.
    init(
        _ datasets: [MapDataset], models: Models, _ options: ResidualEstimator, _ execution: Execution
    ) throws {
        names = datasets.map(\.name)
        let geometry = datasets[0].geometry
        image = geometry.image
        let pixels = geometry.pixelCount
        sources =
            ResidualRegions(
                models, datasets: names, radius: options.correlationRadius, sizeFactor: options.sizeFactor
            ).sources
        let places = try Self.places(sources, options, image)
        let own = execution.shared(by: datasets.count)
        // In order as they come, so that few are held at a time.
        let (bands, axes, parts) = try parallelFold(
            datasets, into: (ResidualSums?.none, [MapAxis](), places.map { _ in [Part]() }), execution,
            step: "prediction"
        ) { dataset in
            let groups = try EnergyGroup.groups(of: dataset.energy, edges: options.energyEdges)
            let input = try ResidualInput(dataset, models: models, energies: groups.bins, own)
            let spectra = places.map { place -> Part in
                let sums = input.sums.mapped { Self.planeSums($0, at: place.pixels, pixels: pixels) }
                return (input.name, input.energy, sums)
            }
            return (
                name: input.name, axis: try groups.axis(like: dataset.energy),
                bands: input.sums.summed(over: groups.map(\.bins), pixels: pixels), spectra: spectra
            )
        } fold: { total, part in
            total.1.append(part.axis)
            guard part.axis.binCount == total.1[0].binCount else {
                throw Fault(
                    .incompatible,
                    "the energy edges give \(total.1[0].binCount) bands of dataset '\(datasets[0].name)' but "
                        + "\(part.axis.binCount) of '\(part.name)'", hint: "choose edges that both have")
            }
            if total.0 == nil { total.0 = part.bands } else { total.0?.add(part.bands) }
            for (index, spectrum) in part.spectra.enumerated() { total.2[index].append(spectrum) }
        }
        guard let bands, bands.uses.contains(where: { $0 > 0 }) else {
            throw Fault(
                .noData, "no bin of \(names.count == 1 ? "dataset '\(names[0])'" : "the datasets") is in the fit",
                hint: "widen the fit range, the safe-mask thresholds or the energy edges")
        }
        axis = try Self.axis(around: axes)
        regions = zip(places, parts).map { ($0.name, $1) }
        self.bands = bands
        total = bands.summed(over: [0..<axis.binCount], pixels: pixels)
    }

    /// The axis from the lowest to the highest of the first and last edges.
    private static func axis(around axes: [MapAxis]) throws -> MapAxis {
        var edges = axes[0].edges
        edges[0] = axes.map { $0.edges[0] }.min() ?? edges[0]
        edges[edges.count - 1] = axes.compactMap(\.edges.last).max() ?? edges[edges.count - 1]
        return try MapAxis(edges: edges, name: "energy", unit: axes[0].unit, interpolation: axes[0].interpolation)
    }

    // MARK: Maps

    func maps(_ options: ResidualEstimator, _ execution: Execution) throws -> ResidualMaps {
        let geometry = try image.with(axes: [axis])
        let disk = try DiskSums(radius: options.correlationRadius, on: image)
        func disks(_ values: [Double]) throws -> [Double] {
            try stride(from: 0, to: values.count, by: pixels).flatMap {
                try disk.sums(Array(values[$0..<$0 + pixels]), execution)
            }
        }
        let around = try bands.mapped(disks)
        let aroundAll = try total.mapped(disks)
        func seen(_ values: [Double], _ uses: [Double]) -> [Double] {
            values.indices.map { uses[$0] > 0.5 ? values[$0] : .nan }
        }
        let significance = seen(try around.significances(execution), bands.uses)
        let totalSignificance = try WCSMap(
            image, values: seen(try aroundAll.significances(execution), total.uses), storage: .double)
        let isSource = try WCSMask(image, flags: image.mask(inside: sources.map(\.region)))
        let finder = PeakFinder(threshold: options.threshold, minDistance: .degrees(2 * options.correlationRadius))
        return ResidualMaps(
            datasetNames: names, correlationRadius: options.correlationRadius,
            counts: try WCSMap(geometry, values: bands.counts),
            predicted: try WCSMap(geometry, values: bands.expected, storage: .double),
            excess: try WCSMap(
                geometry, values: seen(zip(around.counts, around.expected).map { $0 - $1 }, bands.uses),
                storage: .double),
            significance: try WCSMap(geometry, values: significance, storage: .double),
            totalSignificance: totalSignificance, isSource: isSource,
            peaks: SourceList(
                try finder.peaks(of: totalSignificance, isSignificance: true), quantity: "sqrt_ts",
                threshold: options.threshold, energyRange: energies),
            distributions: distributions(significance, totalSignificance.values, isSource.flags))
    }

    private var energies: ClosedRange<Double> { axis.edges[0]...axis.edges[axis.binCount] }

    private func distributions(
        _ significance: [Double], _ total: [Double], _ isSource: [Bool]
    ) -> [SignificanceDistribution] {
        func parts(_ values: [Double], _ range: ClosedRange<Double>, _ isTotal: Bool) -> [SignificanceDistribution] {
            SignificanceDistribution.Part.allCases.map { part in
                let chosen = values.indices.filter { part == .all || isSource[$0] == (part == .inside) }
                return SignificanceDistribution(
                    part, of: chosen.map { values[$0] }, energyRange: range, isTotal: isTotal)
            }
        }
        var result = parts(total, energies, true)
        guard axis.binCount > 1 else { return result }
        for band in 0..<axis.binCount {
            result += parts(
                Array(significance[band * pixels..<(band + 1) * pixels]), axis.edges[band]...axis.edges[band + 1], false
            )
        }
        return result
    }

    // MARK: Spectra

    /// Of the whole image, of each source, and of the regions asked for.
    func spectra(_ options: ResidualEstimator, _ execution: Execution) throws -> [ResidualSeries] {
        try regions.flatMap { try options.series($0.parts, region: $0.name, execution) }
    }

    /// The pixels of the image and of regions that have any: for a point, or a region that holds the centre of none, that of its
    /// centre.
    private static func places(
        _ sources: [ResidualRegions.Source], _ options: ResidualEstimator, _ image: WCSGeometry
    ) throws -> [(name: String, pixels: [Int])] {
        let regions = sources.map { ($0.name, $0.region) } + options.regions.map { ($0.name, $0.region) }
        return try [("whole map", Array(0..<image.pixelCount))]
            + regions.compactMap { name, region in
                let mask = try image.mask(inside: [region])
                var pixels = mask.indices.filter { mask[$0] }
                if pixels.isEmpty, let (x, y) = image.indices(of: region.centre) { pixels = [y * image.nx + x] }
                return pixels.isEmpty ? nil : (name, pixels)
            }
    }

    private static func planeSums(_ values: [Double], at places: [Int], pixels: Int) -> [Double] {
        values.withUnsafeBufferPointer { values in
            stride(from: 0, to: values.count, by: pixels).map { start in
                var sum = 0.0
                for pixel in places { sum += values[start + pixel] }
                return sum
            }
        }
    }

    // MARK: Profiles

    /// Along longitude and latitude of the image, and around each source.
    func profiles(_ options: ResidualEstimator, _ execution: Execution) throws -> [ResidualSeries] {
        let size = (image.wcs.pixelScales.x + image.wcs.pixelScales.y) / 2
        let width = max(options.correlationRadius / 2, size)
        var wanted: [(String, ResidualSeries.Axis, ImageProfileEstimator)] = [
            ("whole map", .longitude, ImageProfileEstimator(.longitude, binning: .width(max(width * 2, size)))),
            ("whole map", .latitude, ImageProfileEstimator(.latitude, binning: .width(max(width * 2, size)))),
        ]
        for source in sources {
            // No farther than the map reaches, which may end near the source.
            let reach = image.separations(from: source.position).filter(\.isFinite).max() ?? 0
            let bins = min(max(Int((2 * source.radius / width).rounded(.up)), 8), 40, Int(reach / width))
            guard bins > 0 else { continue }
            let edges = (0...bins).map { Double($0) * width }
            wanted.append(
                (source.name, .radial, ImageProfileEstimator(.radial(source.position), binning: .edges(edges))))
        }
        return try wanted.compactMap { region, axis, estimator in
            let places = try estimator.places(on: image)
            let sums = total.mapped { values in
                var sums = [Double](repeating: 0, count: places.edges.count - 1)
                for (pixel, bin) in places.bins.enumerated() { if let bin { sums[bin] += values[pixel] } }
                return sums
            }
            guard sums.uses.contains(where: { $0 > 0 }) else { return nil }
            return try options.series(sums, names, region, axis, places.edges, execution)
        }
    }
}
