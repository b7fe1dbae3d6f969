import Foundation
import GammaCore
import GammaMaps
import GammaTestSupport
import Testing

@testable import GammaPlots

@Suite("Sky maps: what is drawn")
struct SkyMapDrawingTests {
    @Test("Labels stay on the page and apart wherever the map is and however large the figure")
    func labelsHaveRoom() throws {
        try forAll(seed: 11, count: 40) { random in
            let geometry = try SkyMapSamples.random(&random)
            let values = (0..<geometry.pixelCount).map { _ in random.normal() }
            let sources = (0..<6).map { index in
                SkyMapSource(
                    "Source \(index)",
                    at: geometry.centre.offset(
                        by: 0.4 * geometry.width.x * random.uniform(), positionAngle: 360 * random.uniform()))
            }
            var figure = SkyMapFigure(
                try WCSMap(geometry, values: values), name: "Quantity", unit: "cm-2 s-1",
                stretch: Stretch.allCases[Int(4 * random.uniform())],
                colours: random.uniform() < 0.5 ? .viridis : .diverging,
                grid: SkyGrid(frame: random.uniform() < 0.5 ? .icrs : .galactic),
                beam: SkyMapBeam(radius: 0.02 * geometry.width.x), hasScaleBar: true, title: "Title"
            ).sources(sources)
            if random.uniform() < 0.5 {
                figure = figure.contours(levels: [1, 2]).regions(
                    [.circle(centre: geometry.centre, radius: 0.1)], name: "On")
            }
            let style = FigureStyle(
                width: random.uniform() < 0.5 ? nil : 150 + 500 * random.uniform(),
                height: random.uniform() < 0.5 ? nil : 120 + 400 * random.uniform(),
                fontScale: 0.7 + random.uniform())
            let problems = LayoutCheck.problems(figure.drawing(style))
            #expect(
                problems.isEmpty, "\(geometry.projection) \(geometry.centre) \(geometry.width) \(style): \(problems)")
        }
    }

    @Test("Names avoid the markers of other sources and the frame")
    func namesAvoidMarkers() throws {
        let geometry = try SkyMapSamples.geometry("TAN")
        let sources = (0..<40).map { index in
            SkyMapSource(
                "Source \(index)",
                at: geometry.centre.offset(by: 0.4 * Double(index).squareRoot(), positionAngle: 137.5 * Double(index)))
        }
        let figure = SkyMapFigure(try WCSMap(geometry)).sources(sources)
        let drawing = figure.drawing()
        let placement = SkyMapSamples.placement(figure)
        let markers = SkyMapPanel(figure).markers(placement).compactMap { $0 }
        var names = 0
        for case .text(let label) in drawing.items where label.text.plain.hasPrefix("Source") {
            names += 1
            #expect(placement.rect.contains(label.box))
            for marker in markers { #expect(!label.box.contains(marker), "\(label.text.plain)") }
        }
        // as many as have room: all but a few in the middle, where markers are 20 points apart
        #expect(names >= 20)
    }

    @Test("PNG, SVG and PDF show the same drawing: all texts, one picture a panel and one a bar")
    func formatsAgree() throws {
        let geometry = try SkyMapSamples.geometry("TAN")
        let map = try SkyMapSamples.spot(geometry, x: 3, y: 4)
        let panels = SkyMapPanelsFigure([
            SkyMapFigure(map, title: "First"), SkyMapFigure.significance(map, title: "Second"),
        ])
        let drawing = panels.drawing()
        let svg = drawing.svg
        let shown = svg.replacing(/<[^>]*>/, with: "")
        var texts = 0
        var images = 0
        for item in drawing.items {
            if case .image = item { images += 1 }
            guard case .text(let label) = item else { continue }
            texts += 1
            #expect(shown.contains(label.text.plain))
        }
        #expect(images == 4)
        #expect(svg.components(separatedBy: "<image ").count - 1 == images)
        #expect(svg.components(separatedBy: "<text ").count - 1 == texts)
        #expect(svg.components(separatedBy: "image-rendering:pixelated").count - 1 == images)
        let pdf = String(decoding: try drawing.bytes(.pdf), as: Unicode.ASCII.self)
        #expect(pdf.components(separatedBy: "/Subtype /Image").count - 1 == images)
        #expect(!pdf.contains("/Interpolate true"))
        #expect(pdf.contains("/MediaBox [ 0 0 \(Int(drawing.width))"))
        let png = try drawing.bytes(.png)
        let width = png[16..<20].reduce(0) { $0 << 8 | Int($1) }
        #expect(width == Int((drawing.width * 2).rounded()))
    }

    @Test("Panels of one geometry have one size and share labels")
    func panelsShareAxes() throws {
        let geometry = try SkyMapSamples.geometry("CAR")
        let figure = SkyMapFigure(try WCSMap(geometry))
        let panels = (0..<5).map { _ in SkyMapPanel(figure) }
        for style in [FigureStyle(), FigureStyle(width: 500, height: 500)] {
            let layout = SkyMapLayout(panels, columns: 2, sharesColours: false, style: style) { _ in 20 }
            let rects = layout.cells.map(\.placement.rect)
            for (index, rect) in rects.enumerated() {
                expectClose(rect.width, rects[0].width, absolute: 1e-9)
                expectClose(rect.height, rects[0].height, absolute: 1e-9)
                expectClose(rect.left, rects[index % 2].left, absolute: 1e-9)
                #expect(rect.top >= 20 && rect.right < layout.width && rect.bottom < layout.height)
            }
            #expect(layout.cells.map(\.hasLeft) == [true, false, true, false, true])
            #expect(layout.cells.map(\.hasBottom) == [false, false, false, true, true])
        }
    }

    @Test("Shared colours span the values of all panels")
    func sharedColours() throws {
        let geometry = try SkyMapSamples.geometry("CAR")
        let low = SkyMapFigure(try SkyMapSamples.spot(geometry, x: 1, y: 1), limits: .full)
        var high = low
        high.map.values = low.map.values.map { 40 * $0 }
        let drawing = SkyMapPanelsFigure([low, high], sharesColours: true).drawing()
        var images: [Raster] = []
        for case .image(let raster, _) in drawing.items { images.append(raster) }
        #expect(images.count == 3)
        let brightest = images.map { $0.pixels.filter { $0 == ColourMap.viridis.packed(1) }.count }
        #expect(brightest[0] == 0 && brightest[1] == 1)
    }

    @Test("Pixels without a value have their own colour, and the page shows through where it is transparent")
    func missingValues() throws {
        let geometry = try SkyMapSamples.geometry("TAN")
        var map = try WCSMap(geometry, values: Array(repeating: 1, count: geometry.pixelCount))
        map.values[0] = .nan
        for missing in [Colour(grey: 0.5), Colour(grey: 0, alpha: 0)] {
            for rendering in SkyMapFigure.Rendering.allCases {
                let figure = SkyMapFigure(map, missing: missing, rendering: rendering)
                guard
                    case .image(let raster, let area) = figure.drawing().items.first(where: {
                        if case .image = $0 { true } else { false }
                    })
                else {
                    Issue.record("no image")
                    return
                }
                // the first pixel of the map is the lower left one
                #expect(raster.pixels[(raster.height - 1) * raster.width] == Raster.pack(missing))
                #expect(
                    raster.pixels.filter { $0 == Raster.pack(missing) }.count == raster.width * raster.height
                        / geometry.pixelCount)
                expectClose(area.width, SkyMapSamples.placement(figure).rect.width, absolute: 1e-9)
            }
        }
    }

    @Test("A large map is shown in blocks, in its place")
    func largeMaps() throws {
        let geometry = try WCSGeometry.create(
            centre: SkyDirection(ra: 0, dec: 0), pixels: SIMD2(3100, 40), binSize: SIMD2(0.01, 0.01), projection: "CAR")
        let placement = SkyMapPlacement(geometry, in: Rect(x: 10, y: 10, width: 310, height: 4))
        let scale = ColourScale("", range: AxisRange(0, 1, .linear))
        var values = [Double](repeating: 0, count: geometry.pixelCount)
        values[3099] = 9
        let made = try #require(SkyMapRaster.make(values, placement, scale, missing: .white, .nearest))
        #expect(made.raster.width == 1034 && made.raster.height == 14)
        // 3 pixels a block: 1034 blocks are two pixels more than the map has
        expectClose(made.area.width, 310.2, absolute: 1e-9)
        #expect(made.area.left == 10)
        #expect(made.raster.pixels[14 * 1034 - 1] == ColourMap.viridis.packed(1))
    }

    @Test("What cannot be saved is a fault")
    func faults() throws {
        let figure = SkyMapFigure(try WCSMap(SkyMapSamples.geometry("TAN")))
        #expect(throws: Fault.self) { try figure.save("map.gif") }
        #expect(throws: Fault.self) { try figure.save("/nowhere/at/all/map.png") }
    }
}
