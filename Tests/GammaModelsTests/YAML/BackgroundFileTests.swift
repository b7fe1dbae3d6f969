import GammaCore
import GammaIO
import GammaMaps
import GammaModels
import GammaTestSupport
import Testing

/// Backgrounds with shapes and templates of counts in model files.
struct BackgroundFileTests {
    /// `Models.to_yaml` of Gammapy 2.1 for a `TemplateNPredModel` and a `FoVBackgroundModel`, both with a
    /// `PiecewiseNormSpatialModel`, and a `TemplateNPredModel` without.
    private static let gammapy = """
        components:
        -   name: tpl
            type: TemplateNPredModel
            spatial:
        \(shape)
            spectral:
        \(norm)
            filename: npred.fits
            datasets_names:
            - a
        -   name: tpl2
            type: TemplateNPredModel
            spectral:
        \(norm)
            filename: npred.fits
        -   type: FoVBackgroundModel
            datasets_names:
            - a
            spectral:
        \(norm)
            spatial:
        \(shape)

        """

    private static let norm = """
                type: PowerLawNormSpectralModel
                parameters:
                -   name: tilt
                    value: 0.0
                -   name: norm
                    value: 1.0
                -   name: reference
                    value: 1.0
                    unit: TeV
        """

    private static let shape = """
                type: PiecewiseNormSpatialModel
                frame: icrs
                parameters:
                -   name: norm_0
                    value: 1.0
                -   name: norm_1
                    value: 2.0
                -   name: norm_2
                    value: 3.0
                -   name: norm_3
                    value: 1.0
                lon:
                    data:
                    - -277.0
                    - -276.0
                    - -276.0
                    - -277.0
                    unit: deg
                lat:
                    data:
                    - 22.0
                    - 22.0
                    - 23.0
                    - 23.0
                    unit: deg
        """

    private func counts() throws -> WCSMap {
        let geometry = try WCSGeometry.create(
            centre: SkyDirection(ra: 83.63, dec: 22.01), width: 2, binSize: 0.5,
            axes: [.energy(edges: [1, 3, 10])])
        return try WCSMap(geometry, values: (0..<32).map { Double($0) })
    }

    @Test func textOfGammapyComesOutAsItWentIn() throws {
        try withTemporaryFolder { folder in
            let map = try counts()
            try map.write(to: folder + "/npred.fits")
            try AtomicFile.write(Self.gammapy, to: folder + "/models.yaml")
            let models = try Models.read(folder + "/models.yaml")
            #expect(models.names == ["tpl", "tpl2", "a-bkg"])
            #expect(models.yamlText().hasPrefix(Self.gammapy))
            guard case .template(let template) = models.components[0] else {
                Issue.record("no template")
                return
            }
            #expect(template.map.values == map.values)
            #expect(template.datasetNames == ["a"])
            #expect(models.components[2].parameterNames.last == "spatial.norm_3")
        }
    }

    @Test func mapsThatAreNotThereAreNamed() throws {
        try withTemporaryFolder { folder in
            try AtomicFile.write(Self.gammapy, to: folder + "/models.yaml")
            func fault() throws -> Fault {
                try #require(throws: Fault.self, performing: { _ = try Models.read(folder + "/models.yaml") })
            }
            let missing = try fault()
            #expect(missing.code == .fileNotFound)
            #expect(missing.origin.keyPath == "components[0].filename")
            try AtomicFile.write("no map", to: folder + "/npred.fits")
            #expect(try fault().origin.file == folder + "/npred.fits")
        }
    }
}
