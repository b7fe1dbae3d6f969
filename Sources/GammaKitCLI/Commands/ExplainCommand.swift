import ArgumentParser
import Foundation
import GammaKit

/// `gammakit explain CODE`.
struct ExplainCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "explain", abstract: "Explain a fault: what it means, where it comes from, what helps.")

    @Argument(help: "The code in brackets after 'error', such as file.not-found; without one all codes are listed.")
    var code: String?

    func run() throws {
        guard let code else {
            for code in Fault.Code.allCases {
                print(code.rawValue.padding(toLength: 24, withPad: " ", startingAt: 0) + code.explanation.meaning)
            }
            return
        }
        guard let known = Fault.Code(rawValue: code) else {
            let near = nearestName(to: code, in: Fault.Code.allCases.map(\.rawValue))
            throw Fault(
                .badValue, "there is no fault '\(code)'",
                hint: near.map { "did you mean '\($0)'?" } ?? "gammakit explain lists all codes")
        }
        print(known.explanation.text(of: known), terminator: "")
    }
}
