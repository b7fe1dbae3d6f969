import Foundation
import GammaKit
import GammaTestSupport
import Testing

/// Background methods of the configuration on the four Crab runs, with the counts of Gammapy 2.1 for the same parameters.
@Suite(.enabled(if: TestData.isAvailable, "real data: set GAMMAKIT_DATA"))
struct BackgroundMethodTests {
    /// Off counts and numbers of off regions of each run.
    private func off(_ background: String) throws -> (counts: [Double], regions: [Double]) {
        let text = CrabConfiguration.text.replacing("$GAMMAPY_DATA", with: try #require(TestData.folder))
            .replacing("{method: reflected, exclusion: null}", with: background)
        let analysis = try SpectrumAnalysis(AnalysisConfig.parse(text), execution: Execution(threads: 2))
        let runs = try analysis.reduce().runs
        return (runs.map { $0.summary.countsOff ?? .nan }, runs.map { $0.off?.acceptanceOff.max() ?? .nan })
    }

    /// `ReflectedRegionsBackgroundMaker(region_finder=WobbleRegionsFinder(n_off_regions=3))`
    @Test func wobble() throws {
        let (counts, regions) = try off("{method: reflected, parameters: {region_finder: wobble, n_off_regions: 3}}")
        #expect(counts == [15, 21, 10, 15])
        #expect(regions == [3, 3, 3, 3])
    }

    /// `min_distance=0.3 rad, min_distance_input=0.5 rad, max_region_number=5, binsz=0.02 deg`
    @Test func parametersOfTheFinder() throws {
        let (counts, regions) = try off(
            "{method: reflected, parameters: {min_distance: 0.3 rad, min_distance_input: 0.5 rad, max_region_number: 5, "
                + "binsz: 0.02 deg}}")
        #expect(counts == [23, 38, 28, 23])
        #expect(regions == [5, 5, 5, 5])
    }

    /// `exclusion_mask` = `region_mask` of the circle, `inside=False`, on pixels of 0.01 deg.
    @Test func regionsOfDS9() throws {
        try withTemporaryFolder { folder in
            try AtomicFile.write("icrs\ncircle(83.63,21.0,0.3)\n", to: folder + "/a.reg")
            let (counts, regions) = try off("{method: reflected, exclusion: \(folder)/a.reg}")
            #expect(counts == [56, 99, 191, 176])
            #expect(regions == [9, 12, 39, 39])
        }
    }

    @Test(
        .enabled(
            if: TestData.path("joint-crab/exclusion/exclusion_mask_crab.fits.gz") != nil,
            "no exclusion mask of joint-crab"))
    func maskInFITS() throws {
        let path = try #require(TestData.path("joint-crab/exclusion/exclusion_mask_crab.fits.gz"))
        let (counts, regions) = try off("{method: reflected, exclusion: \(path)}")
        #expect(counts == [73, 90, 198, 185])
        #expect(regions == [11, 11, 41, 40])
    }
}
