import Foundation
import GammaCore
import GammaData
import GammaIO
import GammaMaps
import GammaTestSupport
import Testing

@Suite struct DataStoreTests {
    /// An archive of runs 7, 12 and 100.
    private func withArchive<Result>(_ body: (String) throws -> Result) throws -> Result {
        try withTemporaryFolder { folder in
            let observations = try [100, 7, 12].map { try TestArchive.observation(id: $0, count: 10) }
            try DataStoreWriter(folder).write(observations, execution: Execution(threads: 2))
            return try body(folder)
        }
    }

    @Test func archivesAreWrittenAndOpened() throws {
        try withArchive { folder in
            let store = try DataStore(folder)
            #expect(store.observationIDs == ["7", "12", "100"])
            #expect(store.missing.isEmpty)
            #expect(store.observationTable?.count == 3)
            let runs = try store.observations(execution: Execution(threads: 4))
            #expect(runs.map(\.id) == ["7", "12", "100"])
            let expected = try TestArchive.observation(id: 12, count: 10)
            #expect(runs[1].events.table.columns == expected.events.table.columns)
            #expect(runs[1].gti == expected.gti)
            #expect(runs[1].effectiveArea == expected.effectiveArea)
            #expect(runs[1].livetime == expected.livetime)
            #expect(try DataStore(folder + "/obs-index.fits.gz").observationIDs == store.observationIDs)
            #expect(try DataStore(folder + "/hdu-index.fits.gz").observationIDs == store.observationIDs)
        }
    }

    @Test func onlyWhatIsAskedForIsRead() throws {
        try withArchive { folder in
            let store = try DataStore(folder)
            let lean = try store.observation("7", loading: [.aeff], loadingEvents: false)
            #expect(lean.events.isEmpty && lean.events.header["OBJECT"] == .string("Crab"))
            #expect(lean.responses.kinds == [.aeff])
            #expect(lean.livetime > 0)
            #expect(throws: Fault.self) { try store.observation("7", required: [.radMax]) }
            #expect(throws: Fault.self) { try store.observation(8) }
        }
    }

