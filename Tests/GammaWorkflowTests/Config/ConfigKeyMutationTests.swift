import GammaCore
import GammaTestSupport
import Testing

@testable import GammaWorkflow

/// Every key of the configuration, mutated as people mistype: the answer names file, line, column and key path, what was
/// found, and what was expected or the nearest name.
@Suite struct ConfigKeyMutationTests {
    /// A configuration with one key, as a nested mapping: a line a level.
    private func text(_ path: String, _ value: String) -> String {
        let parts = path.split(separator: ".")
        return parts.enumerated().map { level, part in
            String(repeating: " ", count: 2 * level) + part + ":" + (level == parts.count - 1 ? " " + value : "")
        }.joined(separator: "\n") + "\n"
    }

    private func firstFault(_ text: String) -> Fault? { AnalysisConfig.faults(in: text, file: "c.yaml").first }

    /// A name with one slip of the fingers.
    private func mistyped(_ name: String, _ random: inout RandomStream) -> String {
        var letters = Array(name)
        let place = Int(random.uniform() * Double(letters.count - 1))
        switch Int(random.uniform() * 3) {
        case 0: letters.remove(at: place)
        case 1: letters.swapAt(place, place + 1)
        default: letters.insert("x", at: place + 1)
        }
        return String(letters)
    }

    @Test func everyMistypedKeyIsAnsweredWithTheNearest() {
        var cases = 0
        for (index, key) in ConfigSchema.standard.keys.enumerated() where key.name.count > 3 {
            for slip in 0..<2 {
                var random = RandomStream(seed: 7, stream: "keys.\(slip)", index: UInt64(index))
                let name = mistyped(key.name, &random)
                let siblings = ConfigSchema.standard.names(in: key.section) ?? []
                guard name != key.name, !siblings.contains(name) else { continue }
                cases += 1
                let path = key.section.isEmpty ? name : key.section + "." + name
                guard let fault = firstFault(text(path, "1")) else {
                    Issue.record("\(path) was accepted")
                    continue
                }
                let depth = path.count { $0 == "." }
                #expect(fault.code == .unknownKey && fault.message.contains("'\(name)'"), "\(path): \(fault)")
                #expect(fault.origin.file == "c.yaml" && fault.origin.line == depth + 1, "\(path): \(fault)")
                #expect(fault.origin.lineColumn == 2 * depth + 1 && fault.origin.keyPath == path, "\(path): \(fault)")
                // With short names a slip may be nearer to a neighbour.
                let near = siblings.contains { fault.hint == "did you mean '\($0)'?" }
                #expect(near, "\(path): \(fault.hint ?? "no hint")")
            }
        }
        #expect(cases >= 250)
    }

    /// Values that a key cannot take: mappings, nested lists, and words, where it does not hold text.
    private func wrongValues(_ key: ConfigKey) -> [String] {
        let takesText = ["text", "path"].contains { key.kind.contains($0) }
        return ["{a: {b: 1}}", "[[1], {x: 2}]"] + (takesText ? [] : ["zzz zzz"])
    }

    @Test func everyWrongValueIsAnsweredAtItsPlace() {
        var cases = 0
        for key in ConfigSchema.standard.keys {
            for value in wrongValues(key) {
                cases += 1
                guard let fault = firstFault(text(key.path, value)) else {
                    Issue.record("\(key.path): \(value) was accepted")
                    continue
                }
                let depth = key.path.count { $0 == "." }
                #expect(fault.origin.file == "c.yaml" && fault.origin.line == depth + 1, "\(key.path): \(fault)")
                #expect((fault.origin.lineColumn ?? 0) >= 2 * depth + key.name.count + 3, "\(key.path): \(fault)")
                #expect(fault.origin.keyPath == key.path, "\(key.path): \(fault)")
                // What was found, or what is expected in its place.
                let says = fault.message + (fault.hint ?? "")
                #expect(
                    ["found", "not ", "zzz", "expected", "needs"].contains { says.contains($0) },
                    "\(key.path): \(fault)")
            }
        }
        #expect(cases >= 250)
    }
}
