import Foundation
import GammaCore
import GammaEstimators
import GammaMaps
import GammaProducts
import GammaTestSupport
import Testing

@Suite struct ImageProfileEstimatorTests {
    /// 8 × 6 pixels of 0.5 deg around the Galactic centre whose values count up from 0, row after row.
    private static func image(_ projection: String = "CAR", centre: Double = 0) throws -> WCSMap {
        let geometry = try WCSGeometry.create(
            centre: .galactic(l: centre, b: 0), pixels: [8, 6], binSize: [0.5, 0.5], projection: projection)
        return try WCSMap(geometry, values: (0..<48).map(Double.init))
    }

    /// Every column, from low to high longitude, and every row; sums and means with their errors.
    @Test func columnsAndRows() throws {
        let image = try Self.image()
        let longitude = try ImageProfileEstimator(.longitude).run(image, errors: .counts)
        expectClose(longitude.bins.map(\.low), (0..<8).map { -2 + 0.5 * Double($0) }, absolute: 1e-9)
        // Column x, the last first: longitude grows to the left.
        // Each sums 8 y + x over six rows.
        let sums: [Double] = (0..<8).map { 120 + 6 * Double(7 - $0) }
        #expect(longitude.bins.map(\.value) == sums)
        expectClose(longitude.bins.map { $0.error ?? .nan }, sums.map { $0.squareRoot() })
        let latitude = try ImageProfileEstimator(.latitude, method: .mean, binning: .count(3)).run(
            image, errors: .counts)
        expectClose(latitude.bins.map(\.high), [-0.5, 0.5, 1.5], absolute: 1e-9)
        #expect(latitude.bins.map(\.value) == [7.5, 23.5, 39.5] && latitude.bins.map(\.pixels) == [16, 16, 16])
        expectClose(latitude.bins[0].error ?? .nan, 120.0.squareRoot() / 16)
    }

    /// Longitudes go on through 180 deg, and through 360 deg.
    @Test(arguments: [180.0, 359.9, 90]) func longitudesDoNotJump(centre: Double) throws {
        let profile = try ImageProfileEstimator(.longitude).run(Self.image(centre: centre))
        #expect(profile.count == 8 && profile.bins.allSatisfy { $0.pixels == 6 })
        expectClose(profile.bins[7].high - profile.bins[0].low, 4, absolute: 1e-9)
    }

    /// Errors of the pixels add up as squares; masked pixels and those without a value take no part; empty bins say so.
    @Test func errorsAndMasks() throws {
        var image = try Self.image()
        image.values[0] = .nan
        let errors = try WCSMap(image.geometry, values: Array(repeating: 2, count: 48))
        var mask = WCSMask(image.geometry, repeating: true)
        for index in 8..<16 { mask.flags[index] = false }
        let profile = try ImageProfileEstimator(.latitude).run(image, errors: .map(errors), mask: mask)
        #expect(profile.bins.map(\.pixels) == [7, 0, 8, 8, 8, 8])
        #expect(profile.bins[0].value == 28 && profile.bins[1].value.isNaN && profile.bins[1].reason != nil)
        expectClose(profile.bins[0].error ?? .nan, 28.0.squareRoot())
        #expect(try ImageProfileEstimator(.latitude).run(image).bins.allSatisfy { $0.error == nil })
    }

    /// Rings around a pixel: the pixel itself, and its four neighbours.
    @Test func rings() throws {
        let image = try Self.image("TAN")
        let centre = try #require(image.geometry.direction(x: 3, y: 2))
        let profile = try ImageProfileEstimator(.radial(centre), binning: .edges([0, 0.3, 0.6])).run(image)
        #expect(
            profile.axis == .radial && profile.bins.map(\.value) == [19, 4 * 19]
                && profile.bins.map(\.pixels) == [1, 4])
        let all = try ImageProfileEstimator(.radial(centre)).run(image)
        #expect(all.bins.reduce(0) { $0 + ($1.pixels ?? 0) } == 48)
    }

    /// Along a diagonal: where each pixel belongs follows from its distance along the line and from it.
    @Test func lines() throws {
        let image = try Self.image("TAN")
        let from = try #require(image.geometry.direction(x: 1, y: 1))
        let to = try #require(image.geometry.direction(x: 4, y: 4))
        let length = from.separation(to: to)
        // A third of the line is from one pixel of the diagonal to the next; bins are shifted by half of it.
        let step = length / 3
        let profile = try ImageProfileEstimator(
            .line(from: from, to: to, width: 0.2), binning: .edges([0.5 * step, 1.5 * step, 2.5 * step])
        ).run(image)
        #expect(profile.axis == .line && profile.bins.map(\.value) == [18, 27])
        let wide = try ImageProfileEstimator(
            .line(from: from, to: to, width: 0.8), binning: .edges([0.9 * step, 1.1 * step])
        ).run(image)
        // The corner neighbours of a pixel of the diagonal lie across it: (3, 1), (2, 2), (1, 3).
        #expect(wide.bins.map(\.pixels) == [1])
        let wider = try ImageProfileEstimator(
            .line(from: from, to: to, width: 1.5), binning: .edges([0.9 * step, 1.1 * step])
        ).run(image)
        #expect(wider.bins.map(\.pixels) == [3] && wider.bins.map(\.value) == [11 + 18 + 25])
    }

    @Test func badInputIsAFault() throws {
        let image = try Self.image()
        func fault(_ estimator: ImageProfileEstimator, _ map: WCSMap, mask: WCSMask? = nil) -> Fault? {
            #expect(throws: Fault.self) { try estimator.run(map, mask: mask) }
        }
        let cube = try WCSMap(image.geometry.with(axes: [.energy(min: 1, max: 10, bins: 2)]))
        #expect(fault(ImageProfileEstimator(.latitude), cube)?.message.contains("2 planes") == true)
        let other = try WCSMask(
            WCSGeometry.create(centre: .galactic(l: 0, b: 0), width: 1, binSize: 0.5), repeating: true)
        #expect(fault(ImageProfileEstimator(.latitude), image, mask: other)?.code == .incompatible)
        let empty = fault(ImageProfileEstimator(.latitude, binning: .edges([30, 40])), image)
        #expect(empty?.code == .noData && empty?.hint?.contains("30.0 to 40.0") == true)
        #expect(fault(ImageProfileEstimator(.latitude, binning: .count(0)), image)?.code == .badValue)
        let here = SkyDirection.galactic(l: 0, b: 0)
        #expect(fault(ImageProfileEstimator(.line(from: here, to: here, width: 1)), image)?.code == .badValue)
        #expect(fault(ImageProfileEstimator(.radial(.galactic(l: 0, b: 99))), image)?.code == .badValue)
    }
}
