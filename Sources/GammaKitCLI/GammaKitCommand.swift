import ArgumentParser
import Foundation
import GammaKit

/// The command line: one subcommand a file.
@main
struct GammaKitCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "gammakit",
        abstract: "High-level gamma-ray astronomy: from event lists to spectra and light curves.",
        version: GammaKitVersion.current,
        subcommands: [
            RunCommand.self, FitCommand.self, ResidualsCommand.self, ReportCommand.self, FluxPointsCommand.self,
            LightCurveCommand.self, TSMapCommand.self, ExcessMapCommand.self, PeaksCommand.self, SearchCommand.self,
            MorphologyCommand.self, ProfileCommand.self, SensitivityCommand.self, StackCommand.self,
            HAWCCommand.self, ExclusionCommand.self, ReproduceCommand.self, InfoCommand.self, CheckCommand.self,
            ConfigCommand.self, ExplainCommand.self,
            CatalogCommand.self, DownloadCommand.self, SimulateCommand.self, SimulateMapCommand.self, DemoCommand.self,
        ])

    /// Faults are printed as they are: what, where, what to do.
    static func main() {
        ProcessMemory.returnBlocks()
        do {
            var command = try parseAsRoot()
            try command.run()
        } catch let fault as Fault {
            printError(fault.withNearestFile().description)
            exit(withError: ExitCode(2))
        } catch {
            exit(withError: error)
        }
    }
}

extension Fault {
    /// For a file that is not there, with what it may have been meant to be, if nothing better is known.
    fileprivate func withNearestFile() -> Fault {
        guard code == .fileNotFound, hint == nil, let file = origin.file, origin.keyPath == nil else { return self }
        let folder = (file as NSString).deletingLastPathComponent
        var fault = self
        guard let names = try? FileManager.default.contentsOfDirectory(atPath: folder.isEmpty ? "." : folder) else {
            fault.hint = "there is no folder '\(folder)' either"
            return fault
        }
        if let near = nearestName(to: (file as NSString).lastPathComponent, in: names.sorted()) {
            fault.hint = "did you mean '\((folder as NSString).appendingPathComponent(near))'?"
        } else if !file.hasPrefix("/") {
            fault.hint = "looked for in \(FileManager.default.currentDirectoryPath)"
        }
        return fault
    }
}
