import GammaCore
import GammaData
import GammaIO
import GammaTestSupport
import Testing

@Suite struct GTITests {
    private let reference = TestArchive.reference

    private func random(_ random: inout RandomStream) throws -> GTI {
        let count = Int(6 * random.uniform())
        let starts = (0..<count).map { _ in (100 * random.uniform()).rounded() }
        return try GTI(
            starts: starts, stops: starts.map { $0 + (20 * random.uniform()).rounded() }, reference: reference)
    }

    /// Whether a time is in an interval, the plain way.
    private func contains(_ gti: GTI, _ time: Double) -> Bool {
        zip(gti.starts, gti.stops).contains { time >= $0 && time < $1 }
    }

    @Test func setAlgebraHoldsForEveryTime() {
        forAll(seed: 21, count: 300) { stream in
            let (a, b) = (try random(&stream), try random(&stream))
            let times = (0..<130).map { Double($0) + 0.5 }
            let (low, high) = (reference.instant(30), reference.instant(60))
            for time in times {
                let (inA, inB) = (contains(a, time), contains(b, time))
                #expect(contains(a.union(b), time) == (inA || inB))
                #expect(contains(a.intersection(b), time) == (inA && inB))
                #expect(contains(a.selecting(from: low, to: high), time) == (inA && time > 30 && time < 60))
                #expect(contains(a.removing(from: low, to: high), time) == (inA && !(time > 30 && time < 60)))
            }
            #expect(a.contains(times) == times.map { contains(a, $0) })
        }
    }

    @Test func mergingKeepsTheTimeAndOrders() {
        forAll(seed: 22, count: 300) { stream in
            let gti = try random(&stream)
            let merged = gti.union()
            #expect(zip(merged.stops, merged.starts.dropFirst()).allSatisfy { $0 < $1 })
            expectClose(merged.timeSum + merged.inverted().timeSum, (gti.stops.max() ?? 0) - (gti.starts.min() ?? 0))
            #expect(merged.union() == merged)
            expectClose(gti.intersection(gti).timeSum, merged.timeSum, absolute: 1e-9)
        }
    }

    @Test func touchingIntervalsMayStayApart() throws {
        let gti = try GTI(starts: [0, 10, 15], stops: [10, 20, 25], reference: reference)
        #expect(gti.union().count == 1)
        let apart = gti.union(mergingTouching: false)
        #expect(apart.starts == [0, 10] && apart.stops == [10, 25])
    }

    @Test func otherReferencesMeanTheSameMoments() throws {
        let utc = TimeReference(mjdInteger: 53402, mjdFraction: 0, scale: .utc)
        let gti = try GTI(starts: [1.2e8], stops: [1.2e8 + 1687], reference: reference)
        let other = gti.converted(to: utc)
        expectClose(other.timeSum, 1687, absolute: 1e-6)
        expectClose(other.intersection(gti).timeSum, 1687, absolute: 1e-6)
        #expect(gti.start?.iso(.utc) == other.start?.iso(.utc))
        let stacked = gti.stacked(with: other)
        expectClose(stacked.starts[1], 1.2e8, absolute: 1e-6)
    }

    @Test func impossibleIntervalsAreRefused() {
        #expect(throws: Fault.self) { try GTI(starts: [2], stops: [1], reference: reference) }
        #expect(throws: Fault.self) { try GTI(starts: [.nan], stops: [1], reference: reference) }
        #expect(throws: Fault.self) { try GTI(starts: [0], stops: [.infinity], reference: reference) }
        #expect(throws: Fault.self) { try GTI(starts: [0, 1], stops: [1], reference: reference) }
    }

    @Test func whatIsWrittenIsReadAgain() throws {
        try withTemporaryFolder { folder in
            let gti = try GTI(starts: [0.1, 1e8], stops: [1.0 / 3, 1.5e8], reference: reference)
            try gti.write(to: folder + "/gti.fits")
            #expect(try GTI.read(folder + "/gti.fits") == gti)
            let none = GTI()
            try none.write(to: folder + "/none.fits")
            #expect(try GTI.read(folder + "/none.fits") == none)
        }
    }

    @Test func missingUnitsAndKeywords() throws {
        var header = FITSHeader()
        header["MJDREFI"] = .string("51910")
        header["MJDREFF"] = .double(0)
        header["TIMESYS"] = .string("utc")
        header["TIMEUNIT"] = .string("d")
        let columns = [Column("START", .double([1])), Column("STOP", .double([2]))]
        #expect(try GTI(table: Table(header: header, columns: columns)).timeSum == 86400)
        #expect(throws: Fault.self) { try GTI(table: Table(columns: columns)) }
        header["TIMESYS"] = .string("MARS")
        #expect(throws: Fault.self) { try GTI(table: Table(header: header, columns: columns)) }
        let empty = [Column("START", .double([])), Column("STOP", .double([]))]
        #expect(try GTI(table: Table(columns: empty)).isEmpty)
    }
}
