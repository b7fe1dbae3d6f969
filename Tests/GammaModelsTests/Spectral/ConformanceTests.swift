import Foundation
import GammaCore
import GammaIO
import GammaModels
import GammaTestSupport
import Testing

/// What every registered spectrum must fulfil.
struct ConformanceTests {
    static let names = ModelRegistry.standard.spectral.map { $0.tags[1] }

    private func type(_ name: String) throws -> any SpectralModel.Type {
        try #require(ModelRegistry.standard.spectral.first { $0.tags[1] == name })
    }

    private func energies(_ random: inout RandomStream) -> [Double] {
        (0..<4).map { _ in 0.05 * pow(400, random.uniform()) }
    }

    @Test func tagsAreUnique() {
        for tags in [
            ModelRegistry.standard.spectral.flatMap { $0.tags }, ModelRegistry.standard.spatial.flatMap { $0.tags },
            ModelRegistry.standard.temporal.flatMap { $0.tags }, ModelRegistry.standard.priors.flatMap { $0.tags },
        ] {
            #expect(Set(tags).count == tags.count)
        }
    }

    /// Few radiative models: a spectrum that a parameter of a kernel was changed for takes milliseconds without optimisation.
    @Test(arguments: names) func gradientOfValues(_ name: String) throws {
        let type = try type(name)
        try checkGradient(name, count: name == "radiative" ? 24 : 200) { random in
            let model = try ModelSamples.random(type, &random)
            let energies = energies(&random)
            return (model, { $0.evaluate(energies) }, { $0.evaluateWithGradient(energies) })
        }
    }

    @Test(arguments: names) func gradientOfIntegrals(_ name: String) throws {
        let type = try type(name)
        let grid = EnergyGrid(edges: [0.1, 0.4, 1, 5])
        try checkGradient(name, count: name == "radiative" ? 8 : 40) { random in
            (try ModelSamples.random(type, &random), { $0.integral(grid) }, { $0.integralWithGradient(grid) })
        }
        try checkGradient(name, count: name == "radiative" ? 8 : 40) { random in
            (try ModelSamples.random(type, &random), { $0.energyFlux(grid) }, { $0.energyFluxWithGradient(grid) })
        }
    }

    /// Gauss-Legendre on 200 pieces a decade. Formulas agree to rounding; the trapezoid on 100 points a decade to the square of
    /// its step times the curvature, which is largest in the cut-offs.
    @Test(arguments: names) func integralsAgreeWithQuadrature(_ name: String) throws {
        let type = try type(name)
        let isAnalytic = ["pl", "pl-2", "pl-norm", "const", "gauss"].contains(name)
        let edges = [0.1, 0.3, 1, 4]
        forAll(seed: 3, count: name == "radiative" ? 4 : 20) { random in
            let model = try ModelSamples.random(type, &random)
            let flux = model.integral(edges: edges)
            let energyFlux = model.energyFlux(edges: edges)
            for bin in 0..<3 {
                let (exact, exactEnergy) = quadrature(model, edges[bin], edges[bin + 1])
                expectClose(flux[bin], exact, relative: isAnalytic ? 1e-11 : 5e-4, name)
                expectClose(energyFlux[bin], exactEnergy, relative: isAnalytic ? 1e-11 : 5e-4, name)
            }
        }
    }

    @Test(arguments: names) func yamlRoundTrip(_ name: String) throws {
        let type = try type(name)
        forAll(seed: 4, count: 20) { random in
            var model = try ModelSamples.random(type, &random)
            var parameters = model.parameters
            for index in parameters.indices {
                parameters[index].isFrozen.toggle()
                parameters[index].error = random.uniform()
                parameters[index].minimum = parameters[index].value - 1
            }
            model.parameters = parameters
            for isFull in [false, true] {
                let text = YAMLNode(model.yamlPairs(ModelWriting(isFull: isFull))).yamlText()
                let again = try ModelReading().spectral(YAMLNode.parse(text))
                #expect(again.parameters == model.parameters)
                #expect(again.evaluate([0.2, 2, 20]) == model.evaluate([0.2, 2, 20]))
            }
        }
    }

