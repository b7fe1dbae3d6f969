import GammaCore
import GammaTestSupport
import Testing

@testable import GammaMaps

/// Numbers of Gammapy 2.1.
@Suite struct WCSGeometryTests {
    static let crab = SkyDirection(ra: 83.63, dec: 22.01)

    static func plane() throws -> WCSGeometry {
        try .create(centre: crab, width: [4, 3], binSize: [0.05, 0.05], projection: "TAN")
    }

    @Test func createsAsGammapyDoes() throws {
        let plane = try Self.plane()
        #expect(plane.nx == 80 && plane.ny == 60 && plane.wcs.keywords.referencePixel == PixelPoint(40.5, 30.5))
        let galactic = try WCSGeometry.create(
            centre: Self.crab, width: [4.03, 3.08], binSize: [0.1, 0.1], projection: "CAR", frame: .galactic)
        #expect(galactic.nx == 40 && galactic.ny == 31 && galactic.wcs.keywords.referencePixel == PixelPoint(20.5, 16))
        let reference = galactic.wcs.keywords.referenceDirection
        expectClose([reference.lon, reference.lat], [184.55974014, -5.78918015], absolute: 1e-8)
        #expect(plane.centre.separation(to: Self.crab) < 1e-12)
        expectClose([plane.width.x, plane.width.y], [4, 3])
    }

    /// Gammapy's triangles have sides from Vincenty's formula, ours from vectors: 1e-10 of a pixel.
    @Test func solidAngles() throws {
        let plane = try Self.plane().solidAngles()
        expectClose(plane[0], 7.594339335959875e-07, relative: 1e-9)
        expectClose(plane[30 * 80 + 26], 7.613845509399281e-07, relative: 1e-9)
        expectClose(plane.reduce(0, +), 0.0036519327156241364, relative: 1e-10)
        let polar = try WCSGeometry.create(
            centre: SkyDirection(ra: 266, dec: -80), width: 10, binSize: 0.5, projection: "CAR"
        ).solidAngles()
        expectClose(polar[0], 7.583995321079174e-05, relative: 1e-9)
        expectClose(polar.reduce(0, +), 0.030402284431897925, relative: 1e-9)
        let sky = try WCSGeometry.create(
            centre: .galactic(l: 0, b: 0), width: [360, 180], binSize: [10, 10], projection: "AIT"
        ).solidAngles()
        #expect(sky.count { $0.isNaN } == 280)
        expectClose(sky[9 * 36 + 12], 0.030447516352825648, relative: 1e-9)
        expectClose(sky.filter { !$0.isNaN }.reduce(0, +), 11.03103145810874, relative: 1e-9)
    }

    @Test func separations() throws {
        let total = try Self.plane().separations(from: SkyDirection(ra: 83.5, dec: 22.3)).reduce(0, +)
        expectClose(total, 6591.9590124204215, relative: 1e-12)
    }

    struct Shape: Sendable {
        var ds9: String
        var pixels: Int
        var indexSum: Int
        var weight: Double?
    }

    @Test(arguments: [
        Shape(ds9: "icrs;circle(83.5,22.2,0.31)", pixels: 122, indexSum: 330543, weight: 120.78),
        Shape(ds9: "icrs;ellipse(83.5,22.2,0.5,0.2,35)", pixels: 127, indexSum: 343314, weight: 125.59),
        Shape(ds9: "galactic;box(184.6,-5.7,0.7,0.4,20)", pixels: 112, indexSum: 270764, weight: 112.01),
        Shape(ds9: "fk5;polygon(83,22,84,22.1,83.7,23,83.2,22.6)", pixels: 213, indexSum: 643911, weight: 212.7),
        Shape(ds9: "icrs;annulus(83.9,21.9,0.2,0.5)", pixels: 262, indexSum: 578799, weight: 263.98),
        Shape(ds9: "icrs;point(83.512,22.131)", pixels: 4, indexSum: 10246, weight: nil),
    ])
    func masksAndWeights(_ shape: Shape) throws {
        let plane = try Self.plane()
        let regions = try SkyRegion.parseDS9(shape.ds9)
        let mask = try plane.mask(inside: regions)
        let inside = mask.indices.filter { mask[$0] }
        #expect(inside.count == shape.pixels && inside.reduce(0, +) == shape.indexSum)
        if let weight = shape.weight {
            expectClose(try plane.weights(of: regions[0]).reduce(0, +), weight, relative: 1e-12)
        }
    }

