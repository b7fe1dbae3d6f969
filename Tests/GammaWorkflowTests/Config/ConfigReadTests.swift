import GammaCore
import GammaTestSupport
import Testing

@testable import GammaWorkflow

@Suite struct ConfigReadTests {
    @Test func crabConfigurationIsReadAsItStands() throws {
        let notices = Notices()
        let config = try AnalysisConfig.parse(crabConfiguration, file: "crab.yaml", notices: notices)
        #expect(notices.all.isEmpty)
        #expect(config.observations.datastore.text == "$GAMMAPY_DATA/hess-dl3-dr1")
        #expect(config.observations.requiredIRF == [.aeff, .edisp, .bkg])
        #expect(config.observations.obsCone.radius?.degrees == 5)
        #expect(config.observations.obsTime.intervals == nil)
        #expect(config.datasets.geom.energy.axis.map { [$0.minTeV, $0.maxTeV, Double($0.bins)] } == [0.2, 30, 15])
        #expect(config.datasets.mapSelection == [.counts, .exposure, .edisp])
        #expect(config.datasets.background.method == .reflected)
        #expect(config.datasets.safeMask.methods == [.aeffDefault, .aeffMax])
        #expect(config.datasets.safeMask.parameters.aeffPercent == 10)
        #expect(config.datasets.onRegion.lon?.degrees == 83.63)
        #expect(config.fit.fitRange.max?.TeV == 20)
        #expect(config.fluxPoints.source == "Crab")
        #expect(config.fluxPoints.parameters.selectionOptional == .all)
        #expect(config.lightCurve == LightCurveConfig())
        #expect(config.mentions("flux_points") && !config.mentions("light_curve"))
        #expect(config.origin(of: "flux_points.source").description == "crab.yaml:27:11  flux_points.source")
    }

    @Test(
        .enabled(if: TestData.isAvailable),
        arguments: [
            "PKS2155-steady/config_stack.yaml", "estimators/crab_hess_fp/config.yaml",
            "estimators/pks2155_hess_lc/config.yaml",
        ])
    func publicConfigurationsAreRead(_ name: String) throws {
        guard let path = TestData.path(name) else { return }
        let config = try AnalysisConfig.read(path)
        #expect(config.datasets.background.method == .reflected)
        #expect(try AnalysisConfig.parse(config.yamlText()) == config)
    }

    @Test func sourcesAreOneOrMany() throws {
        let text = "flux_points: {source: [a, b], parameters: {free_parameters: [index]}}\nlight_curve: {source: all}\n"
        let config = try AnalysisConfig.parse(text)
        #expect(config.fluxPoints.source.values == ["a", "b"])
        #expect(config.fluxPoints.parameters.freeParameters == ["index"])
        #expect(config.lightCurve.source == "all")
        #expect(try AnalysisConfig.parse(config.yamlText()) == config)
    }

    @Test func mapSelectionUnderGeomIsAcceptedWithANotice() throws {
        let notices = Notices()
        let text = "datasets:\n    geom:\n        map_selection: [counts, edisp]\n"
        let config = try AnalysisConfig.parse(text, file: "c.yaml", notices: notices)
        #expect(config.datasets.mapSelection == [.counts, .edisp])
        #expect(notices.all.count == 1)
        #expect(notices.all.first?.notice.origin.line == 3)
    }

    @Test func metadataAndEmptySectionsAreIgnored() throws {
        let text = "metadata: {creator: Gammapy 2.1, date: '2026-11-22', anything: [1]}\nflux_points:\ngeneral:\n"
        #expect(try AnalysisConfig.parse(text) == AnalysisConfig())
        #expect(try AnalysisConfig.parse("") == AnalysisConfig())
        #expect(try AnalysisConfig.parse(gammapy21Default) == AnalysisConfig())
    }

