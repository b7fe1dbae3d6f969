import Foundation
import GammaCore
import GammaData
import GammaMakers
import GammaMaps
import GammaModels
import GammaNumerics
import GammaTestSupport
import Testing

@Suite struct EventSamplerTests {
    private typealias Samples = SimulationSamples

    private static func simulated(_ models: Models = Models(Samples.point()), seed: UInt64 = 3) throws -> Observation {
        try EventSampler(models, seed: seed).simulate(Samples.observation(responses: Samples.responses()))
    }

    /// ∫ dN/dE dE × area × livetime, and rate × solid angle × good time.
    @Test func numbersAreThoseExpected() throws {
        let observation = try Self.simulated()
        #expect(observation.livetime == 1800)
        let expected = 1e-9 * (1 / 0.1 - 1 / 100.0) * 1e9 * 1800
        expectPoisson(try Samples.events(observation, of: 1).count, mean: expected, "source")
        let solidAngle = 2 * Double.pi * (1 - cos(2.5 * Double.pi / 180))
        let background = 100 * (1 / 0.1 - 1 / 100.0) * solidAngle * 2000
        expectPoisson(try Samples.events(observation, of: 0).count, mean: background, "background")
    }

    /// Many observations: the scatter of the numbers is that of Poisson, not only their mean.
    @Test func numbersScatterAsPoisson() throws {
        let responses = try Samples.responses()
        let sampler = EventSampler(Models(Samples.point(amplitude: 1e-12)), seed: 11, includesBackground: false)
        let observations = try (0..<400).map { try Samples.observation(id: "\($0)", responses: responses) }
        let counts = try sampler.simulate(observations, execution: Execution(threads: 2)).map {
            Double($0.events.count)
        }
        let mean = counts.reduce(0, +) / 400
        let variance = counts.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 399
        let expected = 1e-12 * 9.99 * 1e9 * 1800
        // Errors of mean and variance of 400 Poisson numbers; 4σ.
        #expect(abs(mean - expected) < 4 * (expected / 400).squareRoot())
        #expect(abs(variance / expected - 1) < 4 * (2 / 399.0 + 1 / (400 * expected)).squareRoot())
    }

    @Test func sourceIsDistributedAsItsFormulas() throws {
        let events = try Samples.events(Self.simulated(), of: 1)
        let trueEnergy = try events.values("MC_ENERGY", in: .TeV)
        expectDistribution(trueEnergy, "true energy") { (1 / 0.1 - 1 / $0) / (1 / 0.1 - 1 / 100) }
        expectDistribution(zip(events.energy, trueEnergy).map { $0 / $1 }, "migration") {
            Special.normalCDF(($0 - 1) / 0.1)
        }
        let distances = Samples.source.separations(lon: events.ra, lat: events.dec, frame: .icrs)
        expectDistribution(distances, "distance") { 1 - exp(-$0 * $0 / (2 * 0.08 * 0.08)) }
        let angles = zip(events.ra, events.dec).map { Samples.source.positionAngle(to: SkyDirection(ra: $0, dec: $1)) }
        expectDistribution(angles, "position angle") { $0 / 360 }
        expectDistribution(events.time, "time") { (min($0, 1600) - 1000 + max(0, $0 - 2000)) / 2000 }
        #expect(events.time.allSatisfy { (1000...1600).contains($0) || (2000...3400).contains($0) })
    }

    @Test func backgroundFillsTheFieldOfView() throws {
        let events = try Samples.events(Self.simulated(), of: 0)
        expectDistribution(events.energy, "energy") { (1 / 0.1 - 1 / $0) / (1 / 0.1 - 1 / 100) }
        let distances = Samples.pointing.separations(lon: events.ra, lat: events.dec, frame: .icrs)
        expectDistribution(distances, "offset") { (1 - cos($0 * .pi / 180)) / (1 - cos(2.5 * .pi / 180)) }
        let angles = zip(events.ra, events.dec).map {
            Samples.pointing.positionAngle(to: SkyDirection(ra: $0, dec: $1))
        }
        expectDistribution(angles, "position angle") { $0 / 360 }
        #expect(try events.values("MC_ENERGY").allSatisfy(\.isNaN))
    }

    @Test func eventsAreInOrderAndComplete() throws {
        let observation = try Self.simulated()
        let events = observation.events
        #expect(zip(events.time, events.time.dropFirst()).allSatisfy { $0 <= $1 })
        #expect(events.ids == Array(0..<events.count))
        let names = ["EVENT_ID", "TIME", "RA", "DEC", "ENERGY", "DETX", "DETY", "MC_ID", "MC_ENERGY"]
        #expect(events.table.columns.map(\.name) == names)
        #expect(events.header.string("MMN00001") == "point")
        // DETX grows towards decreasing right ascension, as the background's axes do.
        let frame = SkyOffsetFrame(origin: Samples.pointing)
        let (lon, lat) = frame.coordinates(lon: events.ra, lat: events.dec, frame: .icrs)
        expectClose(try events.values("DETX", in: .deg), lon.map { -$0 }, relative: 1e-6, absolute: 1e-9)
        expectClose(try events.values("DETY", in: .deg), lat, relative: 1e-6, absolute: 1e-9)
    }

