import GammaCore
import GammaIO
import GammaProducts
import GammaTestSupport
import Testing

@Suite struct SensitivityCurveTests {
    static let curve = SensitivityCurve([
        SensitivityPoint(
            eMin: 0.1, eMax: 1, eRef: 0.3, e2dnde: 2e-12, excess: 40, background: 100, criterion: .significance),
        SensitivityPoint(
            eMin: 1, eMax: 10, eRef: 3, e2dnde: .nan, excess: 10, background: 0, criterion: .gamma,
            reason: "no exposure"),
    ])

    @Test(arguments: ["curve.fits", "curve.ecsv"]) func readIsWhatWasWritten(name: String) throws {
        let read = try withTemporaryFolder { folder in
            try Self.curve.write(to: "\(folder)/\(name)")
            return try SensitivityCurve.read("\(folder)/\(name)")
        }
        #expect(read.points.map(\.criterion) == [.significance, .gamma])
        expectClose(read.points[0].e2dnde, 2e-12, relative: 1e-15)
        #expect(read.points[1].e2dnde.isNaN)
        #expect(read.points.map(\.reason) == [nil, "no exposure"])
        #expect(read.points.map(\.eMax) == [1, 10] && read.points.map(\.excess) == [40, 10])
    }

    @Test func anUnknownCriterionIsLocated() throws {
        var columns = Self.curve.table.columns
        columns[6].values = .string(["significance", "luck"])
        let table = Table(columns: columns)
        let fault = #expect(throws: Fault.self) { try SensitivityCurve(table: table) }
        #expect(fault?.origin.column == "criterion" && fault?.origin.row == 2)
    }

    @Test func theTextSaysWhatDecidedOrWhyThereIsNothing() {
        let text = Self.curve.textTable().text()
        #expect(text.contains("significance") && text.contains("no exposure"))
    }
}
