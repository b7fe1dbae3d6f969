import GammaCore
import GammaIO
import GammaModels
import GammaTestSupport
import Testing

/// Every mistake in a model file is answered by its place and the nearest known name.
struct ModelFileFaultTests {
    /// The file below with one line replaced.
    private func fault(replacing line: Int, with text: String) throws -> Fault {
        var lines = Self.text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        lines[line - 1] = text
        let node = try YAMLNode.parse(lines.joined(separator: "\n"), file: "m.yaml")
        return try #require(throws: Fault.self) { try Models(yaml: node) }
    }

    private static let text = """
        components:
        - name: crab
          type: SkyModel
          spectral:
            type: pl
            parameters:
            - {name: index, value: 2.3, min: 1, max: 5}
            - {name: amplitude, value: 1.0e-12, unit: cm-2 s-1 TeV-1}
            - {name: reference, value: 1, unit: TeV, frozen: true}
          spatial:
            type: point
            frame: icrs
            parameters: []
        - type: FoVBackgroundModel
          datasets_names: [a]
          spectral: {type: pl-norm, parameters: []}
        """

    @Test func theTextItselfIsFine() throws {
        #expect(try Models(yaml: YAMLNode.parse(Self.text)).names == ["crab", "a-bkg"])
    }

    @Test func places() throws {
        let cases: [(Int, String, Fault.Code, String)] = [
            (1, "component:", .unknownKey, "component"),
            (2, "- nam: crab", .unknownKey, "components[0].nam"),
            (3, "  type: SkyModl", .badValue, "components[0].type"),
            (3, "  typ: SkyModel", .missingKey, "components[0]"),
            (5, "    type: pll", .badValue, "components[0].spectral.type"),
            (5, "    type: naima", .unsupported, "components[0].spectral.type"),
            (6, "    params:", .unknownKey, "components[0].spectral.params"),
            (7, "    - {name: indx, value: 2.3}", .badValue, "components[0].spectral.parameters[0].name"),
            (7, "    - {value: 2.3}", .missingKey, "components[0].spectral.parameters[0]"),
            (7, "    - {name: index}", .missingKey, "components[0].spectral.parameters[0]"),
            (7, "    - {name: index, value: .nan}", .badValue, "components[0].spectral.parameters[0].value"),
            (7, "    - {name: index, value: .inf}", .badValue, "components[0].spectral.parameters[0].value"),
            (7, "    - {name: index, value: two}", .badValue, "components[0].spectral.parameters[0].value"),
            (7, "    - {name: index, value: [1]}", .badValue, "components[0].spectral.parameters[0].value"),
            (7, "    - {name: index, value: 2, unit: TeV}", .badUnit, "components[0].spectral.parameters[0].unit"),
            (7, "    - {name: index, value: 2, min: 3, max: 1}", .badValue, "components[0].spectral.parameters[0].min"),
            (
                7, "    - {name: index, value: 2, frozn: true}", .unknownKey,
                "components[0].spectral.parameters[0].frozn"
            ),
            (7, "    - {name: index, value: 2, interp: lgo}", .badValue, "components[0].spectral.parameters[0].interp"),
            (
                7, "    - {name: index, value: 2, frozen: maybe}", .badValue,
                "components[0].spectral.parameters[0].frozen"
            ),
            (
                7, "    - {name: index, value: 2, scan_n_values: -1}", .badValue,
                "components[0].spectral.parameters[0].scan_n_values"
            ),
            (
                7, "    - {name: index, value: 2, prior: {type: GausPrior}}", .badValue,
                "components[0].spectral.parameters[0].prior.type"
            ),
            (
                7, "    - {name: index, value: 2, prior: {type: GaussianPrior, parameters: [{name: mean, value: 1}]}}",
                .badValue, "components[0].spectral.parameters[0].prior.parameters[0].name"
            ),
            (
                7, "    - {name: index, value: 2, prior: {type: GaussianPrior, parameters: [{name: sigma, value: 0}]}}",
                .badValue, "components[0].spectral.parameters[0].prior"
            ),
            (
                8, "    - {name: amplitude, value: 1, unit: cm-2 s-1 TeW-1}", .badUnit,
                "components[0].spectral.parameters[1].unit"
            ),
            (8, "    - {name: index, value: 1}", .badValue, "components[0].spectral.parameters[1].name"),
            (11, "    type: pont", .badValue, "components[0].spatial.type"),
            (12, "    frame: icrss", .badValue, "components[0].spatial.frame"),
            (13, "    parameters: 3", .badValue, "components[0].spatial.parameters"),
            (14, "- type: FoVBackground", .badValue, "components[1].type"),
            (15, "  datasets_names: [a, b]", .badValue, "components[1].datasets_names"),
            (16, "  spectral: {type: pl, parameters: []}", .incompatible, "components[1].spectral.type"),
        ]
        for (line, text, code, keyPath) in cases {
            let fault = try fault(replacing: line, with: text)
            #expect(fault.code == code, "\(text): \(fault)")
            #expect(fault.origin.keyPath == keyPath, "\(text): \(fault)")
            #expect(fault.origin.file == "m.yaml", "\(text): \(fault)")
            #expect(fault.origin.line != nil && fault.origin.lineColumn != nil, "\(text): \(fault)")
        }
    }

