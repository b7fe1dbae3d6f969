import ArgumentParser
import GammaKit

/// Options of the search for sources in flux maps, and where they go.
struct SourceOptions: ParsableArguments {
    @Option(name: .long, help: "Least significance of a source.")
    var threshold = 5.0

    @Option(name: .long, help: "Least distance of two sources in deg.")
    var minDistance = 0.3

    @Option(name: .shortAndLong, help: "Folder for maps, tables, regions, models and figures.", completion: .directory)
    var output: String?

    @OptionGroup var shared: SharedOptions

    /// Makes maps, finds the sources in them, prints these, and writes everything when there is a folder.
    /// - Parameters:
    ///   - name: stem of the files of maps and figure.
    ///   - writesMaps: false where the maps were read from a file.
    func run(name: String, writesMaps: Bool = true, _ make: (Execution) throws -> FluxMaps) throws {
        let execution = try shared.execution()
        try shared.reporting(execution.notices) {
            if let output { try OutputFolder.check(output) }
            let finder = PeakFinder(threshold: threshold, minDistance: .degrees(minDistance))
            let result = try FluxMapsFolder(make(execution), finder: finder)
            try shared.finish(report: result.report, json: result.json, execution.notices, output: output) {
                try result.write(to: $0, name: name, writesMaps: writesMaps)
            }
        }
    }
}
