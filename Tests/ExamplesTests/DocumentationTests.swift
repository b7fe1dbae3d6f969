import Examples
import Foundation
import GammaKit
import GammaTestSupport
import Testing

/// The pages say what the programs do.
@Suite struct DocumentationTests {
    /// Lines of a snippet without indentation, blank lines, imports, and the values that examples take as parameters.
    static func lines(_ text: String) -> [String] {
        text.split(separator: "\n").map { $0.trimmingCharacters(in: .whitespaces) }.filter { line in
            !line.isEmpty && !["import ", "let archive =", "let output ="].contains { line.hasPrefix($0) }
        }
    }

    @Test func everySnippetIsPartOfAnExample() throws {
        let sources = try Documents.examples().map { Self.lines($0.text).joined(separator: "\n") + "\n" }
        #expect(!sources.isEmpty)
        var count = 0
        for page in try Documents.pages() {
            for block in Documents.blocks("swift", in: page.text) {
                count += 1
                let snippet = Self.lines(block).joined(separator: "\n") + "\n"
                #expect(
                    sources.contains { ("\n" + $0).contains("\n" + snippet) },
                    "\(page.path): this is not part of any example:\n\(block)")
            }
        }
        #expect(count > 10)
    }

    @Test func everyConfigurationOnAPageIsRead() throws {
        try withTemporaryFolder { folder in
            try ModelGallery.writeFiles(to: folder)
            for page in try Documents.pages() {
                for block in Documents.blocks("yaml", in: page.text) {
                    if block.contains("components:") {
                        // The table of absorption is not everywhere.
                        if block.contains("/ebl/"), !ModelGallery.hasTables { continue }
                        _ = try Models(
                            yaml: YAMLNode.parse(block, file: page.path), reading: ModelReading(directory: folder))
                    } else if !block.hasPrefix("datasets:\n-") {
                        #expect(AnalysisConfig.faults(in: block, file: page.path).isEmpty)
                    }
                }
            }
        }
    }

    /// Parts of a configuration or of models on a page that carries an example through are those of its files.
    @Test(arguments: [
        ("ShellRemnant", ["ShellRemnant/rxj1713.yaml", "ShellRemnant/remnant.yaml"]),
        ("RunsToSources", ["Flare/flare.yaml"]),
        ("JointCrab", ["JointCrab/joint-crab.yaml"]),
        ("ParticleDistributions", ["CrabNebula/electrons.yaml"]),
    ])
    func everyPartOfAConfigurationIsThatOfTheExample(_ page: String, _ files: [String]) throws {
        let examples = try files.map { try YAMLNode.read(Documents.root.appending(path: "Examples/\($0)").path) }
        let path = "Sources/GammaKit/GammaKit.docc/\(page).md"
        let text = try String(contentsOf: Documents.root.appending(path: path), encoding: .utf8)
        let blocks = Documents.blocks("yaml", in: text)
        #expect(!blocks.isEmpty)
        for block in blocks {
            let node = try YAMLNode.parse(block, file: path)
            #expect(examples.contains { Self.holds($0, node) }, "\(path): not in \(files):\n\(block)")
        }
    }

    /// Whether every key and value of a part is there.
    private static func holds(_ whole: YAMLNode, _ part: YAMLNode) -> Bool {
        if let pairs = try? part.mapping(), let others = try? whole.mapping() {
            return pairs.allSatisfy { key, value in others.contains { $0.0 == key && holds($0.1, value) } }
        }
        if let items = try? part.sequence(), let others = try? whole.sequence() {
            return items.allSatisfy { item in others.contains { holds($0, item) } }
        }
        return whole.flowText() == part.flowText()
    }

    /// With GAMMAKIT_UPDATE_DOCS set the page is written instead of compared.
    @Test func faultsPageExplainsEveryCode() throws {
        let page = Documents.root.appending(path: "Sources/GammaKit/GammaKit.docc/Faults.md")
        let head = """
            # Faults

            Every kind of fault: what it means, where it usually comes from, and what helps.

            ## Overview

            A fault says what is wrong, where, and mostly what to do. The code in brackets tells its kind, and
            `gammakit explain CODE` prints what is written here.


            """
        let expected = head + Fault.Code.allCases.map { $0.explanation.markdown(of: $0) }.joined(separator: "\n")
        if ProcessInfo.processInfo.environment["GAMMAKIT_UPDATE_DOCS"] != nil {
            try expected.write(to: page, atomically: true, encoding: .utf8)
        } else {
            let text = try String(contentsOf: page, encoding: .utf8)
            #expect(text == expected, "run: GAMMAKIT_UPDATE_DOCS=1 swift test --filter faultsPageExplainsEveryCode")
        }
        #expect(Set(Fault.Code.allCases.map(\.explanation.meaning)).count == Fault.Code.allCases.count)
    }

    /// With GAMMAKIT_UPDATE_DOCS set the table is written instead of compared.
    @Test func configurationPageListsEveryKey() throws {
        let page = Documents.root.appending(path: "Sources/GammaKit/GammaKit.docc/Configuration.md")
        let text = try String(contentsOf: page, encoding: .utf8)
        let heading = "## Every key\n\n"
        let start = try #require(text.range(of: heading))
        let expected = text[..<start.upperBound] + AnalysisConfig.documentationMarkdown
        if ProcessInfo.processInfo.environment["GAMMAKIT_UPDATE_DOCS"] != nil {
            try expected.write(to: page, atomically: true, encoding: .utf8)
        } else {
            #expect(text == expected, "run: GAMMAKIT_UPDATE_DOCS=1 swift test --filter configurationPageListsEveryKey")
        }
    }

    @Test func everyNumberOfTheNumericsPageThatIsCitedIsThere() throws {
        let page = try String(contentsOf: Documents.root.appending(path: "Docs/Numerics.md"), encoding: .utf8)
        let sections = Set(
            page.split(separator: "\n").filter { $0.hasPrefix("#") }.compactMap {
                $0.drop { $0 == "#" || $0 == " " }.split(separator: " ").first.map {
                    $0.hasSuffix(".") ? String($0.dropLast()) : String($0)
                }
            })
        let sources = Documents.root.appending(path: "Sources").path
        let names = try #require(FileManager.default.enumerator(atPath: sources))
        for case let name as String in names where name.hasSuffix(".swift") {
            let text = try String(contentsOfFile: "\(sources)/\(name)", encoding: .utf8)
            for citation in text.matches(of: /numerics\.md`? §([0-9]+(?:\.[0-9]+)?)/.ignoresCase()) {
                #expect(sections.contains(String(citation.output.1)), "\(name) cites §\(citation.output.1)")
            }
        }
    }
}