    /// The `regions` package 0.11.
    @Test func pixelRegions() throws {
        let wcs = try Self.plane().wcs
        guard
            case .circle(let centre, let radius) = try SkyRegion.parseDS9("icrs;circle(83.5,22.2,0.31)")[0].pixelRegion(
                wcs)
        else { throw Fault(.badValue, "no circle") }
        expectClose(
            [centre.x, centre.y, radius], [41.90728001002214, 33.30104580813098, 6.200081960370259], relative: 1e-9)
        let box = try SkyRegion.parseDS9("galactic;box(184.6,-5.7,0.7,0.4,20)")[0]
        guard case .rectangle(let middle, let width, let height, let angle) = try box.pixelRegion(wcs) else {
            throw Fault(.badValue, "no rectangle")
        }
        expectClose(
            [middle.x, middle.y, width, height, angle * 180 / .pi],
            [37.56460023977259, 29.77806739225954, 14.000037444859753, 8.000021397062717, 77.63753889827856],
            relative: 1e-8)
        let other = try SkyRegion.parseDS9("icrs;box(83.9,22.4,0.7,0.4,20)")[0]
        guard case .rectangle(let place, let w, let h, let turn) = try other.pixelRegion(wcs).skyRegion(wcs) else {
            throw Fault(.badValue, "no rectangle")
        }
        expectClose([place.lon, place.lat, w, h, turn], [83.9, 22.4, 0.7, 0.4, 20], relative: 1e-9)
    }

    @Test func cutouts() throws {
        let plane = try Self.plane()
        let even = try plane.cutout(around: SkyDirection(ra: 83.3, dec: 22.4), width: [1.02, 1.02])
        #expect(even.geometry.wcs.keywords.referencePixel == PixelPoint(4.5, 2.5))
        #expect(even.columns == 36..<56 && even.rows == 28..<48)
        let trimmed = try plane.cutout(around: SkyDirection(ra: 85, dec: 23.3), width: [1, 0.93])
        #expect(trimmed.geometry.wcs.keywords.referencePixel == PixelPoint(35.5, -15.5))
        #expect(trimmed.geometry.nx == 20 && trimmed.geometry.ny == 14)
        let odd = try plane.cutout(around: SkyDirection(ra: 83.3, dec: 22.4), width: [1.02, 1.02], oddSize: true)
        #expect(odd.geometry.wcs.keywords.referencePixel == PixelPoint(4.5, 3.5) && odd.geometry.nx == 21)
        #expect(throws: Fault.self) { try plane.cutout(around: SkyDirection(ra: 100, dec: 22), width: [1, 1]) }
        #expect(throws: Fault.self) { try plane.cutout(around: SkyDirection(ra: 260, dec: -22), width: [1, 1]) }
        #expect(throws: Fault.self) { try plane.cutout(around: Self.crab, width: [.nan, 1]) }
    }

    @Test func finerAndCoarserPixelsCoverTheSameSky() throws {
        let plane = try Self.plane()
        let fine = try plane.upsampled(by: 4)
        expectClose(fine.solidAngles().reduce(0, +), plane.solidAngles().reduce(0, +), relative: 1e-6)
        #expect(try fine.downsampled(by: 4).isClose(to: plane))
        #expect(throws: Fault.self) { try plane.downsampled(by: 7) }
        let corner = try #require(fine.direction(x: -0.5, y: -0.5))
        #expect(corner.separation(to: try #require(plane.direction(x: -0.5, y: -0.5))) < 1e-11)
    }

    @Test func indicesRoundToThePixel() throws {
        let plane = try Self.plane()
        forAll(seed: 6, count: 200) { random in
            let (x, y) = (Int(random.uniform() * 80), Int(random.uniform() * 60))
            let position = (Double(x) + 0.98 * (random.uniform() - 0.5), Double(y) + 0.98 * (random.uniform() - 0.5))
            let direction = try #require(plane.direction(x: position.0, y: position.1))
            let found = try #require(plane.indices(of: direction.converted(to: .galactic)))
            #expect(found == (x, y))
        }
        #expect(plane.indices(of: SkyDirection(ra: 90, dec: 22)) == nil)
        #expect(
            plane.pixelIndices(lon: [83.63, .nan, 90], lat: [22.01, 22, 22], frame: .icrs).map { $0 >= 0 } == [
                true, false, false,
            ])
    }

    @Test func refusesSizesThatMakeNoMap() throws {
        let centre = Self.crab
        #expect(throws: Fault.self) { try WCSGeometry.create(centre: centre, width: 360, binSize: 1e-9) }
        #expect(throws: Fault.self) { try WCSGeometry.create(centre: centre, width: 360, binSize: 0.01) }
        #expect(throws: Fault.self) { try WCSGeometry.create(centre: centre, width: 1, binSize: 0) }
        #expect(throws: Fault.self) { try WCSGeometry.create(centre: centre, width: .nan, binSize: 0.1) }
        #expect(throws: Fault.self) { try WCSGeometry.create(centre: centre, width: 0.01, binSize: 0.1) }
        #expect(throws: Fault.self) {
            try WCSGeometry.create(centre: SkyDirection(ra: .nan, dec: 0), width: 1, binSize: 0.1)
        }
        #expect(throws: Fault.self) {
            try WCSGeometry.create(centre: SkyDirection(ra: 0, dec: 100), width: 1, binSize: 0.1)
        }
        #expect(throws: Fault.self) { try WCSGeometry(wcs: Self.plane().wcs, nx: .max, ny: .max) }
        let axis = try MapAxis.energy(min: 1, max: 10, bins: 2)
        #expect(throws: Fault.self) { try Self.plane().with(axes: [axis, axis]) }
        #expect(throws: Fault.self) { try Self.plane().axis("energy") }
    }
}
