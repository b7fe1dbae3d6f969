import GammaCore
import GammaData
import GammaDatasets
import GammaMaps
import GammaModels
import GammaProducts
import GammaTestSupport
import Testing

@testable import GammaEstimators

/// Spectral parameters that are fitted in each bin together with its flux.
@Suite struct FreeShapeTests {
    private static func model(_ index: Double, _ amplitude: Double = 3.5e-11) -> Models {
        Models(SkyModel("crab", spectral: PowerLaw(index: index, amplitude: amplitude, reference: 1)))
    }

    /// Counts of a steeper and brighter source: its flux in the bin and its index come back.
    @Test func indexAndFluxComeBack() throws {
        let truth = Self.model(3.1, 5e-11)
        let dataset = try SyntheticSpectrum.dataset(exposureScale: 10).asimov(truth)
        let options = FluxOptions(selection: [.ul, .errnErrp], freeParameters: ["index"])
        let point = try FluxEstimator(source: "crab", options: options)
            .run([dataset], models: Self.model(2.6), energyMin: 0.5, energyMax: 30)
        let spectrum = try truth.source("crab").spectral
        expectClose(try #require(point.flux(.flux)), spectrum.integral(from: 0.5, to: 30), relative: 1e-4)
        expectClose(try #require(point.flux(.eflux)), spectrum.energyFlux(from: 0.5, to: 30), relative: 1e-3)
        expectClose(try #require(point.flux(.dnde)), spectrum(point.eRef), relative: 1e-3)
        #expect(point.nuisance.map(\.name) == ["crab.spectral.index"])
        expectClose(point.nuisance[0].value, 3.1, absolute: 1e-3)
        // The errors are those of a fit in which the amplitude is free instead.
        var free = Self.model(2.6)
        try free.update("crab.spectral.reference") { $0.isFrozen = true }
        let fit = try Fit([dataset], models: free).run()
        let index = try #require(fit.fit.parameters.first { $0.name == "crab.spectral.index" })
        expectClose(point.nuisance[0].error, index.error, relative: 0.01)
        expectClose(try #require(point.stat), fit.fit.stat, absolute: 1e-4)
    }

    /// Derivatives by norm and index, and the flux that stays when the index moves.
    @Test func normedSpectrumHasExactDerivatives() throws {
        var spectrum = NormedSpectrum(PowerLaw(index: 2.2, amplitude: 1e-12), norm: 1.3, energyMin: 1, energyMax: 10)
        let flux = spectrum.integral(from: 1, to: 10)
        let (_, gradient) = spectrum.evaluateWithGradient([0.5, 2, 20])
        for (row, step) in [(0, 1e-4), (1, 1e-4)] {
            var (high, low) = (spectrum, spectrum)
            high.parameters[row].value += step
            low.parameters[row].value -= step
            let slopes = zip(high.evaluate([0.5, 2, 20]), low.evaluate([0.5, 2, 20])).map { ($0 - $1) / (2 * step) }
            expectClose(gradient[row], slopes, relative: 1e-6)
        }
        spectrum.parameters[1].value = 3
        expectClose(spectrum.integral(from: 1, to: 10), flux, relative: 1e-12)
        expectClose(flux, 1.3 * PowerLaw(index: 2.2, amplitude: 1e-12).integral(from: 1, to: 10), relative: 1e-12)
    }

    @Test func unknownParameterIsAFault() throws {
        let fault = #expect(throws: Fault.self) {
            try FluxPointsEstimator(
                source: "crab", energyEdges: [1, 10], options: FluxOptions(freeParameters: ["indx"])
            ).run([SyntheticSpectrum.dataset()], models: Self.model(2.6))
        }
        #expect(fault?.code == .unknownKey && fault?.hint == "did you mean 'index'?")
    }
}