    /// Odd input gives odd numbers, never a crash.
    @Test(arguments: names) func hostileInput(_ name: String) throws {
        let type = try type(name)
        var random = RandomStream(seed: 5, stream: "hostile")
        var model = try ModelSamples.random(type, &random)
        let energies = [0, -1, .nan, .infinity, 1e-300, 1e300]
        let original = model.parameters
        for value in [0, -1, .nan, .infinity, 1e300, -1e-300] {
            model.parameters = original.map { parameter in
                var parameter = parameter
                parameter.value = value
                return parameter
            }
            #expect(model.evaluate(energies).count == energies.count)
            #expect(model.evaluateWithGradient(energies).gradient.count == original.count)
            #expect(model.integralWithGradient(edges: [0.1, 1, 10]).values.count == 2)
        }
        model.parameters = original
        #expect(model.evaluate([]).isEmpty)
        for edges in [[], [1], [1, 1], [2, 1], [0, 1], [-1, 1], [.nan, 1], [1, .infinity], [1e-300, 1e300]] {
            #expect(model.integral(edges: edges).count == max(0, edges.count - 1))
            #expect(model.energyFluxWithGradient(edges: edges).values.count == max(0, edges.count - 1))
        }
    }

    // MARK: - Helpers

    /// Compares derivatives with central differences of sixth order. Points where two step widths disagree have a kink near
    /// by and say nothing; they must be few.
    private func checkGradient(
        _ name: String, count: Int,
        _ make: (inout RandomStream) throws -> (
            any SpectralModel, (any SpectralModel) -> [Double],
            (any SpectralModel) -> (values: [Double], gradient: [[Double]])
        )
    ) throws {
        var compared = 0
        var skipped = 0
        forAll(seed: 2, count: count) { random in
            let (model, evaluate, evaluateWithGradient) = try make(&random)
            let (values, gradient) = evaluateWithGradient(model)
            expectClose(values, evaluate(model), relative: 1e-13, name)
            #expect(gradient.count == model.parameters.count)
            for index in model.parameters.indices {
                let wide = differences(model, index, 2e-3, evaluate)
                let narrow = differences(model, index, 1e-3, evaluate)
                let value = model.parameters[index].value
                for point in values.indices {
                    // What the rounding of the values leaves of a difference quotient.
                    let floor = 1e-10 * abs(values[point] / value)
                    let scale = max(abs(wide[point]), abs(narrow[point]))
                    guard abs(wide[point] - narrow[point]) <= 3e-8 * scale + floor else {
                        skipped += 1
                        continue
                    }
                    compared += 1
                    expectClose(
                        gradient[index][point], narrow[point], relative: 1e-7, absolute: floor,
                        "\(name) \(model.parameters[index].name)")
                }
            }
        }
        #expect(skipped <= (compared + skipped) / 20, "\(name): \(skipped) skipped, \(compared) compared")
    }

    private func differences(
        _ model: any SpectralModel, _ index: Int, _ relativeStep: Double, _ evaluate: (any SpectralModel) -> [Double]
    ) -> [Double] {
        let step = relativeStep * abs(model.parameters[index].value)
        func shifted(_ count: Double) -> [Double] {
            var other = model
            other.parameters[index].value += count * step
            return evaluate(other)
        }
        let pairs = [1.0, 2, 3].map { (shifted($0), shifted(-$0)) }
        let weights = [0.75, -0.15, 1.0 / 60]
        return pairs[0].0.indices.map { point in
            zip(pairs, weights).reduce(0) { $0 + $1.1 * ($1.0.0[point] - $1.0.1[point]) } / step
        }
    }

    private func quadrature(_ model: any SpectralModel, _ lower: Double, _ upper: Double) -> (Double, Double) {
        let nodes = [0, 0.5384693101056831, -0.5384693101056831, 0.906179845938664, -0.906179845938664]
        let weights = [128.0 / 225, 0.47862867049936647, 0.47862867049936647, 0.23692688505618908, 0.23692688505618908]
        let pieces = Int(200 * log10(upper / lower)) + 1
        let width = log(upper / lower) / Double(pieces)
        var points: [Double] = []
        for piece in 0..<pieces {
            for node in nodes { points.append(lower * exp(width * (Double(piece) + (1 + node) / 2))) }
        }
        let values = model.evaluate(points)
        var (flux, energyFlux) = (0.0, 0.0)
        for k in points.indices {
            let term = weights[k % 5] * width / 2 * values[k] * points[k]
            flux += term
            energyFlux += term * points[k]
        }
        return (flux, energyFlux)
    }
}
