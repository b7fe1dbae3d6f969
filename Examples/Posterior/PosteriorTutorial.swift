import GammaKit

/// From a fit to its posterior: draws, whether they can be trusted, bands, derived quantities, figures and files.
public struct PosteriorTutorial {
    let output: String

    /// - Parameter output: folder for results.
    public init(output: String) { self.output = output }

    /// A spectrum with a cut-off that the data hardly see.
    public func run() throws -> ModelsPosterior {
        let dataset = try simulatedSpectrum()
        let fit = try Fit([dataset], models: start())
        let result = try fit.run()
        let posterior = try sample(fit, result)
        judge(posterior)
        try derive(posterior)
        try write(posterior)
        return posterior
    }

    /// The prior is flat within limits, here of the cut-off, and normal for the index.
    public func start() throws -> Models {
        let spectrum = ExpCutoffPowerLaw(index: 2.4, amplitude: 4e-11, lambda: 0.05)
        var models = Models(SkyModel("Crab", spectral: spectrum))
        try models.update("Crab.spectral.lambda_") { $0.minimum = 0 }
        try models.update("Crab.spectral.index") { $0.prior = GaussianPrior(mu: 2.5, sigma: 0.3) }
        return models
    }

    /// Until every parameter has 500 independent draws.
    public func sample(_ fit: Fit, _ result: ModelsFitResult) throws -> ModelsPosterior {
        let goal = SamplingGoal(effectiveDraws: 500)
        let posterior = try fit.sample(around: result, goal: goal, seed: 1, execution: Execution(threads: 2))
        print(posterior.samples)
        return posterior
    }

    /// The other sampler, with settings of its own.
    public func walk(_ fit: Fit, _ result: ModelsFitResult) throws -> ModelsPosterior {
        var sampler = EnsembleSampler()
        sampler.walkers = 20
        sampler.differentialShare = 0.8
        return try fit.sample(around: result, with: sampler, goal: SamplingGoal(effectiveDraws: 200), seed: 1)
    }

    /// Whether the draws can be trusted, and what to do if not.
    public func judge(_ posterior: ModelsPosterior) {
        let samples = posterior.samples
        if !samples.isConverged { print(samples.outcome) }
        for issue in samples.issues { print(issue) }
        for summary in samples.summaries {
            print(summary.name, summary.rHat, summary.effectiveBulk, summary.effectiveTail)
        }
    }

    /// Intervals of parameters, a flux, and any other quantity.
    public func derive(_ posterior: ModelsPosterior) throws {
        let index = try posterior.parameter("Crab.spectral.index")
        print(index.median, index.central68, index.highestDensity95)
        let flux = try posterior.flux(of: "Crab", from: 1, to: 10)
        print("flux", flux.median, flux.central68, "cm-2 s-1")
        let position = try posterior.models.position(of: "Crab")
        let ratio = try posterior.quantity("flux at 10 TeV over flux at 1 TeV") { models in
            let spectrum = models.components[position].spectral
            return spectrum(10) / spectrum(1)
        }
        print(ratio.median, ratio.central68)
        let cutoff = try posterior.parameter("Crab.spectral.lambda_")
        print("no cut-off below", 1 / cutoff.central95.upper, "TeV")
    }

    /// Figures and files.
    public func write(_ posterior: ModelsPosterior) throws {
        let energies = Quadrature.geomspace(0.5, 20, count: 50)
        try CornerFigure(posterior).save("\(output)/posterior.png")
        try SpectrumFigure(nil, models: posterior.models, energies: energies, posterior: posterior)
            .save("\(output)/band.png")
        try posterior.spectrum(of: "Crab", energies: energies).table.write(to: "\(output)/band.ecsv")
        try posterior.parameterTable.write(to: "\(output)/posterior.ecsv")
        try posterior.drawTable().write(to: "\(output)/draws.fits")
    }
}
