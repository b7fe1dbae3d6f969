import ArgumentParser
import Foundation
import GammaKit

/// `gammakit reproduce PRODUCT`.
struct ReproduceCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "reproduce",
        abstract: "Make the products of an analysis again from their provenance, and compare them bit by bit.",
        discussion: """
            provenance.json, which gammakit run --output leaves beside its products, names settings, models and inputs. \
            Inputs that have changed since are named. The exit code is 1 when a product comes out different.
            """)

    @Argument(help: "A product, or the folder of all of them.", completion: .file())
    var product: String

    @Option(
        name: .shortAndLong, help: "Folder for the new products; by default they are removed.", completion: .directory)
    var output: String?

    @OptionGroup var shared: SharedOptions

    func run() throws {
        let execution = try shared.execution()
        try shared.reporting(execution.notices) {
            let folder = output ?? NSTemporaryDirectory() + "/gammakit-\(UUID().uuidString)"
            defer { if output == nil { try? FileManager.default.removeItem(atPath: folder) } }
            let reproduction = try Reproduction(product, to: folder, execution: execution)
            printNotices(execution.notices, quiet: shared.quiet)
            print(shared.json ? reproduction.json.text(pretty: true) : reproduction.report)
            if !reproduction.isSame { throw ExitCode(1) }
        }
    }
}
