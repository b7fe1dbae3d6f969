import ArgumentParser
import Foundation
import GammaKit

/// `gammakit config init|check`.
struct ConfigCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "config", abstract: "Make or check a configuration file.", subcommands: [Init.self, Check.self],
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
}
