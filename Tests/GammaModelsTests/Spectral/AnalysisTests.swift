import Foundation
import GammaCore
import GammaModels
import GammaTestSupport
import Testing

/// Errors, pivot energies, local indices and inverses against Gammapy 2.1.
struct AnalysisTests {
    private let powerLaw = PowerLaw(index: 2.6, amplitude: 4e-11)
    private let powerLawCovariance = Covariance(
        names: ["index", "amplitude", "reference"], values: [0.0025, 1.2e-14, 0, 1.2e-14, 1.6e-25, 0, 0, 0, 0])
    private let logParabola = LogParabola(amplitude: 4e-11, reference: 1, alpha: 2.4, beta: 0.2)
    private let logParabolaCovariance = Covariance(
        names: ["amplitude", "reference", "alpha", "beta"],
        values: [4e-25, 0, 3e-14, 0, 0, 0, 0, 0, 3e-14, 0, 0.01, -0.001, 0, 0, -0.001, 0.0025])

    @Test func pivotEnergy() throws {
        expectClose(
            try #require(powerLaw.pivotEnergy(covariance: powerLawCovariance)), 1.1274968515793757, relative: 1e-13)
        // Gammapy minimises the width of 2000 samples: 1.0697 TeV, a few percent of noise.
        expectClose(try #require(logParabola.pivotEnergy(covariance: logParabolaCovariance)), 1.0697, relative: 0.03)
        #expect(logParabola.pivotEnergy(covariance: Covariance(names: ["a"], errors: [0])) == nil)
    }

    /// A curved spectrum without curvature is a power law, whose formula is closed: the search finds the same energy. A model
    /// without reference energy has one, too.
    @Test func pivotEnergyBySearch() throws {
        let covariance = Covariance(
            names: ["amplitude", "reference", "alpha", "beta"],
            values: [1.6e-25, 0, 1.2e-14, 0, 0, 0, 0, 0, 1.2e-14, 0, 0.0025, 0, 0, 0, 0, 0])
        let straight = LogParabola(amplitude: 4e-11, reference: 1, alpha: 2.6, beta: 0)
        expectClose(
            try #require(straight.pivotEnergy(covariance: covariance)),
            try #require(powerLaw.pivotEnergy(covariance: powerLawCovariance)), relative: 1e-6)
        let integral = PowerLaw2(amplitude: 1e-12, index: 2, minimum: 0.5, maximum: 20)
        let errors = Covariance(names: integral.parameters.map(\.name), errors: [1e-13, 0.1, 0, 0])
        let energy = try #require(integral.pivotEnergy(covariance: errors))
        func relative(_ energy: Double) -> Double {
            let (values, errors) = integral.evaluateError([energy], covariance: errors)
            return errors[0] / values[0]
        }
        #expect(relative(energy) <= relative(energy * 1.01) && relative(energy) <= relative(energy / 1.01))
    }

    /// Gammapy's bands are percentiles of samples and not symmetric; linear propagation lies between the two sides, here
    /// within the 4 % that the larger of the two relative errors (14 %) makes of the second order.
    @Test func errorBands() {
        let (values, errors) = powerLaw.evaluateError([0.15, 0.7, 2.5, 12], covariance: powerLawCovariance)
        expectClose(values, [5.546e-9, 1.01104e-10, 3.6939e-12, 6.2545e-14], relative: 1e-3)
        expectClose(
            errors, [5.60e-10, 2.54e-12, 1.505e-13, 7.45e-15], relative: 0.02,
            "mean of errn and errp of Gammapy 2.1")
        let (flux, fluxErrors) = logParabola.integralError(edges: [0.3, 1, 2, 10], covariance: logParabolaCovariance)
        expectClose(flux, [1.0974e-10, 1.7323e-11, 7.1501e-12], relative: 5e-3)
        expectClose(fluxErrors, [1.023e-11, 4.27e-13, 8.23e-13], relative: 0.04)
    }

    /// The derivative by a frozen exponent of the cut-off is not a number where λ is negative, as a fit may leave it.
    @Test func frozenParametersDoNotSpoilTheBand() {
        let model = ExpCutoffPowerLaw(index: 2.5, amplitude: 2.6e-12, lambda: -0.05)
        let covariance = Covariance(
            names: ["index", "amplitude", "reference", "lambda_", "alpha"], errors: [0.2, 2.6e-13, 0, 0.08, 0])
        let (values, errors) = model.evaluateError([1, 2], covariance: covariance)
        // Relative errors: of the amplitude, of the index times ln E, of λ times E.
        expectClose(errors[0] / values[0], (0.1 * 0.1 + 0.08 * 0.08).squareRoot(), relative: 1e-12)
        let index = 0.2 * log(2.0)
        expectClose(errors[1] / values[1], (0.1 * 0.1 + index * index + 0.16 * 0.16).squareRoot(), relative: 1e-12)
    }

    @Test func localIndex() {
        expectClose(logParabola.spectralIndex(at: 3), 2.83944692, relative: 1e-7)
        let (value, error) = logParabola.spectralIndexError(at: 3, covariance: logParabolaCovariance)
        expectClose(value, 2.4 + 2 * 0.2 * log(3.0), relative: 1e-5)
        expectClose(
            error, (0.01 + 4 * log(3.0) * log(3.0) * 0.0025 - 4 * log(3.0) * 0.001).squareRoot(), relative: 1e-4)
    }

    @Test func inverse() throws {
        let roots = logParabola.inverse(1e-12)
        expectClose(roots, [3.969518], relative: 1e-6)
        expectClose(logParabola(try #require(roots.first)), 1e-12, relative: 1e-10)
        #expect(logParabola.inverse(1).isEmpty)
        // A line has two flanks.
        #expect(GaussianSpectralModel(amplitude: 1, mean: 2, sigma: 0.3).inverse(0.5).count == 2)
    }

    @Test func peakEnergies() throws {
        expectClose(try #require(ExpCutoffPowerLaw().peakEnergy), 5, relative: 1e-14)
        expectClose(
            try #require(LogParabola(amplitude: 1e-12, alpha: 1.5, beta: 0.2).peakEnergy), 34.903429574618414,
            relative: 1e-14)
        expectClose(
            try #require(
                SuperExpCutoffPowerLaw4FGLDR3(amplitude: 1, expfactor: 0.3, index1: 1.3, index2: 0.7).peakEnergy),
            3.98770133468221, relative: 1e-14)
        #expect(ExpCutoffPowerLaw(index: 2.5).peakEnergy == nil)
        // The peak is where the local index is 2.
        let model = LogParabola2(amplitude: 1e-12, reference: 3, alpha: 1.8, beta: 0.3, escale: 0.7)
        expectClose(model.spectralIndex(at: try #require(model.peakEnergy)), 2, relative: 1e-5)
    }
}
