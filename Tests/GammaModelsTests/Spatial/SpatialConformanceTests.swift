import Foundation
import GammaCore
import GammaIO
import GammaMaps
import GammaModels
import GammaTestSupport
import Testing

/// What every registered shape must fulfil.
struct SpatialConformanceTests {
    static let names = ModelRegistry.standard.spatial.map { $0.tags[1] }
    /// Those that have directions to draw.
    static let drawable = names.filter { !["const-flux", "piecewise-norm"].contains($0) }

    private func type(_ name: String) throws -> any SpatialModel.Type {
        try #require(ModelRegistry.standard.spatial.first { $0.tags[1] == name })
    }

    @Test(arguments: names) func gradientOfValues(_ name: String) throws {
        let type = try type(name)
        var checker = GradientChecker(name: name)
        forAll(seed: 12, count: 200) { random in
            let model = try SpatialSamples.random(type, &random)
            let (lon, lat) = SpatialSamples.directions(model, count: 4, &random)
            let energy: Double? = model.isEnergyDependent ? 3 + 20 * random.uniform() : nil
            checker.check(
                model, { $0.evaluate(lon: lon, lat: lat, energy: energy) },
                { $0.evaluateWithGradient(lon: lon, lat: lat, energy: energy) })
        }
        checker.finish()
    }

    /// With the division of pixels held fixed. Windows follow the model in whole pixels: the difference stays within one.
    @Test(arguments: names) func gradientOfIntegrals(_ name: String) throws {
        let type = try type(name)
        var checker = GradientChecker(name: name)
        forAll(seed: 13, count: 6) { random in
            let model = try SpatialSamples.random(type, &random)
            let centre = model.position ?? .galactic(l: 1, b: 2)
            let image = try WCSGeometry.create(
                centre: centre.offset(by: 0.03, positionAngle: 20), pixels: [9, 8], binSize: [0.11, 0.11],
                projection: "TAN", frame: .icrs)
            let samples = PixelSamples(
                image, window: PixelWindow(columns: 1..<8, rows: 0..<7, factor: 2), frame: model.frame ?? .icrs)
            let energy: Double? = model.isEnergyDependent ? 3 + 20 * random.uniform() : nil
            checker.check(
                model, { $0.integrate(over: samples, energy: energy) },
                { $0.integrateWithGradient(over: samples, energy: energy) })
        }
        checker.finish()
    }

