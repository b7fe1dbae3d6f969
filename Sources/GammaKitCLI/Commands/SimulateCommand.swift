import ArgumentParser
import Foundation
import GammaKit

/// `gammakit simulate`.
struct SimulateCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "simulate", abstract: "Simulate runs and write them as an archive of events and responses.",
        discussion: """
            Runs are pointed around a target in wobble mode. Without models a source with the spectrum of the Crab nebula \
            stands there. The folder receives one file a run, the index files, and the models that were simulated. \
            The same seed gives the same events.
            """)

    @Option(
        name: .long, help: "Model file (YAML) with point or Gaussian sources.", completion: .file(extensions: ["yaml"]))
    var models: String?

    @Option(
        name: .long,
        help: "Name, or right ascension and declination in deg; by default the first source, else the Crab.")
    var target: String?

    @Option(name: .long, help: "Number of runs.")
    var runs = 4

    @Option(name: .long, help: "Livetime of a run.")
    var livetime = "28 min"

    @Option(
        name: .long, parsing: .upToNextOption,
        help: "Distances of the pointing to the target; the next one after every four runs (default: 0.5 deg).")
    var offset: [String] = []

    @Option(name: .long, help: "Runs of a night; by default all are of one.")
    var perNight: Int?

    @Flag(name: .long, help: "Let the responses of the small array follow the zenith angle.")
    var followZenith = false

    @Option(name: .long, help: "Seed of the random numbers.")
    var seed: UInt64 = 1

    @Option(name: .long, help: "File with the responses of a real run; by default those of a small array.")
    var responses: String?

    @Option(name: .shortAndLong, help: "Folder of the archive.", completion: .directory)
    var output: String

    @Flag(name: .long, help: "Replace an archive that is there.")
    var force = false

    @OptionGroup var shared: SharedOptions

    func run() throws {
        let execution = try shared.execution()
        try OutputFolder.check(output)
        let given = try models.map { try Models.read($0, notices: execution.notices) }
        var simulator = ArchiveSimulator(try simulationTarget(given), models: given)
        simulator.runs = runs
        simulator.livetime = try Self.seconds(livetime)
        if !offset.isEmpty { simulator.offsets = try offset.map { try Double($0) ?? AngleText.degrees($0) } }
        simulator.runsPerNight = perNight
        simulator.followsZenith = followZenith
        simulator.seed = seed
        simulator.responses = try responses.map { try Responses.read($0, notices: execution.notices) }
        try checkFolder()
        let written = try simulator.write(to: output, execution: execution)
        printNotices(execution.notices, quiet: shared.quiet)
        if shared.json {
            let document = JSONValue.object([
                ("schema", .string("gammakit-simulation-1")), ("folder", .string(output)),
                ("seed", .string(String(seed))), ("observations", written.json),
            ])
            print(document.text(pretty: true))
        } else {
            print(written.summaryTable(title: "Simulated runs on \(simulator.target.name), seed \(seed)").text())
            print("archive: \(output) (gammakit info \(output), gammakit check \(output))")
            print("models:  \(output)/models.yaml")
        }
    }

    /// A livetime in s.
    static func seconds(_ text: String) throws -> Double {
        let duration = try Quantity(parsing: text)
        guard duration.unit.isConvertible(to: .s) else {
            let found = duration.unit == .none ? "has no unit" : "is no time"
            throw Fault(.badUnit, "the livetime '\(text)' \(found)", hint: "write --livetime '28 min'")
        }
        return try duration.value(in: .s)
    }

    private func simulationTarget(_ models: Models?) throws -> SimulationTarget {
        if let target { return try SimulationTarget(parsing: target) }
        guard let source = models?.skyModels.first(where: { $0.spatial?.position != nil }),
            let position = source.spatial?.position
        else { return .crab }
        return SimulationTarget(source.name, at: position)
    }

    private func checkFolder() throws {
        let folder = try DataPath.expand(output)
        for name in ["hdu-index.fits.gz", "hdu-index.fits"] where !force {
            guard FileManager.default.fileExists(atPath: "\(folder)/\(name)") else { continue }
            throw Fault(
                .fileUnwritable, "the folder holds an archive already", at: Origin(file: "\(folder)/\(name)"),
                hint: "--force replaces it")
        }
    }
}
