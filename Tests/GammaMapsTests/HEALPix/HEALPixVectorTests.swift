import Foundation
import GammaCore
import GammaTestSupport
import Testing

@testable import GammaMaps

@Suite struct HEALPixVectorTests {
    static func records(_ text: String, length: Int) throws -> [[Double]] {
        let numbers = try text.split(whereSeparator: \.isWhitespace).map { try #require(Double($0)) }
        return stride(from: 0, to: numbers.count, by: length).map {
            Array(numbers[$0..<min($0 + length, numbers.count)])
        }
    }

    /// Positions come in degrees from cosines in astropy-healpix: its last digits are 1e-13.
    @Test func pixelsAndCentresAreThoseOfAstropy() throws {
        let records = try Self.records(HEALPixVectors.pixels, length: 7)
        #expect(records.count > 400)
        for row in records {
            let ring = try HEALPixGrid(nside: Int(row[0]), ordering: .ring)
            let nested = try ring.with(ordering: .nested)
            #expect(ring.pixel(lon: row[1], lat: row[2]) == Int(row[3]), "\(row)")
            #expect(nested.pixel(lon: row[1], lat: row[2]) == Int(row[4]), "\(row)")
            #expect(try ring.renumbered([Int(row[3])], to: .nested) == [Int(row[4])])
            #expect(try nested.renumbered([Int(row[4])], to: .ring) == [Int(row[3])])
            for centre in [ring.centre(of: Int(row[3])), nested.centre(of: Int(row[4]))] {
                let distance = SkyDirection.separation(lon1: centre.lon, lat1: centre.lat, lon2: row[5], lat2: row[6])
                #expect(distance < 1e-12, "\(row)")
            }
        }
    }

    @Test func neighboursAreThoseOfAstropy() throws {
        for row in try Self.records(HEALPixVectors.neighbours, length: 10) {
            let grid = try HEALPixGrid(nside: Int(row[0]), ordering: .ring)
            #expect(grid.neighbours(of: Int(row[1])) == row[2...].map { Int($0) }, "\(row)")
        }
    }

    /// Weights are differences of angles in units of the pixel: rounding grows with NSIDE, here to 1024.
    @Test func weightsAreThoseOfAstropy() throws {
        for row in try Self.records(HEALPixVectors.weights, length: 11) {
            let grid = try HEALPixGrid(nside: Int(row[0]), ordering: .ring)
            let found = try #require(grid.interpolation(lon: row[1], lat: row[2]))
            let nested = try #require(grid.with(ordering: .nested).interpolation(lon: row[1], lat: row[2]))
            #expect(nested.weights == found.weights)
            #expect(
                try grid.renumbered((0..<4).map { found.pixels[$0] }, to: .nested) == (0..<4).map { nested.pixels[$0] })
            let expected = Self.sums((3..<7).map { (Int(row[$0]), row[$0 + 4]) })
            let sums = Self.sums((0..<4).map { (found.pixels[$0], found.weights[$0]) })
            // Which pixels get no weight at all is a matter of rounding.
            for pixel in Set(expected.keys).union(sums.keys) {
                expectClose(sums[pixel] ?? 0, expected[pixel] ?? 0, relative: 0, absolute: 1e-12, "\(row)")
            }
        }
    }

    static func sums(_ pairs: [(Int, Double)]) -> [Int: Double] {
        pairs.reduce(into: [:]) { $0[$1.0, default: 0] += $1.1 }
    }

    static let reason: String? = {
        guard PythonOracle.isAvailable else { return PythonOracle.reason }
        return (try? PythonOracle.run(HEALPixOracle.probe)) == nil ? "this Python has no astropy-healpix" : nil
    }()

    @Test(.enabled(if: reason == nil, "\(reason ?? "")"))
    func aMillionPositionsFallIntoThePixelsOfAstropy() throws {
        try withTemporaryFolder { folder in
            var random = RandomStream(seed: 5, stream: "healpix")
            let count = 1_000_000
            let lon = (0..<count).map { _ in Double.random(in: 0..<360, using: &random) }
            let lat = (0..<count).map { _ in asin(Double.random(in: -1...1, using: &random)) * (180 / Double.pi) }
            let pairs = zip(lon, lat).flatMap { [$0, $1] }
            let (question, answer) = (folder + "/positions", folder + "/pixels")
            try pairs.withUnsafeBytes { try Data($0).write(to: URL(fileURLWithPath: question)) }
            for nside in [64, 1 << 20] {
                _ = try PythonOracle.run(HEALPixOracle.pixels, ["\(nside)", question, answer])
                let expected = try Data(contentsOf: URL(fileURLWithPath: answer)).withUnsafeBytes {
                    $0.bindMemory(to: Int64.self).map { Int($0) }
                }
                for (ordering, start) in [(HEALPixOrdering.ring, 0), (.nested, count)] {
                    let pixels = try HEALPixGrid(nside: nside, ordering: ordering).pixels(lon: lon, lat: lat)
                    #expect(pixels.elementsEqual(expected[start..<start + count]), "NSIDE \(nside) \(ordering)")
                }
            }
        }
    }

    @Test(.enabled(if: reason == nil, "\(reason ?? "")"))
    func theStoredNumbersAreWhatTheScriptWrites() throws {
        let file = try PythonOracle.run(HEALPixOracle.vectors)
        for text in [HEALPixVectors.pixels, HEALPixVectors.neighbours, HEALPixVectors.weights] {
            let lines = file.split(separator: "\n").map { $0.trimmingCharacters(in: .whitespaces) }
            #expect(Set(text.split(separator: "\n").map(String.init)).subtracting(lines).isEmpty)
        }
    }
}