    @Test(arguments: names) func yamlRoundTrip(_ name: String) throws {
        let type = try type(name)
        try withTemporaryFolder { folder in
            forAll(seed: 14, count: 10) { random in
                var model = try SpatialSamples.random(type, &random)
                if var template = model as? TemplateSpatialModel {
                    template.filename = "map.fits"
                    try template.map.write(to: folder + "/map.fits")
                    model = template
                }
                if var template = model as? TemplateNDSpatialModel {
                    template.filename = "map.fits"
                    try template.map.write(to: folder + "/map.fits")
                    model = template
                }
                for index in model.parameters.indices {
                    model.parameters[index].isFrozen.toggle()
                    model.parameters[index].error = random.uniform()
                }
                for isFull in [false, true] {
                    let text = YAMLNode(model.yamlPairs(ModelWriting(isFull: isFull))).yamlText()
                    let again = try ModelReading(directory: folder).spatial(YAMLNode.parse(text))
                    #expect(again.parameters == model.parameters)
                    #expect(again.frame == model.frame)
                    let (lon, lat) = SpatialSamples.directions(model, count: 3, &random)
                    #expect(
                        again.evaluate(lon: lon, lat: lat, energy: 5) == model.evaluate(lon: lon, lat: lat, energy: 5))
                    #expect(YAMLNode(again.yamlPairs(ModelWriting(isFull: isFull))).yamlText() == text)
                }
            }
        }
    }

    /// Odd input gives odd numbers, never a crash.
    @Test(arguments: names) func hostileInput(_ name: String) throws {
        let type = try type(name)
        var random = RandomStream(seed: 5, stream: "hostile")
        var model = try SpatialSamples.random(type, &random)
        let directions = SkySamples(
            lon: [0, 360, -720, .nan, .infinity, 10, 1e300], lat: [0, 90, -90, 10, 0, .nan, 1e300])
        let image = try WCSGeometry.create(
            centre: .galactic(l: 1, b: 2), pixels: [5, 4], binSize: [0.5, 0.5], projection: "CAR")
        let original = model.parameters
        for value in [0, 1, -1, 90, .nan, .infinity, 1e300, -1e-300, 1e-300] {
            for changed in [nil] + original.indices.map(Optional.init) {
                model.parameters = original
                for index in original.indices where changed == nil || changed == index {
                    model.parameters[index].value = value
                }
                for energy in [nil, 3, 0, -1, .nan, .infinity] as [Double?] {
                    #expect(model.evaluate(directions, energy: energy).count == directions.count)
                    let (values, gradient) = model.evaluateWithGradient(directions, energy: energy)
                    #expect(values.count == directions.count && gradient.count == original.count)
                }
                #expect(model.oversamplingFactor(pixelScale: 0.5) <= 200)
                #expect(model.integrate(over: image, oversampling: 2, energy: 3).count == image.pixelCount)
                #expect(
                    model.integrateWithGradient(over: image, oversampling: 1, energy: 3).gradient.count
                        == original.count)
                _ = model.region
                _ = try? model.sample(count: 2, energy: 3, using: &random)
            }
        }
        model.parameters = original
        #expect(model.evaluate(lon: [], lat: [], energy: 3).isEmpty)
    }

    /// Without extension a shape is dark, and derivatives exist at the centre of every round and elongated one.
    @Test(arguments: ["gauss", "gauss-general", "disk"]) func specialPlaces(_ name: String) throws {
        let crab = SkyDirection(ra: 83.63, dec: 22.01)
        func make(_ size: Double, _ e: Double) -> any SpatialModel {
            switch name {
            case "gauss": GaussianSpatialModel(at: crab, sigma: size, eccentricity: e, phi: 20)
            case "disk": DiskSpatialModel(at: crab, r0: size, eccentricity: e, phi: 20)
            default: GeneralizedGaussianSpatialModel(at: crab, r0: size, eta: 0.4, eccentricity: e, phi: 20)
            }
        }
        for e in [0, 1e-9, 0.5] {
            let (values, gradient) = make(0.3, e).evaluateWithGradient(lon: [83.63, 83.7], lat: [22.01, 22.1])
            #expect(values.allSatisfy { $0 > 0 && $0.isFinite })
            #expect(gradient.allSatisfy { $0.allSatisfy(\.isFinite) })
            #expect(abs(gradient[0][0]) + abs(gradient[1][0]) < 1e-9 * values[0])
        }
        for (size, e) in [(0.0, 0.0), (0, 0.5), (0.3, 1)] {
            let (values, gradient) = make(size, e).evaluateWithGradient(lon: [83.63, 83.7], lat: [22.01, 22.1])
            #expect(values == [0, 0])
            #expect(gradient.allSatisfy { $0.allSatisfy { $0 == 0 } })
        }
    }

    /// Sum over an image around the model. Elongated shapes and shells are normalised on the plane, so they are small.
    ///
    /// Gaussians directly from the values: their integrals are cut to the window that Gammapy takes.
    @Test(arguments: ["point", "gauss", "gauss-general", "disk", "shell", "shell2"])
    func integralIsOne(_ name: String) throws {
        let type = try type(name)
        forAll(seed: 15, count: 6) { random in
            var model = try SpatialSamples.random(type, &random)
            for index in model.parameters.indices {
                let parameter = model.parameters[index]
                switch parameter.name {
                // Solid angles of pixels near a pole are as wrong as Gammapy's, 0.3 % half a degree away.
                case "lat_0": model.parameters[index].value = min(parameter.value, 80)
                case "sigma", "r_0", "radius": model.parameters[index].value = 0.1 + 0.15 * random.uniform()
                case "width": model.parameters[index].value = 0.1
                case "eta": model.parameters[index].value = min(max(parameter.value, 0.3), 0.6)
                case "e": model.parameters[index].value = min(parameter.value, 0.8)
                // The soft edge of a disk adds (edge/2.3)² to its area.
                case "edge_width": model.parameters[index].value = min(parameter.value, 0.05)
                default: break
                }
            }
            let centre = try #require(model.position)
            let width = 2 * max(model.evaluationRadius ?? 0, 0.1) + 0.02
            let image = try WCSGeometry.create(
                centre: centre, pixels: [24, 25], binSize: [width / 22, width / 22], projection: "TAN",
                frame: .galactic)
            let sum =
                model is PointSpatialModel || model.hasSharpEdge
                ? model.integrate(over: image).reduce(0, +) : Self.sum(model, on: image, factor: 6)
            expectClose(sum, 1, relative: 1e-3, "\(name) \(model.parameters.map(\.value))")
        }
    }

    /// A template of a Gaussian: the logarithm is interpolated linearly, which loses (pixel/σ)²/6 of it.
    @Test func integralOfTemplateIsOne() throws {
        let gaussian = GaussianSpatialModel(at: .galactic(l: 1, b: 2), sigma: 0.18)
        let geometry = try WCSGeometry.create(
            centre: .galactic(l: 1, b: 2), pixels: [190, 190], binSize: [0.01, 0.01], projection: "TAN")
        let centres = geometry.pixelCentres()
        let values = gaussian.evaluate(lon: centres.lon, lat: centres.lat)
        let image = try WCSGeometry.create(
            centre: .galactic(l: 1, b: 2), pixels: [25, 25], binSize: [0.08, 0.08], projection: "TAN")
        for isNormalised in [false, true] {
            let map = try WCSMap(
                geometry, values: values.map { isNormalised ? 7 * $0 : $0 }, unit: .perSr, storage: .double)
            let model = try TemplateSpatialModel(map: map, isNormalized: isNormalised)
            expectClose(Self.sum(model, on: image, factor: 5), 1, relative: 1e-3)
        }
    }

    /// The integral over an image from the values in parts of its pixels.
    private static func sum(_ model: any SpatialModel, on image: WCSGeometry, factor: Int) -> Double {
        let samples = PixelSamples(image, window: PixelWindow(image, factor: factor), frame: model.frame ?? .icrs)
        let values = model.evaluate(samples.directions, energy: model.isEnergyDependent ? 10 : nil)
        let parts = factor * factor
        return values.indices.reduce(0) { $0 + values[$1] * samples.solidAngles[$1 / parts] / Double(parts) }
    }
}

