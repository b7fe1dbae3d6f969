import GammaEstimators

/// What every estimator of fluxes and maps may be told.
protocol EstimatorOptions {
    /// The optional quantities, with Gammapy's names.
    associatedtype Selection: RawRepresentable<String>, CaseIterable, Hashable
    init()
    var nSigma: Double { get set }
    var nSigmaUL: Double { get set }
    var nSigmaSensitivity: Double { get set }
    var selection: Set<Selection> { get set }
}

/// The keys of a configuration that say so.
protocol EstimatorKeys {
    var selectionOptional: OptionalQuantities? { get }
    var nSigma: Double? { get }
    var nSigmaUL: Double? { get }
    var nSigmaSensitivity: Double? { get }
}

extension EstimatorParameters: EstimatorKeys {}
extension TSMapConfig: EstimatorKeys {}
extension ExcessMapConfig.Parameters: EstimatorKeys {}

extension EstimatorOptions {
    /// Options with what the keys say; what they leave out keeps its default, but nothing optional is computed.
    fileprivate init(keys: some EstimatorKeys) {
        self.init()
        nSigma = keys.nSigma ?? nSigma
        nSigmaUL = keys.nSigmaUL ?? nSigmaUL
        nSigmaSensitivity = keys.nSigmaSensitivity ?? nSigmaSensitivity
        selection = keys.selectionOptional.map(Self.chosen) ?? []
    }

    /// Those of the optional quantities that the estimator knows.
    static func chosen(_ quantities: OptionalQuantities) -> Set<Selection> {
        Set(
            Selection.allCases.filter { wanted in
                OptionalQuantities.Name(rawValue: wanted.rawValue).map(quantities.contains) ?? false
            })
    }
}

extension FluxOptions: EstimatorOptions {
    init() { self.init(nSigma: 1) }

    /// The options that a configuration asks for.
    init(_ parameters: EstimatorParameters) {
        self.init(keys: parameters)
        reoptimize = parameters.reoptimize ?? reoptimize
        freeParameters = parameters.freeParameters ?? freeParameters
        sumsOverEnergy = parameters.sumOverEnergyGroups ?? sumsOverEnergy
    }
}

extension ExcessMapOptions: EstimatorOptions {
    init() { self.init(nSigma: 1) }

    /// The options that a configuration asks for.
    init(_ parameters: ExcessMapConfig.Parameters) {
        self.init(keys: parameters)
        correlatesOff = parameters.correlateOff ?? correlatesOff
        if parameters.applyThresholdSensitivity ?? false {
            sensitivityThreshold = (
                parameters.gammaMinSensitivity ?? 10, parameters.bkgSystFractionSensitivity ?? 0.05
            )
        }
    }
}

extension TSMapOptions: EstimatorOptions {
    init() { self.init(nSigma: 1) }

    /// The options that a configuration asks for.
    init(_ section: TSMapConfig) {
        self.init(keys: section)
        sumsOverEnergy = section.sumOverEnergyGroups ?? sumsOverEnergy
        downsampling = section.downsamplingFactor ?? downsampling
    }
}
