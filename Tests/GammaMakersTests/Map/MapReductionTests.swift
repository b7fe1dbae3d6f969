import GammaCore
import GammaData
import GammaDatasets
import GammaIO
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

    static func empty(ra: Double = 83.6331) throws -> MapDataset {
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
        try reduction.stack(stacks, Execution(threads: threads)) { run, _ in
            runs[run]
        } finished: { index, reduced in
            order.append(index)
            let expected = try reduction.stack(
                groups[index].map { runs[$0] }, into: Self.empty(ra: places[index]), Execution(threads: 1))
            let (backgrounds, isSame) = (reduced.backgrounds, reduced.dataset == expected.dataset)
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
            try reduction.stack(stacks, Execution(threads: threads)) { run, _ in
                sources[run]
            } finished: { index, _ in
                order.append(index)
            }
        }
        #expect(order == [0])
    }

    /// A run that fails is left out and named, where that is asked for; the sum is that of the others.
    @Test(arguments: [1, 2]) func failingRunsAreLeftOut(threads: Int) throws {
        var (runs, reduction) = (observations, reduction)
        let expected = try reduction.stack([runs[0], runs[2]], into: Self.empty())
        runs[1].responses.effectiveArea = nil
        reduction.leavesOutFailingRuns = true
        let execution = Execution(threads: threads)
        let reduced = try reduction.stack(Array(runs[0...2]), into: Self.empty(), execution)
        let isSame = reduced.dataset == expected.dataset
        #expect(isSame && reduced.runs == 3)
        #expect(reduced.failures.map(\.run) == [runs[1].name])
        #expect(reduced.failures.table.text().contains(runs[1].name))
        #expect(execution.notices.all.contains { $0.notice.message.contains("failed and is left out") })
    }

    /// Whatever run it was interrupted at, a reduction that goes on ends with the same bits, and does no run twice.
    @Test(arguments: [1, 2]) func goesOnAfterAnInterruption(threads: Int) throws {
        let (runs, groups) = (observations, [[0, 1, 2], [3, 1]])
        let stacks = groups.map { MapStack($0) { try Self.empty() } }
        var reduction = reduction
        reduction.leavesOutFailingRuns = true
        func run(_ journal: MemoryJournal?, _ started: @escaping @Sendable (Int) throws -> Void) throws
            -> [ReducedStack]
        {
            var results: [ReducedStack] = []
            try reduction.stack(stacks, Execution(threads: threads), journal: journal) { run, notices in
                try started(run)
                notices.add("run \(run) was read")
                guard run != 1 else { throw Fault(.badColumn, "no energies", at: Origin(file: "a.fits", row: 3)) }
                return runs[run]
            } finished: {
                results.append($1)
            }
            return results
        }
        let whole = try run(nil) { _ in }
        for interruption in 0..<5 {
            let journal = MemoryJournal(background: reduction.background)
            journal.runsUntilInterruption.withLock { $0 = interruption }
            #expect(throws: Fault.self) { try run(journal) { _ in } }
            journal.runsUntilInterruption.withLock { $0 = .max }
            let again = Mutex(0)
            let resumed = try run(journal) { _ in again.withLock { $0 += 1 } }
            #expect(again.withLock { $0 } == 5 - interruption)
            for (a, b) in zip(resumed, whole) {
                let isSame = a.dataset == b.dataset
                #expect(isSame && a.failures == b.failures && a.runs == b.runs)
                #expect(a.backgrounds.map(\.norm) == b.backgrounds.map(\.norm))
                #expect(a.backgrounds.map(\.outcome) == b.backgrounds.map(\.outcome))
                #expect(a.notices.all.map(\.notice) == b.notices.all.map(\.notice))
            }
        }
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

/// Keeps stacks as bytes, and refuses to after some runs, as when the program is killed.
private final class MemoryJournal: ReductionJournal {
    let kept = Mutex<[Int: [UInt8]]>([:])
    let runsUntilInterruption = Mutex(Int.max)
    private let background: FoVBackgroundMaker?

    init(background: FoVBackgroundMaker?) { self.background = background }

    func runs(inStack stack: Int) throws -> Int { try self.stack(stack, into: MapReductionTests.empty())?.runs ?? 0 }

    func stack(_ stack: Int, into empty: MapDataset) throws -> ReducedStack? {
        guard let bytes = kept.withLock({ $0[stack] }) else { return nil }
        var snapshot = try SnapshotReader(bytes, label: "test")
        return try ReducedStack(from: &snapshot, into: empty, background: background)
    }

    func keep(_ reduced: ReducedStack, ofStack stack: Int) throws {
        let isLeft = runsUntilInterruption.withLock { left in
            left -= 1
            return left >= 0
        }
        guard isLeft else { throw Fault(.cancelled, "killed") }
        var snapshot = SnapshotWriter(label: "test")
        reduced.write(to: &snapshot)
        kept.withLock { $0[stack] = snapshot.bytes }
    }
}
