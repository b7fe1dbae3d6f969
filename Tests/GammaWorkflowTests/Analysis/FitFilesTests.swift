import Foundation
import GammaCore
import GammaDatasets
import GammaEstimators
import GammaIO
import GammaModels
import GammaProducts
import GammaTestSupport
import GammaWorkflow
import Testing

@Suite struct FitFilesTests {
    private func result() throws -> DatasetsResult {
        var random = RandomStream(seed: 3, stream: "fit files")
        let dataset = try SyntheticSpectrum.dataset(exposureScale: 10).fake(SyntheticSpectrum.crab, random: &random)
        let fit = try Fit([dataset], models: SyntheticSpectrum.crab).run()
        var result = DatasetsResult(datasets: [dataset], fit: fit)
        result.checks.sourceTests = try NestedTest.sources(of: fit, datasets: [dataset], simulations: 5)
        result.checks.bootstrap = try ParametricBootstrap([dataset], around: fit).run(count: 8, seed: 1)
        let points = try FluxPointsEstimator(source: "crab", energyEdges: [0.5, 2, 30]).run(
            [dataset], models: fit.models)
        result.allFluxPoints = [points]
        return result
    }

    /// fit.json says how good the fit is, how it compares and what to do.
    @Test func fitJSON() throws {
        let result = try result()
        let fit = try #require(result.fit)
        try withTemporaryFolder { folder in
            let written = try result.write(to: folder)
            let json = try JSONValue.parse(String(contentsOfFile: folder + "/fit.json", encoding: .utf8))
            #expect(
                json["aic"]?.doubleValue == fit.aic && json["bic"]?.doubleValue == fit.bic
                    && json["bins"]?.doubleValue == 12)
            #expect(json["correlation"]?["data"]?[0]?[1]?.doubleValue == fit.fit.correlation?[0, 1])
            #expect(json["decorrelation_energies_TeV"]?["crab"]?.doubleValue == fit.decorrelationEnergies[0].energy)
            #expect(json["bootstrap"]?["p_value"]?.doubleValue == result.checks.bootstrap?.pValue)
            #expect(
                json["source_tests"]?["crab"]?["simulation"]?["p_value"]?.doubleValue
                    == result.checks.sourceTests[0].result.simulation?.pValue)
            #expect(json["suggestions"] != nil && json["strong_correlations"] != nil)
            for name in ["parameters", "bootstrap", "spectrum"] {
                #expect(written.contains("\(folder)/\(name).ecsv"), "\(name)")
            }
            let spectrum = try Table.readECSV(folder + "/spectrum.ecsv")
            #expect(spectrum.header.double("E_PIVOT") == fit.decorrelationEnergies[0].energy)
            // Where the relative error is least, a few per cent, both kinds of errors are the same.
            let errors = try spectrum.doubles("dnde_err")
            let values = try spectrum.doubles("dnde")
            let best = try #require(values.indices.min { errors[$0] / values[$0] < errors[$1] / values[$1] })
            expectClose(try spectrum.doubles("dnde_errn")[best], errors[best], relative: 0.1)
            expectClose(try spectrum.doubles("dnde_errp")[best], errors[best], relative: 0.1)
        }
    }

    /// Published flux points often have no edges of energy; the fitted spectrum is drawn through them all the same.
    @Test func figureOfFittedFluxPoints() throws {
        let truth = PowerLaw(index: 2.4, amplitude: 1e-11)
        let points = [0.3, 1, 3, 10, 30].map { energy -> FluxPoint in
            let reference = ReferenceFlux(dnde: truth(energy), flux: .nan, eflux: .nan, eRef: energy)
            var point = FluxPoint(eMin: .nan, eMax: .nan, eRef: energy, reference: reference, norm: 1)
            point.normErr = 0.1
            return point
        }
        let dataset = try FluxPointsDataset(
            name: "published", points: FluxPoints(points, metadata: FluxMetadata(sedType: .dnde, source: "crab")))
        let start = Models(SkyModel("crab", spectral: PowerLaw(index: 2, amplitude: 2e-11)))
        let result = DatasetsResult(datasets: [dataset], fit: try Fit([dataset], models: start).run())
        try withTemporaryFolder { folder in
            let written = try result.write(to: folder)
            let spectrum = try Table.readECSV(folder + "/spectrum.ecsv").doubles("energy")
            #expect(spectrum.first == 0.3 && spectrum.last == 30)
            let figure = try #require(written.first { $0.hasSuffix("spectrum.svg") })
            let text = try String(contentsOfFile: figure, encoding: .utf8)
            // Points with their name, and their residuals below.
            #expect(text.contains("published") && text.contains("5 flux points") && text.contains("model"))
        }
    }

    @Test func reportsTellTheSame() throws {
        let result = try result()
        let page = try result.htmlReport().html()
        for text in [result.report, page] {
            #expect(text.contains("AIC") && text.contains("simulated p") && text.contains("8 simulations"))
        }
        #expect(result.report.contains("Correlations"))
    }

    /// Every table also in the formats that were asked for: values with errors for people, all digits for programs.
    @Test func tablesInOtherFormats() throws {
        let result = try result()
        try withTemporaryFolder { folder in
            let written = try result.write(to: folder)
            let copies = try TableCopies.write(of: written, as: [.csv, .latex, .markdown, .ecsv])
            #expect(copies.count == 3 * written.count { $0.hasSuffix(".ecsv") })
            func text(_ name: String) throws -> String {
                try String(contentsOfFile: "\(folder)/\(name)", encoding: .utf8)
            }
            let points = try text("flux_points.tex")
            #expect(points.contains("\\mathrm{TeV^{-1}\\,s^{-1}\\,cm^{-2}}") && points.contains("\\times 10^{-1"))
            #expect(points.contains("Flux points of crab"))
            #expect(try text("flux_points.csv").hasPrefix("e_ref [TeV],"))
            let parameters = try text("parameters.md")
            #expect(parameters.contains("| crab | index |") && parameters.contains(" ± "))
            #expect(try TableCopies.write(of: written, as: []).isEmpty)
        }
    }

    /// Every point of a scan has the other parameters and how their fit ended, in tables and JSON.
    @Test func scans() throws {
        var result = try result()
        let fit = try #require(result.fit)
        let (index, amplitude) = ("crab.spectral.index", "crab.spectral.amplitude")
        result.checks.scans = try FitScans(
            of: Fit(result.datasets, models: SyntheticSpectrum.crab), around: fit, profiles: [index],
            contours: [ParameterPair(index, amplitude)])
        try withTemporaryFolder { folder in
            let written = try result.write(to: folder)
            let profile = try Table.readECSV("\(folder)/profile_crab.spectral.index.ecsv")
            #expect(try profile.doubles("rise").allSatisfy { $0 > -1e-6 } && profile.rowCount > 5)
            // Index and amplitude are correlated: the one goes with the other.
            let other = try profile.doubles(amplitude)
            #expect(Set(other).count == other.count)
            #expect(try #require(profile.column("outcome").strings).allSatisfy { $0 == "converged" })
            for sigma in [1.0, 2] {
                let contour = try Table.readECSV("\(folder)/contour_\(index)_\(amplitude)_\(Int(sigma))sigma.ecsv")
                let objective = try ModelsObjective(result.datasets, models: fit.models)
                let point = [try contour.doubles(index)[3], try contour.doubles(amplitude)[3]]
                expectClose(objective.value(at: point) - fit.fit.stat, sigma * sigma, absolute: 1e-3)
            }
            #expect(written.contains("\(folder)/figures/contour_\(index)_\(amplitude).png"))
            #expect(result.json["profiles"]?[index]?["outcome"] != nil && result.json["contours"]?[1] != nil)
            #expect(result.report.contains("Contour of 2 sigma"))
        }
        let unknown = #expect(throws: Fault.self) {
            try FitScans(
                of: Fit(result.datasets, models: SyntheticSpectrum.crab), around: fit, profiles: ["crab.index"],
                contours: [])
        }
        #expect(unknown != nil)
    }
}