    @Test func selections() throws {
        try withArchive { folder in
            let store = try DataStore(folder)
            #expect(try store.ids(.ids([12, 7, 12])) == ["12", "7"])
            #expect(throws: Fault.self) { try store.ids(.ids([12, 13])) }
            let near = SkyDirection(ra: 83.6, dec: 22)
            #expect(try store.ids(.cone(near, radius: 1)).count == 3)
            #expect(try store.ids(.cone(near.converted(to: .galactic), radius: 0.4)).isEmpty)
            #expect(try store.ids(.cone(near, radius: 1, inverted: true)).isEmpty)
            #expect(try store.ids(.range("OBS_ID", 8...100)) == ["12", "100"])
            #expect(try store.ids(.text("OBJECT", ["Crab"]).and(.ids([100]))) == ["100"])
            let reference = TestArchive.reference
            #expect(try store.ids(.time(from: reference.instant(900), to: reference.instant(1700))).count == 3)
            #expect(try store.ids(.time(from: reference.instant(1100), to: reference.instant(1700))).isEmpty)
            #expect(
                try store.ids(.time(from: reference.instant(1100), to: reference.instant(1150), partial: true)).count
                    == 3)
            #expect(throws: Fault.self) { try store.ids(.quality(atMost: 1)) }
        }
    }

    @Test func missingFilesAreNamedAndTheRestGoesOn() throws {
        try withArchive { folder in
            try FileManager.default.removeItem(atPath: folder + "/data/obs_000012.fits.gz")
            let notices = Notices()
            let store = try DataStore(folder, notices: notices)
            #expect(Array(store.missing.keys) == ["12"])
            #expect(notices.all.count == 1)
            #expect(notices.all.first?.notice.origin.file == folder + "/data/obs_000012.fits.gz")
            #expect(try store.observations().map(\.id) == ["7", "100"])
            #expect(throws: Fault.self) { try store.observations(.ids([12])) }
        }
    }

    @Test func observationsWithoutARequiredResponseAreLeftOut() throws {
        try withArchive { folder in
            let notices = Notices()
            let store = try DataStore(folder)
            #expect(throws: Fault.self) { try store.usableIDs(required: [.radMax], notices: notices) }
            #expect(notices.all.count == 3)
            #expect(try store.usableIDs(required: IRFKind.fullEnclosure).count == 3)
        }
    }

    @Test func foldersWithoutIndexAreLookedThrough() throws {
        try withArchive { folder in
            for name in ["hdu-index.fits.gz", "obs-index.fits.gz"] {
                try FileManager.default.removeItem(atPath: folder + "/" + name)
            }
            try Array("no FITS file".utf8).withUnsafeBufferPointer { bytes in
                try AtomicFile.write(Array(bytes), to: folder + "/data/zzz.fits")
            }
            let notices = Notices()
            let store = try DataStore(folder, notices: notices, execution: Execution(threads: 2))
            #expect(store.observationIDs == ["7", "12", "100"])
            #expect(notices.all.count == 1)
            let run = try store.observation("12", required: IRFKind.fullEnclosure)
            #expect(run.events.count == 10)
            #expect(try store.ids(.cone(SkyDirection(ra: 83.6, dec: 22), radius: 1)).count == 3)

            let one = try DataStore(folder + "/data/obs_000007.fits.gz")
            #expect(one.observationIDs == ["7"])
            let files = try DataStore(eventFiles: [
                folder + "/data/obs_000007.fits.gz", folder + "/data/obs_000012.fits.gz",
            ])
            #expect(files.observationIDs == ["7", "12"])
        }
    }

    @Test func responsesMayBeInAnotherFile() throws {
        try withTemporaryFolder { folder in
            let observation = try TestArchive.observation()
            try observation.write(to: folder + "/events.fits", includingResponses: false)
            let responses = observation.responses.all.map { FITSHDU.table($0.table()) }
            try FITSWriter.write(responses, to: folder + "/irf.fits")
            let store = try DataStore(eventFiles: [folder + "/events.fits"], responseFiles: [folder + "/irf.fits"])
            #expect(try store.observation("7").effectiveArea == observation.effectiveArea)
        }
    }

    @Test func foldersAreResolved() throws {
        try withArchive { folder in
            let table = try FITSReader(folder + "/hdu-index.fits.gz").table(1)
            var moved = table
            moved.header["BASE_DIR"] = .string("../archive")
            let notices = Notices()
            let index = try HDUIndex(table: moved, folder: folder, notices: notices)
            // The folder is not there, so files are looked for beside the index.
            #expect(index.location("7", .events)?.path == folder + "/data/obs_000007.fits.gz")
            #expect(notices.all.count == 1)
            moved.header["BASE_DIR"] = .string("data/..")
            #expect(
                try HDUIndex(table: moved, folder: folder).location("7", .gti)?.path == folder
                    + "/data/obs_000007.fits.gz")
            moved.header["BASE_DIR"] = .string("$GAMMAKIT_NO_SUCH_VARIABLE/x")
            #expect(throws: Fault.self) { try HDUIndex(table: moved, folder: folder) }
        }
    }

    @Test func nothingToOpenIsAFault() throws {
        try withTemporaryFolder { folder in
            #expect(throws: Fault.self) { try DataStore(folder) }
            #expect(throws: Fault.self) { try DataStore(folder + "/nothing") }
            #expect(throws: Fault.self) { try DataStore("$GAMMAKIT_NO_SUCH_VARIABLE/x") }
        }
    }

    @Test func anyNumberOfThreadsGivesTheSame() throws {
        try withArchive { folder in
            let store = try DataStore(folder)
            let sums = try [1, 2, 4].map { threads in
                try store.mapObservations(execution: Execution(threads: threads)) { $0.events.energy.reduce(0, +) }
            }
            #expect(sums[0] == sums[1] && sums[1] == sums[2])
        }
    }

    @Test func summariesTellWhatIsThere() throws {
        try withArchive { folder in
            let store = try DataStore(folder)
            #expect(store.summary.text.contains("aeff_2d"))
            #expect(store.overview().rows.count == 3)
            let run = try store.observation("7")
            #expect(run.summary.text.contains("465"))
            for response in run.responses.all { #expect(response.summary.rows.count > 3) }
            #expect(try DL3File.summaries(folder + "/data/obs_000007.fits.gz").count == 6)
        }
    }
}
