import GammaCore
import GammaIO
import GammaModels
import GammaTestSupport
import Testing

/// Agreement with Gammapy 2.1; the numbers are the output of ``TemporalReference/script``.
struct GammapyTemporalTests {
    private static let times = [55197.3, 55198.0, 55199.25, 55201.6].map { Instant(mjd: $0, scale: .utc) }
    private static let intervals = [(55197.1, 55197.2), (55199.0, 55200.5), (55201.0, 55201.01)].map {
        (start: Instant(mjd: $0.0, scale: .utc), stop: Instant(mjd: $0.1, scale: .utc))
    }

    private static let lightCurve = try? LightCurveTemplate(days: [0, 1, 2.5, 4], values: [0.5, 1.5, 1.0, 0.2])
    private static let phaseCurve = try? PhaseCurve(phases: [0.05, 0.3, 0.5, 0.9], values: [1, 4, 2, 0.5])

    private static var references: [(model: any TemporalModel, values: [Double], average: Double?)] {
        get throws {
            [
                (
                    LinearTemporalModel(alpha: 1.2, beta: 0.3, reference: 55197),
                    [1.2900000000008731, 1.5, 1.875, 2.579999999999563], 1.9788913043489853
                ),
                (
                    ExpDecayTemporalModel(t0: 1.25, reference: 55197),
                    [0.7866278610647219, 0.44932896411722156, 0.16529888822158656, 0.02522297483525657],
                    0.1648942620354583
                ),
                (
                    GaussianTemporalModel(reference: 55199.5, sigma: 1.3),
                    [0.2388420885658707, 0.5139236973033375, 0.9816787876784583, 0.2712447503647271],
                    0.8833149002775291
                ),
                (
                    PowerLawTemporalModel(alpha: -0.7, reference: 55197, t0: 2),
                    [3.773428442554768, 1.624504792712471, 0.9208592062264477, 0.5582008773937194],
                    1.1503913977413327
                ),
                (
                    PowerLawTemporalModel(alpha: -1, reference: 55197, t0: 2),
                    [6.666666666601992, 2.0, 0.8888888888888888, 0.4347826086957897], 1.5593290045888317
                ),
                (
                    GeneralizedGaussianTemporalModel(reference: 55199, rise: 0.8, decay: 1.7, eta: 0.8),
                    [0.27725192378474534, 0.5164085621685227, 0.9554873097800753, 0.4272420876580478], nil
                ),
                (
                    SineTemporalModel(amplitude: 0.4, omega: 1.7, reference: 55197),
                    [1.1952708987548901, 1.3966659241809873, 0.7474244686557219, 1.3997690719337776], nil
                ),
                (
                    LightCurveTemplateTemporalModel(try #require(lightCurve), reference: 55197),
                    [0.8000000000029104, 1.5, 1.0833333333333335, 0.0], nil
                ),
                (
                    try TemplatePhaseCurveTemporalModel(
                        try #require(phaseCurve), reference: 55197, phase: 0.3, f0: 1e-4),
                    [0.2958827633807141, 0.19539427773900647, 0.6140963014654529, 0.5180739706066317],
                    0.9968129073626999
                ),
            ]
        }
    }

    /// Values at 0.5, 3 and 30 TeV.
    private static let byEnergy = [
        [0.6958128051439407, 1.286198891401819, 1.0428408184827327, 0.14070472300080686],
        [0.6942158546923678, 1.913991535605571, 1.114268881793886, 0.06612460046774091],
        [0.6607125943565894, 2.9353561378027546, 1.5762797914795708, 0.02195179020047864],
    ]

    /// Gammapy's times are one number of days: good to 7e-12 d, which is 2e-10 of the periods above and of 0.1 d.
    @Test func valuesAndAverages() throws {
        for (model, values, average) in try Self.references {
            expectClose(model.evaluate(Self.times), values, relative: 1e-9, "\(type(of: model))")
            guard let average else { continue }
            expectClose(try model.average(over: Self.intervals), average, relative: 1e-9, "\(type(of: model))")
        }
    }

    @Test func energyDependentLightCurve() throws {
        let curve = try LightCurveTemplate(
            days: [0, 1, 2.5, 4], energies: [1, 10, 100],
            values: [0.5, 1.5, 1.0, 0.2, 0.4, 2.5, 1.0, 0.1, 0.3, 3.5, 2.0, 0.05])
        let model = LightCurveTemplateTemporalModel(curve, reference: 55197)
        for (row, values) in zip(model.evaluate(Self.times, energies: [0.5, 3, 30]), Self.byEnergy) {
            expectClose(row, values, relative: 1e-9)
        }
    }

    /// The script still gives the stored numbers.
    @Test(.enabled(if: PythonOracle.isAvailable, "\(PythonOracle.reason)")) func storedNumbersAreGammapys() throws {
        let lines = try PythonOracle.run(TemporalReference.script).split(separator: "\n").map { line in
            line.split(separator: " ").compactMap { Double($0) }
        }
        let stored = try Self.references.map { $0.values + ($0.average.map { [$0] } ?? []) } + Self.byEnergy
        #expect(lines.count == stored.count)
        for (line, numbers) in zip(lines, stored) { expectClose(line, numbers, relative: 1e-12, absolute: 1e-15) }
    }

    /// Gammapy takes the sine itself for its integral, with which the average below would be 1.
    @Test func integralOfTheSineIsThatOfTheSine() throws {
        let start = Instant(mjd: 55197, scale: .utc)
        let model = SineTemporalModel(amplitude: 1, omega: .pi, reference: 55197)
        // ∫₀¹ sin πx dx = 2/π.
        let average = try model.average(over: [(start, start.adding(seconds: 86400))])
        expectClose(average, 1 + 2 / Double.pi, relative: 1e-12)
    }
}
