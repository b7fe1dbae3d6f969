import GammaCore
import GammaData
import GammaIO
import GammaMaps
import GammaTestSupport
import Testing

@Suite struct EventListTests {
    @Test func everyColumnIsKeptAndReadAgain() throws {
        try withTemporaryFolder { folder in
            let events = try TestArchive.events()
            try events.write(to: folder + "/events.fits.gz")
            let again = try EventList.read(folder + "/events.fits.gz")
            #expect(again.table.columns == events.table.columns)
            #expect(again.ra == events.ra && again.energy == events.energy && again.time == events.time)
            #expect(again.timeReference == events.timeReference)
            #expect(again.ids == Array(0..<50))
            try again.write(to: folder + "/second.fits.gz")
            #expect(try EventList.read(folder + "/second.fits.gz") == again)
        }
    }

    /// Events are the same when they came at the same time, whatever the zero of time and the energies are.
    @Test func eventsOfTwoListsAreFound() throws {
        let events = try TestArchive.events(count: 60, seed: 5)
        #expect(events.sharedCount(with: events) == 60)
        let half = events.selecting(energy: 0..<(events.energy.sorted()[30]))
        #expect(half.sharedCount(with: events) == 30 && events.sharedCount(with: half) == 30)
        let reference = TimeReference(
            mjdInteger: events.timeReference.mjdInteger - 1, mjdFraction: 0.25, scale: .utc)
        let again = try EventList(
            ra: events.ra, dec: events.dec, energy: events.energy.map { 2 * $0 },
            time: events.time.indices.map { reference.seconds(of: events.instant($0)) }, timeReference: reference)
        #expect(again.sharedCount(with: events) == 60 && events.sharedCount(with: again) == 60)
        let others = try EventList(
            ra: events.ra, dec: events.dec, energy: events.energy, time: events.time.map { $0 + 0.001 },
            timeReference: events.timeReference)
        #expect(others.sharedCount(with: events) == 0)
    }

    @Test func selectionsAgreeWithTheirMeaning() {
        forAll(seed: 31, count: 60) { random in
            let events = try TestArchive.events(count: 80, seed: random.next())
            let (low, high) = (1 + random.uniform(), 3 + 5 * random.uniform())
            let byEnergy = events.selecting(energy: low..<high)
            #expect(byEnergy.energy == events.energy.filter { $0 >= low && $0 < high })
            #expect(byEnergy.table.rowCount == byEnergy.count)
            let centre = SkyDirection(ra: 83.6, dec: 22)
            let near = events.selecting(around: centre, radius: 0.8)
            #expect(near.count == (0..<80).count { events.direction($0).separation(to: centre) < 0.8 })
            let circle = events.selecting(region: .circle(centre: centre, radius: 0.8))
            #expect(circle == near)
            let outside = events.selecting(region: .circle(centre: centre, radius: 0.8), inverted: true)
            #expect(outside.count + near.count == 80)
            let ring = events.selecting(offset: 0.3..<0.8, from: centre)
            #expect(ring.count == near.count - events.selecting(around: centre, radius: 0.3).count)
            let reference = events.timeReference
            let interval = events.selecting(from: reference.instant(1010), to: reference.instant(1020))
            #expect(interval.time == (1010..<1020).map(Double.init))
            let gti = try GTI(starts: [1001, 1030], stops: [1003, 1032], reference: reference)
            #expect(events.selecting(gti: gti).time == [1001, 1002, 1030, 1031])
        }
    }

    @Test func selectionsByColumn() throws {
        let events = try TestArchive.events()
        #expect(try events.selecting("MC_ID", oneOf: [1]).count == 17)
        #expect(try events.selecting("MC_ID", in: 1..<3).count == 33)
        #expect(try events.selecting(phases: [(0.2, 0.4)]).count == 10)
        #expect(try events.selecting(phases: [(0.75, 0.15)]).count == 20)
        #expect(try events.selecting(mask: (0..<50).map { $0 < 4 }).count == 4)
        #expect(events.selecting(rows: [3, 1]).ids == [3, 1])
        #expect(throws: Fault.self) { try events.selecting("NOTHING", in: 0..<1) }
        #expect(throws: Fault.self) { try events.selecting("BITS", in: 0..<1) }
        #expect(throws: Fault.self) { try events.selecting(mask: [true]) }
    }

