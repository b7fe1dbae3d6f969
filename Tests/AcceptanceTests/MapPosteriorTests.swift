import Examples
import GammaKit
import GammaTestSupport
import Testing

/// The posterior of a source in a map: place, extension, spectrum and background norm.
struct MapPosteriorTests {
    /// With some hundred events the posterior is nearly normal: means within 0.25 and widths within 15 % of the errors of the fit,
    /// where 400 effective draws know them to 0.05 and 4 %; and the truth lies within four widths.
    @Test func likeTheFit() throws {
        let dataset = try simulatedMap(seed: 4)
        let centre = SkyDirection(ra: 83.63, dec: 22.01)
        let truth = [2.6, 4e-11, 83.63, 22.01, 0.08]
        let start = Models([
            .sky(
                SkyModel(
                    "Crab", spectral: PowerLaw(index: 2.5, amplitude: 3e-11),
                    spatial: GaussianSpatialModel(at: centre, sigma: 0.1))),
            .background(FoVBackgroundModel(dataset: dataset.name)),
        ])
        let fit = try Fit([dataset], models: start)
        let result = try fit.run(Execution(threads: 2))
        var sampler = NoUTurnSampler()
        sampler.warmUp = 150
        let posterior = try fit.sample(
            around: result, with: sampler, goal: SamplingGoal(effectiveDraws: 400), seed: 2,
            execution: Execution(threads: 2))
        print(posterior.samples)
        #expect(posterior.samples.isConverged && posterior.samples.divergences == 0)
        for (index, parameter) in result.fit.parameters.enumerated() {
            let summary = posterior.samples.summaries[index]
            expectClose(summary.mean, parameter.value, absolute: 0.25 * parameter.error, parameter.name)
            expectClose(summary.standardDeviation, parameter.error, relative: 0.15, parameter.name)
            if index < truth.count {
                expectClose(summary.mean, truth[index], absolute: 4 * parameter.error, parameter.name)
            }
        }
        let flux = try posterior.flux(of: "Crab", from: 1, to: 10)
        let spectrum = PowerLaw(index: 2.6, amplitude: 4e-11)
        expectClose(flux.median, spectrum.integral(from: 1, to: 10), absolute: 4 * flux.standardDeviation)
    }
}
