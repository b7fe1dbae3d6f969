import Foundation
import GammaCore
import GammaDatasets
import GammaEstimators
import GammaMakers
import GammaMaps
import GammaModels
import GammaTestSupport
import Testing

@testable import GammaWorkflow

/// Exclusion masks of runs whose backgrounds are estimated again in every round.
@Suite struct ExclusionMaskTests {
    /// Two runs on cut-outs of one image, with a bright source and backgrounds that are predicted 20 % too low and too high.
    private func runs() throws -> [MapDataset] {
        let whole = try SyntheticField.empty(hasPSF: false, hasDispersion: false)
        var random = RandomStream(seed: 3, stream: "exclusion")
        let source = SyntheticField.source(
            GaussianSpatialModel(at: SyntheticField.direction(east: 0.2), sigma: 0.1), amplitude: 2e-11)
        return try [(0.2, 0.8), (-0.2, 1.2)].enumerated().map { number, run in
            var dataset = try whole.cutout(
                around: SyntheticField.direction(east: run.0), width: SIMD2(1.6, 1.5), name: "run \(number)")
            dataset = try dataset.fake(signal: dataset.predictedSignal(Models(source)), random: &random)
            let predicted = dataset.backgroundCounts.map { $0 * run.1 }
            dataset.background = .predicted(try WCSMap(dataset.geometry, values: predicted))
            return dataset
        }
    }

    @Test(arguments: [
        ExclusionBackground.fieldOfView(FoVBackgroundMaker()),
        .ring(RingBackgroundMaker(innerRadius: 0.4, width: 0.3)),
    ])
    func sourceIsExcluded(_ background: ExclusionBackground) throws {
        let runs = try runs()
        let result = try ExclusionMaskBuilder().run(runs, background: background)
        #expect(result.outcome == .stable)
        #expect(result.mask.value(at: SyntheticField.direction(east: 0.2)) == false)
        let last = try #require(result.rounds.last)
        #expect(last.excludedFraction > 0.05 && last.excludedFraction < 0.5)
        // Some ten independent disks are left: their width is known to a quarter.
        expectClose(last.width, 1, absolute: 0.3)
        let threaded = try ExclusionMaskBuilder().run(runs, background: background, execution: Execution(threads: 3))
        #expect(threaded.mask == result.mask && threaded.rounds == result.rounds)
        #expect(threaded.significance.values.map(\.bitPattern) == result.significance.values.map(\.bitPattern))
    }

    @Test func resultIsWritten() throws {
        try withTemporaryFolder { folder in
            let result = try ExclusionMaskBuilder().run(runs(), background: .fieldOfView(FoVBackgroundMaker()))
            let files = try result.write(to: folder + "/out").map { $0.replacing(folder + "/out/", with: "") }
            #expect(
                files.prefix(4) == [
                    "exclusion_mask.fits", "exclusion_circles.reg", "significance.fits", "figures/exclusion_mask.png",
                ])
            #expect(try WCSMask.read(folder + "/out/exclusion_mask.fits").flags == result.mask.flags)
            // The circles contain the regions.
            let circles = try result.mask.geometry.exclusionMask(from: .file(folder + "/out/exclusion_circles.reg"))
            #expect(try (circles & result.mask) == circles)
            #expect(result.json["rounds"]?.arrayValue?.count == result.rounds.count)
            #expect(result.json["stable"]?.boolValue == true)
        }
    }

    @Test func runsNeedPredictedBackgrounds() throws {
        let ring = ExclusionBackground.ring(RingBackgroundMaker(innerRadius: 0.4, width: 0.3))
        let measured = try SyntheticField.empty(isMeasured: true)
        let fault = try #require(throws: Fault.self) { try ExclusionMaskBuilder().run([measured], background: ring) }
        #expect(fault.code == .incompatible)
        #expect(throws: Fault.self) { try ExclusionMaskBuilder().run([], background: ring) }
    }
}
