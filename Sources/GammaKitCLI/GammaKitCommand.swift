import ArgumentParser
import GammaKit

/// The command line: one subcommand a file.
@main
struct GammaKitCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "gammakit",
        abstract: "High-level gamma-ray astronomy: from event lists to spectra, sky maps and light curves.")
}
