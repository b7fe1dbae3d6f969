import Foundation
import GammaCore
import GammaData
import GammaDatasets
import GammaIO
import GammaMakers
import GammaMaps
import GammaModels
import GammaTestSupport
import Testing

@Suite struct ArchiveSimulatorTests {
    @Test func archiveIsReadAgainAsItWas() throws {
        try withTemporaryFolder { folder in
            var simulator = ArchiveSimulator()
            simulator.runs = 2
            simulator.livetime = 300
            simulator.firstID = 41
            let runs = try simulator.write(to: folder, execution: Execution(threads: 2))
            let made = try simulator.observations()
            let notices = Notices()
            let store = try DataStore(folder, notices: notices)
            #expect(store.observationIDs == ["41", "42"])
            for (observation, run) in zip(made, runs) {
                let read = try store.observation(observation.id, notices: notices)
                // Columns of the table are compared bit by bit.
                #expect(read.events.table.columns == observation.events.table.columns)
                #expect(read.gti == observation.gti)
                #expect(read.pointing == observation.pointing)
                #expect(read.location == observation.location)
                expectClose(read.livetime, observation.livetime, relative: 1e-14)
                #expect(read.effectiveArea == observation.effectiveArea)
                #expect(read.energyDispersion == observation.energyDispersion)
                #expect(read.pointSpread as? PSF3Gauss == observation.pointSpread as? PSF3Gauss)
                #expect(read.background as? Background2D == observation.background as? Background2D)
                #expect(run.events == read.events.count)
                #expect(run.livetime == observation.livetime)
            }
            #expect(notices.all.isEmpty)
            #expect(try DataChecker(store).run().isEmpty)
            let truth = try Models.read(folder + "/models.yaml")
            #expect(truth.names == ["crab"])
            #expect(truth.parameters.map(\.value) == simulator.models.parameters.map(\.value))
        }
    }

    @Test func runsAreAroundTheTargetWhenItIsHighest() throws {
        for target in SimulationTarget.known {
            let plan = try ArchiveSimulator(target).plan()
            #expect(plan.count == 4)
            let direction = target.direction
            for observation in plan {
                let pointing = try observation.pointingDirection()
                expectClose(pointing.separation(to: direction), 0.5, relative: 1e-9)
                // Times are kept to 0.1 µs.
                expectClose(observation.livetime, 1680, relative: 1e-9)
                let altitude = try #require(observation.header.double("ALT_PNT"))
                let location = try #require(observation.location)
                // Two hours around culmination.
                let highest = 90 - abs(direction.lat - location.latitude)
                #expect(altitude > highest - 16 && altitude < highest + 0.6, "\(target.name)")
            }
            for (a, b) in zip(plan, plan.dropFirst()) { #expect(a.gti.stops[0] < b.gti.starts[0]) }
        }
    }

    /// The fit of what was simulated finds what was put in.
    @Test func fitFindsTheTruth() throws {
        var simulator = ArchiveSimulator(
            .crab,
            models: Models(
                SkyModel(
                    "crab", spectral: PowerLaw(index: 2.6, amplitude: 7e-11),
                    spatial: PointSpatialModel(at: SimulationTarget.crab.direction))))
        simulator.runs = 4
        simulator.seed = 12
        let execution = Execution(threads: 2)
        let reduction = SpectrumReduction(
            maker: SpectrumDatasetMaker(
                region: .circle(centre: SimulationTarget.crab.direction, radius: 0.12),
                energy: try .energy(min: 0.3, max: 30, bins: 20),
                energyTrue: try .energy(min: 0.1, max: 100, bins: 60, name: "energy_true"), containmentCorrection: true),
            background: ReflectedRegionsBackgroundMaker())
        let datasets = try reduction.run(simulator.observations(execution: execution), execution)
        let start = Models(SkyModel("crab", spectral: PowerLaw(index: 2, amplitude: 1e-11)))
        let fit = try Fit([SpectrumDataset.stacked(datasets)], models: start).run()
        #expect(fit.fit.outcome.isReliable)
        for (parameter, truth) in zip(fit.models.parameters, [2.6, 7e-11]) {
            #expect(abs(parameter.value - truth) < 3 * parameter.error, "\(parameter.name)")
            #expect(parameter.error < 0.1 * truth)
        }
    }

    @Test func settingsThatMakeNoSenseAreRefused() throws {
        let changes: [(inout ArchiveSimulator) -> Void] = [
            { $0.runs = 0 }, { $0.livetime = -1 }, { $0.livetime = .nan }, { $0.offsets = [.infinity] },
            { $0.deadTimeFraction = 1 }, { $0.firstID = -1 }, { $0.models = Models([]) },
            { $0.target = SimulationTarget("none", at: SkyDirection(ra: 0, dec: 100)) },
        ]
        for change in changes {
            var simulator = ArchiveSimulator()
            change(&simulator)
            #expect(throws: Fault.self) { try simulator.plan() }
        }
    }

    @Test func targetsAreRead() throws {
        #expect(try SimulationTarget(parsing: "crab") == .crab)
        #expect(try SimulationTarget(parsing: "PKS2155-304").name == "PKS 2155-304")
        for text in ["83.6331 22.0145", "83.6331 deg, 22.0145 deg", "5h34m31.944s +22d00m52.2s"] {
            #expect(
                try SimulationTarget(parsing: text).direction.separation(to: SimulationTarget.crab.direction) < 1e-6)
        }
        for text in ["", "Crabb", "83", "83 95", "nan nan", "1 2 3"] {
            #expect(throws: Fault.self) { try SimulationTarget(parsing: text) }
        }
    }

    /// Responses of a real run: three-dimensional background in reversed orientation, point spread as a table.
    @Test(.enabled(if: TestData.isAvailable)) func realResponsesServeAsWell() throws {
        let store = try DataStore(#require(TestData.path("hess-dl3-dr1")))
        let observation = try store.observation("23523")
        let maker = SpectrumDatasetMaker(
            region: .circle(centre: SimulationTarget.crab.direction, radius: 0.3),
            energy: try .energy(min: 0.5, max: 40, bins: 1),
            energyTrue: try .energy(min: 0.1, max: 100, bins: 100, name: "energy_true"), containmentCorrection: true)
        let sampler = EventSampler(Models(SimulationTarget.crab.crabLikeSource()), seed: 4)
        let simulated = try sampler.simulate(observation)
        let dataset = try maker.make(simulated)

        // Gammapy 2.1's MapDatasetMaker in 80 energy bins between 0.5 and 40 TeV, 4° × 4° around (83.63, 22.01): all, and the
        // halves in the east and in the north, which tell whether the axes run as they should.
        let centre = SkyDirection(ra: 83.63, dec: 22.01)
        let background = try SimulationSamples.events(simulated, of: 0)
            .selecting(region: .rectangle(centre: centre, width: 4, height: 4, angle: 0))
            .selecting(energy: 0.5..<40)
        expectPoisson(background.count, mean: 4010.97, "background")
        expectPoisson(background.ra.count { $0 > centre.lon }, mean: 2035.09, "background in the east")
        expectPoisson(background.dec.count { $0 > centre.lat }, mean: 1630.71, "background in the north")
        let source = try SimulationSamples.events(simulated, of: 1)
            .selecting(region: .circle(centre: SimulationTarget.crab.direction, radius: 0.3))
        let expected = dataset.totalSignal(Models(SkyModel("crab", spectral: sampler.models.skyModels[0].spectral)))[0]
        expectPoisson(source.energy.count { (0.5..<40).contains($0) }, mean: expected, "source")
    }
}
