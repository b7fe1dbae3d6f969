import ArgumentParser
import Foundation
import GammaKit

/// `gammakit config init|check|schema|docs`.
struct ConfigCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "config", abstract: "Make, check or explain configuration files.",
        subcommands: [Init.self, Check.self, Schema.self, Docs.self],
        defaultSubcommand: Init.self)

    /// `gammakit config init`.
    struct Init: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Print a commented configuration with every key, or write it to a file.")

        @Argument(help: "File to write; standard output without one.", completion: .file(extensions: ["yaml"]))
        var file: String?

        @Flag(name: .long, help: "Replace the file if it is there.")
        var force = false

        func run() throws {
            let text = AnalysisConfig.template()
            guard let file else {
                print(text, terminator: "")
                return
            }
            var isFolder: ObjCBool = false
            let isThere = FileManager.default.fileExists(atPath: file, isDirectory: &isFolder)
            if isFolder.boolValue {
                throw Fault(
                    .fileUnwritable, "this is a folder", at: Origin(file: file), hint: "write \(file)/analysis.yaml")
            }
            if !force, isThere {
                throw Fault(
                    .fileUnwritable, "the file is there already", at: Origin(file: file), hint: "--force replaces it")
            }
            try AtomicFile.write(text, to: file)
            print("written: \(file)")
        }
    }

    /// `gammakit config check`.
    struct Check: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Say what is wrong with a configuration file, if anything.")

        @Argument(help: "Configuration file.", completion: .file(extensions: ["yaml", "yml"]))
        var file: String

        func run() throws {
            let notices = Notices()
            _ = try AnalysisConfig.read(file, notices: notices)
            printNotices(notices, quiet: false)
            print("\(file): fine")
        }
    }

    /// `gammakit config schema`.
    struct Schema: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Print the JSON Schema of configurations, by which editors complete and check them.")

        func run() { print(AnalysisConfig.jsonSchema.text(pretty: true)) }
    }

    /// `gammakit config docs`.
    struct Docs: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Explain every key, or those whose path has a word in it.")

        @Argument(help: "A part of a path, such as energy or datasets.background.")
        var word: String?

        func run() throws {
            let rows = AnalysisConfig.documentation.filter { row in word.map { row.path.contains($0) } ?? true }
            guard !rows.isEmpty else {
                throw Fault(
                    .badValue, "no key has '\(word ?? "")' in its path", hint: "gammakit config docs lists all keys")
            }
            var table = TextTable([
                .init("key", alignment: .left), .init("kind", alignment: .left), .init("default", alignment: .left),
                .init("meaning", alignment: .left),
            ])
            for row in rows { table.append([row.path, row.kind, row.defaultText, row.text]) }
            print(table.text(), terminator: "")
        }
    }
}
