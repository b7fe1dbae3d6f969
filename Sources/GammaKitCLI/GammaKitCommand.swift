import ArgumentParser
import GammaKit

/// The command line: one subcommand a file.
@main
struct GammaKitCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "gammakit",
        abstract: "High-level gamma-ray astronomy: from event lists to spectra and light curves.",
        version: "0.1.0",
        subcommands: [
            RunCommand.self, FitCommand.self, InfoCommand.self, CheckCommand.self, ConfigCommand.self,
            DownloadCommand.self, SimulateCommand.self, DemoCommand.self,
        ])

    /// Faults are printed as they are: what, where, what to do.
    static func main() {
        do {
            var command = try parseAsRoot()
            try command.run()
        } catch let fault as Fault {
            printError(fault.description)
            exit(withError: ExitCode(2))
        } catch {
            exit(withError: error)
        }
    }
}
