import Foundation
import GammaCore
import GammaMaps
import GammaTestSupport
import Testing

@testable import GammaCatalog

/// The emission along the Galactic plane.
@Suite struct LargeScaleBandTests {
    private let band = LargeScaleBand([
        .init(
            longitude: 10, latitude: 0.2, latitudeError: 0, brightness: 2e-9, brightnessError: 0, width: 0.4,
            widthError: 0),
        .init(
            longitude: -10, latitude: 0, latitudeError: 0, brightness: 1e-9, brightnessError: 0, width: 0.2,
            widthError: 0),
    ])

    @Test func interpolatesBetweenTheNodes() throws {
        let middle = try #require(band.profile(at: 360))
        expectClose(middle.latitude, 0.1, relative: 1e-12)
        expectClose(middle.brightness, 1.5e-9, relative: 1e-12)
        expectClose(middle.width, 0.3, relative: 1e-12)
        expectClose(
            band.brightness(at: .galactic(l: 0, b: 0.4)), 1.5e-9 * exp(-0.5), relative: 1e-9)
        #expect(band.profile(at: 11) == nil)
        #expect(band.brightness(at: .galactic(l: 180, b: 0)) == 0)
    }

    /// The flux on a map is that of the Gaussians: Σ brightness √(2π) width over the longitudes.
    @Test func modelHasTheFluxOfTheMap() throws {
        let image = try WCSGeometry.create(
            centre: .galactic(l: 0, b: 0), width: 4, binSize: 0.02, projection: "CAR")
        let model = try band.model(on: image)
        let degree = Double.pi / 180
        // Mean of (1.5 + 0.05 l)(0.3 + 0.01 l) for |l| < 2.
        let mean = 1.5e-9 * 0.3 + 0.05e-9 * 0.01 * 4 / 3
        let expected = 4 * degree * (2 * Double.pi).squareRoot() * degree * mean
        // 1e-4: the cosine of the latitude.
        expectClose(model.spectral.integral(from: 1, to: 1e8), expected, relative: 1e-4)
    }

    @Test(.enabled(if: CatalogFile.isAvailable, CatalogFile.skipped)) func survey() throws {
        let band = try #require(try CatalogFile.read(.hgps).survey?.largeScale)
        // Gammapy 2.1, whose angles go through radians in single precision.
        let expected: [(l: Double, b: Double, brightness: Double)] = [
            (0, 0, 2.68413634361425e-09), (330, -0.3, 4.481076450234237e-10), (28.9, 0.075, 2.9404454237326417e-09),
        ]
        for (l, b, brightness) in expected {
            expectClose(band.brightness(at: .galactic(l: l, b: b)), brightness, relative: 1e-6)
        }
        #expect(band.profile(at: 100) == nil)
    }
}
