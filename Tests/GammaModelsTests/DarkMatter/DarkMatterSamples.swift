import Foundation
import GammaCore
import GammaModels

/// A table in the format of PPPC 4 DM ID, made by a formula: dN/dlog₁₀x = n x^−0.5 (1 − x)² (m/100 GeV)^0.1 for the channel
/// of number n.
enum DarkMatterSamples {
    static let channels = [
        "eL", "eR", "e", #"\[Mu]L"#, #"\[Mu]R"#, #"\[Mu]"#, #"\[Tau]L"#, #"\[Tau]R"#, #"\[Tau]"#, "q", "c", "b",
    ]

    static let text: String = {
        var lines = ["mDM Log[10,x] " + channels.joined(separator: " ")]
        for mass in [100.0, 300, 1000, 5000, 20000] {
            for k in 0...40 {
                let logX = (-40 + Double(k)) / 10
                let shape = pow(10, -0.5 * logX) * pow(1 - pow(10, logX), 2) * pow(mass / 100, 0.1)
                let values = channels.indices.map { "\(Double($0 + 1) * shape)" }
                lines.append((["\(mass)", "\(logX)"] + values).joined(separator: " "))
            }
        }
        return lines.joined(separator: "\n") + "\n"
    }()

    /// The table as a file that stays as long as the tests run.
    static let file: Result<String, any Error> = Result {
        let path = FileManager.default.temporaryDirectory.appendingPathComponent("gammakit-dm-\(UUID().uuidString).dat")
        try AtomicFile.write(text, to: path.path)
        return path.path
    }

    static func annihilation() throws -> DarkMatterAnnihilation {
        try DarkMatterAnnihilation(
            DarkMatterTarget(mass: 30000 / 2, channel: "b", factor: 3e19, redshift: 0.1, filename: file.get()))
    }

    static func decay() throws -> DarkMatterDecay {
        try DarkMatterDecay(DarkMatterTarget(mass: 30000, channel: "tau", factor: 3e19, filename: file.get()))
    }
}
