import GammaCore
import GammaIO
import GammaTestSupport
import Testing

@Suite("YAML: text as Gammapy writes it")
struct YAMLEmitterTests {
    static let node: YAMLNode = [
        "general": [
            "outdir": ".", "n": 1, "off": false, "none": YAMLNode.null, "empty": [], "nothing": [:],
        ],
        "components": [
            [
                "name": "HESS J1708-410", "type": "SkyModel",
                "values": YAMLNode([3.158, 1.026e-13, 1e-12, 1e16, 0.1, .infinity, .nan, -0.0]),
            ], [["a", "b"], ["x": [1]]], "text",
        ],
        "strings": YAMLNode([
            "23523", "1.0", "true", "null", "", "x: y", "x:", "a #b", "#c", "it's", "- x", "-", "[x]", "2020-01-01",
            "1:30", "12:00", "2026-11-22T20:35:54.263227", "TeV-1 s-1 cm-2", "1 / (TeV s cm2)", "$GAMMAPY_DATA/hess",
            "@x", "a\nb", "a \n b", "trail ", "Crab é", "tab\t", "*", "%", "!t", "? x", "089", "0x1f", "<<", "=",
            String(repeating: "word ", count: 20) + "end", String(repeating: "it's ", count: 20) + "end",
            String(repeating: "é word ", count: 15),
        ]),
    ]

    /// `yaml.dump(…, sort_keys=False, indent=4, width=80)` of PyYAML 6.
    static let fromPyYAML = #"""
        general:
            outdir: .
            n: 1
            'off': false
            none: null
            empty: []
            nothing: {}
        components:
        -   name: HESS J1708-410
            type: SkyModel
            values:
            - 3.158
            - 1.026e-13
            - 1.0e-12
            - 1.0e+16
            - 0.1
            - .inf
            - .nan
            - -0.0
        -   -   - a
                - b
            -   x:
                - 1
        - text
        strings:
        - '23523'
        - '1.0'
        - 'true'
        - 'null'
        - ''
        - 'x: y'
        - 'x:'
        - 'a #b'
        - '#c'
        - it's
        - '- x'
        - '-'
        - '[x]'
        - '2020-01-01'
        - '1:30'
        - '12:00'
        - '2026-11-22T20:35:54.263227'
        - TeV-1 s-1 cm-2
        - 1 / (TeV s cm2)
        - $GAMMAPY_DATA/hess
        - '@x'
        - 'a

            b'
        - "a \n b"
        - 'trail '
        - "Crab \xE9"
        - "tab\t"
        - '*'
        - '%'
        - '!t'
        - '? x'
        - 089
        - '0x1f'
        - '<<'
        - '='
        - word word word word word word word word word word word word word word word word
            word word word word end
        - it's it's it's it's it's it's it's it's it's it's it's it's it's it's it's it's
            it's it's it's it's end
        - "\xE9 word \xE9 word \xE9 word \xE9 word \xE9 word \xE9 word \xE9 word \xE9 word\
            \ \xE9 word \xE9 word \xE9 word \xE9 word \xE9 word \xE9 word \xE9 word "

        """#

    @Test("the text is PyYAML's, to the letter: Gammapy compares its checksum")
    func letters() { #expect(Self.node.yamlText() == Self.fromPyYAML) }

    @Test("it reads back as the same values, in block and in flow style")
    func roundTrip() throws {
        #expect(try YAMLNode.parse(Self.node.yamlText()) == Self.node)
        #expect(try YAMLNode.parse(Self.node.flowText()) == Self.node)
    }

    @Test("any text and any number survive")
    func anyValue() {
        let alphabet = Array(" ab1:#-'\"\n,[]{}?!&*%@`|>é\\\t._~=+e")
        forAll(seed: 11, count: 300) { random in
            let text = String(
                (0..<Int.random(in: 0...100, using: &random)).map { _ in alphabet.randomElement(using: &random) ?? "x" }
            )
            let number = Double(bitPattern: random.next())
            let node: YAMLNode = ["text": YAMLNode(text), "list": YAMLNode([text, text]), "number": YAMLNode(number)]
            let read = try YAMLNode.parse(node.yamlText())
            #expect(try read.required("text").string() == text)
            #expect(try read.required("list").strings() == [text, text])
            let found = try read.required("number").double()
            #expect(found == number || (found.isNaN && number.isNaN))
            #expect(try YAMLNode.parse(node.flowText()) == node)
        }
    }
}