/// Compares derivatives with central differences of sixth order.
///
/// Where two step widths disagree there is a kink near by: the radii of shells at directions as such, pixel centres of point sources and
/// templates, the centre of profiles with a cusp. Such points say nothing; they must be few.
struct GradientChecker {
    let name: String
    private var compared = 0
    private var skipped = 0

    init(name: String) { self.name = name }

    mutating func check(
        _ model: any SpatialModel, _ evaluate: (any SpatialModel) -> [Double],
        _ evaluateWithGradient: (any SpatialModel) -> (values: [Double], gradient: [[Double]])
    ) {
        let (values, gradient) = evaluateWithGradient(model)
        // In the far wings rounding grows with the exponent.
        expectClose(values, evaluate(model), relative: 1e-12, name)
        #expect(gradient.count == model.parameters.count)
        for index in model.parameters.indices {
            let parameter = model.parameters[index]
            let step = Self.step(parameter, model)
            // Steps must not change the branch e = 0, whose normalisation is another.
            if parameter.name == "e", parameter.value == 0 {
                #expect(gradient[index].allSatisfy { $0 == 0 })
                continue
            }
            let wide = differences(model, index, 2 * step, evaluate)
            let narrow = differences(model, index, step, evaluate)
            let largest = gradient[index].map(abs).max() ?? 0
            for point in values.indices {
                // What the rounding of the values leaves of a difference quotient.
                let floor = 1e-12 * abs(values[point]) / step + 1e-7 * largest
                guard abs(wide[point] - narrow[point]) <= 1e-6 * max(abs(wide[point]), abs(narrow[point])) + floor
                else {
                    skipped += 1
                    continue
                }
                compared += 1
                expectClose(
                    gradient[index][point], narrow[point], relative: 1e-6, absolute: 1e-6 * largest + floor,
                    "\(name) \(parameter.name) of \(model.parameters.map(\.value))")
            }
        }
    }

    func finish() {
        #expect(skipped <= (compared + skipped) / 10, "\(name): \(skipped) skipped, \(compared) compared")
    }

    /// A step in which the model changes by some thousandth.
    private static func step(_ parameter: Parameter, _ model: any SpatialModel) -> Double {
        let edge = model.parameters.first { $0.name == "edge_width" }?.value ?? 1
        let size = model.parameters.first { ["sigma", "r_0", "radius"].contains($0.name) }?.value ?? 0.2
        let ratio = model.parameters.first { $0.name == "e" }.map { (1 - $0.value * $0.value).squareRoot() } ?? 1
        let eta = model.parameters.first { $0.name == "eta" }?.value ?? 1
        // The third derivatives of a shell are infinite where a radius passes a sample: the error of differences falls with the
        // step there.
        let isShell = model is ShellSpatialModel || model is Shell2SpatialModel
        let scale = (isShell ? 1e-4 : 1e-3) * min(edge, ratio * ratio, eta)
        switch parameter.name {
        case "lon_0": return scale * size / max(cos(model.parameters[1].value * .pi / 180), 1e-3)
        case "lat_0": return scale * size
        case "phi": return 20 * scale
        case "e": return scale * min(parameter.value, ratio * ratio)
        default: return scale * abs(parameter.value)
        }
    }

    private func differences(
        _ model: any SpatialModel, _ index: Int, _ step: Double, _ evaluate: (any SpatialModel) -> [Double]
    ) -> [Double] {
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
}
