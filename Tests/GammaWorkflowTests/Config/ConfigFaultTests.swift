import GammaCore
import Testing

@testable import GammaWorkflow

/// A mistake and what is said about it.
struct Mistake: Sendable, CustomTestStringConvertible {
    let yaml: String
    let code: Fault.Code
    let place: String
    let says: String
    let hint: String

    init(_ yaml: String, _ code: Fault.Code, _ place: String, _ says: String, hint: String = "") {
        self.yaml = yaml
        self.code = code
        self.place = place
        self.says = says
        self.hint = hint
    }

    var testDescription: String { yaml }
}

@Suite struct ConfigFaultTests {
    static let mistakes: [Mistake] = [
        // keys
        Mistake(
            "datsets: {}", .unknownKey, "c.yaml:1:1  datsets", "no key 'datsets' at the top level",
            hint: "did you mean 'datasets'?"),
        Mistake(
            "datasets:\n  safe_masks: {}", .unknownKey, "c.yaml:2:3  datasets.safe_masks", "in 'datasets'",
            hint: "did you mean 'safe_mask'?"),
        Mistake(
            "fit: {nbins: 3}", .unknownKey, "c.yaml:1:7  fit.nbins", "no key 'nbins'",
            hint: "belongs to 'datasets.geom.axes.energy'"),
        Mistake("fit: {zzzzzzzz: 3}", .unknownKey, "c.yaml:1:7  fit.zzzzzzzz", "no key", hint: "keys here: fit_range"),
        Mistake("fit: {fit_range: {min: 1 TeV}, fit_range: {}}", .yamlSyntax, "c.yaml:1", "duplicate key 'fit_range'"),
        // sections that belong together
        Mistake("peaks: {threshold: 4}", .missingKey, "c.yaml:1", "no section ts_map or excess_map", hint: "ts_map"),
        Mistake(
            "peaks: {map: excess_map}\nts_map: {index: 2}", .missingKey, "c.yaml:1", "no section excess_map",
            hint: "correlation_radius"),
        Mistake(
            "datasets: {background: {method: reflected, exclusion: auto}}", .incompatible, "c.yaml:1", "needs maps",
            hint: "gammakit exclusion"),
        Mistake(
            "light_curve: {parameters: {reoptimize: true, stack_over_time_interval: true}}", .incompatible, "c.yaml:1",
            "cannot be stacked", hint: "false"),
        // the fit
        Mistake("fit: {bootstrap: 0}", .badValue, "c.yaml:1:18  fit.bootstrap", "at least 1"),
        Mistake(
            "fit: {ts: all, seed: 3}", .incompatible, "c.yaml:1:22  fit.seed", "nothing is drawn", hint: "bootstrap"),
        Mistake(
            "fit: {sampler: nuts}", .incompatible, "c.yaml:1:16  fit.sampler", "nothing is sampled", hint: "sampling"),
        Mistake("fit: {bands: sampled, seed: -3}", .badValue, "c.yaml:1:29  fit.seed", "not be negative"),
        Mistake(
            "fit: {bands: sample}", .badValue, "c.yaml:1:14  fit.bands", "'sample'", hint: "did you mean 'sampled'?"),
        Mistake("fit: {contours: [[a.index]]}", .badValue, "c.yaml:1:18  fit.contours", "a pair of names", hint: "[["),
        Mistake("fit: {contours: [[a.index, a.index]]}", .badValue, "c.yaml:1:18  fit.contours", "'a.index' twice"),
        Mistake("fit: {contours: [a.index, b.index]}", .badValue, "c.yaml:1:18  fit.contours", "a pair of names"),
        Mistake("fit: {profile: [a.index]}", .unknownKey, "c.yaml:1:7  fit.profile", "no key", hint: "'profiles'"),
        // kinds
        Mistake("fit: 3", .badValue, "c.yaml:1:6  fit", "'fit' is a section, not the number 3", hint: "fit_range"),
        Mistake("[1, 2]", .badValue, "c.yaml:1:1", "sections", hint: "general"),
        Mistake("general: {n_jobs: 4.5}", .badValue, "c.yaml:1:19  general.n_jobs", "an integer"),
        Mistake("general: {n_jobs: 0}", .badValue, "c.yaml:1:19  general.n_jobs", "at least 1"),
        Mistake("general: {n_jobs: [1]}", .badValue, "c.yaml:1:19  general.n_jobs", "an integer, found a list"),
        Mistake(
            "flux_points: {source: 5}", .badValue, "c.yaml:1:23  flux_points.source", "expected text",
            hint: "put it in quotes"),
        Mistake("datasets: {stack: maybe}", .badValue, "c.yaml:1:19  datasets.stack", "true or false"),
        Mistake(
            "datasets: {map_selection: counts}", .badValue, "c.yaml:1:27  datasets.map_selection", "a list",
            hint: "brackets"),
        Mistake("observations: {obs_ids: [1, x]}", .badValue, "c.yaml:1:29  observations.obs_ids", "an integer"),
        Mistake("general: {outdir: null}", .badValue, "c.yaml:1:19  general.outdir", "a path"),
        // choices
        Mistake(
            "datasets: {type: 2d}", .badValue, "c.yaml:1:18  datasets.type", "'2d' is not known here",
            hint: "did you mean '1d'?"),
        Mistake(
            "datasets: {background: {method: reflectd}}", .badValue, "c.yaml:1:33", "'reflectd'",
            hint: "did you mean 'reflected'?"),
        Mistake(
            "datasets: {safe_mask: {methods: [aeff-max, aefff-default]}}", .badValue, "c.yaml:1:44", "'aefff-default'",
            hint: "did you mean 'aeff-default'?"),
        Mistake("observations: {obs_cone: {frame: fk5}}", .badValue, "c.yaml:1:34", "'fk5'", hint: "icrs, galactic"),
        Mistake(
            "flux_points: {parameters: {selection_optional: ul}}", .badValue, "c.yaml:1:48", "'all' or a list",
            hint: "write [ul]"),
        // units
        Mistake(
            "datasets: {geom: {axes: {energy: {min: 0.2 TeV, max: 30.0 Te, nbins: 15}}}}", .badUnit,
            "c.yaml:1:54  datasets.geom.axes.energy.max", "'Te' is not a unit", hint: "did you mean 'TeV'?"),
        Mistake(
            "fit: {fit_range: {min: 1 deg}}", .badUnit, "c.yaml:1:24  fit.fit_range.min", "'deg' is no unit of energy"),
        Mistake("fit: {fit_range: {min: 1}}", .badUnit, "c.yaml:1:24  fit.fit_range.min", "no unit", hint: "1 TeV"),
        Mistake("fit: {fit_range: {min: one TeV}}", .badValue, "c.yaml:1:24", "not a number"),
        Mistake(
            "observations: {obs_cone: {frame: icrs, lon: 83, lat: 1 deg, radius: 1 deg}}", .badUnit, "c.yaml:1:45",
            "no unit", hint: "deg"),
        Mistake("light_curve: {parameters: {atol: 1 deg}}", .badUnit, "c.yaml:1:34", "no unit of time"),
        // ranges
        Mistake("fit: {fit_range: {min: -3 TeV}}", .badValue, "c.yaml:1:24", "must be positive"),
        Mistake(
            "fit:\n  fit_range:\n    min: 20 TeV\n    max: 600 GeV", .badValue, "c.yaml:3:10  fit.fit_range.min",
            "min (20.0 TeV) is not below max (600.0 GeV)"),
        Mistake(
            "observations: {obs_cone: {frame: icrs, lon: 1 deg, lat: 91 deg, radius: 1 deg}}", .badValue, "c.yaml:1:57",
            "between -90 and 90"),
        Mistake("datasets: {geom: {wcs: {binsize: 0 deg}}}", .badValue, "c.yaml:1:34", "positive"),
        Mistake("datasets: {safe_mask: {parameters: {aeff_percent: 110}}}", .badValue, "c.yaml:1:51", "percentage"),
        Mistake("fit: {fit_range: {min: 1e400 TeV}}", .badValue, "c.yaml:1:24", "not a number"),
        // what belongs together
        Mistake(
            "datasets: {geom: {axes: {energy: {min: 0.2 TeV, max: 30.0 TeV}}}}", .missingKey,
            "c.yaml:1:26  datasets.geom.axes.energy.nbins", "'nbins' is missing beside 'min', 'max'"),
        Mistake(
            "observations: {obs_cone: {frame: icrs, lon: 1 deg, lat: 1 deg}}", .missingKey,
            "c.yaml:1:16  observations.obs_cone.radius", "'radius' is missing"),
        Mistake(
            "observations: {obs_ids: [1], obs_file: x}", .incompatible, "c.yaml:1:40  observations.obs_file",
            "cannot both"),
        Mistake(
            "observations: {obs_time: {start: 2004-12-04}}", .missingKey, "c.yaml:1:16  observations.obs_time.stop",
            "'stop' is missing"),
        Mistake(
            "observations: {obs_time: {start: [2004-12-04, 2004-12-05], stop: [2004-12-05]}}", .incompatible,
            "c.yaml:1:66", "2 starts but 1 stops"),
        Mistake(
            "observations: {obs_time: {start: 2004-12-06, stop: 2004-12-05}}", .badValue, "c.yaml:1:34", "is not before"
        ),
        Mistake(
            "observations: {obs_time: {start: 53343.9, stop: 53344.9}}", .badValue, "c.yaml:1:34", "several kinds",
            hint: "MJD"),
        Mistake(
            "observations: {obs_time: {start: 2004-13-04, stop: 2004-12-05}}", .badValue, "c.yaml:1:34", "2004-13-04"),
        Mistake(
            "datasets: {type: 3d, background: {method: reflected}}", .incompatible, "c.yaml:1:43",
            "does not work for type 3d", hint: "fov_background, ring"),
        Mistake("datasets: {type: 3d, background: {method: ring}}", .incompatible, "c.yaml", "one energy bin, not 5"),
        Mistake(
            "datasets: {type: 3d, geom: {axes: {energy: {min: 1 TeV, max: 10 TeV, nbins: 1}}}, background: {method: ring, "
                + "parameters: {r_in: 0.7 deg}}}", .missingKey, "c.yaml:1:", "needs 'width'", hint: "width: 0.3 deg"),
        Mistake(
            "datasets: {background: {method: reflected, parameters: {r_in: 1 deg}}}", .incompatible, "c.yaml:1:63",
            "parameter of 'ring'"),
    ]

