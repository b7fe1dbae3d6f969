import GammaKit

extension ModelGallery {
    /// Formulas of the time since a reference.
    static func formulas() throws -> [GalleryModel] {
        try [
            constantTime(), linear(), expDecay(), gaussianPulse(), generalizedGaussianPulse(), powerLawTime(), sine(),
        ]
    }

    /// Curves in files.
    static func curves() throws -> [GalleryModel] { try [lightCurve(), phaseCurve()] }

    private static let reference = "reference time t_ref, MJD"

    private static func constantTime() throws -> GalleryModel {
        let model = ConstantTemporalModel()
        return try GalleryModel(model, [], range: 0...10)
    }

    private static func linear() throws -> GalleryModel {
        let model = LinearTemporalModel(
            alpha: 1, beta: 0.1, reference: 59000, scale: .tt)
        return try GalleryModel(
            model, ["α, the factor at t_ref", "β, its change a day", reference], varying: "beta", [-0.05, 0, 0.1],
            range: 0...10)
    }

    private static func expDecay() throws -> GalleryModel {
        let model = ExpDecayTemporalModel(t0: 2, reference: 59000, scale: .tt)
        return try GalleryModel(
            model, ["t₀, in which the factor falls to 1/e", reference], varying: "t0", [1, 2, 5], range: 0...10)
    }

    private static func gaussianPulse() throws -> GalleryModel {
        let model = GaussianTemporalModel(reference: 59000, sigma: 0.5, scale: .tt)
        return try GalleryModel(
            model, ["time of the peak, MJD", "standard deviation σ"], varying: "sigma", [0.25, 0.5, 1], range: -3...3)
    }

    private static func generalizedGaussianPulse() throws -> GalleryModel {
        let model = GeneralizedGaussianTemporalModel(
            reference: 59000, rise: 0.3, decay: 1, eta: 1, scale: .tt)
        return try GalleryModel(
            model,
            [
                "time of the peak, MJD", "τ before the peak", "τ after the peak",
                "η: ½ Gaussian, 1 exponential, small values a box",
            ], varying: "eta", [0.2, 0.5, 1], range: -2...4)
    }

    private static func powerLawTime() throws -> GalleryModel {
        let model = PowerLawTemporalModel(alpha: -1, reference: 59000, t0: 1, scale: .tt)
        return try GalleryModel(
            model, ["exponent α", reference, "t₀, at which the factor is 1"], varying: "alpha", [-0.5, -1, -2],
            range: 0.5...5)
    }

    private static func sine() throws -> GalleryModel {
        let model = SineTemporalModel(
            amplitude: 0.4, omega: 1.5, reference: 59000, scale: .tt)
        return try GalleryModel(
            model, ["relative amplitude A", "angular frequency ω", "reference time t_ref of phase 0, MJD"],
            varying: "amp", [0.2, 0.4, 0.8], range: 0...10)
    }

    private static func lightCurve() throws -> GalleryModel {
        let curve = try LightCurveTemplate(
            days: [0, 1, 2, 4, 7, 10], values: [0.4, 1, 2.2, 1.3, 0.8, 0.5])
        let model = LightCurveTemplateTemporalModel(
            curve, reference: 59000, scale: .tt, filename: "curve.fits")
        let header = FITSHeader([
            .init("MJDREFI", .int(59000)), .init("MJDREFF", .double(0)), .init("TIMESYS", .string("tt")),
        ])
        let table = Table(
            header: header,
            columns: [Column("TIME", .double(curve.days), unit: "d"), Column("NORM", .double(curve.values))])
        return try GalleryModel(
            model, [reference + "; that of the file unless given"], range: 0...10,
            file: GalleryModel.File(name: "curve.fits") { try FITSWriter.write([.table(table)], to: $0) })
    }

    private static func phaseCurve() throws -> GalleryModel {
        let curve = try PhaseCurve(
            phases: [0, 0.2, 0.3, 0.4, 0.6, 0.7, 0.8, 1], values: [0, 0, 1, 0, 0, 2, 0, 0])
        let model = try TemplatePhaseCurveTemporalModel(
            curve, reference: 59000, f0: 29.6, f1: -3.7e-10, scale: .tt, filename: "phase.fits")
        let table = Table(
            columns: [Column("PHASE", .double(curve.phases)), Column("NORM", .double(curve.values))])
        return try GalleryModel(
            model,
            [
                reference, "phase φ₀ at t_ref", "frequency f₀ at t_ref", "its first derivative f₁",
                "its second derivative f₂",
            ], range: 0...1, defaults: TemplatePhaseCurveTemporalModel(curve),
            file: GalleryModel.File(name: "phase.fits") { try FITSWriter.write([.table(table)], to: $0) })
    }
}
