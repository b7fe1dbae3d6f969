import GammaCore
import GammaData
import GammaMaps
import Testing

@testable import GammaMakers

/// A radius of the on region that the user gives beside the RAD_MAX of a file.
@Suite struct OnRadiusTests {
    static let crab = SkyDirection(ra: 83.6331, dec: 22.0145)

    /// A short run with a cut in its responses, or said beside full-enclosure ones.
    private func run(radii: [Double], isPointLike: Bool = true) throws -> Observation {
        var simulator = ArchiveSimulator()
        simulator.runs = 1
        simulator.livetime = 300
        var run = try #require(try simulator.observations().first)
        let area = try #require(run.responses.effectiveArea)
        run.responses.effectiveArea = try EffectiveArea2D(
            energyTrue: area.energyTrue, offset: area.offset, values: area.values, isPointLike: isPointLike)
        let edges = radii.count == 1 ? [0.01, 100] : [1e-4, 1, 1e4]
        run.responses.radMax = try RadMax2D(
            energy: IRFAxis(.energy, edges: edges), offset: IRFAxis(.offset, edges: [0, 5]), values: radii)
        return run
    }

    private func counts(_ run: Observation, _ region: SkyRegion, _ notices: Notices = Notices()) throws -> Double {
        let maker = SpectrumDatasetMaker(
            region: region, energy: try .energy(min: 0.1, max: 10, bins: 5),
            energyTrue: try .energy(min: 0.05, max: 20, bins: 8, name: "energy_true"))
        return try maker.make(run, notices: notices).counts.reduce(0, +)
    }

    @Test func theRadiusOfTheUserIsUsedAndBothAreTold() throws {
        let run = try run(radii: [0.1])
        let notices = Notices()
        let point = try counts(run, .point(Self.crab), notices)
        #expect(try counts(run, .circle(centre: Self.crab, radius: 0.1), notices) == point)
        #expect(notices.all.isEmpty)
        let wide = try counts(run, .circle(centre: Self.crab, radius: 0.2), notices)
        #expect(wide > point && point > 0)
        let message = try #require(notices.all.first?.notice.message)
        #expect(message.contains("radius of 0.2 deg") && message.contains("RAD_MAX = 0.1 deg"))
        #expect(notices.all.count == 1)
    }

    @Test func oneRadiusCannotStandForManyInTheEffectiveArea() throws {
        let run = try run(radii: [0.2, 0.1])
        #expect(try counts(run, .point(Self.crab)) > 0)
        let fault = #expect(throws: Fault.self) {
            try counts(run, .circle(centre: Self.crab, radius: 0.1))
        }
        #expect(fault?.code == .incompatible)
        // At the centres of the bins, between the two nodes of the table.
        #expect(fault?.message.contains("RAD_MAX = 0.13 to 0.17 deg") == true, "\(fault?.message ?? "")")
        #expect(fault?.hint?.contains("leave out the radius") == true)
        // Other shapes have no radius at all.
        #expect(throws: Fault.self) {
            try counts(run, .annulus(centre: Self.crab, inner: 0.1, outer: 0.2))
        }
    }

    /// Where the effective area is for all directions, any region may be taken; the file's cut is only told.
    @Test func fullEnclosureTakesAnyRadius() throws {
        let run = try run(radii: [0.2, 0.1], isPointLike: false)
        let notices = Notices()
        #expect(try counts(run, .circle(centre: Self.crab, radius: 0.15), notices) > 0)
        #expect(notices.all.map(\.notice.message).contains { $0.hasPrefix("RAD_MAX = 0.13 to 0.17 deg is not used") })
        #expect(try counts(run, .annulus(centre: Self.crab, inner: 0.1, outer: 0.2)) > 0)
    }

    /// A source in the middle of the field of view has no region that mirrors it.
    @Test func runsWithoutOffRegionAreMaskedAndNamed() throws {
        var simulator = ArchiveSimulator()
        simulator.runs = 1
        simulator.livetime = 60
        simulator.offsets = [0.05]
        let run = try #require(try simulator.observations().first)
        let reduction = SpectrumReduction(
            maker: SpectrumDatasetMaker(
                region: .circle(centre: Self.crab, radius: 0.1), energy: try .energy(min: 0.1, max: 10, bins: 4),
                energyTrue: try .energy(min: 0.05, max: 20, bins: 8, name: "energy_true")),
            background: ReflectedRegionsBackgroundMaker())
        let execution = Execution()
        let dataset = try reduction.reduce(run, execution)
        #expect(!dataset.maskSafe.contains(true))
        #expect(
            execution.notices.all.map(\.notice.message) == [
                "observation 1: no off region fits outside the excluded sky; the run is left out"
            ])
    }
}
