import Foundation
import GammaCore
import GammaData
import GammaIO
import GammaTestSupport
import Testing

@Suite struct DataCheckerTests {
    private func errors(_ findings: [CheckFinding]) -> [CheckFinding] { findings.filter { $0.severity == .error } }

    @Test func goodArchivesHaveNoErrors() throws {
        try withTemporaryFolder { folder in
            var observation = try TestArchive.observation()
            observation.responses.pointSpread = try TestArchive.psf3Gauss()
            try DataStoreWriter(folder).write([observation])
            let findings = try DataChecker(DataStore(folder)).run(Execution(threads: 2))
            #expect(errors(findings).isEmpty, "\(findings)")
        }
    }

    @Test func damagedAndMissingFilesAreFound() throws {
        try withTemporaryFolder { folder in
            let observations = try [1, 2, 3].map { try TestArchive.observation(id: $0) }
            try DataStoreWriter(folder, isCompressed: false).write(observations)
            try FileManager.default.removeItem(atPath: folder + "/data/obs_000001.fits")
            var bytes = try FileBytes.read(folder + "/data/obs_000002.fits")
            bytes.removeLast(bytes.count / 2)
            try AtomicFile.write(bytes, to: folder + "/data/obs_000002.fits")
            let found = errors(try DataChecker(DataStore(folder)).run())
            #expect(found.contains { $0.observationID == "1" && $0.origin.file?.hasSuffix("obs_000001.fits") == true })
            #expect(found.contains { $0.observationID == "2" && $0.origin.file?.hasSuffix("obs_000002.fits") == true })
        }
    }

    @Test func impossibleEventsAreFound() throws {
        func events(_ ra: Double, _ dec: Double, _ energy: Double, _ time: Double) throws -> EventList {
            var header = TestArchive.header
            header["TSTART"] = .double(0)
            header["TSTOP"] = .double(10)
            return try EventList(
                ra: [1, ra], dec: [2, dec], energy: [3, energy], time: [4, time], timeReference: TestArchive.reference,
                header: header)
        }
        #expect(errors(try events(1, 2, 3, 4).check()).isEmpty)
        for bad in [
            try events(.nan, 2, 3, 4), try events(1, 91, 3, 4), try events(1, 2, 0, 4), try events(1, 2, -1, 4),
            try events(1, 2, .infinity, 4), try events(1, 2, 3, 40), try events(1, 2, 3, .nan),
            try events(1, 2, 1e9, 4),
        ] {
            let found = errors(bad.check())
            #expect(!found.isEmpty)
            #expect(found.allSatisfy { $0.origin.column != nil && $0.origin.row == 2 })
        }
    }

    @Test func impossibleIntervalsAreFound() throws {
        let reference = TestArchive.reference
        #expect(errors(try GTI(starts: [0, 5], stops: [4, 9], reference: reference).check()).isEmpty)
        #expect(!errors(try GTI(starts: [5, 0], stops: [9, 4], reference: reference).check()).isEmpty)
        #expect(!errors(GTI().check()).isEmpty)
        var run = TestArchive.header
        run["MJDREFF"] = .double(reference.mjdFraction)
        run["TSTART"] = .double(0)
        run["TSTOP"] = .double(5)
        #expect(!errors(try GTI(starts: [0], stops: [9], reference: reference).check(run: run)).isEmpty)
    }

    @Test func impossibleResponsesAreFound() throws {
        let area = try TestArchive.effectiveArea()
        func changed(_ values: [Double]) throws -> [CheckFinding] {
            try EffectiveArea2D(
                table: EffectiveArea2D(energyTrue: area.energyTrue, offset: area.offset, values: values).table()
            )
            .check()
        }
        #expect(try changed(area.values).isEmpty)
        #expect(!errors(try changed([-1, 1, 1, 1, 1, 1, 1, 1])).isEmpty)
        #expect(!errors(try changed(Array(repeating: 0, count: 8))).isEmpty)
        #expect(!(try changed([1, 1, 0, 0, 1, 1, 1, 1])).isEmpty)
        #expect(!errors(try changed([.nan, 1, 1, 1, 1, 1, 1, 1])).isEmpty)

        let dispersion = try TestArchive.energyDispersion()
        let double = try EnergyDispersion2D(
            energyTrue: dispersion.energyTrue, migra: dispersion.migra, offset: dispersion.offset,
            values: dispersion.values.map { $0 * 2 })
        #expect(errors(try EnergyDispersion2D(table: dispersion.table()).check()).isEmpty)
        #expect(errors(double.check()).isEmpty && !double.check().isEmpty)

        let background = try TestArchive.background2D()
        let negative = try Background2D(
            energy: background.energy, offset: background.offset, values: background.values.map { -$0 })
        #expect(errors(background.check()).isEmpty)
        #expect(!errors(negative.check()).isEmpty)
        #expect(errors(try TestArchive.psfKing().check()).isEmpty)
        #expect(!errors(try TestArchive.psfTable().check()).isEmpty)
    }

    @Test func findingsNameTheirPlace() {
        let finding = CheckFinding(
            .error, "no energies", at: Origin(file: "a.fits", hdu: "2 [EVENTS]", column: "ENERGY", row: 4),
            observationID: "7")
        #expect(finding.description == "error: obs 7: no energies (a.fits, HDU 2 [EVENTS], column ENERGY, row 4)")
    }
}
