import GammaCore
import GammaIO
import GammaModels
import GammaTestSupport
import Testing

/// Model files of Gammapy 2.1, both ways.
struct ModelFileTests {
    private let metadata = "metadata:\n    creator: GammaKit\n    date: null\n    origin: null\n"

    @Test func textOfGammapyComesOutAsItWentIn() throws {
        let models = try Models(yaml: YAMLNode.parse(ModelFileSamples.gammapy))
        #expect(models.names == ["crab", "b", "d", "stacked-bkg", "s"])
        #expect(models.yamlText() == ModelFileSamples.gammapy + metadata)
    }

    @Test func fullOutput() throws {
        let models = try Models(yaml: YAMLNode.parse(ModelFileSamples.gammapyFull))
        #expect(models.yamlText(ModelWriting(isFull: true)) == ModelFileSamples.gammapyFull + metadata)
    }

    @Test func whatWasRead() throws {
        let models = try Models(yaml: YAMLNode.parse(ModelFileSamples.gammapy))
        let crab = try models.source("crab")
        let index = crab.spectral.parameters[0]
        #expect(index.error == 0.1)
        #expect(index.effectiveLimits.maximum == 3)
        #expect(index.prior is UniformPrior)
        #expect(crab.spectral.parameters[1].unit.description == "GeV-1 s-1 m-2")
        #expect(crab.spectral.parameters[2].isFrozen)
        #expect(crab.spatial?.position?.lon == 83.63)
        #expect(crab.temporal?.scale == .utc)
        let other = try models.source("b")
        #expect(other.applyIRF == SkyModel.ApplyIRF(psf: false))
        #expect(other.datasetNames == ["x"])
        #expect(other.spectral is CompoundSpectralModel)
        #expect(other.spatial?.frame == .galactic)
        // The linked longitude is one free parameter.
        #expect(models.freeParameters.names.filter { $0.hasSuffix("lon_0") } == ["crab.spatial.lon_0"])
    }

