import GammaKit

/// A model file as Gammapy writes it.
public let modelText = """
    components:
    - name: Crab
      type: SkyModel
      spectral:
        type: ExpCutoffPowerLawSpectralModel
        parameters:
        - {name: index, value: 2.4, min: 0, max: 5}
        - {name: amplitude, value: 4.0e-11, unit: cm-2 s-1 TeV-1}
        - {name: reference, value: 1.0, unit: TeV, frozen: true}
        - {name: lambda_, value: 70.0, unit: PeV-1}
        - {name: alpha, value: 1.0, frozen: true}
    """

/// Reads a model file, changes it and writes it.
public func editModels(output: String) throws -> Models {
    var models = try Models(yaml: YAMLNode.parse(modelText, file: "crab.yaml"))
    try models.update("Crab.spectral.index") { $0.value = 2.5 }
    try models.update("Crab.spectral.lambda_") { $0.isFrozen = true }
    print(models)
    try models.write(to: "\(output)/models.yaml")
    return try Models.read("\(output)/models.yaml")
}

/// Two sources that share an index.
public func linkedModels() throws -> Models {
    var models = Models(
        SkyModel("east", spectral: PowerLaw(index: 2.2, amplitude: 2e-12)),
        SkyModel("west", spectral: PowerLaw(index: 2.2, amplitude: 1e-12)))
    try models.link("east.spectral.index", "west.spectral.index")
    print(models.freeParameters.names)
    return models
}

/// A prior on a parameter.
public func modelsWithPrior() throws -> Models {
    var models = Models(
        SkyModel("Crab", spectral: PowerLaw(index: 2.5, amplitude: 4e-11)))
    try models.update("Crab.spectral.index") {
        $0.prior = GaussianPrior(mu: 2.6, sigma: 0.1)
    }
    return models
}

/// A spectrum behind the extragalactic background light; the tables come with `gammakit download ebl`.
public func absorbedSpectrum() throws -> any SpectralModel {
    let absorption = try EBLAbsorptionNorm.builtin(.dominguez, redshift: 0.116)
    let observed = CompoundSpectralModel(
        PowerLaw(index: 2.5, amplitude: 1e-11), .multiply, absorption)
    print(observed(0.1), observed(1), observed(5))
    return observed
}