    @Test(arguments: mistakes)
    func everyMistakeIsAnsweredWithItsPlace(_ mistake: Mistake) throws {
        let fault = try #require(throws: Fault.self) { try AnalysisConfig.parse(mistake.yaml, file: "c.yaml") }
        #expect(fault.code == mistake.code)
        #expect(fault.origin.description.hasPrefix(mistake.place), "\(fault.origin)")
        #expect(fault.message.contains(mistake.says), "\(fault.message)")
        #expect(mistake.hint.isEmpty || fault.hint?.contains(mistake.hint) == true, "\(fault.hint ?? "no hint")")
        #expect(!fault.message.hasSuffix("."))
    }

    @Test func allFaultsOfAFileAreFoundInOrder() {
        let faults = AnalysisConfig.faults(
            in: "fit: {fit_range: {min: 1 Te}}\ngeneral: {n_job: 1}\ndatasets: {stack: 7x}\n")
        #expect(faults.map { $0.origin.line } == [1, 2, 3])
        #expect(AnalysisConfig.faults(in: crabConfiguration).isEmpty)
        #expect(AnalysisConfig.faults(in: "a: [").first?.code == .yamlSyntax)
    }

    @Test func aConfigurationMadeInCodeCanBeValidated() throws {
        var config = AnalysisConfig()
        try config.validate()
        config.fit.fitRange = EnergyRangeConfig(min: .TeV(2), max: .TeV(1))
        #expect(throws: Fault.self) { try config.validate() }
    }
}
