import ArgumentParser
import GammaKit

/// `gammakit stack DATASETS`.
struct StackCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "stack", abstract: "Add up datasets, all maps or all spectra, to one.",
        discussion: "Only bins within the safe mask of each dataset count.")

    @Argument(help: "datasets.yaml.", completion: .file())
    var datasets: String

    @Option(
        name: .shortAndLong, help: "File of the stack: NAME.fits, or datasets.yaml with its FITS file beside it.",
        completion: .file())
    var output: String

    @Option(name: .long, help: "Name of the stack.")
    var name = "stacked"

    @OptionGroup var shared: SharedOptions

    func run() throws {
        let execution = try shared.execution()
        try shared.reporting(execution.notices) { try run(execution) }
    }

    private func run(_ execution: Execution) throws {
        let output = try DataPath.expand(output)
        try OutputFolder.check(OutputFolder.of(output))
        let stacked = try DatasetsFile.readAny(datasets, execution: execution).stacked(name: name)
        try OutputFolder.make(OutputFolder.of(output))
        let written = try write(stacked, to: output)
        shared.finish([stacked], written: written, execution.notices)
    }

    private func write(_ dataset: any Dataset, to path: String) throws -> [String] {
        if path.hasSuffix(".yaml") || path.hasSuffix(".yml") { return try DatasetsFile.write([dataset], to: path) }
        if let map = dataset as? MapDataset { try map.write(to: path) }
        if let spectrum = dataset as? SpectrumDataset { try spectrum.write(to: path) }
        return [path]
    }
}