    @Test func nearestNames() throws {
        #expect(
            try fault(replacing: 5, with: "    type: PowerLawSpectralMdel").hint
                == "did you mean 'PowerLawSpectralModel'?")
        #expect(try fault(replacing: 7, with: "    - {name: indx, value: 2.3}").hint == "did you mean 'index'?")
        #expect(try fault(replacing: 12, with: "    frame: icrss").hint == "did you mean 'icrs'?")
        let text = try fault(replacing: 7, with: "    - {name: indx, value: 2.3}").description
        #expect(text.contains("m.yaml:7:14"), "\(text)")
    }

    @Test func namesMustBeUnique() throws {
        let twice = Self.text + "\n" + Self.text.split(separator: "\n").dropFirst().prefix(8).joined(separator: "\n")
        let fault = #expect(throws: Fault.self) { try Models(yaml: YAMLNode.parse(twice)) }
        #expect(fault?.message == "two models are named 'crab'")
        let background = Self.text + "\n- {type: FoVBackgroundModel, name: other, datasets_names: [a]}"
        #expect(throws: Fault.self) { try Models(yaml: YAMLNode.parse(background)) }
    }

    @Test func oddDocuments() throws {
        for text in ["", "[]", "3", "components: 3", "components: [3]", "components: {a: b}", "a: b"] {
            #expect(throws: Fault.self, "\(text)") { try Models(yaml: YAMLNode.parse(text)) }
        }
        #expect(try Models(yaml: YAMLNode.parse("components: []")).components.isEmpty)
        #expect(throws: Fault.self) { try Models.read("/nowhere/models.yaml") }
        #expect(throws: Fault.self) {
            try Models(yaml: YAMLNode.parse("{components: [], covariance: gone.dat}"))
        }
    }

    @Test func compositeModels() throws {
        for text in [
            "{type: compound, model1: {type: pl}, model2: {type: pl}, operator: mull}",
            "{type: compound, model1: {type: pl}, operator: mul}",
            "{type: scale, parameters: []}",
            "{type: template, energy: {data: [1, 2], unit: TeV}, values: {data: [1], unit: ''}}",
            "{type: template, energy: {data: [2, 1], unit: TeV}, values: {data: [1, 1], unit: ''}}",
            "{type: template, energy: {data: [1, 2], unit: m}, values: {data: [1, 1], unit: ''}}",
            "{type: template, energy: {data: [1, 2], unit: TeV}, values: {data: [1, .nan], unit: ''}}",
            "{type: template, energy: {data: [1, 2], unit: TeV}, values: {data: [1, 1], unit: s}}",
            "{type: piecewise-norm, energy: {data: [1], unit: TeV}}",
            "{type: piecewise-norm, energy: {data: [1, 2], unit: TeV}, interp: cubic}",
            "{type: ebl-norm, filename: nowhere.fits}", "{type: ebl-norm, reference: domingez}", "{type: ebl-norm}",
            "{type: ebl-norm, energy: {data: [1, 2], unit: TeV}, param: {data: [0, 1], unit: ''}, values: {data: [[1, 1]], unit: ''}}",
        ] {
            let fault = #expect(throws: Fault.self, "\(text)") { try ModelReading().spectral(YAMLNode.parse(text)) }
            #expect(fault?.origin.line != nil, "\(text)")
        }
    }
}
