import GammaKit

extension ModelGallery {
    /// Power laws without and with a break.
    static func powerLaws() throws -> [GalleryModel] {
        try [powerLaw(), powerLaw2(), powerLawNorm(), brokenPowerLaw(), smoothBrokenPowerLaw()]
    }

    /// Power laws with a cut-off.
    static func cutoffs() throws -> [GalleryModel] {
        try [
            expCutoffPowerLaw(), expCutoffPowerLawNorm(), expCutoffPowerLaw3FGL(), superExpCutoffPowerLaw3FGL(),
            superExpCutoffPowerLaw4FGL(), superExpCutoffPowerLaw4FGLDR3(),
        ]
    }

    private static func powerLaw() throws -> GalleryModel {
        let model = PowerLaw(index: 2.6, amplitude: 3.45e-11)
        return try GalleryModel(
            model, ["spectral index Γ", "A, dN/dE at the reference energy", "reference energy E₀"],
            varying: "index", [2, 2.6, 3.2], range: 0.1...100)
    }

    private static func powerLaw2() throws -> GalleryModel {
        let model = PowerLaw2(amplitude: 2.1e-11, index: 2.6, minimum: 1, maximum: 10)
        return try GalleryModel(
            model, ["F, the flux between E₁ and E₂", "spectral index Γ", "lower energy E₁", "upper energy E₂"],
            varying: "index", [2, 2.6, 3.2], range: 0.1...100)
    }

    private static func powerLawNorm() throws -> GalleryModel {
        let model = PowerLawNorm(norm: 1.1, tilt: 0.1)
        return try GalleryModel(
            model, ["exponent", "N, the factor at the reference energy", "reference energy E₀"],
            varying: "tilt", [-0.2, 0, 0.2], range: 0.1...100)
    }

    private static func brokenPowerLaw() throws -> GalleryModel {
        let model = BrokenPowerLaw(index1: 1.8, index2: 2.8, amplitude: 1e-12, ebreak: 3)
        return try GalleryModel(
            model, ["index Γ₁ below the break", "index Γ₂ above the break", "A, dN/dE at the break", "energy E_b"],
            varying: "ebreak", [1, 3, 10], range: 0.1...100)
    }

    private static func smoothBrokenPowerLaw() throws -> GalleryModel {
        let model = SmoothBrokenPowerLaw(index1: 1.8, index2: 2.8, amplitude: 1e-11, ebreak: 3, beta: 0.3)
        return try GalleryModel(
            model,
            [
                "index Γ₁ far below the break", "index Γ₂ far above the break",
                "A, dN/dE at E₀ if the break is far above",
                "energy of the break E_b", "reference energy E₀", "width of the break β",
            ], varying: "beta", [0.1, 0.3, 1], range: 0.1...100)
    }

    private static func expCutoffPowerLaw() throws -> GalleryModel {
        let model = ExpCutoffPowerLaw(index: 2, amplitude: 4e-11, lambda: 0.1)
        return try GalleryModel(
            model,
            [
                "index Γ far below the cut-off", "A, dN/dE at E₀ without the cut-off", "reference energy E₀",
                "λ, the inverse of the cut-off energy", "sharpness α of the cut-off",
            ], varying: "lambda_", [0.03, 0.1, 0.3], range: 0.1...100)
    }

    private static func expCutoffPowerLawNorm() throws -> GalleryModel {
        let model = ExpCutoffPowerLawNorm(norm: 1, lambda: 0.05)
        return try GalleryModel(
            model,
            [
                "index Γ", "N, the factor at E₀ without the cut-off", "reference energy E₀",
                "λ, the inverse of the cut-off energy", "sharpness α of the cut-off",
            ], varying: "lambda_", [0.02, 0.05, 0.2], range: 0.1...100)
    }

    private static func expCutoffPowerLaw3FGL() throws -> GalleryModel {
        let model = ExpCutoffPowerLaw3FGL(index: 1.5, amplitude: 1e-4, reference: 0.001, ecut: 0.003)
        return try GalleryModel(
            model,
            ["index Γ far below the cut-off", "A, dN/dE at E₀", "reference energy E₀", "cut-off energy E_c"],
            varying: "ecut", [0.001, 0.003, 0.01], range: 1e-4...0.1)
    }

    private static func superExpCutoffPowerLaw3FGL() throws -> GalleryModel {
        let model = SuperExpCutoffPowerLaw3FGL(
            amplitude: 1e-4, reference: 0.001, ecut: 0.003, index1: 1.2, index2: 0.7)
        return try GalleryModel(
            model,
            [
                "A, dN/dE at E₀", "reference energy E₀", "cut-off energy E_c", "index Γ₁ far below the cut-off",
                "sharpness Γ₂ of the cut-off",
            ], varying: "index_2", [0.5, 0.7, 1], range: 1e-4...0.1)
    }

    private static func superExpCutoffPowerLaw4FGL() throws -> GalleryModel {
        let model = SuperExpCutoffPowerLaw4FGL(
            amplitude: 1e-4, reference: 0.001, expfactor: 0.007, index1: 1.3, index2: 0.6)
        return try GalleryModel(
            model,
            [
                "A, dN/dE at E₀", "reference energy E₀", "a in MeV^−Γ₂, written without unit",
                "index Γ₁ far below the cut-off", "sharpness Γ₂ of the cut-off",
            ], varying: "expfactor", [0.003, 0.007, 0.015], range: 1e-4...0.1)
    }

    private static func superExpCutoffPowerLaw4FGLDR3() throws -> GalleryModel {
        let model = SuperExpCutoffPowerLaw4FGLDR3(
            amplitude: 1e-4, reference: 0.002, expfactor: 0.5, index1: 1.9, index2: 0.6)
        return try GalleryModel(
            model,
            [
                "A, dN/dE at E₀", "reference energy E₀", "a, the curvature at E₀", "Γ₁, the local index at E₀",
                "sharpness Γ₂ of the cut-off",
            ], varying: "expfactor", [0.2, 0.5, 0.9], range: 1e-4...0.1)
    }
}
