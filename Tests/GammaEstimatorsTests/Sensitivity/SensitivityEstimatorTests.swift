import GammaCore
import GammaDatasets
import GammaEstimators
import GammaMaps
import GammaNumerics
import GammaProducts
import GammaTestSupport
import Testing

@Suite struct SensitivityEstimatorTests {
    /// Six bins of reconstructed energy, each of two bins of true energy; the last true bin has no exposure.
    static func dataset(background: SpectrumBackground) throws -> SpectrumDataset {
        let energy = try MapAxis.energy(min: 0.1, max: 100, bins: 6)
        let energyTrue = try MapAxis.energy(min: 0.1, max: 100, bins: 12, name: "energy_true")
        var dispersion = Matrix(rows: 12, columns: 6)
        for bin in 0..<12 { dispersion[bin, bin / 2] = 1 }
        let exposure = (1...12).map { $0 == 12 ? 0 : Double($0) * 1e12 }
        return SpectrumDataset(
            name: "on", energy: energy, energyTrue: energyTrue, exposure: exposure, energyDispersion: dispersion,
            background: background)
    }

    static func measured(_ counts: [Double], acceptanceOff: Double = 5) -> SpectrumBackground {
        .measured(
            OffMeasurement(
                counts: counts, acceptance: counts.map { _ in 1 }, acceptanceOff: counts.map { _ in acceptanceOff }))
    }

    /// `SensitivityEstimator` of Gammapy 2.1 on the same dataset; it keeps α n_off in single precision.
    @Test func onOffSensitivityIsThatOfGammapy() throws {
        let curve = try SensitivityEstimator().run(
            Self.dataset(background: Self.measured([400000, 3000, 200, 20, 1, 0])))
        let excess = [4000, 139.96743546727498, 40.38913389674297, 16.672401490913323, 10, 10]
        let fluxes = [
            6.89192867491232e-10, 3.0867045227998473e-11, 1.7656472849636708e-11, 1.678506868676679e-11,
            2.5033760771061118e-11, 1.05240326662328e-10,
        ]
        #expect(
            curve.points.map(\.criterion) == [.background, .significance, .significance, .significance, .gamma, .gamma])
        for (point, (excess, flux)) in zip(curve.points, zip(excess, fluxes)) {
            expectClose(point.excess, excess, relative: 1e-6)
            expectClose(point.e2dnde * 1.602176634, flux, relative: 1e-6)
            #expect(point.reason == nil)
        }
    }

    /// The excess has just the significance that was asked for.
    @Test func theExcessOverAKnownBackgroundIsSignificant() throws {
        let curve = try SensitivityEstimator(sigma: 4, minimumGammas: 1, backgroundFraction: 0)
            .run(Self.dataset(background: .predicted([500, 60, 20, 8, 3, 0])))
        for point in curve.points.dropLast() {
            let statistic = CashCountsStatistic(nOn: point.background + point.excess, muBackground: point.background)
            expectClose(statistic.sqrtTS, 4, relative: 1e-9)
        }
        // Without background any excess is significant: the number of gamma rays decides.
        #expect(curve.points[5].criterion == .gamma && curve.points[5].excess == 1)
    }

    @Test func binsWithoutAValueSayWhy() throws {
        var dataset = try Self.dataset(background: Self.measured([1, 1, 1, 1, 1, 1]))
        dataset.maskSafe[0] = false
        dataset.exposure[2] = 0
        dataset.exposure[3] = 0
        let points = try SensitivityEstimator().run(dataset).points
        #expect(points[0].reason == "outside the safe energy range" && points[0].e2dnde.isNaN)
        #expect(points[1].reason == "no exposure" && points[1].e2dnde.isNaN)
        #expect(points[2...].allSatisfy { $0.reason == nil && $0.e2dnde > 0 })
        let blind = try SensitivityEstimator().run(
            Self.dataset(background: Self.measured([1, 1, 1, 1, 1, 1], acceptanceOff: 0)))
        #expect(blind.points.allSatisfy { $0.reason == "no off acceptance" && $0.e2dnde.isNaN })
    }

    @Test func aDatasetWithoutBackgroundIsAFault() throws {
        let dataset = try Self.dataset(background: .none)
        let fault = #expect(throws: Fault.self) { try SensitivityEstimator().run(dataset) }
        #expect(fault?.code == .noData)
    }
}
