import GammaCore
import GammaData
import GammaDatasets
import GammaMaps
import GammaTestSupport
import Testing

@Suite struct OGIPWriterTests {
    private func dataset(livetime: Double, gti: GTI?) throws -> SpectrumDataset {
        try SpectrumDataset(
            name: "run", energy: .energy(min: 1, max: 10, bins: 2),
            energyTrue: .energy(min: 0.5, max: 20, bins: 3, name: "energy_true"), counts: [3, 1],
            exposure: [1e12, 2e12, 3e12], gti: gti, livetime: livetime)
    }

    /// Datasets in Gammapy's own files do not tell their livetime; their exposure must survive nevertheless.
    @Test func exposureSurvivesWithoutLivetime() throws {
        let gti = try GTI(starts: [0], stops: [1700], reference: .year2000)
        try withTemporaryFolder { folder in
            for livetime in [0.0, 1600] {
                let dataset = try dataset(livetime: livetime, gti: gti)
                try OGIPWriter(dataset).write(to: folder + "/run.fits")
                let copy = try OGIPReader(folder + "/run.fits").dataset()
                expectClose(copy.exposure, dataset.exposure, relative: 1e-14)
                #expect(copy.counts == dataset.counts)
            }
        }
    }

    @Test func withoutAnyTimeNothingIsWritten() throws {
        let dataset = try dataset(livetime: 0, gti: nil)
        try withTemporaryFolder { folder in
            let fault = #expect(throws: Fault.self) { try OGIPWriter(dataset).write(to: folder + "/run.fits") }
            #expect(fault?.code == .noData)
            #expect(throws: Fault.self) { try OGIPReader(folder + "/run.fits") }
        }
    }

    /// A column of zeros cannot be an energy axis; the refusal tells where it stands.
    @Test func badEnergiesAreLocated() throws {
        let dataset = try dataset(livetime: 1600, gti: nil)
        try withTemporaryFolder { folder in
            try OGIPWriter(dataset).write(to: folder + "/run.fits")
            var bytes = try FileBytes.read(folder + "/run_arf.fits")
            // The data of the only table are in the last block.
            for place in bytes.count - 2880..<bytes.count { bytes[place] = 0 }
            try AtomicFile.write(bytes, to: folder + "/run_arf.fits")
            let fault = #expect(throws: Fault.self) { try OGIPReader(folder + "/run.fits").dataset() }
            #expect(fault?.origin.file == folder + "/run_arf.fits")
            #expect(fault?.origin.hdu == "2 [SPECRESP]")
            #expect(fault?.origin.column == "ENERG_LO")
        }
    }
}
