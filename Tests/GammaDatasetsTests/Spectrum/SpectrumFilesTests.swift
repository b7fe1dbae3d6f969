import Foundation
import GammaCore
import GammaTestSupport
import Testing

@testable import GammaDatasets

@Suite struct SpectrumFilesTests {
    private static func sample(alpha: Double? = 0.1) throws -> SpectrumDataset {
        var dataset = try SyntheticSpectrum.dataset(alpha: alpha)
        dataset.maskSafe[0] = false
        dataset.maskFit = dataset.maskSafe
        dataset.maskFit?[11] = false
        return dataset
    }

    /// Gammapy's layout keeps every value, bit for bit.
    @Test(arguments: [0.1, nil], ["fits", "fits.gz"])
    func ownLayoutRoundTrip(alpha: Double?, suffix: String) throws {
        try withTemporaryFolder { folder in
            let dataset = try Self.sample(alpha: alpha)
            try dataset.write(to: "\(folder)/data.\(suffix)")
            let read = try SpectrumDataset.read("\(folder)/data.\(suffix)")
            #expect(read.counts == dataset.counts)
            #expect(read.maskSafe == dataset.maskSafe)
            #expect(read.maskFit == dataset.maskFit)
            #expect(read.energyDispersion == dataset.energyDispersion)
            #expect(read.livetime == dataset.livetime)
            #expect(read.off?.acceptanceOff == dataset.off?.acceptanceOff)
            #expect(read.provenance == dataset.provenance)
            expectClose(read.exposure, dataset.exposure, relative: 1e-15)
        }
    }

    /// OGIP has no fit mask, and exposure is area × time: equal within rounding.
    @Test func ogipRoundTrip() throws {
        try withTemporaryFolder { folder in
            let dataset = try Self.sample()
            let written = try OGIPWriter(dataset).write(to: "\(folder)/pha_obs1.fits")
            #expect(written.count == 4)
            let read = try OGIPReader("\(folder)/pha_obs1.fits").dataset()
            #expect(read.name == dataset.name)
            #expect(read.counts == dataset.counts)
            #expect(read.maskSafe == dataset.maskSafe)
            #expect(read.off?.counts == dataset.off?.counts)
            #expect(read.off?.alpha == dataset.off?.alpha)
            // 32-bit probabilities, as in all RMF files.
            expectClose(
                try #require(read.energyDispersion).values, try #require(dataset.energyDispersion).values,
                relative: 1e-6,
                absolute: 1e-30)
            expectClose(read.exposure, dataset.exposure, relative: 1e-14)
        }
    }

    @Test func ogipRefusesPredictedBackground() throws {
        try withTemporaryFolder { folder in
            let dataset = try Self.sample(alpha: nil)
            #expect(throws: Fault.self) { try OGIPWriter(dataset).write(to: "\(folder)/pha.fits") }
        }
    }

    @Test func listOfDatasets() throws {
        try withTemporaryFolder { folder in
            let datasets = [try Self.sample(), try SyntheticSpectrum.dataset(name: "other", alpha: nil)]
            try DatasetsFile.write(datasets, to: "\(folder)/datasets.yaml")
            let read = try DatasetsFile.read("\(folder)/datasets.yaml").spectra()
            #expect(read.map(\.name) == ["synthetic", "other"])
            #expect(read[0].counts == datasets[0].counts)
            #expect(read[1].off == nil)
        }
    }

    @Test func mistakesInAListAreAnsweredWithTheirPlace() throws {
        try withTemporaryFolder { folder in
            let path = "\(folder)/datasets.yaml"
            try AtomicFile.write("datasets:\n- {name: a, type: SpectrumDatasett, filename: a.fits}\n", to: path)
            let fault = #expect(throws: Fault.self) { try DatasetsFile.read(path) }
            #expect(fault?.origin.line == 2)
            try AtomicFile.write("datasets:\n- {name: a, type: SpectrumDataset, filename: a.fits}\n", to: path)
            let missing = #expect(throws: Fault.self) { try DatasetsFile.read(path) }
            #expect(missing?.code == .fileNotFound)
        }
    }
}
