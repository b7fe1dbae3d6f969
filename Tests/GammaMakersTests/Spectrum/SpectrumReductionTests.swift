import GammaCore
import GammaData
import GammaMaps
import Testing

@testable import GammaMakers

@Suite struct SpectrumReductionTests {
    /// A run that fails ends the reduction, unless it is asked for that it is left out and named.
    @Test func failingRunsAreLeftOut() throws {
        var simulator = ArchiveSimulator()
        simulator.runs = 2
        simulator.livetime = 20
        var runs = try simulator.observations()
        runs[1].responses.effectiveArea = nil
        var reduction = SpectrumReduction(
            maker: SpectrumDatasetMaker(
                region: .circle(centre: SkyDirection(ra: 83.6331, dec: 22.0145), radius: 0.1),
                energy: try .energy(min: 0.5, max: 10, bins: 3),
                energyTrue: try .energy(min: 0.3, max: 20, bins: 5, name: "energy_true")))
        #expect(throws: Fault.self) { try reduction.run(runs) }
        #expect(throws: Fault.self) { try reduction.reduce("2") { _ in runs[1] } }
        reduction.leavesOutFailingRuns = true
        let execution = Execution()
        let whole = try reduction.reduce("1", execution) { _ in runs[0] }
        #expect(try whole.dataset == reduction.reduce(runs[0]) && whole.failure == nil)
        let failed = try reduction.reduce("2", execution) { _ in runs[1] }
        #expect(failed.dataset == nil && failed.failure?.run == "2")
        #expect(execution.notices.all.map(\.notice.message).contains { $0.hasPrefix("observation 2 failed") })
        // Whoever stops the work gets the fault.
        #expect(throws: Fault.self) { try reduction.reduce("2") { _ in throw Fault(.cancelled, "stopped") } }
    }
}
