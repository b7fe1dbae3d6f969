import Foundation
import Testing

/// Data only ever moves to the right: every `import` in Sources must be in the layer table of Package.swift.
@Suite struct ImportTableTests {
    /// What each layer may import, as decided in Docs/Design.md §1; Package.swift may allow less, never more.
    static let table: [String: Set<String>] = {
        let always: Set<String> = ["Foundation", "Dispatch", "Synchronization", "Glibc", "Darwin", "Musl"]
        var table: [String: Set<String>] = [:]
        func layer(_ name: String, _ uses: [String]) { table[name] = always.union(uses) }
        let layer1 = ["GammaCore", "GammaNumerics"]
        let layer2 = layer1 + ["GammaIO", "GammaMaps"]
        let layer3 = layer2 + ["GammaData", "GammaModels", "GammaProducts"]
        let layer4 = layer3 + ["GammaFit", "GammaDatasets"]
        let layer5 = layer4 + ["GammaCatalog", "GammaMakers", "GammaEstimators"]
        layer("GammaCore", ["CERFA"])
        layer("GammaNumerics", ["GammaCore", "CKernels"])
        layer("GammaIO", layer1 + ["CDeflate", "Yams"])
        layer("GammaMaps", layer1 + ["GammaIO", "CWCSLIB"])
        layer("GammaData", layer2)
        layer("GammaModels", layer2)
        layer("GammaProducts", layer2 + ["GammaModels"])
        layer("GammaCatalog", layer2 + ["GammaModels", "GammaProducts"])
        layer("GammaFit", layer1 + ["GammaModels"])
        layer("GammaDatasets", layer3 + ["GammaFit"])
        layer("GammaMakers", layer2 + ["GammaData", "GammaModels", "GammaDatasets"])
        layer("GammaEstimators", layer4)
        layer("GammaPlots", layer4 + ["CCairo"])
        layer("GammaWorkflow", layer5 + ["GammaPlots"])
        layer("GammaKit", layer5 + ["GammaPlots", "GammaWorkflow"])
        layer("GammaKitCLI", ["GammaKit", "ArgumentParser"])
        return table
    }()

    @Test func everyImportIsInTheTable() throws {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        let sources = root.appending(path: "Sources")
        var files = 0
        for target in try FileManager.default.contentsOfDirectory(atPath: sources.path).sorted() {
            guard let walker = FileManager.default.enumerator(atPath: sources.appending(path: target).path) else {
                continue
            }
            for case let name as String in walker where name.hasSuffix(".swift") {
                let allowed = try #require(Self.table[target], "target \(target) is not in the import table")
                let text = try String(contentsOf: sources.appending(path: "\(target)/\(name)"), encoding: .utf8)
                files += 1
                for line in text.split(separator: "\n") where line.contains("import ") {
                    guard let module = Self.importedModule(String(line)) else { continue }
                    #expect(allowed.contains(module), "\(target)/\(name) imports \(module)")
                }
            }
        }
        #expect(files > 10)
    }

    /// The module of an import line, nil for any other line.
    static func importedModule(_ line: String) -> String? {
        let words = line.split(separator: " ").filter { !$0.hasPrefix("@") && $0 != "public" && $0 != "internal" }
        guard words.first == "import", var module = words.dropFirst().first else { return nil }
        if ["struct", "class", "enum", "protocol", "func", "var", "let", "typealias"].contains(module) {
            guard words.count > 2 else { return nil }
            module = words[2]
        }
        return module.split(separator: ".").first.map(String.init)
    }
}
