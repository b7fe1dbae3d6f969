import Foundation
import GammaKit
import GammaTestSupport
import Testing

/// A blind search of simulated fields: 8° × 6° with 12 point and 6 extended sources of very different fluxes over the steeply
/// falling background of a small array of telescopes, written and read as `gammakit simulate-map` and `gammakit search` do.
@Suite struct SourceSearchTests {
    /// Sources of more than 8 σ expected significance are all found, none above 5.5 σ is false. Positions and extents are true
    /// within their errors.
    @Test(arguments: [1, 2, 3] as [UInt64]) func everythingSignificantIsFoundAndTrue(seed: UInt64) throws {
        let execution = Execution(threads: ProcessInfo.processInfo.activeProcessorCount)
        try withTemporaryFolder { folder in
            let simulator = try FieldSimulator(
                centre: SimulationTarget.crab.direction, width: SIMD2(8, 6), binSize: 0.04)
            let sources = try SourcePopulation().sources(on: simulator.geometry, seed: seed)
            try SimulatedField(simulator, truth: sources, seed: seed, execution: execution).write(to: folder)

            let maps = try DatasetsFile.readAny("\(folder)/field.fits").compactMap { $0 as? MapDataset }
            let truth = try Models.read("\(folder)/truth.yaml")
            let found = try SourceFinder().run(maps, execution: execution)
            let quality = try DetectionQuality(found.sources, truth: truth, in: maps, execution: execution)
            print("seed \(seed)\n" + SourceSearchFolder(found, quality: quality).report)
            try check(found, quality)
        }
    }

    private func check(_ found: SourceSearchResult, _ quality: DetectionQuality) throws {
        #expect(quality.truths.count { $0.extent == 0 } == 12 && quality.truths.count { $0.extent > 0 } == 6)
        // The field has what the bar speaks of, and sources that cannot be seen.
        #expect(quality.truths.count { $0.significance > 8 } >= 5)
        #expect(quality.truths.contains { $0.significance < 5 })
        #expect(quality.missed.allSatisfy { $0.significance <= 8 })
        #expect(quality.falseOnes.allSatisfy { found.sources.peaks[$0].value <= 5.5 })
        #expect(found.fit?.outcome.isReliable == true)
        for truth in quality.truths {
            guard let peak = truth.found.map({ found.sources.peaks[$0] }) else { continue }
            #expect(peak.position.separation(to: truth.place) < 5 * peak.positionError, "\(truth.name)")
            guard let extent = peak.extent, truth.extent > 0 else { continue }
            #expect(abs(extent - truth.extent) < 5 * peak.extentError, "\(truth.name)")
        }
        // Nothing is left that any round would have taken for a source.
        #expect(try found.after.map(.sqrtTS).values.allSatisfy { !($0 > 5.5) })
    }
}
