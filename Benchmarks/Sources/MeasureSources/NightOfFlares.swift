import GammaKit

/// PKS 2155-304 in the night of its big flare: 15 runs, and 45 intervals of ten minutes.
struct NightOfFlares {
    private let folder: String
    private let models = Models(
        SkyModel("pks2155", spectral: PowerLaw(index: 3.4, amplitude: 2e-11, reference: 1)))

    init(_ data: String) { folder = data + "/hess-dl3-dr1" }

    func lightCurves(_ execution: Execution) throws {
        let store = try DataStore(folder)
        let observations = try store.observations(.ids(Array(33787...33801)))
        let runs = try reduction().run(observations, execution)
        var models = try Fit(runs, models: models).run(execution).models
        try models.update("pks2155.spectral.index") { $0.isFrozen = true }
        _ = try LightCurveEstimator(source: "pks2155", energyEdges: [0.7, 20]).run(
            runs, models: models, execution: execution)

        let intervals = try Self.tenMinutes()
        let parts = try reduction().run(observations.parts(in: intervals), execution)
        let curve = try LightCurveEstimator(
            source: "pks2155", energyEdges: [0.7, 20], intervals: intervals, options: FluxOptions(selection: [])
        ).run(parts, models: models, execution: execution)
        guard curve.variability().fractional != nil else { throw Fault(.noData, "no variability") }
    }

    private func reduction() throws -> SpectrumReduction {
        let target = SkyDirection(ra: 329.71693826, dec: -30.2255890)
        return SpectrumReduction(
            maker: SpectrumDatasetMaker(
                region: .circle(centre: target, radius: 0.11), energy: try .energy(min: 0.4, max: 20, bins: 10),
                energyTrue: try .energy(min: 0.1, max: 40, bins: 20, name: "energy_true"),
                containmentCorrection: true),
            safeMask: SafeMaskMaker([.aeffMax(percent: 10)]), background: ReflectedRegionsBackgroundMaker())
    }

    private static func tenMinutes() throws -> [(start: Instant, stop: Instant)] {
        let start = try Instant(iso: "2006-07-29T20:30:00", scale: .utc)
        return (0..<45).map {
            (start: start.adding(seconds: 600 * Double($0)), stop: start.adding(seconds: 600 * Double($0 + 1)))
        }
    }
}
