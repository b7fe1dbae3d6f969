import Foundation
import GammaCore
import GammaIO
import Testing

@testable import GammaWorkflow

/// The list `instruments` and the section `comparison` of a configuration.
@Suite struct InstrumentsConfigTests {
    private let text = """
        observations: {datastore: shared, required_irf: [aeff, edisp]}
        datasets:
          stack: false
          geom: {axes: {energy: {min: 1 TeV, max: 10 TeV, nbins: 4}}}
          on_region: {frame: icrs, lon: 83 deg, lat: 22 deg}
          background: {method: reflected}
        instruments:
        - name: fermi
          files: [fermi/pha_*.fits, more.yaml]
          fit_range: {max: 2 TeV}
        - name: magic
          observations: {datastore: magic, obs_ids: [7]}
          datasets: {on_region: {radius: 0.141 deg}, geom: {axes: {energy: {min: 0.1 TeV, max: 10 TeV, nbins: 8}}}}
          stack: true
        fit: {fit_range: {min: 0.5 TeV}}
        comparison:
          source: a paper
          formulas: {beta_log10: beta * ln(10)}
          values:
          - {name: joint, alpha: [2.5, 0.1], beta_log10: 0.3}
          - {name: magic, source: another, alpha: 2.4}
        """

    private func firstFault(_ text: String) -> Fault? { AnalysisConfig.faults(in: text, file: "c.yaml").first }