    @Test func covarianceAndChecksum() throws {
        try withTemporaryFolder { folder in
            try AtomicFile.write(ModelFileSamples.withCovariance, to: folder + "/one.yaml")
            try AtomicFile.write(ModelFileSamples.covariance, to: folder + "/one_covariance.dat")
            let notices = Notices()
            let models = try Models.read(folder + "/one.yaml", notices: notices)
            #expect(notices.all.isEmpty)
            #expect(models.covariance?["crab.spectral.index", "crab.spectral.amplitude"] == 1e-15)
            #expect(try models.parameter("crab.spectral.amplitude").error == 2e-14)
            #expect(models.covariance?.text == ModelFileSamples.covariance)

            try models.write(to: folder + "/again.yaml", withChecksum: true)
            let again = try Models.read(folder + "/again.yaml", notices: notices)
            #expect(notices.all.isEmpty)
            #expect(again.parameters == models.parameters)
            #expect(again.covariance == models.covariance)

            let changed = ModelFileSamples.withCovariance.replacing("value: 2.3", with: "value: 2.4")
            try AtomicFile.write(changed, to: folder + "/one.yaml")
            _ = try Models.read(folder + "/one.yaml", notices: notices)
            #expect(
                notices.all.map { $0.notice.message } == [
                    "the checksum does not fit: the file was changed after it was written"
                ])
        }
    }

    @Test func covarianceThatDoesNotFitIsANotice() throws {
        try withTemporaryFolder { folder in
            try AtomicFile.write(ModelFileSamples.withCovariance, to: folder + "/one.yaml")
            try AtomicFile.write("| Parameters | 0 |\n| a | 1.0 |\n", to: folder + "/one_covariance.dat")
            let notices = Notices()
            #expect(try Models.read(folder + "/one.yaml", notices: notices).covariance == nil)
            #expect(notices.all.count == 1)
            try AtomicFile.write("| Parameters | 0 |\n| a | x |\n", to: folder + "/one_covariance.dat")
            #expect(throws: Fault.self) { try Models.read(folder + "/one.yaml") }
            try AtomicFile.write("| Parameters | 0 | 1 |\n| a | 1.0 | 2.0 |\n", to: folder + "/one_covariance.dat")
            #expect(throws: Fault.self) { try Models.read(folder + "/one.yaml") }
        }
    }

    @Test func everySpatialAndTemporalModelGoesRound() throws {
        let registry = ModelRegistry.standard
        for type in registry.spatial {
            guard let standard = type as? any StandardSpatialModel.Type else { continue }
            let model = standard.init()
            for isFull in [false, true] {
                let text = YAMLNode(model.yamlPairs(ModelWriting(isFull: isFull))).yamlText()
                let again = try ModelReading().spatial(YAMLNode.parse(text))
                #expect(again.parameters == model.parameters)
                #expect(again.frame == .icrs)
            }
            // The short tag reads as well.
            let short = YAMLNode([("type", YAMLNode(type.tags[1]))])
            #expect(try ModelReading().spatial(short).parameters == model.parameters)
        }
        for type in registry.temporal {
            guard let standard = type as? any StandardTemporalModel.Type else { continue }
            let model = standard.init()
            let text = YAMLNode(model.yamlPairs(ModelWriting())).yamlText()
            #expect(try ModelReading().temporal(YAMLNode.parse(text)).parameters == model.parameters)
        }
    }

    @Test func modelsWithFilesAndNodes() throws {
        let texts = [
            "{type: PiecewiseNormSpatialModel, frame: icrs, parameters: [{name: norm_0, value: 1.0}, {name: norm_1, value: 2.0}, {name: norm_2, value: 1.0}, {name: norm_3, value: 1.0}], lon: {data: [0.0, 1.0, 1.0, 0.0], unit: deg}, lat: {data: [0.0, 0.0, 1.0, 1.0], unit: deg}}",
            "{type: const, parameters: [{name: value, value: 2.0, unit: sr-1}]}",
            "{type: const-flux, parameters: []}",
        ]
        for text in texts {
            let model = try ModelReading().spatial(YAMLNode.parse(text))
            let written = YAMLNode(model.yamlPairs(ModelWriting()))
            let again = try ModelReading().spatial(written)
            #expect(again.parameters == model.parameters)
            #expect(YAMLNode(again.yamlPairs(ModelWriting())) == written)
        }
    }

    @Test func priorsGoRound() throws {
        for type in ModelRegistry.standard.priors {
            var model = PowerLaw()
            var prior = type.init()
            prior.weight = 0.5
            model.index.prior = prior
            let text = YAMLNode(model.yamlPairs(ModelWriting())).yamlText()
            let notices = Notices()
            let again = try ModelReading(notices: notices).spectral(YAMLNode.parse(text))
            #expect(again.parameters[0].prior?.constants == prior.constants)
            #expect(again.parameters[0].prior?.weight == 0.5)
            #expect(again.parameters == model.parameters)
        }
    }

    @Test func scanSettingsGoRound() throws {
        var model = PowerLaw()
        model.index.scan = ParameterScan(minimum: 1, maximum: 3, valueCount: 5, sigmas: 3, interpolation: .log)
        model.amplitude.scan.values = [1e-12, 2e-12]
        model.index.scaling = ParameterScaling(method: nil, transform: "log")
        let again = try ModelReading().spectral(YAMLNode.parse(YAMLNode(model.yamlPairs(ModelWriting())).yamlText()))
        #expect(again.parameters == model.parameters)
    }

    @Test func missingParametersAreDefaultsWithANotice() throws {
        let notices = Notices()
        let node = try YAMLNode.parse("{type: pl, parameters: [{name: index, value: 3}]}")
        let model = try ModelReading(notices: notices).spectral(node)
        #expect(model.parameters.map(\.value) == [3, 1e-12, 1])
        #expect(notices.all.count == 2)
    }
}
