import Foundation
import GammaCore
import GammaMakers
import GammaMaps
import GammaModels

/// The demonstration: four runs on a source like the Crab nebula are simulated and analysed as real data are.
///
/// The folder receives `data` (the archive, with the true models in `models.yaml`), `config.yaml`, `models.yaml` (what the
/// fit starts from) and `results`.
public struct CrabDemo: Sendable {
    /// The folder, an absolute path.
    public let folder: String
    /// Seed of the simulation.
    public let seed: UInt64

    /// Makes the demonstration.
    /// - Throws: faults for an environment variable in the path that is not set.
    public init(folder: String = "demo", seed: UInt64 = 6) throws {
        self.folder = URL(fileURLWithPath: try DataPath.expand(folder)).standardizedFileURL.path
        self.seed = seed
    }

    /// Folder of the archive.
    public var dataFolder: String { folder + "/data" }
    /// The configuration.
    public var configFile: String { folder + "/config.yaml" }
    /// What the fit starts from.
    public var modelsFile: String { folder + "/models.yaml" }
    /// Folder of the results.
    public var resultsFolder: String { folder + "/results" }

    /// Simulates, writes configuration and models, reads them again and runs the analysis.
    /// - Throws: ``Fault/Code/fileUnwritable``, also when the folder holds a configuration that is not the demonstration's.
    public func run(_ execution: Execution = Execution()) throws -> CrabDemoResult {
        try checkFolder()
        var simulator = ArchiveSimulator(.crab)
        simulator.seed = seed
        let runs = try simulator.write(to: dataFolder, execution: execution)
        try AtomicFile.write(configText, to: configFile)
        try startModels(simulator.models).write(to: modelsFile, withCovariance: false)

        let config = try AnalysisConfig.read(configFile, notices: execution.notices)
        let models = try Models.read(modelsFile, notices: execution.notices)
        let result = try SpectrumAnalysis(config, execution: execution).run(models: models)
        let files = try result.write(to: resultsFolder, execution: execution)
        return CrabDemoResult(truth: simulator.models, runs: runs, analysis: result, files: files)
    }

    private static let firstLine = "# Written by gammakit demo: the analysis of the simulated runs beside this file."

    private func checkFolder() throws {
        guard FileManager.default.fileExists(atPath: configFile) else { return }
        let text = String(decoding: try FileBytes.read(configFile), as: UTF8.self)
        guard text.hasPrefix(Self.firstLine) else {
            throw Fault(
                .fileUnwritable, "the folder holds another configuration", at: Origin(file: configFile),
                hint: "choose another folder with --output")
        }
    }

    /// The true models with parameters that are not yet right.
    private func startModels(_ truth: Models) -> Models {
        let starts = ["amplitude": 1e-11, "alpha": 2, "beta": 0.05]
        var models = truth
        for index in models.components.indices {
            var parameters = models.components[index].parameters
            for position in parameters.indices {
                if let start = starts[parameters[position].name] { parameters[position].value = start }
                // The spectrum alone is fitted: the region stays where it is.
                if ["lon_0", "lat_0"].contains(parameters[position].name) { parameters[position].isFrozen = true }
            }
            models.components[index].parameters = parameters
        }
        return models
    }

    private var configText: String {
        let datastore = dataFolder.replacing("'", with: "''")
        return """
            \(Self.firstLine)
            # Keys and defaults: gammakit config init. The same file runs in Gammapy.
            general:
              log: {level: info}
            observations:
              datastore: '\(datastore)'
              required_irf: [aeff, edisp, psf, bkg]
            datasets:
              type: 1d
              stack: true                       # one spectrum of all runs
              geom:
                axes:
                  energy: {min: 0.2 TeV, max: 50 TeV, nbins: 24}
                  energy_true: {min: 0.1 TeV, max: 100 TeV, nbins: 60}
              map_selection: [counts, exposure, edisp]
              on_region: {frame: icrs, lon: 83.6331 deg, lat: 22.0145 deg, radius: 0.12 deg}
              containment_correction: true      # the region holds part of the point spread only
              background: {method: reflected}   # regions at the same distance to the pointing
              safe_mask: {methods: [aeff-default, aeff-max], parameters: {aeff_percent: 10}}
            fit:
              fit_range: {min: 0.3 TeV, max: 30 TeV}
            flux_points:
              source: crab
              energy: {min: 0.3 TeV, max: 30 TeV, nbins: 10}
              parameters: {selection_optional: all}
            light_curve:
              source: crab
              energy_edges: {min: 1 TeV, max: 30 TeV, nbins: 1}

            """
    }
}
