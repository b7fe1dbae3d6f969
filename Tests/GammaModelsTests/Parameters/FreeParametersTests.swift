import GammaCore
import GammaMaps
import GammaModels
import GammaTestSupport
import Testing

struct FreeParametersTests {
    private func models() throws -> Models {
        var crab = PowerLaw(index: 2.6, amplitude: 4e-11)
        crab.index.prior = GaussianPrior(mu: 2.5, sigma: 0.1)
        var models = Models(
            SkyModel("crab", spectral: crab, spatial: PointSpatialModel(at: SkyDirection(ra: 83.63, dec: 22.01))),
            SkyModel("other.one", spectral: PowerLaw(index: 2), datasetNames: ["b"]))
        models.components.append(.background(FoVBackgroundModel(dataset: "a")))
        try models.link("crab.spectral.index", "other.one.spectral.index")
        return models
    }

    @Test func namesAndIndices() throws {
        let free = try models().freeParameters
        #expect(
            free.names == [
                "crab.spectral.index", "crab.spectral.amplitude", "crab.spatial.lon_0", "crab.spatial.lat_0",
                "other.one.spectral.amplitude", "a-bkg.spectral.norm",
            ])
        #expect(free.index == [[0, 1, nil, 2, 3], [0, 4, nil], [nil, 5, nil]])
        #expect(free.entries[0].places.count == 2)
        #expect(free.values == [2.6, 4e-11, 83.63, 22.01, 1e-12, 1])
        #expect(free.minima[3] == -90)
        expectClose(
            free.priorSum(at: free.values), GaussianPrior(mu: 2.5, sigma: 0.1).evaluate(2.6).value, relative: 1e-14)
        #expect(try free.position(of: "a-bkg.spectral.norm") == 5)
        #expect(throws: Fault.self) { try free.position(of: "crab.spectral.indx") }
    }

    @Test func settingGoesToAllLinked() throws {
        let models = try models()
        let set = models.setting(free: [3, 1e-11, 80, 20, 2e-12, 1.5])
        #expect(try set.parameter("crab.spectral.index").value == 3)
        #expect(try set.parameter("other.one.spectral.index").value == 3)
        #expect(try set.parameter("a-bkg.spectral.norm").value == 1.5)
        #expect(set.freeParameters.values == [3, 1e-11, 80, 20, 2e-12, 1.5])
    }

    @Test func covarianceOfAFit() throws {
        let models = try models()
        var covariance = [Double](repeating: 0, count: 36)
        for k in 0..<6 { covariance[k * 6 + k] = Double(k + 1) }
        covariance[1] = 0.5
        covariance[6] = 0.5
        let fitted = models.setting(free: models.freeParameters.values, covariance: covariance)
        #expect(try fitted.parameter("other.one.spectral.index").error == 1)
        #expect(try fitted.parameter("crab.spectral.reference").error == 0)
        let spectral = fitted.spectralCovariance(ofModelAt: 0)
        #expect(spectral.names == ["crab.spectral.index", "crab.spectral.amplitude", "crab.spectral.reference"])
        #expect(spectral[0, 1] == 0.5)
        #expect(fitted.covariance?["crab.spectral.index", "other.one.spectral.index"] == 1)
        #expect(fitted.covariance?.correlation.allSatisfy { abs($0) <= 1 } == true)
    }

    @Test func frozenLinksAndRepeatedNames() throws {
        var models = try models()
        try models.update("crab.spectral.index") { $0.isFrozen = true }
        #expect(models.freeParameters.index[1] == [nil, 3, nil])
        models.setFrozen(true, models: ["crab"], part: .spatial)
        #expect(!models.freeParameters.names.contains("crab.spatial.lon_0"))
        try models.unlink("other.one.spectral.index")
        #expect(try models.parameter("other.one.spectral.index").link == nil)

        let twice = PowerLaw() + PowerLaw()
        let names = Models(SkyModel("s", spectral: twice)).freeParameters.names
        #expect(
            names == [
                "s.spectral.model1.index", "s.spectral.model1.amplitude", "s.spectral.model2.index",
                "s.spectral.model2.amplitude",
            ])
    }

    @Test func selection() throws {
        let models = try models()
        #expect(models.selecting(dataset: "a").names == ["crab", "a-bkg"])
        #expect(models.selecting(tag: "point").names == ["crab"])
        #expect(models.selecting(name: "other").names == ["other.one"])
        #expect(models.reassigning(dataset: "b", to: "c")["other.one"]?.datasetNames == ["c"])
        #expect(models.description.contains("PowerLawSpectralModel"))
        #expect(throws: Fault.self) { try models.source("a-bkg") }
    }
}