    @Test func anglesEnergiesAndTimesComeInManyForms() throws {
        let config = try AnalysisConfig.parse(
            """
            observations:
                obs_ids: ['23523', 23526]
                obs_cone: {frame: galactic, lon: 5h34m31.9s, lat: -5d47m04s, radius: 30 arcmin}
                obs_time:
                    start: [2004-12-04 22:04:48.000, J2004.92658453, MJD 53343.954]
                    stop: [2004-12-04 22:26:24.000, '2004-12-04T22:53:45.600', 2004-12-04T23:31:12.000 TT]
            light_curve: {energy_edges: {min: 200 GeV, max: 1e1 TeV, nbins: 2}, parameters: {atol: 1e-6 s, n_sigma: 2}}
            datasets: {geom: {wcs: {skydir: {frame: icrs, lon: 5h, lat: 22 deg}}}}
            general: {steps: [data-selection, fit], overwrite: [true, false], log: {level: WARNING}}
            """)
        expectClose(config.observations.obsCone.lon?.degrees ?? 0, 83.63291666666666, relative: 1e-14)
        expectClose(config.observations.obsCone.lat?.degrees ?? 0, -5.784444444444445, relative: 1e-14)
        #expect(config.observations.obsCone.radius?.degrees == 0.5)
        #expect(config.observations.obsIDs == [23523, 23526])
        let intervals = try #require(config.observations.obsTime.intervals)
        #expect(intervals.count == 3)
        // astropy: Time('2004-12-04 22:04:48.000').mjd, Time('J2004.92658453').utc.mjd
        expectClose(intervals[0].start.mjd(.utc), 53343.92, absolute: 1e-9)
        expectClose(intervals[1].start.mjd(.tt), 53343.93499958251, absolute: 1e-6)
        expectClose(intervals[2].start.mjd(.utc), 53343.954, absolute: 1e-9)
        expectClose(intervals[2].stop.mjd(.tt), 53343.98, absolute: 1e-9)
        #expect(config.lightCurve.energyEdges.min?.TeV == 0.2)
        #expect(config.lightCurve.parameters.atol?.seconds == 1e-6)
        #expect(config.lightCurve.parameters.common.nSigma == 2)
        // A section of parameters replaces the default, as in Gammapy.
        #expect(config.lightCurve.parameters.common.selectionOptional == nil)
        #expect(config.datasets.geom.wcs.skydir.lon?.degrees == 75)
        #expect(config.general.steps == [.dataSelection, .fit])
        #expect(config.general.log.level == .warning)
    }

    @Test func lenientReadingIgnoresUnknownKeysWithANotice() throws {
        let notices = Notices()
        let text = "datasets: {geom: {wcs: {fov: 3}}}\nextra: 1\n"
        #expect(throws: Fault.self) { try AnalysisConfig.parse(text) }
        let config = try AnalysisConfig.parse(text, options: .init(isLenient: true), notices: notices)
        #expect(config == AnalysisConfig())
        #expect(notices.all.count == 2)
    }

    @Test func runsComeFromAFile() throws {
        try withTemporaryFolder { folder in
            let path = folder + "/runs.txt"
            try AtomicFile.write("OBS_ID,NAME\n23523, a\n\n# no\n23526\t\n", to: path)
            var config = ObservationsConfig()
            #expect(try config.requestedIDs() == nil)
            config.obsFile = ConfigPath(path)
            #expect(try config.requestedIDs() == [23523, 23526])
            try AtomicFile.write("23523\nabc\n", to: path)
            let fault = #expect(throws: Fault.self) { try config.requestedIDs() }
            #expect(fault?.origin.line == 2)
        }
    }

    @Test func anUnsetVariableIsAnsweredWithThePlaceInTheFile() throws {
        let config = try AnalysisConfig.parse(
            "observations:\n    datastore: $GAMMAKIT_NO_SUCH_VARIABLE/x\n", file: "c.yaml")
        let fault = #expect(throws: Fault.self) { try config.observations.datastore.expanded() }
        #expect(fault?.origin.line == 2 && fault?.origin.file == "c.yaml")
    }
}