    /// What an entry leaves out is that of the sections, wherever they are written.
    @Test func entriesCompleteTheSections() throws {
        let config = try AnalysisConfig.parse(text)
        #expect(config.instruments.map(\.name) == ["fermi", "magic"])
        let (fermi, magic) = (config.instruments[0], config.instruments[1])
        #expect(fermi.source == .files(["fermi/pha_*.fits", "more.yaml"]) && magic.source == .runs)
        #expect(fermi.config.fit.fitRange.min == .TeV(0.5) && fermi.config.fit.fitRange.max == .TeV(2))
        #expect(!fermi.config.datasets.stack && magic.config.datasets.stack)
        #expect(magic.config.observations.datastore == "magic" && magic.config.observations.obsIDs == [7])
        #expect(magic.config.observations.requiredIRF == [.aeff, .edisp])
        #expect(
            magic.config.datasets.onRegion.centre?.lon == 83 && magic.config.datasets.onRegion.radius?.degrees == 0.141)
        #expect(magic.config.datasets.geom.energy.nbins == 8 && config.datasets.geom.energy.nbins == 4)
        #expect(magic.config.fit.fitRange.max == nil)
        #expect(config.fitsEachInstrument)
    }

    /// Data of Fermi-LAT's tools, which sections that all share do not act on.
    @Test func filesOfFermiTools() throws {
        let text = """
            observations: {required_irf: [aeff]}
            datasets: {background: {method: reflected}, on_region: {frame: icrs, lon: 83 deg, lat: 22 deg, radius: 0.3 deg}}
            instruments:
            - name: fermi
              fermi: {events: e.fits, exposure: $GAMMAPY_DATA/x.fits, psf: p.fits}
              datasets: {type: 3d, geom: {wcs: {skydir: {frame: icrs, lon: 83 deg, lat: 22 deg}}}}
            - name: ring
              fermi: {events: f.fits, exposure: x.fits, psf: p.fits, off_ring: {r_in: 1 deg, width: 0.5 deg}}
            """
        let config = try AnalysisConfig.parse(text)
        let ring = FermiConfig.Ring(inner: .degrees(1), width: .degrees(0.5))
        #expect(
            config.instruments.map(\.source) == [
                .fermi(FermiConfig(events: "e.fits", exposure: "$GAMMAPY_DATA/x.fits", psf: "p.fits")),
                .fermi(FermiConfig(events: "f.fits", exposure: "x.fits", psf: "p.fits", offRing: ring)),
            ])
        #expect(config.instruments[0].config.datasets.type == .map)
        #expect(try AnalysisConfig.parse(config.yamlText()) == config)
        #expect(try config.instruments[1].countedFiles() == ["f.fits"])
        #expect(try config.instruments[1].inputFiles() == ["f.fits", "x.fits", "p.fits"])
    }

    @Test func isWrittenAndReadAgain() throws {
        let config = try AnalysisConfig.parse(text)
        let written = config.yamlText()
        #expect(try AnalysisConfig.parse(written) == config)
        // Only what is their own.
        let node = try YAMLNode.parse(written).required("instruments").sequence()
        #expect(
            node[1].flowText()
                == "{name: magic, stack: true, observations: {datastore: magic, obs_ids: [7]}, datasets: "
                + "{geom: {axes: {energy: {min: 0.1 TeV, max: 10.0 TeV, nbins: 8}}}, on_region: {radius: 0.141 deg}}}")
        #expect(!AnalysisConfig().yamlText().contains("instruments"))
    }

    @Test(arguments: [
        ("instruments: []", "config", "is a list"),
        ("instruments: {name: a}", "", "is a list"),
        ("instruments: [a]", "", "is made of keys"),
        ("instruments:\n- files: a.fits", "", "has no 'name'"),
        ("instruments:\n- {name: joint}", "", "cannot be called 'joint'"),
        ("instruments:\n- {name: a}\n- {name: a}", "", "two instruments are called 'a'"),
        ("instruments:\n- {name: a, file: b}", "", "no key 'file' in 'instruments.a'"),
        ("instruments:\n- {name: a, datasets: {on_regoin: {}}}", "", "no key 'on_regoin' in 'instruments.a.datasets'"),
        ("instruments:\n- {name: a, stack: 3}", "", "expected true or false"),
        ("instruments:\n- {name: a, fit_range: {min: 3 TeV, max: 1 TeV}}", "", "is not below"),
        ("instruments:\n- {name: a, files: b, datasets: {type: 3d}}", "", "has files of reduced data"),
        ("instruments:\n- {name: a, datasets: {background: {method: ring}}}", "", "does not work for type 1d"),
        ("instruments:\n- {name: a, fermi: {events: e, exposure: x}}", "", "need 'psf'"),
        ("instruments:\n- {name: a, fermi: {events: e, exposure: x, psf: p, edisp: d}}", "", "no key 'edisp'"),
        ("instruments:\n- {name: a, fermi: {events: e, exposure: x, psf: p, off_ring: {r_in: 1 deg}}}", "", "width"),
        ("instruments:\n- {name: a, fermi: {events: e, exposure: x, psf: p}}", "", "has no ring"),
        ("instruments:\n- {name: a, files: b, fermi: {events: e, exposure: x, psf: p}}", "", "both files"),
        (
            "instruments:\n- {name: a, fermi: {events: e, exposure: x, psf: p}, observations: {datastore: d}}", "",
            "'observations.datastore' does not act on"
        ),
        (
            "instruments:\n- name: a\n  datasets: {type: 3d}\n"
                + "  fermi: {events: e, exposure: x, psf: p, off_ring: {r_in: 1 deg, width: 1 deg}}", "", "has a ring"
        ),
        (
            "instruments:\n- {name: a, fermi: {events: e, exposure: x, psf: p, off_ring: {r_in: 1 deg, width: 1 deg}}}",
            "",
            "needs a radius"
        ),
        ("comparison: {source: a}", "", "is for instruments"),
        ("fit: {each_instrument: true}", "", "is for instruments"),
        ("instruments: [{name: a}]\ncomparison: {values: [{name: b, index: 1}]}", "", "no instrument 'b'"),
        (
            "instruments: [{name: a}]\nfit: {each_instrument: false}\ncomparison: {values: [{name: a, index: 1}]}", "",
            "each_instrument is false"
        ),
        ("instruments: [{name: a}]\ncomparison: {values: [{index: 1}]}", "", "have no 'name'"),
        ("instruments: [{name: a}]\ncomparison: {values: [{name: a, index: [1, 2, 3]}]}", "", "are two numbers"),
        ("instruments: [{name: a}]\ncomparison: {formulas: {b: a + 1}}", "", "is not a parameter times"),
    ])
    func mistakesAreToldAtTheirPlace(_ text: String, _: String, _ expected: String) throws {
        let fault = try #require(firstFault(text))
        #expect(fault.message.contains(expected), "\(fault)")
        #expect(fault.origin.file == "c.yaml" && fault.origin.line != nil && fault.origin.keyPath != nil, "\(fault)")
        #expect(AnalysisConfig.faults(in: text, file: "c.yaml").count == 1)
    }

    @Test func keyPathsTellTheInstrument() {
        #expect(
            firstFault("instruments:\n- {name: a, fit_range: {min: b}}")?.origin.keyPath
                == "instruments.a.fit_range.min")
        let fault = firstFault("instruments:\n- name: a\n  datasets: {on_region: {radius: -1 deg}}")
        #expect(fault?.origin.keyPath == "instruments.a.datasets.on_region.radius" && fault?.origin.line == 3)
        #expect(firstFault("instruments:\n- {name: a, fils: b}")?.hint == "did you mean 'files'?")
    }

    @Test func formulasAreAParameterTimesConstants() throws {
        let formula = try ParameterFormula(parsing: "beta * ln(10)")
        #expect(formula.parameter == "beta" && formula.factor == log(10))
        #expect(try ParameterFormula(parsing: "2*amplitude/1e-11").factor == 2e11)
        #expect(try ParameterFormula(parsing: "crab.spectral.beta/log10(100)").factor == 0.5)
        for text in [
            "", "beta *", "1 / beta", "beta * alpha", "beta ** 2", "2", "beta * 0", "beta / 0", "ln(beta)", "beta+1",
        ] {
            #expect(throws: Fault.self, "\(text)") { try ParameterFormula(parsing: text) }
        }
    }

    /// Editors complete the keys of an instrument.
    @Test func schemaHasTheKeysOfAnInstrument() {
        let item = AnalysisConfig.jsonSchema["properties"]?["instruments"]?["items"]
        #expect(item?["properties"]?["datasets"]?["properties"]?["on_region"] != nil)
        #expect(item?["properties"]?["fermi"]?["properties"]?["off_ring"] != nil)
        #expect(item?["properties"]?["fit_range"]?["properties"]?["min"] != nil)
    }
}
