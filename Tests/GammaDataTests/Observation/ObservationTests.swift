import GammaCore
import GammaData
import GammaIO
import GammaMaps
import GammaTestSupport
import Testing

@Suite struct ObservationTests {
    @Test func livetimeIsGoodTimeWithoutDeadTime() throws {
        let observation = try TestArchive.observation()
        expectClose(observation.ontime, 500)
        expectClose(observation.livetime, 465)
        expectClose(observation.deadTimeFraction, 0.07)
        expectClose(
            try #require(observation.middle).seconds(since: TestArchive.reference.instant(1300)), 0, absolute: 1e-6)
        #expect(try observation.pointingDirection() == SkyDirection(ra: 83.63, dec: 22.51))
        #expect(observation.target == SkyDirection(ra: 83.63, dec: 22.01))
        #expect(observation.objectName == "Crab")
    }

    @Test func deadTimeFromOtherKeywordsOrNone() throws {
        func observation(_ cards: [(String, FITSHeader.Value)]) throws -> Observation {
            var header = try TestArchive.events().header
            header["DEADC"] = nil
            for card in cards { header[card.0] = card.1 }
            return try Observation(events: TestArchive.events().replacingHeader(header), gti: GTI())
        }
        #expect(try observation([]).deadTimeFraction == 0)
        expectClose(try observation([("LIVETIME", .double(90)), ("ONTIME", .double(100))]).deadTimeFraction, 0.1)
        #expect(throws: Fault.self) { try observation([("DEADC", .double(1.5))]) }
        #expect(throws: Fault.self) { try observation([("DEADC", .string("no"))]) }
    }

    @Test func selectionsCutEventsAndTime() throws {
        let observation = try TestArchive.observation()
        let reference = TestArchive.reference
        let part = observation.selecting(from: reference.instant(1010), to: reference.instant(1400))
        expectClose(part.ontime, 290, absolute: 1e-6)
        #expect(part.events.count == 40)
        let gti = try GTI(starts: [1000], stops: [1010], reference: reference)
        #expect(observation.selecting(gti: gti).events.count == 10)
        let phase = try observation.selecting(phases: [(0.9, 0.1), (0.4, 0.5)])
        expectClose(phase.livetime, 465 * 0.3, relative: 1e-12)
    }

    /// Parts have the events and the time of their interval, nothing is lost or doubled, and each has a name of its own.
    @Test func partsAddUpToTheRun() throws {
        let run = try TestArchive.observation()
        func moment(_ seconds: Double) -> Instant { TestArchive.reference.instant(seconds) }
        let intervals = [(0, 1000), (1000, 1050), (1050, 1400), (1400, 1e4)].map {
            (start: moment($0.0), stop: moment($0.1))
        }
        let parts = run.parts(in: intervals)
        #expect(parts.map(\.name) == [2, 3, 4].map { "\(run.id)-\($0)" })
        #expect(parts.allSatisfy { $0.id == run.id })
        expectClose(parts.reduce(0) { $0 + $1.livetime }, run.livetime, relative: 1e-9)
        let selected = run.selecting(from: moment(0), to: moment(1e4)).events.count
        #expect(parts.reduce(0) { $0 + $1.events.count } == selected && selected > 0)
        #expect([run, run].parts(in: intervals).map(\.name) == parts.map(\.name).flatMap { [$0, $0] })
    }

    @Test func whatIsWrittenIsReadAgain() throws {
        try withTemporaryFolder { folder in
            let observation = try TestArchive.observation()
            let path = folder + "/obs.fits.gz"
            try observation.write(to: path)
            let again = try Observation.read(path)
            #expect(again.id == observation.id)
            #expect(again.events.table.columns == observation.events.table.columns)
            #expect(again.gti == observation.gti)
            #expect(again.pointing == observation.pointing)
            #expect(again.deadTimeFraction == observation.deadTimeFraction)
            #expect(again.location == observation.location)
            #expect(again.effectiveArea == observation.effectiveArea)
            #expect(again.energyDispersion == observation.energyDispersion)
            #expect(again.pointSpread as? PSFTable == observation.pointSpread as? PSFTable)
            #expect(again.background as? Background3D == observation.background as? Background3D)
            try observation.write(to: path, includingResponses: false)
            #expect(try Observation.read(path).responses.all.isEmpty)
        }
    }

    @Test func pointLikeResponsesBringTheirCut() throws {
        try withTemporaryFolder { folder in
            var observation = try TestArchive.observation()
            observation.responses = Responses(effectiveArea: try TestArchive.effectiveArea(isPointLike: true))
            try observation.write(to: folder + "/obs.fits")
            let again = try Observation.read(folder + "/obs.fits")
            #expect(again.responses.isPointLike)
            #expect(again.radMax?.radius(energies: [1], offset: 0.5) == [0.125])
        }
    }

    @Test func driftAndTablePointings() throws {
        try withTemporaryFolder { folder in
            var observation = try TestArchive.observation()
            observation.pointing = .drift(azimuth: 120, altitude: 60)
            try observation.write(to: folder + "/drift.fits")
            #expect(try Observation.read(folder + "/drift.fits").pointing == observation.pointing)

            var header = TestArchive.header
            header["MJDREFF"] = .double(TestArchive.reference.mjdFraction)
            let table = Table(
                name: "POINTING", header: header,
                columns: [
                    Column("TIME", .double([900, 1700]), unit: "s"), Column("RA_PNT", .double([80, 84]), unit: "deg"),
                    Column("DEC_PNT", .double([20, 20]), unit: "deg"),
                ])
            observation = try TestArchive.observation()
            observation.header["OBS_MODE"] = .string("SCAN")
            observation.pointing = .table(try PointingTable(table: table))
            try observation.write(to: folder + "/scan.fits")
            let again = try Observation.read(folder + "/scan.fits")
            expectClose(try again.pointingDirection().lon, 82, absolute: 1e-6)
        }
    }
}
