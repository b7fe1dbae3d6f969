import GammaCore
import GammaIO

/// The models that a model file may name. A new model is one line here; programs may add their own to a copy.
public struct ModelRegistry: Sendable {
    /// Spectra.
    public var spectral: [any SpectralModel.Type]
    /// Shapes on the sky.
    public var spatial: [any SpatialModel.Type]
    /// Time dependences.
    public var temporal: [any TemporalModel.Type]
    /// Priors of parameters.
    public var priors: [any Prior.Type]
    /// All models of GammaKit.
    public static let standard = ModelRegistry(
        spectral: [
            PowerLaw.self, PowerLaw2.self, PowerLawNorm.self, BrokenPowerLaw.self, SmoothBrokenPowerLaw.self,
            ExpCutoffPowerLaw.self, ExpCutoffPowerLawNorm.self, ExpCutoffPowerLaw3FGL.self,
            SuperExpCutoffPowerLaw3FGL.self, SuperExpCutoffPowerLaw4FGL.self, SuperExpCutoffPowerLaw4FGLDR3.self,
            LogParabola.self, LogParabola2.self, LogParabolaNorm.self, ConstantSpectralModel.self,
            GaussianSpectralModel.self, TemplateSpectralModel.self, PiecewiseNorm.self, CompoundSpectralModel.self,
            ScaleSpectralModel.self, EBLAbsorptionNorm.self, MeyerCrab.self, RadiativeSpectralModel.self,
            DarkMatterAnnihilation.self, DarkMatterDecay.self,
        ],
        spatial: [
            PointSpatialModel.self, GaussianSpatialModel.self, GeneralizedGaussianSpatialModel.self,
            DiskSpatialModel.self, ShellSpatialModel.self, Shell2SpatialModel.self, ConstantSpatialModel.self,
            ConstantFluxSpatialModel.self, TemplateSpatialModel.self, TemplateNDSpatialModel.self,
            PiecewiseNormSpatialModel.self,
        ],
        temporal: [
            ConstantTemporalModel.self, LinearTemporalModel.self, ExpDecayTemporalModel.self,
            GaussianTemporalModel.self, GeneralizedGaussianTemporalModel.self, PowerLawTemporalModel.self,
            SineTemporalModel.self, LightCurveTemplateTemporalModel.self, TemplatePhaseCurveTemporalModel.self,
        ],
        priors: [
            GaussianPrior.self, UniformPrior.self, LogUniformPrior.self, GeneralizedGaussianPrior.self,
            LogNormalPrior.self,
        ])

    /// Refuses the spectra of Gammapy that are known but not there yet.
    func checkLater(_ node: YAMLNode) throws {
        let typeNode = try node.required("type")
        let tag = try typeNode.string()
        guard ["NaimaSpectralModel", "naima", "TemplateNDSpectralModel", "templateND"].contains(tag) else { return }
        throw Fault(
            .unsupported, "the spectral model '\(tag)' cannot be read yet", at: typeNode.origin,
            hint: tag.lowercased().hasPrefix("naima") ? "'RadiativeSpectralModel' has the same processes" : nil)
    }
}
