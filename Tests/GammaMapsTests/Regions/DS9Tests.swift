import GammaCore
import GammaTestSupport
import Testing

@testable import GammaMaps

@Suite struct DS9Tests {
    @Test func readsShapesFramesAndUnits() throws {
        let text = """
            # Region file format: DS9 version 4.1
            global color=green dashlist=8 3 width=1
            fk5
            circle(83.633008,22.013995,0.300000) # color=red text={a; b}
            circle(05:34:31.2, +22:00:36, 18")
            galactic
            ellipse(184.5d,-5.8d,6',3',30) ; box 184 -5 1.0 0.5 0 # comment
            -circle(184.55,-5.78,0.1r)
            icrs; annulus(10,20,0.1,0.2,0.3)
            polygon(10 20 11 20 11 21)
            point(5h34m31.9s,22d00m52s) # point=cross
            # text(1,2) text={label}
            line(1,2,3,4)
            """
        let regions = try SkyRegion.parseDS9(text)
        #expect(regions.count == 9)
        #expect(regions[0] == .circle(centre: SkyDirection(lon: 83.633008, lat: 22.013995, frame: .fk5), radius: 0.3))
        guard case .circle(let centre, let radius) = regions[1] else { throw Fault(.badValue, "no circle") }
        expectClose([centre.lon, centre.lat, radius], [83.63, 22.01, 0.005], relative: 1e-13)
        #expect(regions[2] == .ellipse(centre: .galactic(l: 184.5, b: -5.8), width: 0.2, height: 0.1, angle: 30))
        #expect(regions[3] == .rectangle(centre: .galactic(l: 184, b: -5), width: 1, height: 0.5, angle: 0))
        guard case .complement(.circle(_, let excluded)) = regions[4] else { throw Fault(.badValue, "not excluded") }
        expectClose(excluded, 18 / .pi)
        #expect(regions[5] == .annulus(centre: SkyDirection(ra: 10, dec: 20), inner: 0.1, outer: 0.2))
        #expect(
            regions[7]
                == .polygon([
                    SkyDirection(ra: 10, dec: 20), SkyDirection(ra: 11, dec: 20), SkyDirection(ra: 11, dec: 21),
                ]))
        guard case .point(let point) = regions[8] else { throw Fault(.badValue, "no point") }
        expectClose([point.lon, point.lat], [83.63291666666667, 22.014444444444443], relative: 1e-13)
    }

    @Test func exclusionsFollowTheirShape() throws {
        let regions = try SkyRegion.parseDS9(
            "icrs;circle(10,20,1);-circle(10,20,0.5) # color=red;circle(10.2,20,0.1)\ncircle(1,2,3) # include=0")
        #expect(regions.count == 4)
        guard case .complement = regions[1], case .circle = regions[2], case .complement = regions[3] else {
            throw Fault(.badValue, "\(regions)")
        }
    }

    @Test(arguments: [
        ("circle(1,2,3)", 1, 1), ("icrs\ncircle(1,2)", 2, 1), ("icrs\n  circel(1,2,3)", 2, 3),
        ("icrs;circle(1,x2,3)", 1, 15),
        ("icrs;circle(1,2,3", 1, 12), ("icrs\n\ncircle(1,2,3p)", 3, 12), ("image;circle(1,2,3)", 1, 1),
        ("icrs;circle(1,95,3)", 1, 6),
        ("icrs;circle(1,2,-3)", 1, 6), ("icrs;polygon(1,2,3,4)", 1, 6), ("icrs;)", 1, 6),
        ("icrs;annulus(1,2,3,2)", 1, 6),
        ("icrs;circle((1,2,3)", 1, 13), ("icrs;-", 1, 6),
    ])
    func faultsNameThePlace(_ text: String, _ line: Int, _ column: Int) {
        #expect { try SkyRegion.parseDS9(text, file: "x.reg") } throws: {
            let origin = ($0 as? Fault)?.origin
            return origin?.file == "x.reg" && origin?.line == line && origin?.lineColumn == column
        }
    }

    @Test func aFileThatIsNotUTF8NamesTheLine() throws {
        try withTemporaryFolder { folder in
            try AtomicFile.write(
                Array("icrs\r\n# Kr".utf8) + [0xE4] + Array("he\r\ncircle(1,2,3)".utf8), to: folder + "/a.reg")
            let fault = try #require(throws: Fault.self) { try SkyRegion.readDS9(folder + "/a.reg") }
            #expect(fault.origin == Origin(file: folder + "/a.reg", line: 2, lineColumn: 5))
            #expect(fault.hint?.contains("UTF-8") == true)
        }
    }

    @Test func roundTrip() throws {
        let here = SkyDirection(ra: 83.6287, dec: 22.0147)
        let regions: [SkyRegion] = [
            .circle(centre: here, radius: 0.1), .ellipse(centre: here, width: 0.5, height: 0.25, angle: -12.5),
            .rectangle(centre: .galactic(l: 1, b: -1e-7), width: 0.5, height: 0.2, angle: 3), .point(here),
            .annulus(centre: here, inner: 0.1, outer: 0.2), .complement(.circle(centre: here, radius: 0.05)),
            .polygon([here, SkyDirection(ra: 84, dec: 22), SkyDirection(ra: 84, dec: 23)]),
        ]
        #expect(try SkyRegion.parseDS9(SkyRegion.ds9Text(regions)) == regions)
        let union = try #require(SkyRegion.union(of: regions))
        #expect(try SkyRegion.union(of: SkyRegion.parseDS9(union.ds9Text())) == union)
        #expect(try regions[0].ds9Text() == "icrs;circle(83.6287,22.0147,0.1)")
        #expect(throws: Fault.self) { try SkyRegion.compound(.xor, regions).ds9Text() }
        #expect(throws: Fault.self) { try SkyRegion.complement(union).ds9Text() }
    }

    /// Any text gives regions or a fault.
    @Test func survivesRandomText() {
        let pieces = [
            "icrs", ";", "\n", "circle", "(", ")", "1", ",", "2.5", "-", "#", "{", "'", "\"", "fk5", "box", "é", " ",
            "5h3m", "e", "nan",
            "include=0", "polygon", "|", "\t", "annulus", "1e400", ":",
        ]
        forAll(seed: 12, count: 2000) { random in
            let text = (0..<Int(random.uniform() * 25)).map { _ in pieces[Int(random.uniform() * Double(pieces.count))]
            }.joined()
            do { _ = try SkyRegion.parseDS9(text) } catch is Fault {}
        }
    }

    @Test(.enabled(if: TestData.isAvailable)) func exclusionRegionOfTheCrab() throws {
        let path = try #require(TestData.path("joint-crab/exclusion/Crab_exclusion.reg"))
        let regions = try SkyRegion.readDS9(path)
        #expect(regions == [.circle(centre: SkyDirection(lon: 83.633008, lat: 22.013995, frame: .fk5), radius: 0.3)])
    }
}
