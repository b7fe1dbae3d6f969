import GammaCore
import GammaTestSupport
import Testing

@testable import GammaWorkflow

@Suite struct ConfigMutationTests {
    /// Damages that people and programs do to text files.
    static func mutated(_ text: String, _ random: inout RandomStream) -> String {
        var characters = Array(text)
        let tokens = [
            "null", "~", "[", "]", "{", "}", ":", "- ", "&a", "*a", "<<", "TeV", "1e999", "-1", "nan", "'", "\"", "\t",
            "#",
            "|", ">", "!!binary", "%", "\u{0}", "é", "🌌", "9223372036854775808", "---", "...", "\n\n", "  ", "true",
        ]
        func index() -> Int {
            characters.isEmpty ? 0 : min(characters.count - 1, Int(random.uniform() * Double(characters.count)))
        }
        for _ in 0..<(1 + Int(random.uniform() * 4)) {
            guard !characters.isEmpty else { break }
            switch Int(random.uniform() * 7) {
            case 0: characters.remove(at: index())
            case 1:
                characters.insert(contentsOf: Array(tokens[Int(random.uniform() * Double(tokens.count))]), at: index())
            case 2: characters[index()] = Character(Unicode.Scalar(UInt8(32 + Int(random.uniform() * 95))))
            case 3: characters.swapAt(index(), index())
            case 4: characters.removeLast(min(characters.count, index()))
            case 5:
                let start = index()
                characters.removeSubrange(start..<min(characters.count, start + Int(random.uniform() * 40)))
            default:
                let start = index()
                let piece = characters[start..<min(characters.count, start + Int(random.uniform() * 60))]
                characters.insert(contentsOf: Array(piece), at: index())
            }
        }
        return String(characters)
    }

    @Test func twoThousandDamagedConfigurationsAreAnsweredOrAccepted() {
        var refused = 0
        let sources = [crabConfiguration, gammapy21Default]
        for index in 0..<2000 {
            var random = RandomStream(seed: 2024, stream: "config", index: UInt64(index))
            let text = Self.mutated(sources[index % 2], &random)
            do {
                _ = try AnalysisConfig.parse(text, file: "c.yaml")
            } catch let fault as Fault {
                refused += 1
                #expect(fault.origin.file == "c.yaml" && fault.origin.line != nil, "case \(index): \(fault)")
                #expect(!fault.message.isEmpty)
            } catch {
                Issue.record("case \(index): \(error) is no fault")
            }
        }
        // The damage is real: most files do not survive it.
        #expect(refused > 1000)
    }
}
