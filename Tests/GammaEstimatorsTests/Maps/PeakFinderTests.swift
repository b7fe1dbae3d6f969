import Foundation
import GammaCore
import GammaIO
import GammaMaps
import GammaModels
import GammaProducts
import GammaTestSupport
import Testing

@testable import GammaEstimators

@Suite struct PeakFinderTests {
    static func map(_ values: [Double], nx: Int, ny: Int) throws -> WCSMap {
        try WCSMap(
            .create(
                centre: SyntheticField.centre, pixels: SIMD2(nx, ny), binSize: SIMD2(0.1, 0.1), projection: "TAN"),
            values: values)
    }

    /// Two hills and a NaN; peaks nearer than the distance are one.
    @Test func peaksAreLocalMaxima() throws {
        var values = [Double](repeating: 0, count: 100)
        values[23] = 7
        values[25] = 6
        values[77] = 9
        values[50] = .nan
        let map = try Self.map(values, nx: 10, ny: 10)
        let near = try PeakFinder(threshold: 5).peaks(of: map)
        #expect(near.map(\.value) == [9, 7, 6])
        #expect(near.map { [$0.x, $0.y] } == [[7, 7], [3, 2], [5, 2]])
        let far = try PeakFinder(threshold: 5, minDistance: .degrees(0.21)).peaks(of: map)
        #expect(far.map(\.value) == [9, 7])
        #expect(try PeakFinder(threshold: 9).peaks(of: map).isEmpty)
        #expect(try PeakFinder(threshold: -1).peaks(of: Self.map(Array(repeating: 3, count: 4), nx: 2, ny: 2)).isEmpty)
        #expect(
            try PeakFinder(threshold: -1).peaks(of: Self.map(Array(repeating: .nan, count: 4), nx: 2, ny: 2)).isEmpty)
        #expect(throws: Fault.self) { try PeakFinder(minDistance: .pixels(-1)).peaks(of: map) }
    }

    /// A test statistic that is a parabola gives back its vertex and where it has fallen by 1.
    @Test func positionsComeFromTheParabola() throws {
        let (x0, y0, width) = (5.3, 3.8, 0.25)
        let values = (0..<100).map { index -> Double in
            let (x, y) = (Double(index % 10), Double(index / 10))
            let ts = 100 - ((x - x0) * (x - x0) + (y - y0) * (y - y0)) / (width * width)
            return ts > 0 ? ts.squareRoot() : 0
        }
        // The neighbours must be above zero for a parabola.
        let map = try Self.map(values.map { $0 }, nx: 10, ny: 10)
        let peak = try #require(try PeakFinder(threshold: 5).peaks(of: map, isSignificance: true).first)
        #expect(peak.x == 5 && peak.y == 4)
        let fitted = try #require(peak.fitted)
        let pixel = try #require(map.geometry.pixel(of: fitted))
        expectClose(pixel.x, x0, absolute: 1e-6)
        expectClose(pixel.y, y0, absolute: 1e-6)
        expectClose(peak.positionError, width * 0.1, relative: 1e-6)
    }

    /// The source of a simulated map is found where it is, and the list becomes table, regions and models.
    @Test func sourcesBecomeFiles() throws {
        let maps = try TSMapEstimator(kernel: TSMapEstimatorTests.kernel, kernelWidth: 0.45).run(
            ExcessMapEstimatorTests.dataset())
        let list = try PeakFinder(threshold: 5, minDistance: .degrees(0.3)).run(maps)
        let peak = try #require(list.peaks.first)
        #expect(peak.position.separation(to: SyntheticField.centre) < 5 * peak.positionError)
        #expect(peak.positionError > 0.001 && peak.positionError < 0.05)
        expectClose(peak.value, try #require(peak.values[.ts]).squareRoot(), relative: 1e-12)
        let models = try list.models(like: maps.reference)
        let norm = try #require(peak.values[.norm])
        expectClose(
            try models.source("source-1").spectral.parameters[1].value, 1e-12 * norm, relative: 1e-12)
        try withTemporaryFolder { folder in
            try list.write(to: folder + "/sources.ecsv")
            try list.write(to: folder + "/sources.fits")
            try list.writeRegions(to: folder + "/sources.reg")
            let ecsv = try Table.readECSV(folder + "/sources.ecsv")
            let fits = try FITSReader(folder + "/sources.fits").table(named: "SOURCES")
            for table in [ecsv, fits] {
                #expect(try table.doubles("sqrt_ts") == list.peaks.map(\.value))
                #expect(try table.doubles("x") == list.peaks.map { Double($0.x) })
            }
            #expect(try SkyRegion.readDS9(folder + "/sources.reg").count == list.peaks.count)
        }
    }
}
