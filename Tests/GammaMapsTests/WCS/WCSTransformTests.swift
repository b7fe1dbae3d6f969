import GammaCore
import GammaIO
import GammaTestSupport
import Testing

@testable import GammaMaps

@Suite struct WCSTransformTests {
    static let x = [0, 79.5, 12.3, 200, -40.0]
    static let y = [0, 149.5, 250, 10, 333.0]

    struct Case: Sendable {
        var projection: String
        var frame: SkyFrame
        var centre: SIMD2<Double>
        var lon: [Double]
        var lat: [Double]
    }

    /// Positions of astropy 7.2.3 for images of 160 × 300 pixels of 0.05 × 0.02 deg.
    static let cases = [
        Case(
            projection: "TAN", frame: .icrs, centre: [83.63, 22.01],
            lon: [87.82140999783537, 83.63, 87.30123228856942, 77.28290960129411, 90.21683146488897],
            lat: [18.97547636663899, 22.010000000000005, 23.97544648556125, 19.112949920285025, 25.527127576245253]),
        Case(
            projection: "TAN", frame: .galactic, centre: [0, 0],
            lon: [3.9686409362384754, 0, 3.3561562382454775, 353.9970615662744, 5.953480800367963],
            lat: [-2.980139838738588, 0, 2.005732964675727, -2.7725350623294944, 3.64527921908853]),
        Case(
            projection: "TAN", frame: .icrs, centre: [10, -85],
            lon: [73.11832771043251, 10, 35.65376019225406, 300.1790965044644, 44.63579101587299],
            lat: [-85.55567683565516, -85, -82.23325479641059, -83.61042992254704, -79.50654847793562]),
        Case(
            projection: "CAR", frame: .icrs, centre: [83.63, 22.01],
            lon: [87.82783642664208, 83.63, 87.30554748010928, 77.2603779006813, 90.24179263475867],
            lat: [18.965445604290636, 22.010000000000005, 23.979619996696137, 19.094584416652875, 25.55089848429946]),
        Case(
            projection: "CAR", frame: .galactic, centre: [0, 0], lon: [3.975, 0, 3.36, 353.975, 5.975],
            lat: [-2.99, 0, 2.01, -2.79, 3.67]),
        Case(
            projection: "CAR", frame: .icrs, centre: [10, -85],
            lon: [73.26891020045787, 10, 35.66576773269183, 299.9630485360106, 44.655820516936],
            lat: [-85.5545118952377, -85, -82.22774762559725, -83.5958975549132, -79.4740067992954]),
        Case(
            projection: "AIT", frame: .icrs, centre: [266.4, -28.9],
            lon: [271.0777182082728, 266.4, 270.16567078203707, 259.3293735241166, 272.996082418533],
            lat: [-31.811408336565826, -28.90000000000002, -26.8367353470102, -31.50958169148996, -25.06423519382462]),
        Case(
            projection: "ZEA", frame: .galactic, centre: [0, 0],
            lon: [3.9798615263361463, 0, 3.362033002394507, 353.96685959669384, 5.986917609834372],
            lat: [-2.98853686222274, 0, 2.009238182343969, -2.7864109231299237, 3.6656225495769643]),
        Case(
            projection: "MOL", frame: .icrs, centre: [83.63, 22.01],
            lon: [88.30516830204147, 83.63, 87.7077280339939, 76.53821942794764, 90.9608542729417],
            lat: [19.25014900322004, 22.010000000000005, 23.76998007678974, 19.342649900244282, 25.15573793808709]),
    ]

    @Test(arguments: cases.indices) func agreesWithAstropy(_ index: Int) throws {
        let test = Self.cases[index]
        let centre = SkyDirection(lon: test.centre.x, lat: test.centre.y, frame: test.frame)
        let geometry = try WCSGeometry.create(
            centre: centre, width: [8, 6], binSize: [0.05, 0.02], projection: test.projection)
        let sky = geometry.wcs.directions(x: Self.x, y: Self.y)
        expectClose(sky.lon, test.lon, absolute: 1e-11, test.projection)
        expectClose(sky.lat, test.lat, absolute: 1e-11, test.projection)
        let back = geometry.wcs.pixels(lon: sky.lon, lat: sky.lat, frame: test.frame)
        expectClose(back.x, Self.x, absolute: 1e-8, test.projection)
        expectClose(back.y, Self.y, absolute: 1e-8, test.projection)
    }

