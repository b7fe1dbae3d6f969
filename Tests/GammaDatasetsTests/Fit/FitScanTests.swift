import Foundation
import GammaCore
import GammaFit
import GammaMaps
import GammaModels
import GammaTestSupport
import Testing

@testable import GammaDatasets

/// Scans of the statistic of a map and a spectrum fitted together.
@Suite struct FitScanTests {
    private struct Fitted {
        let fit: Fit
        let result: ModelsFitResult
    }

    private func fitted() throws -> Fitted {
        var random = RandomStream(seed: 11, stream: "scan")
        var models = Models([
            .sky(SyntheticField.source(GaussianSpatialModel(at: SyntheticField.centre, sigma: 0.1))),
            .background(FoVBackgroundModel(dataset: "field")),
        ])
        models.setFrozen(true, part: .spatial)
        let map = try SyntheticField.dataset(models, &random)
        let spectrum = try SyntheticSpectrum.dataset().fake(models, random: &random)
        let fit = try Fit([map, spectrum], models: models)
        return Fitted(fit: fit, result: try fit.run())
    }

    private let index = "source.spectral.index"
    private let amplitude = "source.spectral.amplitude"

    /// Each point is the fit with the parameter frozen there: statistic, the other parameters, outcome.
    @Test func everyPointIsAFit() throws {
        let (fit, result) = try { ($0.fit, $0.result) }(fitted())
        let profile = try fit.profile(of: index, around: result)
        let parameter = try result.models.parameter(index)
        #expect(profile.values.count == 11 && profile.names == result.fit.names)
        expectClose(profile.values[0], parameter.value - 2 * parameter.error, relative: 1e-12)
        expectClose(profile.rises[5], 0, absolute: 1e-6)
        expectClose(profile.rises[10], 4, absolute: 0.4)
        for position in [0, 8] {
            var models = result.models
            try models.update(index) { ($0.value, $0.isFrozen) = (profile.values[position], true) }
            let alone = try Fit(fit.datasets, models: models).run()
            let point = profile.points[position]
            #expect(point.outcome == .converged)
            expectClose(point.stat, alone.fit.stat, absolute: 1e-4)
            for other in [amplitude, "field-bkg.spectral.norm"] {
                let error = try alone.models.parameter(other).error
                expectClose(
                    try #require(profile.values(of: other))[position], try alone.models.parameter(other).value,
                    absolute: 0.01 * error, other)
            }
        }
        #expect(profile.textTable.text().contains("field-bkg.spectral.norm"))
        #expect(profile.values(of: "nothing") == nil)
    }

    /// The others stay where they are when asked to, and the statistic rises more steeply.
    @Test func withoutFittingTheOthers() throws {
        let (fit, result) = try { ($0.fit, $0.result) }(fitted())
        let values = [try result.models.parameter(index).value + 0.2]
        let held = try fit.profile(of: index, around: result, values: values, reoptimises: false)
        let free = try fit.profile(of: index, around: result, values: values)
        #expect(held.rises[0] > free.rises[0])
        #expect(held.values(of: amplitude) == [try result.models.parameter(amplitude).value])
    }

    /// The settings of the parameter say where, within its limits.
    @Test func ownScanSettings() throws {
        var (fit, result) = try { ($0.fit, $0.result) }(fitted())
        try result.models.update(index) {
            $0.scan = ParameterScan(minimum: 1, maximum: 4, valueCount: 7)
            ($0.minimum, $0.maximum) = (1.5, nil)
        }
        fit.looksForPositions = false
        #expect(try fit.profile(of: index, around: result).values == [1.5, 2, 2.5, 3, 3.5, 4])
        let unknown = #expect(throws: Fault.self) { try fit.profile(of: "source.spectral.indx", around: result) }
        #expect(unknown?.code == .badValue)
    }

    /// A surface carries the parameter that is in neither axis; the contour lies where it has risen by one.
    @Test func surfaceAndContour() throws {
        let (fit, result) = try { ($0.fit, $0.result) }(fitted())
        let contour = try fit.contour(of: index, amplitude, around: result, count: 8)
        #expect(contour.isComplete)
        let vertex = contour.vertices[2]
        let surface = try fit.surface(of: index, amplitude, around: result, x: [vertex.x], y: [vertex.y])
        expectClose(surface.rises[0], 1, absolute: 1e-3)
        #expect(surface.parameters == (index, amplitude) && surface.names == result.fit.names)
        let norm = try #require(surface.names.firstIndex(of: "field-bkg.spectral.norm"))
        #expect(surface.points[0].values[norm] != result.fit.values[norm])
        #expect(surface.points[0].outcome == .converged)
        let threaded = try fit.surface(
            of: index, amplitude, around: result, x: [vertex.x], y: [vertex.y], execution: Execution(threads: 2))
        #expect(threaded == surface)
    }
}
