import GammaIO
import GammaModels
import GammaTestSupport
import Testing

/// Agreement with Gammapy 2.1 on the same model text.
struct GammapySpectraTests {
    @Test(arguments: SpectralReference.all)
    func values(_ reference: SpectralReference) throws {
        let model = try ModelReading().spectral(YAMLNode.parse(reference.yaml))
        // Rounding of powers and logarithms only; near Γ₂ = 0 Gammapy takes three terms of the series of the 4FGL-DR3 spectrum.
        let tolerance = reference.name == "secpl-4fgl-dr3 small" ? 1e-8 : 1e-12
        expectClose(model.evaluate(SpectralReference.energies), reference.values, relative: tolerance)
    }

    @Test(arguments: SpectralReference.all)
    func integrals(_ reference: SpectralReference) throws {
        let model = try ModelReading().spectral(YAMLNode.parse(reference.yaml))
        // Gammapy's trapezoid loses digits where neighbouring points are nearly equal.
        let tolerance = reference.name == "secpl-4fgl-dr3 small" ? 1e-8 : 1e-11
        expectClose(model.integral(edges: SpectralReference.edges), reference.integrals, relative: tolerance)
        expectClose(model.energyFlux(edges: SpectralReference.edges), reference.energyFluxes, relative: tolerance)
    }

    @Test(arguments: SpectralReference.all)
    func textIsWrittenAsGammapyDoes(_ reference: SpectralReference) throws {
        let model = try ModelReading().spectral(YAMLNode.parse(reference.yaml))
        #expect(YAMLNode(model.yamlPairs(ModelWriting())).yamlText() == reference.yaml + "\n")
    }

    /// `create_crab_spectral_model` of Gammapy 2.1: values at the reference energies, flux and energy flux of 1–10 TeV.
    @Test func crab() {
        let expected: [(CrabReference, [Double], Double, Double)] = [
            (
                .meyer,
                [2.934018809156306e-09, 8.182082568561718e-11, 3.0886310338659118e-12, 4.2794416124947717e-14],
                2.0354018763521176e-11, 4.0949436539724443e-11
            ),
            (
                .hegra, [4.077813288623059e-09, 7.204926763875433e-11, 2.5655684888326395e-12, 4.2104796326178743e-14],
                1.7050080422171287e-11, 3.469564974060458e-11
            ),
            (
                .hessPowerLaw,
                [5.066395435606103e-09, 8.814775376848498e-11, 3.0991091499500315e-12, 5.006940355645182e-14],
                2.066947304215621e-11, 4.192446124943852e-11
            ),
            (
                .hessCutoff,
                [3.4655662000880514e-09, 8.397390681720775e-11, 3.533341509269538e-12, 4.2805713951806466e-14],
                2.2368474327890127e-11, 4.585827446461034e-11
            ),
            (
                .magicLogParabola,
                [2.4062401288618654e-09, 7.692219267755464e-11, 3.0781175481515365e-12, 3.6653303735565783e-14],
                1.997463436097949e-11, 4.0036276578382405e-11
            ),
            (
                .magicCutoff,
                [2.4533784831029744e-09, 7.437881221052488e-11, 3.3065884417427918e-12, 2.1193568069079102e-14],
                2.0578282599374036e-11, 4.094112301119112e-11
            ),
        ]
        for (reference, values, flux, energyFlux) in expected {
            expectClose(
                reference.model.evaluate(SpectralReference.energies), values, relative: 1e-12, reference.rawValue)
            expectClose(reference.model.integral(from: 1, to: 10), flux, relative: 1e-11, reference.rawValue)
            expectClose(reference.model.energyFlux(from: 1, to: 10), energyFlux, relative: 1e-11, reference.rawValue)
        }
    }
}
