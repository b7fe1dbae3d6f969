import Foundation
import GammaKit
import Testing

/// The analysis of a field in the Galactic plane from one file, as `Examples/GalacticPlane` has it, in small.
enum SmallPlane {
    static let example = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "Examples/GalacticPlane").path

    /// Simulates long runs in place of many short ones, four a night: two bands of zenith angle and, by the night, of offset.
    static func simulate(_ folder: String, runs: Int, hours: Double) throws {
        let truth = try Models.read(example + "/field.yaml")
        let target = try #require(truth.skyModels.first?.spatial?.position)
        var simulator = ArchiveSimulator(SimulationTarget("HESS J1702-420", at: target), models: truth)
        (simulator.runs, simulator.livetime, simulator.offsets) = (runs, hours * 3600, [0.5, 1])
        (simulator.runsPerNight, simulator.followsZenith) = (4, true)
        try simulator.write(to: folder + "/data", execution: Execution(threads: 2))
    }

    /// The example with other pixels and bins of energy, for these runs.
    static func config(
        _ folder: String, pixel: String, width: String, bins: Int = 15, binsTrue: Int = 30
    ) throws -> AnalysisConfig {
        let text = try String(contentsOfFile: example + "/plane.yaml", encoding: .utf8)
        let changes = [
            ("$GAMMAKIT_PLANE", folder + "/data"), ("binsize: 0.02 deg", "binsize: \(pixel) deg"),
            ("width: {width: 6 deg, height: 4 deg}", "width: \(width)"),
            ("nbins: 15}", "nbins: \(bins)}"), ("nbins: 30}", "nbins: \(binsTrue)}"),
        ]
        var changed = text
        for (old, new) in changes {
            #expect(changed.contains(old), "\(old) is not in the example")
            changed = changed.replacing(old, with: new)
        }
        return try AnalysisConfig.parse(changed, file: "plane.yaml")
    }
}
