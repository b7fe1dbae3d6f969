import Foundation
import GammaCore
import GammaDatasets
import GammaIO
import GammaModels
import GammaPlots
import GammaProducts

extension AnalysisResult {
    /// Writes everything to a folder, which is made when it is missing; each file is replaced as a whole.
    ///
    /// `datasets.yaml` with its FITS files, `models.yaml`, `fit.json`, `flux_points.{ecsv,fits}`,
    /// `light_curve.{ecsv,fits}`, `figures/NAME.{png,svg,pdf}`.
    /// - Returns: the paths written, in order.
    @discardableResult
    public func write(to folder: String, execution: Execution = Execution()) throws -> [String] {
        let folder = try DataPath.expand(folder)
        try OutputFolder.make(folder + "/figures")
        var written = try DatasetsFile.write(datasets, to: folder + "/datasets.yaml")
        if let fit {
            written += try fit.models.write(to: folder + "/models.yaml")
            try AtomicFile.write(fit.json.text(pretty: true) + "\n", to: folder + "/fit.json")
            written.append(folder + "/fit.json")
        }
        for suffix in ["ecsv", "fits"] {
            if let fluxPoints {
                try fluxPoints.write(to: folder + "/flux_points.\(suffix)", sedType: .likelihood)
                written.append(folder + "/flux_points.\(suffix)")
            }
            if let lightCurve {
                try lightCurve.write(to: folder + "/light_curve.\(suffix)", sedType: .flux)
                written.append(folder + "/light_curve.\(suffix)")
            }
        }
        return written + (try writeFigures(to: folder + "/figures", execution))
    }

    /// Draws all figures in parallel; their bytes do not depend on the number of threads.
    private func writeFigures(to folder: String, _ execution: Execution) throws -> [String] {
        let figures = AnalysisFigures(result: self).all
        return try parallelMap(figures, execution, step: "figures") { name, figure in
            try figure.saveAll(to: "\(folder)/\(name)")
        }.flatMap { $0 }
    }
}
