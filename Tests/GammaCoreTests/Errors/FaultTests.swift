import GammaCore
import Testing

@Suite struct FaultTests {
    @Test func textHasAtMostThreeLines() {
        let fault = Fault(
            .badColumn, "column has type 'A', not a number",
            at: Origin(file: "run.fits.gz", hdu: "2 [EVENTS]", column: "ENERGY", row: 5),
            hint: "is this an event list?")
        #expect(
            "\(fault)" == """
                error[table.bad-column]: column has type 'A', not a number
                  --> run.fits.gz, HDU 2 [EVENTS], column ENERGY, row 5
                  hint: is this an event list?
                """)
        #expect("\(Fault(.noData, "nothing left"))" == "error[data.none]: nothing left")
    }

    @Test func originOfTextFiles() {
        let origin = Origin(file: "crab.yaml", line: 9, lineColumn: 41, keyPath: "datasets.geom")
        #expect(origin.description == "crab.yaml:9:41  datasets.geom")
        #expect(Origin(line: 3).description == "line 3")
        #expect(Origin(keyPath: "a.b").description == "a.b")
        #expect(Origin(hdu: "1", keyword: "NAXIS").description == "HDU 1, keyword NAXIS")
        #expect(Origin().description.isEmpty && Origin().isEmpty)
    }

    @Test func originIsCompletedOnTheWayUp() {
        let inner = Fault(.missingKeyword, "no TSTART", at: Origin(keyword: "TSTART"))
        let outer = inner.located(in: Origin(file: "a.fits", hdu: "1", keyword: "OTHER"))
        #expect(outer.origin == Origin(file: "a.fits", hdu: "1", keyword: "TSTART"))
        #expect(outer.message == inner.message && outer.code == inner.code)
    }

    @Test func codesAreUnique() {
        #expect(Set(Fault.Code.allCases.map(\.rawValue)).count == Fault.Code.allCases.count)
    }

    @Test func nearestNames() {
        let names = ["energy", "energy_true", "background", "exclusion"]
        #expect(nearestName(to: "enrgy", in: names) == "energy")
        #expect(nearestName(to: "BACKGROUDN", in: names) == "background")
        #expect(nearestName(to: "colour", in: names) == nil)
        #expect(nearestName(to: "", in: names) == nil)
        #expect(nearestName(to: "a", in: []) == nil)
        #expect(nearestName(to: String(repeating: "x", count: 1_000_000), in: names) == nil)
    }
}
