import Foundation
import GammaKit
import GammaTestSupport
import Testing

/// The supernova remnant RX J1713.7-3946 in the public H.E.S.S. runs: exclusion masks by themselves, without any
/// knowledge of the source.
@Suite(.enabled(if: TestData.path("hess-dl3-dr1") != nil, "real data: set GAMMAKIT_DATA"))
struct ExclusionMaskTests {
    private let remnant = SkyDirection(ra: 258.39, dec: -39.76)

    private func datasets() throws -> [MapDataset] {
        let archive = try #require(TestData.path("hess-dl3-dr1"))
        let runs = try DataStore(archive).observations(.cone(remnant, radius: 2))
        #expect(runs.count == 15)
        let empty = try MapDataset.empty(
            geometry: .create(
                centre: remnant, width: 5, binSize: 0.05, projection: "TAN",
                axes: [.energy(min: 0.6, max: 20, bins: 1)]),
            energyTrue: .energy(min: 0.3, max: 60, bins: 12, name: "energy_true"))
        let reduction = MapReduction(
            maker: MapDatasetMaker([.counts, .exposure, .background]),
            safeMask: SafeMaskMaker([.offsetMax(degrees: 2)]), cutoutRadius: 2.5)
        return try reduction.run(runs, on: empty, Execution(threads: 2)).compactMap(\.dataset)
    }

    /// At most five rounds, and a Gaussian of width 1 ± 0.1 outside, with both backgrounds.
    @Test(arguments: [
        ExclusionBackground.fieldOfView(FoVBackgroundMaker()),
        .ring(RingBackgroundMaker(innerRadius: 0.7, width: 0.3)),
    ])
    func remnantIsFoundAndTheRestIsBackground(_ background: ExclusionBackground) throws {
        let datasets = try datasets()
        let result = try ExclusionMaskBuilder().run(datasets, background: background, execution: Execution(threads: 2))
        #expect(result.outcome == .stable && result.rounds.count <= 5, "\(result.report)")
        let last = try #require(result.rounds.last)
        expectClose(last.width, 1, absolute: 0.1)
        // The shell, half a degree in radius, and nothing like the whole field.
        #expect(result.mask.value(at: remnant) == false)
        #expect(last.excludedFraction > 0.03 && last.excludedFraction < 0.3)
        let again = try ExclusionMaskBuilder().run(datasets, background: background)
        #expect(again.mask == result.mask && again.rounds == result.rounds)
    }
}
