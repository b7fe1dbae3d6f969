import ArgumentParser
import GammaKit

/// `gammakit demo`.
struct DemoCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "demo",
        abstract: "Simulate four runs on a Crab-like source, analyse them, compare with the truth.",
        discussion: "Needs no data. Everything that is made stays in the folder, to be looked at and changed.")

    @Option(name: .shortAndLong, help: "Folder for data, configuration and results.", completion: .directory)
    var output = "demo"

    @Option(name: .long, help: "Seed of the simulation.")
    var seed: UInt64 = 6

    @OptionGroup var shared: SharedOptions

    func run() throws {
        let execution = try shared.execution()
        try OutputFolder.check(output)
        let result = try CrabDemo(folder: output, seed: seed).run(execution)
        printNotices(execution.notices, quiet: shared.quiet)
        if shared.json {
            print(result.json.text(pretty: true))
            return
        }
        let figures = result.files.filter { $0.hasSuffix(".png") }.compactMap { $0.split(separator: "/").last }
        print(
            """
            \(result.runs.summaryTable(title: "1. Simulated: four runs of 28 minutes on a source like the Crab nebula").text())
            \(result.analysis.datasets.summaryTable(title: "2. Reduced: counts of a circle on the source, background from reflected regions").text())
            \(result.comparison(title: "3. Fitted: a log parabola, beside the truth").text())
            A pull is (fitted - true) / error; two in three lie between -1 and +1.

            figures  \(output)/results/figures: \(figures.joined(separator: ", ")) (and svg, pdf)
            tables   \(output)/results: flux points, light curve, fit, datasets
            data     \(output)/data: events and responses as any observatory writes them

            The analysis again, as you would run your own (change \(output)/config.yaml and see):
              gammakit run \(output)/config.yaml --models \(output)/models.yaml --output \(output)/again
            What is in the data:
              gammakit info \(output)/data
            """)
    }
}
