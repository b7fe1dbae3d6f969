import Examples
import GammaKit
import GammaTestSupport
import Testing

/// One zone of electrons in the Crab nebula from radio to 80 TeV: synchrotron radiation, and its photons, dust and the microwave
/// background scattered by the same electrons, as the tutorial of particle distributions fits it.
@Suite(.enabled(if: TestData.path("joint-crab-dl3/other/crab_mwl.fits.gz") != nil, "real data: set GAMMAKIT_DATA"))
struct CrabNebulaTests {
    /// The values of Meyer, Horns and Zechlin (2010) and of naima's example are 125 µG, indices 1.5 to 1.6 and 3.2, and a
    /// cut-off of 1.9 PeV to 3.7 PeV.
    @Test func oneZone() throws {
        let result = try withTemporaryFolder { folder in
            let tutorial = CrabElectrons(archive: try #require(TestData.folder), output: folder)
            let dataset = try tutorial.data()
            #expect(dataset.fitBinCount == 270)
            return try tutorial.fit(dataset, tutorial.start())
        }
        #expect(result.fit.outcome == .converged)
        func value(_ name: String) throws -> Double {
            let index = try #require(result.models.parameterNames.firstIndex { $0.hasSuffix(".\(name)") })
            return result.models.parameters[index].value
        }
        #expect(try (80...180).contains(value("B")))
        #expect(try (1.4...1.8).contains(value("alpha_1")))
        #expect(try (3.0...3.4).contains(value("alpha_2")))
        #expect(result.fit.stat < 2 * 270)
    }
}
