import GammaCore
import GammaIO
import GammaModels
import GammaTestSupport
import Testing

/// Absorption tables against Gammapy 2.1 (`EBLAbsorptionNormSpectralModel.read_builtin`).
struct EBLTests {
    private static func model(_ model: EBLModel, redshift: Double, alphaNorm: Double) throws -> EBLAbsorptionNorm? {
        guard let path = TestData.path("ebl/" + model.filename) else { return nil }
        return EBLAbsorptionNorm(table: try EBLTable.read(path), redshift: redshift, alphaNorm: alphaNorm)
    }

    @Test(.enabled(if: TestData.isAvailable)) func builtinTables() throws {
        let expected: [(EBLModel, [Double], [Double])] = [
            (
                .franceschini, [0.8523583298251725, 0.0980169176041984, 0.010263222953852158, 4.962830045070222e-09],
                [1.0, 0.9999489640775164, 0.9954562348847024, 0.7032560584465335, 0.2355736279974746]
            ),
            (
                .dominguez, [0.83634315733041, 0.08774510672706873, 0.008675188241081523, 1.8274479106931602e-08],
                [1.0, 0.9999909227401922, 0.9970409520791635, 0.888344038432923, 0.10522658020926748]
            ),
            (
                .finke, [0.8016601466909892, 0.0752998079283385, 0.005502248771369627, 1.9024233812008783e-06],
                [1.0, 0.9999105528821249, 0.9949200710823392, 0.8578630968545132, 0.40540432678880434]
            ),
            (
                .franceschini17,
                [0.8554778695608805, 0.10387474865646155, 0.014615159416749107, 2.812347424955096e-07],
                [1.0, 0.9999609290090983, 0.9964457900209106, 0.8234603168864185, 1.1754907056089351e-38]
            ),
            (
                .saldanaLopez21, [0.8144771833720861, 0.09852753677819294, 0.0121340446314134, 2.9666768809525776e-09],
                [1.0, 1.0, 0.9974328520580495, 0.8948943251995144, 0.2685068924674584]
            ),
        ]
        for (name, inside, extrapolated) in expected {
            // Gammapy takes logarithms of energies and values in single precision: some 1e-6 of exponents up to 20.
            let model = try #require(try Self.model(name, redshift: 0.231, alphaNorm: 1.2))
            expectClose(model.evaluate([0.15, 0.7, 2.5, 12]), inside, relative: 1e-4, name.rawValue)
            let near = try #require(try Self.model(name, redshift: 0.0005, alphaNorm: 1))
            expectClose(near.evaluate([0.001, 0.1, 1, 50, 500]), extrapolated, relative: 1e-4, name.rawValue)
        }
    }

    @Test(.enabled(if: TestData.isAvailable)) func absorbedPowerLaw() throws {
        let absorption = try #require(try Self.model(.dominguez, redshift: 0.231, alphaNorm: 1.2))
        let model = PowerLaw(index: 2.2, amplitude: 3e-11) * absorption
        expectClose(
            model.evaluate([0.15, 0.7, 2.5, 12]),
            [1.629689970507323e-09, 5.7693710801724495e-12, 3.4668267815651696e-14, 2.316154469860329e-21],
            relative: 1e-4)
        expectClose(
            model.integral(edges: [0.3, 1, 2, 10]),
            [1.9835803060756012e-11, 3.387242092220596e-13, 5.0563895214162635e-14], relative: 1e-4)
    }

    /// Gammapy takes the keV of the table for numbers without unit; its values at 1.5e8, 7e8, 2.5e9 and 1.2e10.
    @Test(.enabled(if: TestData.isAvailable)) func xspecTable() throws {
        let path = try #require(TestData.path("ebl/ebl_franceschini.fits.gz"))
        let model = try TemplateSpectralModel.readXSPEC(path, parameter: 0.3)
        expectClose(model.evaluate([0.15, 0.7, 2.5, 12]), xspecValues, relative: 1e-4)
        #expect(throws: Fault.self) { try TemplateSpectralModel.readXSPEC(path, parameter: 3) }
    }

    @Test(.enabled(if: TestData.isAvailable)) func modelFileNamesTheTable() throws {
        let path = try #require(TestData.path("ebl/frd_abs.fits.gz"))
        let text = """
            type: ebl-norm
            parameters:
            - {name: redshift, value: 0.2, frozen: false, error: 0.01}
            - {name: alpha_norm, value: 0.9}
            filename: \(path)
            """
        let model = try ModelReading().spectral(YAMLNode.parse(text))
        #expect(model.parameters.map(\.value) == [0.2, 0.9])
        #expect(!model.parameters[0].isFrozen)
        #expect(model.parameters[0].error == 0.01)
        #expect(model.evaluate([1])[0] < 1)
        let again = try ModelReading().spectral(YAMLNode(model.yamlPairs(ModelWriting())))
        #expect(again.evaluate([0.1, 1, 10]) == model.evaluate([0.1, 1, 10]))
    }

    @Test func inlineTableAndMistakes() throws {
        let table = try EBLTable(
            redshifts: [0.1, 0.2], energies: [0.1, 1, 10], transmission: [1, 0.9, 0.5, 1, 0.8, 0.2])
        let model = EBLAbsorptionNorm(table: table, redshift: 0.15, alphaNorm: 1)
        expectClose(model.evaluate([1]), [(0.9 * 0.8).squareRoot()], relative: 1e-14)
        let again = try ModelReading().spectral(YAMLNode(model.yamlPairs(ModelWriting())))
        #expect(again.evaluate([0.3, 3]) == model.evaluate([0.3, 3]))
        #expect(throws: Fault.self) { try EBLTable(redshifts: [0.1], energies: [0.1, 1], transmission: [1, 1]) }
        #expect(throws: Fault.self) {
            try EBLTable(redshifts: [0.1, 0.2], energies: [1, 0.1], transmission: [1, 1, 1, 1])
        }
        #expect(throws: Fault.self) {
            try EBLTable(redshifts: [0.1, 0.2], energies: [0.1, 1], transmission: [1, 1, .nan, 1])
        }
        #expect(throws: Fault.self) { try EBLTable.read("/nowhere/table.fits") }
    }
}

private let xspecValues: [Double] = [
    0.8200712208875464, 0.07148278632989086, 0.0057746915836691835, 1.7339440596887383e-09,
]
