import GammaCore
import GammaFit
import GammaModels

/// The sampled posterior of models: their parameters, spectra, and whatever follows from them.
public struct ModelsPosterior: Sendable {
    /// The models at the best fit.
    public let models: Models
    /// The draws of the free parameters, in the order of ``Models/freeParameters``, with their diagnostics.
    public let samples: PosteriorSamples
    private let free: FreeParameters

    /// - Precondition: draws of the free parameters of these models.
    public init(models: Models, samples: PosteriorSamples) {
        free = models.freeParameters
        precondition(samples.parameters.count == free.count, "draws of the free parameters")
        self.models = models
        self.samples = samples
    }

    /// The posterior of a parameter.
    /// - Throws: ``Fault/Code/unknownKey`` with the nearest name where it is not free.
    public func parameter(_ name: String) throws -> ParameterPosterior {
        samples.summaries[try free.position(of: name)]
    }

    /// The posterior of any quantity of the models, from at most `most` draws.
    /// - Throws: ``Fault/Code/cancelled``, and what `value` throws.
    public func quantity(
        _ name: String, atMost most: Int = 4000, execution: Execution = Execution(),
        _ value: @Sendable (Models) throws -> Double
    ) throws -> ParameterPosterior {
        try samples.quantity(name, atMost: most, execution: execution) {
            try value(models.setting(free: $0, in: free))
        }
    }

    /// The posterior of the flux of a source between two energies in TeV, cm⁻² s⁻¹.
    /// - Throws: ``Fault/Code/unknownKey`` when there is no such source, ``Fault/Code/badValue`` for energies out of order.
    public func flux(
        of source: String, from lower: Double, to upper: Double, execution: Execution = Execution()
    ) throws -> ParameterPosterior {
        let position = try position(of: source, lower, upper)
        return try quantity("flux of \(source)", execution: execution) {
            $0.components[position].spectral.integral(from: lower, to: upper)
        }
    }

    /// The posterior of the energy flux of a source between two energies in TeV, TeV cm⁻² s⁻¹.
    /// - Throws: as ``flux(of:from:to:execution:)``.
    public func energyFlux(
        of source: String, from lower: Double, to upper: Double, execution: Execution = Execution()
    ) throws -> ParameterPosterior {
        let position = try position(of: source, lower, upper)
        return try quantity("energy flux of \(source)", execution: execution) {
            $0.components[position].spectral.energyFlux(from: lower, to: upper)
        }
    }

    /// The spectrum of a source at energies in TeV: at each the quantiles of dN/dE over at most `most` draws.
    /// - Throws: ``Fault/Code/unknownKey`` when there is no such source, ``Fault/Code/cancelled``.
    public func spectrum(
        of source: String, energies: [Double], atMost most: Int = 2000, execution: Execution = Execution()
    ) throws -> SpectrumPosterior {
        let position = try models.position(of: source)
        let curves = try parallelMap(samples.draws(atMost: most), execution) {
            models.setting(free: $0, in: free).components[position].spectral.evaluate(energies)
        }
        return SpectrumPosterior(source: source, energies: energies, curves: curves)
    }

    private func position(of source: String, _ lower: Double, _ upper: Double) throws -> Int {
        guard lower > 0, lower < upper, upper.isFinite else {
            throw Fault(.badValue, "there is no flux from \(lower) to \(upper) TeV")
        }
        return try models.position(of: source)
    }
}
