import Foundation
import GammaCore
import GammaIO
import GammaMakers
import GammaMaps
import GammaTestSupport
import Testing

@testable import GammaWorkflow

@Suite struct BackgroundConfigTests {
    private func config(_ background: String) throws -> AnalysisConfig {
        try AnalysisConfig.parse("datasets:\n  background: {\(background)}\n", file: "c.yaml")
    }

    @Test func parametersReachTheFinder() throws {
        let text =
            "method: reflected, parameters: {angle_increment: 0.2 rad, min_distance: 9 deg, min_distance_input: 0.3 rad, "
            + "max_region_number: 5, binsz: 0.02 deg}"
        let maker = try #require(try config(text).backgroundMaker() as? ReflectedRegionsBackgroundMaker)
        let finder = try #require(maker.finder as? ReflectedRegionsFinder)
        expectClose(finder.angleIncrement, 0.2, relative: 1e-12)
        expectClose(finder.minimumDistance, 0.05 * .pi, relative: 1e-12)
        expectClose(finder.minimumDistanceToInput, 0.3, relative: 1e-12)
        #expect(finder.maximumRegions == 5 && finder.binSize == 0.02)
    }

    @Test func wobbleAndPhase() throws {
        let wobble = "method: reflected, parameters: {region_finder: wobble, n_off_regions: 3, binsz: 0.02 deg}"
        let maker = try #require(try config(wobble).backgroundMaker() as? ReflectedRegionsBackgroundMaker)
        let finder = try #require(maker.finder as? WobbleRegionsFinder)
        #expect(finder.regionCount == 3 && finder.binSize == 0.02)
        let phase = "method: phase, parameters: {on_phase: [0.9, 0.1], off_phase: [[0.2, 0.4], [0.6, 0.8]]}"
        let phases = try #require(try config(phase).backgroundMaker() as? PhaseBackgroundMaker)
        #expect(phases.onPhase == [0.9...1.1])
        #expect(phases.offPhase == [0.2...0.4, 0.6...0.8])
        #expect(phases.phaseColumn == "PHASE")
        let named = try config("\(phase.dropLast()), phase_column_name: P}")
        #expect((try named.backgroundMaker() as? PhaseBackgroundMaker)?.phaseColumn == "P")
        #expect(try AnalysisConfig.parse(named.yamlText()) == named)
    }

    @Test(arguments: [
        ("method: reflected, parameters: {region_finder: wobble}", Fault.Code.missingKey, "n_off_regions: 3"),
        ("method: reflected, parameters: {n_off_regions: 3}", .incompatible, "wobble takes it"),
        (
            "method: reflected, parameters: {region_finder: wobble, n_off_regions: 3, min_distance: 0 rad}",
            .incompatible, "reflected takes it"
        ),
        ("method: reflected, parameters: {region_finder: woble, n_off_regions: 3}", .badValue, "'wobble'"),
        ("method: reflected, parameters: {region_finder: wobble, n_off_regions: 0}", .badValue, ""),
        ("method: reflected, parameters: {on_phase: [0, 1]}", .incompatible, ""),
        ("method: phase", .missingKey, "on_phase"),
        ("method: phase, parameters: {on_phase: [0, 0.1]}", .missingKey, "off_phase"),
        ("method: phase, parameters: {on_phase: [0.9, 1.1], off_phase: [0.05, 0.3]}", .incompatible, "one of them"),
        ("method: phase, parameters: {on_phase: [0.9], off_phase: [0.05, 0.3]}", .badValue, "[0.2, 0.4]"),
        ("method: phase, parameters: {on_phase: 0.9, off_phase: [0.05, 0.3]}", .badValue, "[0.2, 0.4]"),
        ("method: phase, parameters: {on_phase: [0.2, 1.3], off_phase: [0.05, 0.3]}", .badValue, ""),
        ("method: phase, parameters: {on_phase: [1, 0], off_phase: [0.05, 0.3]}", .badValue, ""),
        ("method: phase, parameters: {on_phase: [[0.1, 0.3], [0.2, 0.4]], off_phase: [0.5, 0.6]}", .badValue, ""),
    ])
    func mistakes(_ text: String, _ code: Fault.Code, _ hint: String) throws {
        let fault = try #require(throws: Fault.self) { try config(text) }
        #expect(fault.code == code, "\(fault)")
        #expect(fault.origin.file == "c.yaml" && fault.origin.line == 2)
        #expect(hint.isEmpty || fault.hint?.contains(hint) == true, "\(fault)")
    }