    @Test func energiesAreInTeVWhateverTheUnit() throws {
        func events(_ unit: String, _ energy: Double, eunit: String? = nil) throws -> EventList {
            var header = TestArchive.header
            if let eunit { header["EUNIT"] = .string(eunit) }
            return try EventList(
                table: Table(
                    header: header,
                    columns: [
                        Column("ENERGY", .double([energy]), unit: unit), Column("RA", .double([1])),
                        Column("DEC", .double([1])), Column("TIME", .double([1])),
                    ]))
        }
        #expect(try events("MeV", 2e6).energy == [2])
        #expect(try events("TeV", 2).energy == [2])
        #expect(try events("", 2).energy == [2])
        #expect(try events("", 2, eunit: "GeV").energy == [0.002])
        #expect(throws: Fault.self) { try events("s", 2) }
    }

    @Test func stackingConvertsTimesAndKeepsCommonColumns() throws {
        let first = try TestArchive.events(count: 3)
        let other = TimeReference(mjdInteger: 53402, mjdFraction: 0, scale: .utc)
        let seconds = other.seconds(of: first.instant(2))
        let second = try EventList(
            ra: [1], dec: [2], energy: [3], time: [seconds], timeReference: other,
            columns: [Column("MC_ID", .int16([9])), Column("PHASE", .double([0.5]))])
        let notices = Notices()
        let stacked = EventList.stacked([first, second], notices: notices)
        #expect(stacked.count == 4)
        expectClose(stacked.time[3], 1002, absolute: 1e-5)
        #expect(try stacked.values("MC_ID") == [0, 1, 2, 9])
        #expect(stacked.table.optionalColumn("PHASE") == nil)
        #expect(notices.all.count == 2)
        #expect(EventList.stacked([]).isEmpty)
    }

    @Test func separationsAreThoseOfTheSphere() throws {
        let events = try TestArchive.events()
        for centre in [SkyDirection(ra: 83, dec: 22), .galactic(l: 184, b: -5), SkyDirection(ra: 263, dec: -22)] {
            let expected = (0..<50).map { events.direction($0).separation(to: centre) }
            expectClose(events.separations(from: centre), expected, relative: 1e-10, absolute: 1e-10)
        }
    }

    @Test func brokenTablesAreRefused() throws {
        let good = try TestArchive.events(count: 2).fitsTable()
        for name in ["RA", "DEC", "TIME", "ENERGY"] {
            let table = Table(header: good.header, columns: good.columns.filter { $0.name != name })
            #expect(throws: Fault.self) { try EventList(table: table) }
        }
        #expect(throws: Fault.self) { try EventList(table: Table(columns: good.columns)) }
        #expect(throws: Fault.self) {
            try EventList(ra: [1], dec: [], energy: [1], time: [1], timeReference: TestArchive.reference)
        }
        var wide = Table(header: good.header)
        for var column in good.columns where column.name != "BITS" {
            if column.name == "ENERGY" { column = Column("ENERGY", .double([1, 2, 3, 4]), shape: [2]) }
            wide.append(column)
        }
        #expect(throws: Fault.self) { try EventList(table: wide) }
    }

    @Test func emptyListsAreNoFault() throws {
        let events = EventList.empty()
        #expect(events.isEmpty)
        #expect(events.selecting(energy: 0..<1).isEmpty)
        #expect(try EventList(table: events.fitsTable()).isEmpty)
        #expect(events.summary.text.contains("events"))
    }
}

extension TestArchive {
    /// A header with nothing but a time reference.
    static var header: FITSHeader {
        FITSHeader([.init("MJDREFI", .int(51910)), .init("MJDREFF", .double(0.00074)), .init("TIMESYS", .string("TT"))])
    }
}
