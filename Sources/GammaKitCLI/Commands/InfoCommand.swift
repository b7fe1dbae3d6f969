import ArgumentParser
import Foundation
import GammaKit

/// `gammakit info PATH`.
struct InfoCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "info",
        abstract: "Say, and draw, what is in a file or an archive: events, responses, maps, datasets, tables.",
        discussion: """
            With --figures a folder gets events, effective_area, energy_dispersion, psf and background of a file; of an \
            archive obs_ID_events and obs_ID_responses of each observation, or of those given by --obs.
            """)

    @Argument(help: "FITS file, datasets.yaml, or folder of an archive.", completion: .file())
    var path: String

    @Option(name: .long, help: "Observations of an archive to describe and draw; may be repeated.")
    var obs: [String] = []

    @Option(name: .long, help: "Folder for figures.", completion: .directory)
    var figures: String?

    @Option(name: .long, help: "Formats of the figures, with commas between: png, svg, pdf.")
    var format: FigureFormats = FigureFormats(list: [.png])

    @OptionGroup var shared: SharedOptions

    func run() throws {
        let execution = try shared.execution()
        try shared.reporting(execution.notices) { try run(execution) }
    }

    private func run(_ execution: Execution) throws {
        let path = try DataPath.expand(path)
        if let figures { try OutputFolder.check(figures) }
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
            throw Fault(.fileNotFound, "there is no such file or folder", at: Origin(file: path))
        }
        if isFolder.boolValue || !obs.isEmpty {
            try describeArchive(path, execution)
        } else if path.hasSuffix(".yaml") || path.hasSuffix(".yml") {
            let result = DatasetsResult(datasets: try DatasetsFile.read(path, execution: execution))
            print(shared.json ? result.json.text(pretty: true) : result.report)
        } else {
            let contents = try DL3File.contents(path, notices: execution.notices)
            output(contents.map(\.summary), figures: try save(DL3Figures.of(contents), execution))
        }
        printNotices(execution.notices, quiet: shared.quiet)
    }

    private func describeArchive(_ path: String, _ execution: Execution) throws {
        let store = try DataStore(path, notices: execution.notices, execution: execution)
        guard figures != nil || !obs.isEmpty else {
            output([store.summary], more: store.observationTable.map { _ in store.overview().text() })
            return
        }
        let selection = obs.isEmpty ? ObservationSelection.all : .ids(obs)
        let items = try store.mapObservations(selection, execution: execution, step: "observations") { observation in
            (observation.summary, try save(DL3Figures.of(observation), Execution()))
        }
        let written = items.flatMap(\.1)
        if obs.isEmpty {
            output(
                [store.summary], more: store.observationTable.map { _ in store.overview().text() }, figures: written)
        } else {
            output(items.map(\.0), figures: written)
        }
    }

    /// Draws figures into the folder, if one is given.
    private func save(_ list: [(name: String, figure: any Figure)], _ execution: Execution) throws -> [String] {
        guard let folder = try figures.map(DataPath.expand), !list.isEmpty else { return [] }
        try OutputFolder.make(folder)
        return try parallelMap(list, execution, step: "figures") { name, figure in
            try figure.saveAll(to: "\(folder)/\(name)", formats: format.list)
        }.flatMap { $0 }
    }

    private func output(_ summaries: [Summary], more: String? = nil, figures written: [String] = []) {
        var summaries = summaries
        if figures != nil {
            let names = written.map { path in
                (label: path.split(separator: "/").last.map(String.init) ?? path, value: Optional(path))
            }
            summaries.append(
                Summary(written.isEmpty ? "No figures: there are no events and no responses" : "Figures", names))
        }
        guard shared.json else {
            let texts = summaries.map(\.text)
            guard let more else {
                print(texts.joined(separator: "\n"))
                return
            }
            print(texts[0] + "\n\n" + more + texts.dropFirst().map { "\n" + $0 }.joined())
            return
        }
        let items = summaries.map { summary in
            JSONValue.object([
                ("title", .string(summary.title)),
                ("rows", .object(summary.rows.map { ($0.label, .string($0.value)) })),
            ])
        }
        print(JSONValue.array(items).text(pretty: true))
    }
}

/// A list of figure formats as an option: `png,svg`.
struct FigureFormats: ExpressibleByArgument {
    /// The formats, each once.
    var list: [FigureFormat]

    init(list: [FigureFormat]) { self.list = list }

    init?(argument: String) {
        list = []
        for name in argument.lowercased().split(separator: ",", omittingEmptySubsequences: false) {
            guard let format = FigureFormat(rawValue: name.filter { $0 != " " }) else { return nil }
            if !list.contains(format) { list.append(format) }
        }
    }

    var defaultValueDescription: String { list.map(\.rawValue).joined(separator: ",") }
}
