import ArgumentParser
import GammaKit

/// `gammakit simulate-map`.
struct SimulateMapCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "simulate-map", abstract: "Simulate the reduced maps of a field with many sources.",
        discussion: """
            Runs on a grid of pointings are reduced and stacked, and counts drawn in every bin. Without models, point and \
            extended sources with power-law spectra are put at random places. The folder receives the dataset (field.fits) and \
            the true sources (truth.yaml, truth.ecsv) with the significance that is expected of each. The same seed gives \
            the same field.
            """)

    @Option(name: .long, help: "Model file (YAML) with the sources.", completion: .file(extensions: ["yaml", "yml"]))
    var models: String?

    @Option(name: .long, help: "Number of random point sources, where there is no model file.")
    var points = 12

    @Option(name: .long, help: "Number of random extended sources, where there is no model file.")
    var extended = 6

    @Option(name: .long, help: "Middle of the field: a name, or right ascension and declination in deg.")
    var target: String?

    @Option(name: .long, parsing: .upToNextOption, help: "Width and height of the field in deg.")
    var width = [8.0, 6.0]

    @Option(name: .long, help: "Side of a pixel in deg.")
    var binSize = 0.04

    @Option(name: .long, help: "Livetime at each pointing.")
    var livetime = "5 h"

    @Option(name: .long, help: "Largest distance of neighbouring pointings in deg.")
    var spacing = 1.4

    @Option(name: .long, help: "Seed of the random numbers.")
    var seed: UInt64 = 1

    @Option(name: .long, help: "File with the responses of a real run; by default those of a small array.")
    var responses: String?

    @Option(name: .shortAndLong, help: "Folder of dataset and truth.", completion: .directory)
    var output: String

    @OptionGroup var shared: SharedOptions

    func run() throws {
        let execution = try shared.execution()
        try shared.reporting(execution.notices) {
            try OutputFolder.check(output)
            let simulator = try simulator(execution.notices)
            let truth =
                try models.map { try Models.read($0, notices: execution.notices) }
                ?? population.sources(on: simulator.geometry, seed: seed)
            let field = try SimulatedField(simulator, truth: truth, seed: seed, execution: execution)
            try shared.finish(report: field.report, json: field.json, execution.notices, output: output) {
                try field.write(to: $0)
            }
        }
    }

    private var population: SourcePopulation {
        var population = SourcePopulation()
        (population.points, population.extended) = (points, extended)
        return population
    }

    private func simulator(_ notices: Notices) throws -> FieldSimulator {
        guard width.count == 2 || width.count == 1 else {
            throw Fault(.badValue, "--width takes one or two numbers, not \(width.count)", hint: "write --width 8 6")
        }
        let centre = try (target.map { try SimulationTarget(parsing: $0) } ?? .crab).direction
        var simulator = try FieldSimulator(
            centre: centre, width: SIMD2(width[0], width[width.count - 1]), binSize: binSize)
        simulator.livetime = try SimulateCommand.seconds(livetime)
        simulator.spacing = spacing
        simulator.responses = try responses.map { try Responses.read($0, notices: notices) }
        return simulator
    }
}