    /// The projection computed here against WCSLIB, also rotated, sheared and about poles.
    @Test func tangentialProjectionAgreesWithWCSLIB() {
        forAll(seed: 4, count: 200) { random in
            func between(_ low: Double, _ high: Double) -> Double { low + (high - low) * random.uniform() }
            let atPole = random.uniform() < 0.1
            var keywords = try WCSKeywords(
                projection: "TAN",
                referenceDirection: SkyDirection(ra: between(0, 360), dec: atPole ? 90 : between(-90, 90)),
                referencePixel: PixelPoint(between(-50, 150), between(-50, 150)), binSize: [0.02, 0.02])
            keywords.matrix = WCSKeywords.Matrix(
                a: between(-0.1, -0.02), b: between(-0.015, 0.015), c: between(-0.015, 0.015), d: between(0.02, 0.1))
            if random.uniform() < 0.5 { keywords.poleLongitude = between(0, 360) }
            let own = try WCSTransform(keywords)
            let library = try WCSTransform(libraryFor: keywords)
            let x = (0..<20).map { _ in between(-100, 300) }
            let y = (0..<20).map { _ in between(-100, 300) }
            let (ours, theirs) = (own.directions(x: x, y: y), library.directions(x: x, y: y))
            for index in x.indices {
                let a = SkyDirection(ra: ours.lon[index], dec: ours.lat[index])
                #expect(a.separation(to: SkyDirection(ra: theirs.lon[index], dec: theirs.lat[index])) < 1e-11)
            }
            let lon = (0..<20).map { _ in between(0, 360) }
            let lat = (0..<20).map { _ in between(-90, 90) }
            let (here, there) = (
                own.pixels(lon: lon, lat: lat, frame: .icrs), library.pixels(lon: lon, lat: lat, frame: .icrs)
            )
            expectClose(here.x, there.x, relative: 1e-9, absolute: 1e-7)
            expectClose(here.y, there.y, relative: 1e-9, absolute: 1e-7)
        }
    }

    @Test func positionsOffTheSkyAreNil() throws {
        let sky = SkyDirection.galactic(l: 0, b: 0)
        let ellipse = try WCSGeometry.create(centre: sky, width: [360, 180], binSize: [1, 1], projection: "AIT")
        #expect(ellipse.nx == 360 && ellipse.ny == 180)
        #expect(ellipse.direction(x: 0, y: 0) == nil)
        let west = try #require(ellipse.direction(x: 180, y: 90))
        expectClose([west.lon, west.lat], [359.49998532, 0.5000004], absolute: 1e-7)
        let plane = try WCSGeometry.create(centre: sky, width: 4, binSize: 0.1, projection: "TAN")
        #expect(plane.pixel(of: .galactic(l: 180, b: 0)) == nil)
        #expect(plane.pixel(of: .galactic(l: .nan, b: 0)) == nil)
        #expect(plane.pixel(of: .galactic(l: 0, b: 95)) == nil)
        #expect(ellipse.pixel(of: .galactic(l: .infinity, b: 0)) == nil)
        #expect(ellipse.direction(x: .nan, y: 3) == nil && ellipse.direction(x: 1e300, y: 1e300) == nil)
    }

    @Test func manyThreadsShareOneTransformation() throws {
        let geometry = try WCSGeometry.create(
            centre: .galactic(l: 10, b: 0), width: 20, binSize: 0.1, projection: "AIT")
        let alone = geometry.pixelCentres()
        let copies = try parallelMap(Array(0..<16), Execution(threads: 4)) { _ in geometry.pixelCentres().lon }
        #expect(copies.allSatisfy { $0 == alone.lon })
    }

    static func header(_ cards: [(String, FITSHeader.Value)] = []) -> FITSHeader {
        var header = FITSHeader(
            [
                .init("CTYPE1", .string("RA---TAN")), .init("CTYPE2", .string("DEC--TAN")),
                .init("CRVAL1", .double(83.63)),
                .init("CRVAL2", .double(22.01)), .init("CRPIX1", .double(10)), .init("CRPIX2", .double(20)),
                .init("CDELT1", .double(-0.1)), .init("CDELT2", .double(0.1)),
            ], origin: Origin(file: "map.fits", hdu: "1"))
        for (keyword, value) in cards { header[keyword] = value }
        return header
    }