    @Test func sameBitsForAnyNumberOfThreads() throws {
        let responses = try Samples.responses()
        let observations = try (1...6).map { try Samples.observation(id: "\($0)", responses: responses) }
        let sampler = EventSampler(Models(Samples.point()), seed: 5)
        func tables(_ threads: Int) throws -> [EventList] {
            try sampler.simulate(observations, execution: Execution(threads: threads)).map(\.events)
        }
        let alone = try tables(1)
        #expect(try tables(2) == alone)
        #expect(try tables(4) == alone)
        #expect(Set(alone.map(\.count)).count > 1)
    }

    @Test func oneSourceMoreDoesNotChangeTheOthers() throws {
        let alone = try Self.simulated()
        let both = try Self.simulated(Models(Samples.point(), Samples.point("second")))
        for number in [0, 1] {
            let (a, b) = (try Samples.events(alone, of: number), try Samples.events(both, of: number))
            #expect(a.time == b.time)
            #expect(a.ra == b.ra)
            #expect(a.energy == b.energy)
        }
        #expect(try Samples.events(both, of: 2).time != Samples.events(both, of: 1).time)
    }

    /// An elongated Gaussian seen through the point spread: variances add.
    @Test func gaussianSourceHasItsWidths() throws {
        let shape = GaussianSpatialModel(at: Samples.source, sigma: 0.3, eccentricity: 0.8, phi: 30)
        let model = SkyModel("wide", spectral: PowerLaw(index: 2, amplitude: 1e-9), spatial: shape)
        let events = try Samples.events(Self.simulated(Models(model)), of: 1)
        let expected = 1e-9 * 9.99 * 1e9 * 1800
        expectPoisson(events.count, mean: expected)
        let (lon, lat) = SkyOffsetFrame(origin: Samples.source).coordinates(
            lon: events.ra, lat: events.dec, frame: .icrs)
        let (sine, cosine) = (sin(30 * Double.pi / 180), cos(30 * Double.pi / 180))
        let along = zip(lon, lat).map { $0 * sine + $1 * cosine }
        let across = zip(lon, lat).map { $0 * cosine - $1 * sine }
        expectDistribution(along, "major") { Special.normalCDF($0 / hypot(0.3, 0.08)) }
        expectDistribution(across, "minor") { Special.normalCDF($0 / hypot(0.18, 0.08)) }
    }

    /// The effective area falls to a half towards the edge: fewer events there, their number what the integral says.
    @Test func extendedSourceFollowsTheArea() throws {
        var responses = try Samples.responses()
        let area = try #require(responses.effectiveArea)
        responses.effectiveArea = try EffectiveArea2D(
            energyTrue: area.energyTrue, offset: IRFAxis(.offset, nodes: [0, 2]),
            values: (0..<area.energyTrue.count).flatMap { _ in [1e9, 0] })
        let shape = GaussianSpatialModel(at: Samples.pointing, sigma: 0.4)
        let model = SkyModel("wide", spectral: PowerLaw(index: 2, amplitude: 1e-9), spatial: shape)
        let observation = try EventSampler(Models(model), seed: 2, includesBackground: false)
            .simulate(Samples.observation(responses: responses))
        // Mean of 1 − r/2 over r distributed as r exp(−r²/2σ²)/σ², cut at 2°.
        let mean = Quadrature.integrate(0, 2) { r in (1 - r / 2) * r / 0.16 * exp(-r * r / 0.32) }
        expectPoisson(observation.events.count, mean: 1e-9 * 9.99 * 1e9 * 1800 * mean)
    }

    @Test func whatIsMissingIsNotApplied() throws {
        let area = try Responses(effectiveArea: Samples.responses().effectiveArea)
        let observation = try EventSampler(Models(Samples.point())).simulate(Samples.observation(responses: area))
        #expect(try Samples.events(observation, of: 0).isEmpty)
        let distances = Samples.source.separations(
            lon: observation.events.ra, lat: observation.events.dec, frame: .icrs)
        #expect(distances.allSatisfy { $0 < 1e-9 })
        expectClose(
            observation.events.energy, try observation.events.values("MC_ENERGY", in: .TeV), relative: 1e-7)
        #expect(throws: Fault.self) {
            try EventSampler(Models(Samples.point())).simulate(Samples.observation(responses: Responses()))
        }
    }

    @Test func modelsThatCannotBeSimulatedAreRefused() throws {
        let spectrum = PowerLaw(index: 2, amplitude: 1e-12)
        let disk = SkyModel("disk", spectral: spectrum, spatial: DiskSpatialModel())
        let nowhere = SkyModel("nowhere", spectral: spectrum)
        let negative = SkyModel(
            "negative", spectral: PowerLaw(index: 2, amplitude: -1e-12), spatial: PointSpatialModel(at: Samples.source))
        let bright = Samples.point("bright", amplitude: 1)
        var late = Samples.point("late")
        late.temporal = ExpDecayTemporalModel()
        for model in [disk, nowhere, negative, bright, late] {
            let fault = #expect(throws: Fault.self) { try Self.simulated(Models(model)) }
            #expect(fault?.message.contains("'\(model.name)'") == true || fault?.code == .unsupported)
        }
    }
}
