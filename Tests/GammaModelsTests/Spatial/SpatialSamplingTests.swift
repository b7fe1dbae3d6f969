import Foundation
import GammaCore
import GammaIO
import GammaMaps
import GammaModels
import GammaTestSupport
import Testing

/// Random directions and what else follows from a shape.
struct SpatialSamplingTests {
    /// χ² of the numbers of directions in the pixels of an image against the integrals over them.
    @Test(arguments: SpatialConformanceTests.drawable.filter { !["point", "const"].contains($0) })
    func directionsFollowTheDensity(_ name: String) throws {
        let type = try #require(ModelRegistry.standard.spatial.first { $0.tags[1] == name })
        forAll(seed: 21, count: 4) { random in
            let model = try SpatialSamples.random(type, &random)
            let centre = model.position ?? .galactic(l: 1, b: 2)
            let isTemplate = name.hasPrefix("template")
            let width = isTemplate ? 1.25 : (model.evaluationRadius ?? 1) * (name == "gauss-general" ? 0.6 : 1.2)
            let image = try WCSGeometry.create(
                centre: centre, pixels: [10, 10], binSize: [width / 5, width / 5], projection: "TAN")
            let energy: Double? = model.isEnergyDependent ? 10 : nil
            let count = 4000
            let drawn = try model.sample(count: count, energy: energy, using: &random)
            let inside = image.pixelIndices(lon: drawn.lon, lat: drawn.lat, frame: model.frame ?? .icrs)
            var found = [Double](repeating: 0, count: image.pixelCount)
            for pixel in inside where pixel >= 0 { found[pixel] += 1 }
            var expected = model.integrate(
                over: PixelSamples(image, window: PixelWindow(image, factor: 12), frame: model.frame ?? .icrs),
                energy: energy)
            // Only the form is compared: how much is on the image is another matter (see integralIsOne).
            let scale = found.reduce(0, +) / expected.reduce(0, +)
            expected = expected.map { $0 * scale }
            #expect(found.reduce(0, +) > 0.6 * Double(count))
            var (square, freedom) = (0.0, -1.0)
            for (n, mu) in zip(found, expected) where mu > 5 {
                square += (n - mu) * (n - mu) / mu
                freedom += 1
            }
            // Templates are drawn with the values of whole pixels, which differ from the interpolated ones.
            let slack = isTemplate ? 3.0 : 1
            #expect(
                square < slack * (freedom + 5 * (2 * freedom).squareRoot()), "\(name) \(model.parameters.map(\.value))")
        }
    }

    @Test func pointsAndConstants() throws {
        var random = RandomStream(seed: 1, stream: "sample")
        let point = try PointSpatialModel(at: .galactic(l: 3, b: 4)).sample(count: 3, using: &random)
        #expect(point.lon == [3, 3, 3] && point.lat == [4, 4, 4])
        let sky = try ConstantSpatialModel().sample(count: 4000, using: &random)
        let mean = sky.lat.reduce(0) { $0 + sin($1 * .pi / 180) } / 4000
        // The sine of the latitude is uniform in −1…1: standard deviation of the mean 0.0091.
        #expect(abs(mean) < 0.046)
        #expect(sky.lon.allSatisfy { (0..<360).contains($0) })
        #expect(throws: Fault.self) { try ConstantFluxSpatialModel().sample(count: 1, using: &random) }
        #expect(throws: Fault.self) {
            try GaussianSpatialModel(at: .galactic(l: 3, b: 4), sigma: .nan).sample(count: 1, using: &random)
        }
        let still = try GaussianSpatialModel(at: .galactic(l: 3, b: 4), sigma: 0).sample(count: 1, using: &random)
        expectClose(still.lon[0], 3, relative: 1e-12)
    }

    /// Known values of the gamma function's logarithmic derivative would hide in the gradient of η; here the mean of the
    /// distances of a Laplace profile: Γ(3)/Γ(2) r_0 = 2 r_0.
    @Test func meanDistance() throws {
        var random = RandomStream(seed: 2, stream: "sample")
        let centre = SkyDirection(ra: 10, dec: 20)
        let model = GeneralizedGaussianSpatialModel(at: centre, r0: 0.2, eta: 1)
        let drawn = try model.sample(count: 20000, using: &random)
        let distances = centre.separations(lon: drawn.lon, lat: drawn.lat, frame: .icrs)
        // Standard deviation √2 r_0 of one, 0.002 of the mean; the sphere is smaller than the plane by 5e-5.
        expectClose(distances.reduce(0, +) / 20000, 0.4, absolute: 0.01)
    }

    @Test func windowsAndSamples() throws {
        let image = try WCSGeometry.create(
            centre: SkyDirection(ra: 83.63, dec: 22.01), pixels: [60, 50], binSize: [0.05, 0.05], projection: "TAN")
        let model = GaussianSpatialModel(at: SkyDirection(ra: 83.7, dec: 22.1), sigma: 0.06)
        #expect(model.oversamplingFactor(pixelScale: 0.05) == 3)
        let window = model.window(on: image)
        #expect(window.columns.count == 12 && window.factor == 3)
        // Samples of a larger window give the same: the model keeps to its own.
        let large = PixelSamples(
            image, window: PixelWindow(columns: 10..<50, rows: 5..<48, factor: 3), frame: .icrs)
        #expect(large.window.contains(window))
        let whole = model.integrate(over: image)
        expectClose(
            large.window.spread(model.integrate(over: large), over: image), whole, relative: 1e-10, absolute: 1e-16)
        let (values, gradient) = model.integrateWithGradient(over: image)
        expectClose(values, whole, relative: 1e-13)
        #expect(gradient.allSatisfy { $0.count == image.pixelCount })
        // Off the image nothing is divided.
        let away = GaussianSpatialModel(at: SkyDirection(ra: 90, dec: 22.1), sigma: 0.06)
        #expect(away.window(on: image) == PixelWindow(image, factor: 1))
        // Pixels beyond the sky are dark.
        let sky = try WCSGeometry.create(
            centre: .galactic(l: 0, b: 0), pixels: [20, 10], binSize: [20, 20], projection: "AIT")
        #expect(ConstantSpatialModel().integrate(over: sky)[0] == 0)
        #expect(ConstantFluxSpatialModel().integrate(over: sky).max() == 1)
    }

    @Test func regions() throws {
        let place = SkyDirection(ra: 83.63, dec: 22.01)
        #expect(PointSpatialModel(at: place).region == .point(place))
        #expect(
            GaussianSpatialModel(at: place, sigma: 0.5, eccentricity: 0.6, phi: 30).region(sizeFactor: 2)
                == .ellipse(centre: place, width: 1.6, height: 2, angle: 30))
        #expect(
            DiskSpatialModel(at: place, r0: 0.5).region == .ellipse(centre: place, width: 1, height: 1, angle: 0))
        #expect(
            ShellSpatialModel(at: place, radius: 1, width: 0.5).region
                == .annulus(centre: place, inner: 1, outer: 1.5))
        #expect(
            Shell2SpatialModel(at: place, r0: 2, eta: 0.25).region == .annulus(centre: place, inner: 1.5, outer: 2))
        let template = try TemplateSpatialModel(map: SpatialSamples.templateImage())
        guard case .rectangle(let centre, let width, let height, _) = template.region else {
            Issue.record("no rectangle")
            return
        }
        #expect(width == 3 && height == 2.25 && centre.separation(to: .galactic(l: 1, b: 2)) < 1e-10)
        #expect(template.evaluationRadius == 1.5)
    }

    @Test func positionError() throws {
        let model = PointSpatialModel(at: SkyDirection(ra: 10, dec: 60))
        // 0.02° in right ascension are 0.01° on the sky; 0.01° and 0.01° correlated by 0.5: major axis at 45°.
        let covariance = Covariance(names: ["lon_0", "lat_0"], values: [4e-4, 1e-4, 1e-4, 1e-4])
        guard case .ellipse(_, let width, let height, let angle) = model.positionErrorRegion(covariance: covariance)
        else {
            Issue.record("no ellipse")
            return
        }
        expectClose(angle, 45, relative: 1e-12)
        let scale = 2 * (-2 * log(0.05)).squareRoot()
        expectClose(height, scale * 1.5e-4.squareRoot(), relative: 1e-12)
        expectClose(width, scale * 0.5e-4.squareRoot(), relative: 1e-12)
        #expect(model.positionErrorRegion(covariance: Covariance(names: [], values: [])) == nil)
    }

    @Test func templateFaults() throws {
        for text in ["{type: template, filename: nowhere.fits}", "{type: templateND, filename: nowhere.fits}"] {
            let fault = #expect(throws: Fault.self) { try ModelReading().spatial(YAMLNode.parse(text)) }
            #expect(fault?.code == .fileNotFound && fault?.origin.line == 1 && fault?.origin.lineColumn != nil)
        }
        var map = try SpatialSamples.templateImage()
        map.unit = .TeV
        let wrongUnit = map
        #expect(throws: Fault.self) { try TemplateSpatialModel(map: wrongUnit, isNormalized: false) }
        #expect(throws: Fault.self) { try TemplateSpatialModel(map: SpatialSamples.templateND()) }
        #expect(throws: Fault.self) {
            try PiecewiseNormSpatialModel(longitudes: [0, 1, 2, 3], latitudes: [0, 1, 2, 3])
        }
        #expect(throws: Fault.self) {
            try PiecewiseNormSpatialModel(longitudes: [0, 1, 0, 0], latitudes: [0, 1, 2, 2])
        }
    }

    /// A plane is its own surface, on a regular grid of nodes and beyond it held at the border.
    @Test func piecewiseNormKeepsPlanes() throws {
        let grid = (0..<5).flatMap { x in (0..<4).map { y in (358 + Double(x), -1 + Double(y)) } }
        let model = try PiecewiseNormSpatialModel(
            longitudes: grid.map(\.0), latitudes: grid.map(\.1), norms: grid.map { 1 + 0.1 * ($0.0 - 358) + 0.2 * $0.1 }
        )
        let lon = [359.3, 0.2, 1.9, 358, 3, 0.5]
        let lat = [0.4, 1.7, -0.9, -1, 0, 5]
        let expected = [1.21, 1.56, 1.21, 0.8, 1.4, 1.65]
        expectClose(model.evaluate(lon: lon, lat: lat), expected, relative: 1e-11)
    }
}
