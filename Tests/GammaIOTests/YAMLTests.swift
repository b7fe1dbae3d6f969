import GammaCore
import GammaIO
import Testing

@Suite("YAML: values, places, mistakes")
struct YAMLTests {
    static let config = """
        general:
            outdir: .
        datasets:
            geom:
                axes:
                    energy: {min: 0.2 TeV, nbins: 15}
            stack: yes
            list: [1, 2.5, 5.0e-11, 1e-12]
        empty:
        quoted: '15'

        """

    @Test("values and where they stand")
    func values() throws {
        let node = try YAMLNode.parse(Self.config, file: "c.yaml")
        let axis = try node.required("datasets").required("geom").required("axes").required("energy")
        #expect(try axis.required("nbins").int() == 15)
        #expect(try axis.required("min").string() == "0.2 TeV")
        #expect(axis["min"]?.origin.description == "c.yaml:6:27  datasets.geom.axes.energy.min")
        #expect(try node.required("datasets").required("stack").bool())
        let list = try #require(node["datasets"]?["list"])
        #expect(try list.doubles() == [1, 2.5, 5e-11, 1e-12])
        #expect(try list.sequence()[1].origin.keyPath == "datasets.list[1]")
        #expect(node["empty"]?.isNull == true)
        #expect(node.optional("empty") == nil)
        #expect(try node.required("quoted").string() == "15")
        #expect(throws: Fault.self) { try node.required("quoted").int() }
        #expect(try node.mapping().map(\.key) == ["general", "datasets", "empty", "quoted"])
    }

    @Test(
        "scalars as PyYAML reads them",
        arguments: [
            ("1_000", 1000.0), ("0x1F", 31), ("017", 15), ("0b101", 5), ("-3", -3), ("+4", 4), (".5", 0.5),
            ("-1.5E+3", -1500),
            (".inf", .infinity), ("-.inf", -.infinity), ("6.", 6), ("1e-12", 1e-12), ("1.0e-12", 1e-12),
        ])
    func numbers(text: String, value: Double) throws { #expect(try YAMLNode.parse(text).double() == value) }

    @Test(
        "what is no number is none",
        arguments: ["1:30", "nan", "1e", "--1", "1.2.3", "abc", "'1'", "1 TeV", "0x", "_1", "~", "true"])
    func noNumbers(text: String) throws { #expect(throws: Fault.self) { try YAMLNode.parse(text).double() } }

    @Test("anchors, aliases and merge keys")
    func aliases() throws {
        let node = try YAMLNode.parse("base: &b {a: 1, b: 2}\nother:\n  <<: *b\n  b: 3\nagain: *b\n")
        #expect(try node.required("other").required("a").int() == 1)
        #expect(try node.required("other").required("b").int() == 3)
        #expect(try node.required("again").required("b").int() == 2)
    }

    @Test("mistakes are answered with line, column and key path")
    func mistakes() throws {
        let node = try YAMLNode.parse(Self.config, file: "c.yaml")
        let unknown = #expect(throws: Fault.self) { try node.checkKeys(["general", "dataset", "empty", "quoted"]) }
        #expect(unknown?.code == .unknownKey)
        #expect(unknown?.origin == Origin(file: "c.yaml", line: 3, lineColumn: 1, keyPath: "datasets"))
        #expect(unknown?.hint == "did you mean 'dataset'?")
        let wrong = #expect(throws: Fault.self) { try node.required("datasets").required("stack").double() }
        #expect(wrong?.message == "expected a number, found the logical value yes")
        #expect(wrong?.origin == Origin(file: "c.yaml", line: 7, lineColumn: 12, keyPath: "datasets.stack"))
        let missing = #expect(throws: Fault.self) { try node.required("dataset") }
        #expect(missing?.code == .missingKey)
    }

    @Test(
        "broken text gives its place",
        arguments: [
            ("a: [1, 2\nb: 3\n", 2), ("a: 1\na: 2\n", 2), ("a:\n\t- 1\n", 2), ("a: 'x\n", 1), ("a: *b\n", 1),
            ("a: b: c\n", 1),
            ("a: \u{1}\n", 1), ("? [1, 2]\n: 3\n", 1), ("<<: 5\n", 1), ("a: 1\n---\nb: 2\n", 2),
        ])
    func syntax(text: String, line: Int) {
        let fault = #expect(throws: Fault.self) { try YAMLNode.parse(text, file: "c.yaml") }
        #expect(fault?.code == .yamlSyntax)
        #expect(fault?.origin.line.map { $0 >= 1 && $0 <= line + 1 } == true, "\(fault?.description ?? "")")
    }

    @Test(
        "alias bombs and deep nesting end with a fault, quickly",
        arguments: [
            "aliases", "alias keys", "flow lists", "closed lists", "flow mappings", "dashes", "block mappings",
        ])
    func bombs(kind: String) {
        let text =
            switch kind {
            case "aliases": Self.bomb(levels: 30, keys: false)
            case "alias keys": Self.bomb(levels: 30, keys: true)
            case "flow lists": String(repeating: "[", count: 200_000)
            case "closed lists": String(repeating: "[", count: 900) + String(repeating: "]", count: 900)
            case "flow mappings": String(repeating: "{a: ", count: 50_000)
            case "dashes": String(repeating: "- ", count: 100_000)
            default: (0..<2000).map { String(repeating: " ", count: $0) + "a:\n" }.joined()
            }
        let time = ContinuousClock().measure {
            let fault = #expect(throws: Fault.self) { try YAMLNode.parse(text, file: "bomb.yaml") }
            #expect(fault?.code == .yamlSyntax)
        }
        #expect(time < .seconds(20))
    }

    static func bomb(levels: Int, keys: Bool) -> String {
        var text = "a0: &a0 [x, x]\n"
        for level in 1..<levels { text += "a\(level): &a\(level) [*a\(level - 1), *a\(level - 1)]\n" }
        return keys ? text + "b:\n  *a\(levels - 1) : 1\n  c: 2\n" : text
    }
}