    @Test func readsHeaders() throws {
        let plain = try WCSKeywords(header: Self.header())
        #expect(plain.matrix == .init(a: -0.1, b: 0, c: 0, d: 0.1) && plain.referenceDirection.frame == .icrs)
        let turned = try WCSKeywords(header: Self.header([("CROTA2", .double(30))]))
        expectClose(turned.matrix.determinant, -0.01)
        expectClose([turned.matrix.a, turned.matrix.b], [-0.08660254037844387, -0.05], relative: 1e-14)
        let matrix = try WCSKeywords(
            header: Self.header([("CD1_1", .double(-0.2)), ("CD2_2", .double(0.3)), ("RADESYS", .string("FK5"))]))
        #expect(matrix.matrix == .init(a: -0.2, b: 0, c: 0, d: 0.3) && matrix.referenceDirection.frame == .fk5)
        let minutes = try WCSKeywords(header: Self.header([("CUNIT1", .string("arcmin")), ("CUNIT2", .string("deg"))]))
        expectClose(minutes.referenceDirection.lon, 83.63 / 60)
        #expect(try WCSKeywords(header: Self.header([("EQUINOX", .double(2000))])).referenceDirection.frame == .fk5)
        #expect(
            try WCSKeywords(header: Self.header([("RADECSYS", .string("ICRS")), ("EQUINOX", .string(""))])) == plain)
    }

    @Test(
        arguments: [
            ("CTYPE1", .undefined, .missingKeyword), ("CRVAL1", .string("x"), .badKeyword),
            ("CDELT1", .double(0), .badKeyword),
            ("CDELT2", .undefined, .missingKeyword), ("CRPIX1", .double(.nan), .badKeyword),
            ("CRVAL2", .double(91), .badKeyword),
            ("CTYPE2", .string("DEC--CAR"), .badKeyword), ("CTYPE1", .string("GLON-TAN"), .unsupported),
            ("CTYPE1", .string("RA---TAN-SIP"), .unsupported), ("CTYPE1", .string("energy"), .badKeyword),
            ("CUNIT1", .string("TeV"), .badUnit), ("RADESYS", .string("FK4"), .unsupported),
            ("EQUINOX", .double(1950), .unsupported),
            ("CDELT1", .double(1e-308), .badKeyword),
        ] as [(String, FITSHeader.Value, Fault.Code)])
    func refusesHeaders(_ keyword: String, _ value: FITSHeader.Value, _ code: Fault.Code) {
        #expect { try WCSTransform(header: Self.header([(keyword, value)])) } throws: {
            ($0 as? Fault)?.code == code && ($0 as? Fault)?.origin.file == "map.fits"
        }
    }

    @Test func refusesSingularMatricesAndBadParameters() {
        let singular = ["CD1_1", "CD1_2", "CD2_1", "CD2_2"].map { ($0, FITSHeader.Value.double(0.1)) }
        #expect(throws: Fault.self) { try WCSTransform(header: Self.header(singular)) }
        let conic: [(String, FITSHeader.Value)] = [("CTYPE1", .string("RA---COE")), ("CTYPE2", .string("DEC--COE"))]
        #expect { try WCSTransform(header: Self.header(conic)) } throws: {
            ($0 as? Fault)?.code == .badKeyword && "\($0)".contains("parameters")
        }
        #expect {
            try WCSGeometry.create(centre: .galactic(l: 0, b: 0), width: 1, binSize: 0.1, projection: "TANN")
        } throws: {
            "\($0)".contains("did you mean 'TAN'")
        }
    }

    /// Random headers must give a transformation or a fault, and a transformation must survive random positions.
    @Test func survivesRandomHeaders() {
        let codes = WCSKeywords.projections.sorted()
        forAll(seed: 5, count: 400) { random in
            let code = codes[Int(random.uniform() * Double(codes.count))]
            var header = Self.header([("CTYPE1", .string("RA---\(code)")), ("CTYPE2", .string("DEC--\(code)"))])
            for keyword in [
                "CRVAL1", "CRVAL2", "CDELT1", "CD1_1", "CD2_2", "CD1_2", "PV2_1", "PV2_2", "PV1_1", "LONPOLE",
                "LATPOLE",
            ]
            where random.uniform() < 0.4 {
                let wild = [0, .nan, .infinity, 1e300, -1e-300, 1e17, 90, -90]
                let choice = Int(random.uniform() * 20)
                header[keyword] = .double(choice < wild.count ? wild[choice] : 100 * random.normal())
            }
            guard let wcs = try? WCSTransform(header: header) else { return }
            let values = (0..<10).map { _ in 1000 * random.normal() } + [.nan, .infinity, -1e300]
            _ = wcs.directions(x: values, y: values.reversed())
            _ = wcs.pixels(lon: values, lat: values.reversed(), frame: .galactic)
        }
    }

    @Test(arguments: ["TAN", "CAR", "AIT", "ZEA"]) func cardsRoundTrip(_ projection: String) throws {
        let geometry = try WCSGeometry.create(
            centre: SkyDirection(ra: 83.63, dec: 22.01), width: 4, binSize: 0.1, projection: projection)
        let read = try WCSTransform(header: FITSHeader(geometry.wcs.cards))
        #expect(read.isClose(to: geometry.wcs))
        var keywords = geometry.wcs.keywords
        keywords.matrix.b = 0.03
        let turned = try WCSTransform(keywords)
        #expect(!turned.isClose(to: geometry.wcs))
        #expect(try WCSTransform(header: FITSHeader(turned.cards)).isClose(to: turned))
    }
}
