import GammaCore
import GammaDatasets
import GammaMaps
import GammaModels
import GammaProducts

/// Compares datasets with what models predict: maps of significance, spectra of regions, profiles, each with its prediction
/// by components and with numbers for how well they agree.
///
/// Only the bins of the fit take part, those of safe and fit mask. Datasets on one image are summed.
public struct ResidualEstimator: Sendable {
    /// Radius in deg of the disk around each pixel, and least radius of the region of a source.
    public var correlationRadius: Double
    /// Edges of energy bands in TeV, each moved to the nearest of the data; nothing outside takes part. Nil: one band of all.
    public var energyEdges: [Double]?
    /// Further regions whose spectra are wanted.
    public var regions: [(name: String, region: SkyRegion)]
    /// How many of their own sizes (σ of a Gaussian, radius of a disk) extended sources reach.
    public var sizeFactor: Double
    /// Peaks of the significance above this are listed.
    public var threshold: Double
    /// Simulations of each spectrum and profile for its p-value.
    public var toys: Int
    /// Seed of the simulations.
    public var seed: UInt64

    /// Makes an estimator.
    public init(
        correlationRadius: Double = 0.1, energyEdges: [Double]? = nil,
        regions: [(name: String, region: SkyRegion)] = [],
        sizeFactor: Double = 2, threshold: Double = 4, toys: Int = 500, seed: UInt64 = 0
    ) {
        self.correlationRadius = correlationRadius
        self.energyEdges = energyEdges
        self.regions = regions
        self.sizeFactor = sizeFactor
        self.threshold = threshold
        self.toys = toys
        self.seed = seed
    }

    /// The residuals of datasets; those of flux points do not take part.
    /// - Throws: ``Fault/Code/noData`` without maps and spectra, or without any bin in the fit; ``Fault/Code/badValue`` for
    ///   energies or a radius that do not fit the data; faults of the prediction.
    public func run(
        _ datasets: [any Dataset], models: Models, execution: Execution = Execution()
    ) throws -> Residuals {
        var residuals = Residuals()
        let maps = datasets.compactMap { $0 as? MapDataset }
        for group in Self.groups(of: maps) {
            let part = try ResidualMapGroup(group, models: models, self, execution)
            residuals.maps.append(try part.maps(self, execution))
            residuals.spectra += try part.spectra(self, execution)
            residuals.profiles += try part.profiles(self, execution)
        }
        residuals.spectra += try spectra(datasets.compactMap { $0 as? SpectrumDataset }, models, execution)
        guard !residuals.maps.isEmpty || !residuals.spectra.isEmpty else {
            throw Fault(.noData, "there is neither a map nor a spectrum to compare with the models")
        }
        return residuals
    }

    /// Maps on one image whose backgrounds are of one kind.
    private static func groups(of maps: [MapDataset]) -> [[MapDataset]] {
        var groups: [[MapDataset]] = []
        for map in maps {
            let index = groups.firstIndex { group in
                group[0].geometry.image.isClose(to: map.geometry.image)
                    && (group[0].background.kind == .measured) == (map.background.kind == .measured)
            }
            if let index { groups[index].append(map) } else { groups.append([map]) }
        }
        return groups
    }

    /// The series of spectra: of those with the same bins together, then of each.
    private func spectra(
        _ datasets: [SpectrumDataset], _ models: Models, _ execution: Execution
    ) throws -> [ResidualSeries] {
        let inputs = try datasets.map {
            ResidualInput($0, models: models, energies: try EnergyGroup.groups(of: $0.energy, edges: energyEdges).bins)
        }
        return try series(inputs.map { ($0.name, $0.energy, $0.sums) }, region: "on region", execution)
    }

    /// Spectra of one region: of the datasets with the same energies together where there are several, then of each.
    func series(
        _ parts: [(name: String, energy: MapAxis, sums: ResidualSums)], region: String, _ execution: Execution
    ) throws -> [ResidualSeries] {
        var result: [ResidualSeries] = []
        var joined: [(names: [String], energy: MapAxis, sums: ResidualSums)] = []
        for part in parts {
            let index = joined.firstIndex {
                $0.energy.edges == part.energy.edges && ($0.sums.off == nil) == (part.sums.off == nil)
            }
            if let index {
                joined[index].names.append(part.name)
                joined[index].sums.add(part.sums)
            } else {
                joined.append(([part.name], part.energy, part.sums))
            }
        }
        for group in joined where group.names.count > 1 {
            result.append(try series(group.sums, group.names, region, .energy, group.energy.edges, execution))
        }
        for part in parts {
            result.append(try series(part.sums, [part.name], region, .energy, part.energy.edges, execution))
        }
        return result
    }

    /// One series with its numbers.
    func series(
        _ sums: ResidualSums, _ names: [String], _ region: String, _ axis: ResidualSeries.Axis, _ edges: [Double],
        _ execution: Execution
    ) throws -> ResidualSeries {
        let significance = try sums.significances(execution)
        let stream = RandomStream(
            seed: seed, stream: "residuals.\(axis.rawValue).\(region).\(names.joined(separator: ","))")
        return ResidualSeries(
            datasetNames: names, region: region, axis: axis, edges: edges, counts: sums.counts,
            components: sums.allComponents, significance: significance, isUsed: sums.uses.map { $0 > 0.5 },
            goodness: sums.goodness(significance, toys: toys, stream))
    }
}
