import Foundation
import GammaData
import GammaTestSupport
import Testing

@Suite struct PointSpreadTests {
    @Test func gaussianContainmentIsAnalytic() throws {
        let psf = try PSF3Gauss(
            energyTrue: TestArchive.energyTrue(), offset: TestArchive.offset(), scale: Array(repeating: 1, count: 8),
            sigma1: Array(repeating: 0.1, count: 8), sigma2: Array(repeating: 1, count: 8),
            sigma3: Array(repeating: 1, count: 8), amplitude2: Array(repeating: 0, count: 8),
            amplitude3: Array(repeating: 0, count: 8))
        expectClose(
            psf.containment(radius: 0.15, energies: [1], offset: 0.5), [1 - exp(-0.15 * 0.15 / 0.02)], relative: 1e-12)
        // 68 % of a Gaussian of 0.1° lie within 0.1·√(−2 ln 0.32); radii are quantised by 0.0005°.
        expectClose(
            psf.containmentRadius(fraction: 0.68, energies: [1], offset: 0.5)[0], 0.1 * (-2 * log(0.32)).squareRoot(),
            absolute: 2.6e-4)
    }

    @Test func brightnessIntegratesToTheContainment() throws {
        for psf in [try TestArchive.psf3Gauss(), try TestArchive.psfKing()] as [any PointSpreadFunction] {
            let step = 1e-4
            let rads = (0..<2000).map { (Double($0) + 0.5) * step }
            let profile = psf.evaluate(rads: rads, energies: [1], offset: 1)
            let sum = zip(rads, profile).reduce(0) { $0 + 2 * .pi * $1.0 * step * $1.1 } * pow(.pi / 180, 2)
            expectClose(sum, psf.containment(radius: 0.2, energies: [1], offset: 1)[0], relative: 1e-5)
        }
    }

    @Test func containmentGrowsAndEndsAtOne() throws {
        for psf in [try TestArchive.psf3Gauss(), try TestArchive.psfKing()] as [any PointSpreadFunction] {
            let curve = psf.containment(radii: [0, 0.01, 0.1, 1, 90], energies: [1], offset: 1)
            #expect(curve[0] == 0)
            #expect(zip(curve, curve.dropFirst()).allSatisfy { $0 < $1 })
            expectClose(curve[4], 1, relative: 1e-3)
        }
    }

    @Test func tabulatedContainmentSumsRings() throws {
        let psf = try TestArchive.psfTable()
        let steradian = pow(Double.pi / 180, 2)
        let rings = (0..<20).map { k -> Double in
            let area = 2 * Double.pi * (Double(k) + 0.5) / 64 / 64
            return area * Double(20 - k) * 1024 * steradian
        }
        expectClose(
            psf.containment(radius: 3.0 / 64, energies: [1], offset: 1)[0], rings[..<3].reduce(0, +), relative: 1e-12)
        // Linear within a ring, constant beyond the last.
        expectClose(
            psf.containment(radius: 3.5 / 64, energies: [1], offset: 1)[0], rings[..<3].reduce(0, +) + rings[3] / 2,
            relative: 1e-12)
        expectClose(psf.containment(radius: 5, energies: [1], offset: 1)[0], rings.reduce(0, +), relative: 1e-12)
    }

    @Test func nothingIsKnownOutsideTheAxes() throws {
        let psf = try TestArchive.psfTable()
        #expect(psf.containment(radius: 0.1, energies: [1000], offset: 1) == [0])
        #expect(psf.containmentRadius(fraction: 0.68, energies: [1000], offset: 1)[0].isNaN)
    }
}