    /// An interval holds the phases that its two numbers span in the direction of time.
    @Test func phasesAreCounted() throws {
        forAll(seed: 4, count: 200) { random in
            let start = random.uniform()
            let width = 0.01 + 0.98 * random.uniform()
            let stop = start + width
            for end in stop > 1 ? [stop, stop - 1] : [stop] where end != start {
                let phases = try ConfigPhases([[start, end]])
                expectClose(phases.width, width, absolute: 1e-12)
                let outside = try ConfigPhases([[stop.truncatingRemainder(dividingBy: 1), start]])
                #expect(phases.overlap(with: outside) == nil)
                #expect(phases.overlap(with: phases) != nil)
            }
        }
    }

    @Test func exclusionIsAMapOrRegions() throws {
        try withTemporaryFolder { folder in
            try AtomicFile.write("icrs\ncircle(83.6,23,0.3)\n-box(1,2,3,4,0)\n", to: folder + "/a.reg")
            let regions = try config("method: reflected, exclusion: \(folder)/a.reg").backgroundMaker()
            #expect((regions as? ReflectedRegionsBackgroundMaker)?.excludedRegions.count == 2)
            let geometry = try WCSGeometry.create(
                centre: SkyDirection(ra: 83, dec: 22), width: 1, binSize: 0.1, axes: [.energy(min: 1, max: 10, bins: 1)]
            )
            let mask = try WCSMap(mask: (0..<100).map { $0 != 3 }, geometry)
            try mask.write(to: folder + "/a.fits")
            let map = try config("method: reflected, exclusion: \(folder)/a.fits").backgroundMaker()
            let exclusion = try #require((map as? ReflectedRegionsBackgroundMaker)?.exclusion)
            #expect(exclusion.geometry.axes.isEmpty && exclusion.values == mask.values)
            let cube = try WCSGeometry.create(
                centre: SkyDirection(ra: 83, dec: 22), width: 1, binSize: 0.1, axes: [.energy(min: 1, max: 10, bins: 2)]
            )
            try WCSMap(cube).write(to: folder + "/cube.fits")
            let fault = try #require(throws: Fault.self) {
                try config("method: reflected, exclusion: \(folder)/cube.fits").backgroundMaker()
            }
            #expect(fault.code == .incompatible && fault.origin.file == folder + "/cube.fits")
        }
    }

    @Test func faultsOfExclusionFilesNameThePlace() throws {
        try withTemporaryFolder { folder in
            try AtomicFile.write("icrs\ncircle(83.6,23,0.3\n", to: folder + "/a.reg")
            try AtomicFile.write(Array("icrs\ncirc".utf8) + [0xFF, 0x0A], to: folder + "/b.reg")
            for (file, column) in [("a.reg", 7), ("b.reg", 5)] {
                let fault = try #require(throws: Fault.self) {
                    try config("method: reflected, exclusion: \(folder)/\(file)").backgroundMaker()
                }
                #expect(fault.origin.file == "\(folder)/\(file)")
                #expect(fault.origin.line == 2 && fault.origin.lineColumn == column, "\(fault)")
            }
            let missing = try #require(throws: Fault.self) {
                try config("method: reflected, exclusion: \(folder)/c.reg").backgroundMaker()
            }
            #expect(missing.message.contains("\(folder)/c.reg"))
            #expect(missing.origin.description.hasPrefix("c.yaml:2:"))
        }
    }
}
