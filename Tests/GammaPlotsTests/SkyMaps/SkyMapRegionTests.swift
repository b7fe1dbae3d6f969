import Foundation
import GammaCore
import GammaMaps
import GammaTestSupport
import Testing

@testable import GammaPlots

@Suite("Sky maps: outlines")
struct SkyMapRegionTests {
    private let centre = SkyDirection(ra: 83.63, dec: 62)

    /// `contains` is the definition: a little inside the border it must hold, a little outside not.
    @Test("The border of every kind of region separates inside from outside")
    func bordersSeparate() {
        let near = centre.offset(by: 0.8, positionAngle: 70)
        let shapes: [SkyRegion] = [
            .circle(centre: centre, radius: 1), .annulus(centre: centre, inner: 0.5, outer: 1),
            .ellipse(centre: centre, width: 3, height: 1, angle: 25),
            .rectangle(centre: centre.converted(to: .galactic), width: 3, height: 1, angle: 25),
            .polygon([10, 130, 250].map { centre.offset(by: 2, positionAngle: $0) }),
            .complement(.circle(centre: centre, radius: 1)),
            .compound(.or, [.circle(centre: centre, radius: 1), .circle(centre: near, radius: 0.7)]),
            .compound(.and, [.circle(centre: centre, radius: 1), .complement(.circle(centre: near, radius: 0.7))]),
            .compound(
                .xor, [.circle(centre: centre, radius: 1), .rectangle(centre: near, width: 1, height: 1, angle: 0)]),
        ]
        for shape in shapes {
            var count = 0
            for arc in SkyArc.border(of: shape) {
                for step in 1..<20 {
                    let place = arc.place(Double(step) / 20)
                    let here = SkyDirection(lon: place.lon, lat: place.lat, frame: arc.frame)
                    let around = (0..<16).map { here.offset(by: 1e-4, positionAngle: Double($0) * 22.5) }
                    let inside = around.map(shape.contains)
                    #expect(inside.contains(true) && inside.contains(false), "\(shape) at \(here)")
                    count += 1
                }
            }
            #expect(count > 0)
        }
    }

    @Test("Points have no border, equal parts of a union one")
    func degenerate() {
        #expect(SkyArc.border(of: .point(centre)).isEmpty)
        let circle = SkyRegion.circle(centre: centre, radius: 1)
        #expect(SkyArc.border(of: .compound(.or, [circle, circle])).count == 1)
        #expect(SkyArc.border(of: .compound(.and, [circle, .circle(centre: centre, radius: 2)])).count == 1)
    }

    @Test(
        "A circle across the edge of the sky falls into pieces without lines between them",
        arguments: ["AIT", "MOL", "CAR"])
    func circlesBreakAtTheEdge(projection: String) throws {
        let geometry = try WCSGeometry.create(
            centre: .galactic(l: 0, b: 0), width: SIMD2(360, 180), binSize: SIMD2(2, 2), projection: projection)
        let arcs = SkyArc.border(of: .circle(centre: .galactic(l: 180, b: 20), radius: 25))
        let tracer = SkyTracer(geometry)
        let pieces = arcs.flatMap { tracer.trace(samples: $0.samples, frame: $0.frame, $0.place) }
        #expect(pieces.count >= 2)
        for piece in pieces {
            for (a, b) in zip(piece, piece.dropFirst()) { #expect(hypot(a.x - b.x, a.y - b.y) < 40) }
        }
        // both sides of the map are reached to a pixel of the edge of the sky
        let edge = try #require(geometry.pixel(of: .galactic(l: 179.99, b: 20))).x
        let other = try #require(geometry.pixel(of: .galactic(l: 180.01, b: 20))).x
        let xs = pieces.joined().map(\.x)
        #expect(xs.min() ?? 99 < min(edge, other) + 8 && xs.max() ?? 0 > max(edge, other) - 8)
    }

    @Test("The edge of the sky in AIT is the ellipse of its formula")
    func ellipseOfAIT() throws {
        let geometry = try SkyMapSamples.geometry("AIT")
        let corners = try #require(SkyOutline.corners(geometry, around: geometry.centrePixel))
        let centre = geometry.centrePixel
        let degree = 4.0
        // half axes 2√2 and √2 radians (Calabretta & Greisen 2002, eq. 102)
        let (a, b) = (2 * 2.0.squareRoot() * 180 / Double.pi / degree, 2.0.squareRoot() * 180 / Double.pi / degree)
        for corner in corners {
            let radius = pow((corner.x - centre.x) / a, 2) + pow((corner.y - centre.y) / b, 2)
            // the bisection ends at 90 pixels / 2²²
            expectClose(radius, 1, absolute: 1e-4)
        }
        #expect(SkyOutline.corners(try SkyMapSamples.geometry("TAN"), around: PixelPoint(3, 3)) == nil)
    }

    @Test("Contours of a map in another projection lie at the same directions")
    func contoursOfAnotherMap() throws {
        let here = try SkyMapSamples.geometry("TAN")
        let there = try WCSGeometry.create(
            centre: here.centre.converted(to: .galactic), width: SIMD2(6, 6), binSize: SIMD2(0.05, 0.05),
            projection: "CAR")
        let centre = here.centre
        let centres = there.pixelCentres()
        let separations = centre.separations(lon: centres.lon, lat: centres.lat, frame: there.frame)
        let lines = SkyMapContours(try WCSMap(there, values: separations), levels: [1.5]).lines(in: here)
        let points = lines[0].joined().compactMap { here.direction(x: $0.x, y: $0.y) }
        #expect(points.count > 100)
        // linear interpolation between pixels of 0.05 deg: the circle's sagitta is 0.05² / 8 / 1.5 deg
        for point in points { expectClose(centre.separation(to: point), 1.5, absolute: 5e-4) }
    }

    @Test("A significance map of noise gives the unit Gaussian")
    func significanceFit() throws {
        var random = RandomStream(seed: 2, stream: "significances", index: 0)
        let values = (0..<4000).map { _ in random.normal() }
        let svg = SignificanceHistogramFigure(values: values + [.nan, .infinity]).svg()
        let text = try #require(svg.components(separatedBy: ">").first { $0.hasPrefix("Fit: ") })
        let mean = values.reduce(0, +) / 4000
        let sigma = (values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 4000).squareRoot()
        #expect(text.contains("σ = " + NumberText.fixed(sigma, decimals: 3)))
        #expect(text.contains("μ = " + NumberText.fixed(mean, decimals: 3)))
        #expect(abs(mean) < 4 / 4000.0.squareRoot() && abs(sigma - 1) < 4 / 8000.0.squareRoot())
    }
}
