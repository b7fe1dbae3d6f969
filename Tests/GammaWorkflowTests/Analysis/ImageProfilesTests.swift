import Foundation
import GammaCore
import GammaDatasets
import GammaEstimators
import GammaIO
import GammaMaps
import GammaModels
import GammaProducts
import GammaTestSupport
import Testing

@testable import GammaWorkflow

@Suite struct ImageProfilesTests {
    private static var models: Models {
        Models(SyntheticField.source(PointSpatialModel(at: SyntheticField.centre), amplitude: 5e-12))
    }

    private static func dataset() throws -> MapDataset {
        var random = RandomStream(seed: 5, stream: "image profiles")
        return try SyntheticField.dataset(models, &random, pixels: SIMD2(24, 18))
    }

    /// The bins of all bands together hold the counts of the dataset, with their roots as errors.
    @Test func bandsHoldAllCounts() throws {
        let dataset = try Self.dataset()
        let profiles = try ImageProfiles(
            .counts, of: dataset, edges: [1, 3.16, 10], estimator: ImageProfileEstimator(.longitude))
        #expect(profiles.bands.count == 2 && profiles.bands[0].profile.count >= 24)
        // Columns of pixels lean, so that bins beside them may be empty.
        let values = profiles.bands.flatMap { $0.profile.bins.map(\.value) }.filter(\.isFinite)
        #expect(values.reduce(0, +) == dataset.summary.counts)
        for bin in profiles.bands[0].profile.bins where bin.value > 0 {
            expectClose(try #require(bin.error), bin.value.squareRoot(), relative: 1e-12)
        }
    }

    /// What models predict is background: the excess vanishes with them, and is the source's without.
    @Test func modelsAreBackground() throws {
        let dataset = try Self.dataset()
        let rings = ImageProfileEstimator(
            .radial(SyntheticField.centre), method: .mean, binning: .edges([0, 0.15, 0.4]))
        let excess = try ImageProfiles(.excess, of: dataset, estimator: rings).bands[0].profile.bins
        #expect(excess[0].value > 10 * (try #require(excess[0].error)))
        let left = try ImageProfiles(.excess, of: dataset, models: Self.models, estimator: rings)
        for bin in left.bands[0].profile.bins { #expect(abs(bin.value) < 4 * (try #require(bin.error))) }
        let background = try ImageProfiles(.background, of: dataset, models: Self.models, estimator: rings)
        #expect(background.bands[0].profile.bins[0].error == nil)
        #expect(throws: Fault.self) {
            try ImageProfiles(.counts, of: dataset, edges: [20, 30], estimator: rings)
        }
    }

    /// A table a band, one figure, JSON; right ascensions as they are counted.
    @Test func filesAndNames() throws {
        let profiles = try ImageProfiles(
            .counts, of: Self.dataset(), edges: [1, 3.16, 10],
            estimator: ImageProfileEstimator(.longitude, binning: .width(0.1)))
        var result = ProductsResult(models: Models())
        result.imageProfiles = profiles
        #expect(result.report.contains("Counts, 1 – 3.16 TeV"))
        #expect(result.json["image_profile_counts"]?.arrayValue?.count == 2)
        try withTemporaryFolder { folder in
            let files = try result.write(to: folder).map { $0.replacing(folder + "/", with: "") }
            #expect(files.contains("image_profile_1.ecsv") && files.contains("figures/image_profile.png"))
            let read = try ImageProfile.read(folder + "/image_profile_0.fits")
            #expect(read.bins.map(\.value) == profiles.bands[0].profile.bins.map(\.value))
            #expect(read.bins.allSatisfy { $0.low > 80 && $0.high < 90 })
        }
    }
}
