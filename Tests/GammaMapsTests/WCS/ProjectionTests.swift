import GammaCore
import GammaTestSupport
import Testing

@testable import GammaMaps

@Suite struct ProjectionTests {
    static let x = [0, 79.5, 12.3, 150, -4]
    static let y = [0, 149.5, 250, 10, 33.0]

    /// The projection, frame and reference of a table's name.
    static func keywords(_ name: String) throws -> WCSKeywords {
        let words = name.split(separator: " ").map(String.init)
        let numbers = try words.suffix(2).map { try #require(Double($0)) }
        let reference = SkyDirection(lon: numbers[0], lat: numbers[1], frame: try SkyFrame(parsing: words[1]))
        return try WCSKeywords(
            projection: words[0], referenceDirection: reference, referencePixel: PixelPoint(80.5, 150.5),
            binSize: [0.05, 0.02])
    }

    /// The same formulas in the same library; CAR and TAN are computed here. 1e-11 deg is rounding over a map of 8 deg.
    @Test(arguments: ProjectionReference.tables.names) func agreesWithAstropy(_ name: String) throws {
        let expected = try ProjectionReference.tables(name)
        let wcs = try WCSTransform(Self.keywords(name))
        let sky = wcs.directions(x: Self.x, y: Self.y)
        expectClose(sky.lon, Array(expected.prefix(5)), absolute: 1e-11, name)
        expectClose(sky.lat, Array(expected.suffix(5)), absolute: 1e-11, name)
        let back = wcs.pixels(lon: sky.lon, lat: sky.lat, frame: wcs.frame)
        expectClose(back.x, Self.x, absolute: 1e-8, name)
        expectClose(back.y, Self.y, absolute: 1e-8, name)
        let read = try WCSTransform(header: .init(wcs.cards))
        let again = read.directions(x: Self.x, y: Self.y)
        expectClose(again.lon + again.lat, sky.lon + sky.lat, absolute: 1e-11, name)
    }

    @Test(.enabled(if: PythonOracle.isAvailable, "\(PythonOracle.reason)")) func tablesAreWhatAstropyGives() throws {
        try ProjectionReference.tables.check(ProjectionReference.script)
    }

    /// The projection computed here against WCSLIB: rotated, sheared, about poles, with odd poles, beyond its border.
    @Test func plateCarreeAgreesWithWCSLIB() {
        forAll(seed: 71, count: 200) { random in
            func between(_ low: Double, _ high: Double) -> Double { low + (high - low) * random.uniform() }
            let choice = random.uniform()
            let latitude = choice < 0.1 ? 90 : choice < 0.2 ? -90 : choice < 0.4 ? 0 : between(-90, 90)
            var keywords = try WCSKeywords(
                projection: "CAR", referenceDirection: SkyDirection(ra: between(0, 360), dec: latitude),
                referencePixel: PixelPoint(between(-50, 150), between(-50, 150)), binSize: [0.5, 0.5])
            if random.uniform() < 0.5 {
                keywords.matrix = WCSKeywords.Matrix(
                    a: between(-1, -0.2), b: between(-0.15, 0.15), c: between(-0.15, 0.15), d: between(0.2, 1))
            }
            if random.uniform() < 0.3 { keywords.poleLongitude = between(0, 360) }
            guard let library = try? WCSTransform(libraryFor: keywords) else { return }
            let own = try WCSTransform(keywords)
            let x = (0..<20).map { _ in between(-200, 400) }
            let y = (0..<20).map { _ in between(-200, 400) }
            let (ours, theirs) = (own.directions(x: x, y: y), library.directions(x: x, y: y))
            for index in x.indices {
                #expect(ours.lon[index].isNaN == theirs.lon[index].isNaN)
                guard !ours.lon[index].isNaN else { continue }
                let a = SkyDirection(ra: ours.lon[index], dec: ours.lat[index])
                #expect(a.separation(to: SkyDirection(ra: theirs.lon[index], dec: theirs.lat[index])) < 1e-11)
            }
            let lon = (0..<20).map { _ in between(-10, 370) }
            let lat = (0..<20).map { _ in between(-90, 90) }
            let (here, there) = (
                own.pixels(lon: lon, lat: lat, frame: .icrs), library.pixels(lon: lon, lat: lat, frame: .icrs)
            )
            expectClose(here.x, there.x, relative: 1e-9, absolute: 1e-7)
            expectClose(here.y, there.y, relative: 1e-9, absolute: 1e-7)
        }
    }

    /// Vectors of the grid, which solid angles and separations use, are those of the directions.
    @Test(arguments: ["TAN", "CAR", "AIT", "ZEA"]) func vectorsAreThoseOfDirections(_ projection: String) throws {
        for latitude in [0.0, 41, -88] {
            var keywords = try WCSKeywords(
                projection: projection, referenceDirection: .galactic(l: 37, b: latitude),
                referencePixel: PixelPoint(4, 5), binSize: [0.7, 0.5])
            for shear in [0, 0.1] {
                keywords.matrix.b = shear
                let wcs = try WCSTransform(keywords)
                let vectors = wcs.vectors(columns: 7, rows: 9, shift: -0.5)
                let sky = wcs.directions(columns: 7, rows: 9, shift: -0.5)
                for index in vectors.indices {
                    let difference = vectors[index] - unitVector(lon: sky.lon[index], lat: sky.lat[index])
                    #expect((difference * difference).sum().squareRoot() < 1e-14)
                }
                let edge = wcs.directions(x: [5.5], y: [-0.5])
                #expect(edge.lon[0] == sky.lon[6] && edge.lat[0] == sky.lat[6])
            }
        }
    }
}
