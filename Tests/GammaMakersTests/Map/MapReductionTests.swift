import GammaCore
import GammaData
import GammaDatasets
import GammaMaps
import GammaModels
import GammaTestSupport
import Synchronization
import Testing

@testable import GammaMakers

/// How often each of some things was made.
private final class Made: Sendable {
    let counts: Mutex<[Int]>

    init(count: Int) { counts = Mutex(Array(repeating: 0, count: count)) }
}

/// Reductions of short simulated runs.
@Suite struct MapReductionTests {
    let observations: [Observation]
    let reduction = MapReduction(
        safeMask: SafeMaskMaker([.aeffDefault, .offsetMax(degrees: 0.8)]), background: FoVBackgroundMaker())

    init() throws {
        var simulator = ArchiveSimulator()
        simulator.runs = 4
        simulator.livetime = 20
        observations = try simulator.observations()
    }

    private static func empty(ra: Double = 83.6331) throws -> MapDataset {
        try MapDataset.empty(
            geometry: .create(
                centre: SkyDirection(ra: ra, dec: 22.0145), width: 2, binSize: 0.1,
                axes: [.energy(min: 0.5, max: 10, bins: 3)]),
            energyTrue: .energy(min: 0.3, max: 20, bins: 5, name: "energy_true"),
            rad: MapAxis(min: 0, max: 0.4, bins: 8, name: "rad", unit: .deg), responseBinSize: 0.5)
    }

    /// What one stack after the other gives comes out of many in one go, with the same bits for any number of threads.
    @Test(arguments: [1, 2, 4]) func stacksInOneGo(threads: Int) throws {
        let groups = [[0, 1, 2], [], [3], [1, 0, 3]]
        let places = [83.6331, 83.6331, 84.0, 83.4]
        let made = Made(count: groups.count)
        let stacks = groups.indices.map { group in
            MapStack(groups[group]) {
                made.counts.withLock { $0[group] += 1 }
                return try Self.empty(ra: places[group])
            }
        }
        var order: [Int] = []
        let runs = observations
        try reduction.stack(stacks, Execution(threads: threads)) {
            runs[$0]
        } finished: { index, dataset, backgrounds in
            order.append(index)
            let expected = try reduction.stack(
                groups[index].map { runs[$0] }, into: Self.empty(ra: places[index]), Execution(threads: 1))
            let isSame = dataset == expected.dataset
            #expect(isSame, "stack \(index)")
            #expect(backgrounds.map(\.dataset) == groups[index].map { runs[$0].name })
            #expect(backgrounds.map(\.norm?.value) == expected.backgrounds.map(\.norm?.value))
        }
        #expect(order == [0, 1, 2, 3])
        #expect(made.counts.withLock { $0 } == [1, 1, 1, 1])
    }

    /// A fault in a run ends the reduction, after the stacks before it.
    @Test(arguments: [1, 2]) func faultsEndTheReduction(threads: Int) throws {
        var runs = observations
        runs[3].responses.effectiveArea = nil
        let sources = runs
        let stacks = [[0, 1], [2, 3], [0]].map { MapStack($0) { try Self.empty() } }
        var order: [Int] = []
        #expect(throws: Fault.self) {
            try reduction.stack(stacks, Execution(threads: threads)) {
                sources[$0]
            } finished: { index, _, _ in
                order.append(index)
            }
        }
        #expect(order == [0])
    }

    /// Kernels, profiles and exposures of the maps are those of the responses at the offset of each pixel.
    @Test func mapsHoldTheResponsesOfTheirOffsets() throws {
        let observation = observations[0]
        let empty = try Self.empty()
        let dataset = try MapDatasetMaker().make(observation, on: MapTarget(empty))
        let pointing = try observation.pointingDirection()
        let (area, response, spread) = (
            try #require(observation.effectiveArea), try #require(observation.energyDispersion),
            try #require(observation.pointSpread)
        )
        let exposures = dataset.geometry.image.separations(from: pointing).map {
            area.evaluate(energies: dataset.energyTrue.centres, offset: $0).map { $0 * observation.livetime }
        }
        expectClose(
            dataset.exposure.values, dataset.energyTrue.centres.indices.flatMap { e in exposures.map { $0[e] } },
            relative: 1e-9)
        let (dispersion, psf) = (try #require(dataset.energyDispersion?.map), try #require(dataset.psf?.map))
        let image = try #require(dispersion.image)
        for (pixel, offset) in image.separations(from: pointing).enumerated() {
            let kernel = response.kernel(
                offset: offset, energyTrueEdges: dataset.energyTrue.edges, energyEdges: dataset.energy.edges)
            expectClose(dispersion.values(atPixel: pixel), kernel.values, relative: 1e-9, absolute: 1e-12)
            let profile = spread.evaluate(
                rads: psf.axis.centres, energies: psf.energyTrue.centres, offset: offset)
            let values = psf.values(atPixel: pixel)
            let bins = psf.axis.binCount
            for e in psf.energyTrue.centres.indices {
                let row = e * bins..<(e + 1) * bins
                let weights = zip(psf.axis.centres, psf.axis.binWidths).map { $0 * $1 }
                let sum = zip(profile[row], weights).reduce(0) { $0 + $1.0 * $1.1 }
                let scale = 2 * Double.pi * (Double.pi / 180) * (Double.pi / 180)
                expectClose(Array(values[row]), profile[row].map { $0 / (sum * scale) }, relative: 1e-9)
            }
        }
    }
}
