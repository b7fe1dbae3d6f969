import GammaCore
import GammaIO
import GammaModels

/// Files of template models.
enum TemporalFiles {
    /// Writes the file of a template model and gives the model its name; other models have none.
    static func store(_ model: inout any TemporalModel, in folder: String) throws {
        if var curve = model as? LightCurveTemplateTemporalModel {
            curve.filename = "curve.fits"
            try lightCurve(curve, to: folder + "/curve.fits")
            model = curve
        } else if var curve = model as? TemplatePhaseCurveTemporalModel {
            curve.filename = "phase.fits"
            try phaseCurve(curve.curve, to: folder + "/phase.fits")
            model = curve
        }
    }

    static func lightCurve(_ model: LightCurveTemplateTemporalModel, to path: String) throws {
        let header = FITSHeader([
            .init("MJDREFI", .int(55197)), .init("MJDREFF", .double(0.25)), .init("TIMESYS", .string("utc")),
        ])
        let table = Table(
            header: header,
            columns: [
                Column("TIME", .double(model.curve.days), unit: "d"), Column("NORM", .double(model.curve.values)),
            ])
        try FITSWriter.write([.table(table)], to: path)
    }

    static func phaseCurve(_ curve: PhaseCurve, to path: String) throws {
        let table = Table(columns: [Column("PHASE", .double(curve.phases)), Column("NORM", .double(curve.values))])
        try FITSWriter.write([.table(table)], to: path)
    }
}
