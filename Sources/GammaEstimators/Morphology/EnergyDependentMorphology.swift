import GammaCore
import GammaDatasets
import GammaModels
import GammaProducts

/// Whether a source looks different at different energies, as ``EnergyDependentMorphologyEstimator`` found.
public struct EnergyDependentMorphology: Sendable {
    /// One energy band.
    public struct Band: Sendable {
        /// Lower edge, TeV.
        public var energyMin: Double
        /// Upper edge, TeV.
        public var energyMax: Double
        /// How its fit ended; a band without success is not part of the test.
        public var outcome: PointOutcome
        /// The fit; nil where there was nothing to fit. Names end in `#` and the band's number.
        public var fit: ModelsFitResult?
        /// The source against no source in this band.
        public var source: NestedTestResult?
    }

    /// One free parameter of the source's shape.
    public struct ShapeParameter: Sendable {
        /// Name in the spatial model, such as `sigma`.
        public var name: String
        /// Unit of all values.
        public var unit: Unit
        /// The value that fits all bands, and its error.
        public var common: (value: Double, error: Double)
        /// The value of each band; NaN where it has none.
        public var values: [Double]
        /// Their errors.
        public var errors: [Double]
        /// Σ (value − mean)² / error² about the weighted mean. Correlations with other parameters are left out: for the test
        /// itself see ``EnergyDependentMorphology/ts``.
        public var chiSquare: TestStatistic
    }

    /// Name of the source.
    public var source: String
    /// The test: bands each with their own shape against one common shape.
    public var ts: TestStatistic
    /// The fit of the common shape; names end in `#` and the number of the band.
    public var common: ModelsFitResult
    /// The bands in order of energy.
    public var bands: [Band]
    /// The parameters of the shape in the order of the model.
    public var parameters: [ShapeParameter]

    init(source: String, shape: [String], fits: [BandFit], common: ModelsFitResult, joint: JointBands) {
        self.source = source
        self.common = common
        ts = TestStatistic(common.fit.stat - joint.separateStat, degreesOfFreedom: joint.degreesOfFreedom)
        bands = fits.map {
            Band(
                energyMin: $0.band.energyMin, energyMax: $0.band.energyMax, outcome: $0.outcome, fit: $0.fit,
                source: $0.sourceTest)
        }
        let first = joint.fits.first?.band.source ?? source
        parameters = shape.map { name in
            let shared = try? common.models.parameter("\(first).spatial.\(name)")
            let values = fits.map { $0.shape(name) }
            let mean = WeightedMean(values, isAngle: name == "lon_0")
            return ShapeParameter(
                name: name, unit: shared?.unit ?? .none, common: (shared?.value ?? .nan, shared?.error ?? .nan),
                values: values.map { $0?.value ?? .nan }, errors: values.map { $0?.error ?? .nan },
                chiSquare: TestStatistic(mean.chiSquare, degreesOfFreedom: max(mean.count - 1, 0)))
        }
    }

    /// The parameter of that name; nil when it is none of the free ones.
    public func parameter(_ name: String) -> ShapeParameter? { parameters.first { $0.name == name } }
}
