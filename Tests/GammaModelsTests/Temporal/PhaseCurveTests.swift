import Foundation
import GammaCore
import GammaIO
import GammaModels
import GammaNumerics
import GammaTestSupport
import Testing

/// Phase curves of fast pulsars and their files.
struct PhaseCurveTests {
    private let start = Instant(mjd: 59000, scale: .tt)

    private func crab(_ values: [Double] = [1, 4, 2, 0.5]) throws -> TemplatePhaseCurveTemporalModel {
        try TemplatePhaseCurveTemporalModel(
            PhaseCurve(phases: [0.05, 0.3, 0.5, 0.9], values: values), reference: 48442.5, phase: 0.3, f1: -3.77e-10,
            f2: 1.1e-20, scale: .tt)
    }

    /// After 29 years, 2.7e10 turns, which leaves a double 4e-6 of a turn if nothing is done about it.
    @Test func phaseOfAFastPulsarAfterDecades() throws {
        let model = try crab()
        let seconds = 86400 * (59000 - 48442.5)
        let frequency = 29.946923 - 3.77e-10 * seconds + 1.1e-20 * seconds * seconds / 2
        let phases = model.phases([start, start.adding(seconds: 1)])
        let advance = phases[1] - phases[0] - frequency
        // Each moment is good to 0.08 µs, 2.4e-6 turns.
        expectClose(advance - advance.rounded(), 0, absolute: 5e-6)
        // The phase itself from whole numbers: f0 = 29946923e-6 s⁻¹ times 912168000 s, modulo one, then the small terms.
        let turns = Double((29_946_923 * 912_168_000) % 1_000_000) * 1e-6
        let rest = 0.3 + seconds * seconds * (-3.77e-10 / 2 + seconds * 1.1e-20 / 6)
        let expected = turns + rest - (turns + rest).rounded(.down)
        // The 0.08 µs of a moment 29 years away are 2.4e-6 turns; the square terms, 1.6e8 turns, are good to 1e-7.
        expectClose(phases[0], expected, absolute: 4e-6)
    }

    /// 15 turns within half a second: against quadrature between the kinks.
    @Test func averageOverManyTurns() throws {
        let model = try crab()
        let width = 0.5
        let sum = (0..<500).reduce(0.0) { sum, piece in
            let first = width * Double(piece) / 500
            return sum
                + Quadrature.integrate(first, first + width / 500, relative: 1e-9, maxIntervals: 40) {
                    model(start.adding(seconds: $0))
                }
        }
        let average = try model.average(over: [(start, start.adding(seconds: width))])
        // Phases jump by 3e-6 turns with the resolution of time: 1e-5 of a turn's value in 15 turns.
        expectClose(average, sum / width, relative: 2e-6)
    }

    /// Over half an hour only the mean and a fraction of one of 54,000 turns count; f1 changes ν by 6e-7 Hz meanwhile.
    @Test func longIntervalsHaveTheMean() throws {
        let interval = (start: start, stop: start.adding(seconds: 1800))
        expectClose(try crab().average(over: [interval]), 1, absolute: 1e-5)
        let shape = try PhaseCurve(phases: [0, 0.5, 1], values: [1, 3, 1])
        let plain = try TemplatePhaseCurveTemporalModel(shape, isNormalized: false)
        #expect(shape.mean == 2)
        expectClose(try plain.average(over: [interval]), 2, absolute: 2e-5)
        #expect(shape(0.25) == 2)
        #expect(shape(-0.75) == 2)
    }

    @Test func faultsNameWhatIsWrong() throws {
        #expect(throws: Fault.self) { try PhaseCurve(phases: [0.1], values: [1]) }
        #expect(throws: Fault.self) { try PhaseCurve(phases: [0.1, 0.1], values: [1, 1]) }
        #expect(throws: Fault.self) { try PhaseCurve(phases: [0.1, 1.1], values: [1, 1]) }
        #expect(throws: Fault.self) { try PhaseCurve(phases: [0.1, 0.2], values: [1, .nan]) }
        #expect(throws: Fault.self) { try PhaseCurve(phases: [0.1, 0.2], values: [1]) }
        #expect(throws: Fault.self) { try crab([-1, -2, -1, -1]) }
        var random = RandomStream(seed: 1, stream: "phase")
        let negative = try crab([4, -0.1, 4, 4])
        #expect(throws: Fault.self) {
            try negative.sample(count: 1, within: [(start, start.adding(seconds: 1))], using: &random)
        }
    }

    @Test func filesNameTheirFaults() throws {
        try withTemporaryFolder { folder in
            let text = "type: template-phase\nfilename: phase.fits\n"
            func fault() throws -> Fault {
                try #require(
                    throws: Fault.self,
                    performing: { _ = try ModelReading(directory: folder).temporal(YAMLNode.parse(text)) })
            }
            var found = try fault()
            #expect(found.code == .fileNotFound)
            #expect(found.origin.line == 2)
            #expect(found.origin.file == folder + "/phase.fits")
            for (columns, code, name, row): ([Column], Fault.Code, String?, Int?) in [
                ([Column("PHASE", .double([0, 1]))], .missingColumn, nil, nil),
                ([Column("PHASE", .double([0, 0])), Column("NORM", .double([1, 1]))], .badValue, "PHASE", 2),
                ([Column("PHASE", .double([0, 1])), Column("NORM", .double([1, .nan]))], .badValue, "NORM", 2),
                ([Column("PHASE", .string(["a"])), Column("NORM", .double([1]))], .badColumn, "PHASE", nil),
                ([Column("PHASE", .double([0, 1])), Column("NORM", .double([0, 0]))], .badValue, "NORM", nil),
            ] {
                try FITSWriter.write([.table(Table(columns: columns))], to: folder + "/phase.fits")
                found = try fault()
                #expect(found.code == code)
                #expect(found.origin.column == name)
                #expect(found.origin.row == row)
                #expect(found.origin.line == 2)
                #expect(found.origin.hdu != nil)
            }
        }
    }
}
