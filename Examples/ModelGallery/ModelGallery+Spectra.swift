import GammaKit

extension ModelGallery {
    /// Curved spectra.
    static func logParabolas() throws -> [GalleryModel] { try [logParabola(), logParabola2(), logParabolaNorm()] }

    /// Constants, lines, tables, and models made of models.
    static func otherSpectra() throws -> [GalleryModel] {
        try [constant(), gaussian(), template(), piecewiseNorm(), compound(), scale()]
    }

    private static func logParabola() throws -> GalleryModel {
        let model = LogParabola(amplitude: 3.2e-11, reference: 1, alpha: 2.5, beta: 0.1)
        return try GalleryModel(
            model, ["A, dN/dE at E₀", "reference energy E₀", "α, the local index at E₀", "curvature β"],
            varying: "beta", [0, 0.1, 0.3], range: 0.1...100)
    }

    private static func logParabola2() throws -> GalleryModel {
        let model = LogParabola2(amplitude: 3.2e-11, reference: 1, alpha: 2.3, beta: 0.1, escale: 0.3)
        return try GalleryModel(
            model,
            [
                "A, dN/dE at E₀", "reference energy E₀", "index α", "curvature β",
                "E_s, at which the exponent is α",
            ], varying: "escale", [0.1, 1, 10], range: 0.1...100)
    }

    private static func logParabolaNorm() throws -> GalleryModel {
        let model = LogParabolaNorm(norm: 1, reference: 1, alpha: 0.1, beta: 0.03)
        return try GalleryModel(
            model, ["N, the factor at E₀", "reference energy E₀", "exponent α at E₀", "curvature β"],
            varying: "beta", [-0.03, 0, 0.03], range: 0.1...100)
    }

    private static func constant() throws -> GalleryModel {
        let model = ConstantSpectralModel(const: 1e-12)
        return try GalleryModel(model, ["dN/dE"], range: 0.1...100)
    }

    private static func gaussian() throws -> GalleryModel {
        let model = GaussianSpectralModel(amplitude: 1e-12, mean: 3, sigma: 0.4)
        return try GalleryModel(
            model, ["F, the flux of the whole line", "energy m of the line", "standard deviation σ"],
            varying: "sigma", [0.2, 0.4, 0.8], range: 1...10)
    }

    private static func template() throws -> GalleryModel {
        let model = try TemplateSpectralModel(
            energies: [0.1, 0.3, 1, 3, 10],
            values: [3e-10, 4e-11, 4e-12, 2e-13, 5e-15])
        return try GalleryModel(model, [], range: 0.1...10)
    }

    private static func piecewiseNorm() throws -> GalleryModel {
        let model = try PiecewiseNorm(
            energies: [0.3, 1, 3, 10], norms: [0.9, 1.1, 1, 1.2])
        return try GalleryModel(
            model, ["factor at the first energy", "at the second", "at the third", "at the fourth"], range: 0.1...30,
            defaults: PiecewiseNorm(energies: [0.3, 1, 3, 10]))
    }

    private static func compound() throws -> GalleryModel {
        let model =
            PowerLaw(index: 2.6, amplitude: 3e-12)
            + GaussianSpectralModel(amplitude: 2e-13, mean: 3, sigma: 0.3)
        return try GalleryModel(
            model,
            [
                "Γ of the power law", "A of the power law", "E₀ of the power law", "flux of the line",
                "energy of the line", "width of the line",
            ], range: 0.5...20, parts: [("model1", model.first), ("model2", model.second)],
            defaults: PowerLaw() + GaussianSpectralModel())
    }

    private static func scale() throws -> GalleryModel {
        let model = ScaleSpectralModel(
            LogParabola(amplitude: 3.2e-11, reference: 1, alpha: 2.5, beta: 0.1),
            norm: 1.5)
        return try GalleryModel(
            model, ["N"], varying: "norm", [0.5, 1, 1.5], range: 0.1...100,
            defaults: ScaleSpectralModel(LogParabola()))
    }

    static func absorption() throws -> GalleryModel {
        let model = try EBLAbsorptionNorm.builtin(.dominguez, redshift: 0.116)
        return try GalleryModel(
            model, ["redshift z of the source", "power α of the transmission"],
            varying: "redshift", [0.03, 0.116, 0.5], range: 0.01...30, defaults: EBLAbsorptionNorm.builtin(.dominguez))
    }

    static func crabNebula() throws -> GalleryModel {
        let model = MeyerCrab()
        return try GalleryModel(model, ["factor on the published spectrum"], range: 0.001...100)
    }
}
