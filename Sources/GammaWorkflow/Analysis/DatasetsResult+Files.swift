import GammaCore
import GammaDatasets
import GammaIO
import GammaModels
import GammaPlots

extension DatasetsResult {
    /// Writes everything to a folder, which is made when it is missing; each file is replaced as a whole.
    ///
    /// `datasets.yaml` with its FITS files, `models.yaml`, `fit.json`, `figures/NAME.{png,svg,pdf}`.
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
        let figures = try DatasetsFigures(result: self).all(execution)
        return written
            + (try parallelMap(figures, execution, step: "figures") { name, figure in
                try figure.saveAll(to: "\(folder)/figures/\(name)")
            }.flatMap { $0 })
    }
}
