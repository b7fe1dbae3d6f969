import Foundation
import GammaCore
import GammaDatasets
import GammaFit
import GammaIO
import GammaModels
import GammaTestSupport
import Testing

@Suite("Posterior of models")
struct ModelsPosteriorTests {
    static func posterior(threads: Int = 2) throws -> (fit: ModelsFitResult, posterior: ModelsPosterior) {
        var random = RandomStream(seed: 3, stream: "posterior")
        let dataset = try SyntheticSpectrum.dataset(exposureScale: 10).fake(SyntheticSpectrum.crab, random: &random)
        let fit = try Fit([dataset], models: SyntheticSpectrum.crab)
        let result = try fit.run()
        let posterior = try fit.sample(
            around: result, goal: SamplingGoal(effectiveDraws: 300), seed: 1, execution: Execution(threads: threads))
        return (result, posterior)
    }

    /// With thousands of counts the posterior is a normal distribution with the errors of the fit: five standard errors of mean
    /// and width by 300 draws, and what the statistic is not quadratic by.
    @Test func likeTheFit() throws {
        let (result, posterior) = try Self.posterior()
        #expect(posterior.samples.isConverged, "\(posterior.samples)")
        for (index, parameter) in result.fit.parameters.enumerated() {
            let summary = posterior.samples.summaries[index]
            expectClose(summary.mean, parameter.value, absolute: 5 * summary.meanError + 0.05 * parameter.error)
            expectClose(summary.standardDeviation, parameter.error, relative: 0.2)
        }
        let amplitude = try posterior.parameter("crab.spectral.amplitude")
        #expect(amplitude == posterior.samples.summaries[try result.models.freeParameters.position(of: amplitude.name)])
        #expect(throws: Fault.self) { try posterior.parameter("crab.spectral.amplitud") }
        #expect(posterior.samples.parameters.contains { $0.unit.contains("TeV") })
    }

    /// Flux and band against linear propagation of the covariance, which these small errors allow.
    @Test func derivedQuantities() throws {
        let (result, posterior) = try Self.posterior()
        let spectral = result.models.components[0].spectral
        let covariance = result.models.spectralCovariance(ofModelAt: 0)
        let (fluxes, errors) = spectral.integralError(edges: [1, 10], covariance: covariance)
        let flux = try posterior.flux(of: "crab", from: 1, to: 10)
        expectClose(flux.median, fluxes[0], absolute: 0.3 * errors[0])
        expectClose(flux.standardDeviation, errors[0], relative: 0.2)
        #expect(flux.effectiveBulk > 200 && flux.rHat < 1.02)
        let energyFlux = try posterior.energyFlux(of: "crab", from: 1, to: 10)
        expectClose(energyFlux.median, spectral.energyFlux(from: 1, to: 10), relative: 0.1)

        let energies = [0.7, 1, 3, 10]
        let band = try posterior.spectrum(of: "crab", energies: energies)
        let (values, widths) = spectral.evaluateError(energies, covariance: covariance)
        for index in energies.indices {
            expectClose(band.median[index], values[index], absolute: 0.3 * widths[index])
            expectClose((band.high68[index] - band.low68[index]) / 2, widths[index], relative: 0.25)
            #expect(band.low95[index] < band.low68[index] && band.high95[index] > band.high68[index])
        }
        #expect(throws: Fault.self) { try posterior.flux(of: "crab", from: 10, to: 1) }
        #expect(throws: Fault.self) { try posterior.spectrum(of: "vela", energies: energies) }
    }

    /// Draws and summaries come back from files as they were.
    @Test func tables() throws {
        let (_, posterior) = try Self.posterior()
        let samples = posterior.samples
        let draws = posterior.drawTable()
        #expect(draws.rowCount == samples.count)
        try withTemporaryFolder { folder in
            for ending in ["fits", "ecsv"] {
                let path = "\(folder)/draws.\(ending)"
                try draws.write(to: path)
                let read = ending == "fits" ? try FITSReader(path).table(1) : try Table.readECSV(path)
                #expect(try read.doubles("crab.spectral.index") == draws.doubles("crab.spectral.index"))
                #expect(read.header.string("SAMPLER") == "nuts")
            }
            for ending in ["csv", "tex", "md"] {
                try posterior.parameterTable.write(to: "\(folder)/posterior.\(ending)")
            }
        }
        let thinned = posterior.drawTable(atMost: 100)
        #expect(thinned.rowCount <= 100 && thinned.rowCount >= 40)
        let table = posterior.parameterTable
        #expect(try table.doubles("r_hat") == samples.summaries.map(\.rHat))
        #expect(posterior.json["converged"]?.boolValue == true)
        #expect(
            posterior.json["parameters"]?["crab.spectral.index"]?["median"]?.doubleValue
                == (try posterior.parameter("crab.spectral.index").median))
    }

    @Test func sameBitsForAnyThreads() throws {
        #expect(try Self.posterior(threads: 1).posterior.samples == Self.posterior(threads: 3).posterior.samples)
    }
}
