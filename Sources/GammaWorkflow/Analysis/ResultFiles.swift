import GammaCore
import GammaDatasets
import GammaIO
import GammaModels
import GammaPlots
import GammaProducts

/// The files of a result, in a folder of their own.
struct ResultFiles {
    /// The folder, which is made when it is missing, with `figures` in it.
    let folder: String
    /// The paths written so far, in order.
    private(set) var written: [String] = []

    /// - Throws: faults of the file system.
    init(_ folder: String) throws {
        self.folder = try DataPath.expand(folder)
        try OutputFolder.make(self.folder + "/figures")
    }

    /// Writes `datasets.yaml` with its FITS files.
    mutating func add(_ datasets: [any Dataset]) throws {
        written += try DatasetsFile.write(datasets, to: folder + "/datasets.yaml")
    }

    /// Writes `models.yaml` and `fit.json`.
    mutating func add(_ fit: ModelsFitResult?) throws {
        guard let fit else { return }
        written += try fit.models.write(to: folder + "/models.yaml")
        try AtomicFile.write(fit.json.text(pretty: true) + "\n", to: folder + "/fit.json")
        written.append(folder + "/fit.json")
    }

    /// Writes `flux_points.{ecsv,fits}` and `light_curve.{ecsv,fits}`.
    /// - Parameter suffix: ending of the files' stems.
    mutating func add(_ fluxPoints: FluxPoints?, _ lightCurve: LightCurve?, suffix: String = "") throws {
        for ending in ["ecsv", "fits"] {
            if let fluxPoints {
                let path = "\(folder)/flux_points\(suffix).\(ending)"
                try fluxPoints.write(to: path, sedType: .likelihood)
                written.append(path)
            }
            if let lightCurve {
                let path = "\(folder)/light_curve\(suffix).\(ending)"
                try lightCurve.write(to: path, sedType: .flux)
                written.append(path)
            }
        }
    }

    /// Writes `excess_map.fits` with its model.
    mutating func add(_ excessMap: FluxMaps?) throws {
        guard let excessMap else { return }
        written += try excessMap.write(to: folder + "/excess_map.fits")
    }

    /// Draws `figures/NAME.{png,svg,pdf}` in parallel; their bytes do not depend on the number of threads.
    mutating func add(_ figures: [(name: String, figure: any Figure)], _ execution: Execution) throws {
        let folder = folder
        written += try parallelMap(figures, execution, step: "figures") { name, figure in
            try figure.saveAll(to: "\(folder)/figures/\(name)")
        }.flatMap { $0 }
    }
}
