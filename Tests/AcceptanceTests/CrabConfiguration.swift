import GammaKit
import GammaTestSupport
import Testing

/// The spectrum of the Crab nebula from four H.E.S.S. runs, configured as Gammapy's high-level interface does it.
enum CrabConfiguration {
    /// The configuration; `$GAMMAPY_DATA` stands for the folder of the data sets.
    static let text = """
        general:
          log: {level: info, filename: null, filemode: null, format: null, datefmt: null}
          outdir: .
        observations:
          datastore: $GAMMAPY_DATA/hess-dl3-dr1
          obs_ids: []
          obs_file: null
          obs_cone: {frame: icrs, lon: 83.633 deg, lat: 22.014 deg, radius: 5.0 deg}
          obs_time: {start: null, stop: null}
          required_irf: [aeff, edisp, bkg]
        datasets:
          type: 1d
          stack: true
          geom:
            axes:
              energy: {min: 0.2 TeV, max: 30.0 TeV, nbins: 15}
              energy_true: {min: 0.1 TeV, max: 60.0 TeV, nbins: 30}
          map_selection: [counts, exposure, edisp]
          background: {method: reflected, exclusion: null}
          safe_mask: {methods: [aeff-default, aeff-max], parameters: {aeff_percent: 10}}
          on_region: {frame: icrs, lon: 83.63 deg, lat: 22.01 deg, radius: 0.11 deg}
          containment_correction: true
        fit:
          fit_range: {min: 0.6 TeV, max: 20.0 TeV}
        flux_points:
          energy: {min: 0.4 TeV, max: 20.0 TeV, nbins: 10}
          source: Crab
          parameters: {selection_optional: all}

        """

    /// A power law to start from.
    static let models = Models(SkyModel("Crab", spectral: PowerLaw(index: 2.6, amplitude: 5e-11, reference: 1)))

    /// The whole analysis on the data sets of the tests.
    /// - Parameter stacked: one spectrum of all runs, or one a run.
    static func run(threads: Int = 2, stacked: Bool = true) throws -> AnalysisResult {
        var text = text.replacing("$GAMMAPY_DATA", with: try #require(TestData.folder))
        if !stacked { text = text.replacing("stack: true", with: "stack: false") }
        let config = try AnalysisConfig.parse(text, file: "crab.yaml")
        return try SpectrumAnalysis(config, execution: Execution(threads: threads)).run(models: models)
    }
}
