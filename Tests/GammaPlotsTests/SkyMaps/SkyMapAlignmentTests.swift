import Foundation
import GammaCore
import GammaMaps
import GammaTestSupport
import Testing

@testable import GammaPlots

@Suite("Sky maps: image and grid lie on each other")
struct SkyMapAlignmentTests {
    /// The drawn pixels are compared, not only the numbers of the layout. Half a pixel of the map would be the wrong
    /// pixel; the centre of the bright area is found to less than a pixel of the screen.
    @Test("A bright pixel lies under its direction", arguments: SkyMapSamples.names)
    func brightPixelIsUnderItsDirection(name: String) throws {
        let geometry = try SkyMapSamples.geometry(name)
        let (x, y) = (geometry.nx * 5 / 8, geometry.ny * 3 / 8)
        let sky = try #require(geometry.direction(x: Double(x), y: Double(y)))
        var figure = SkyMapFigure(try SkyMapSamples.spot(geometry, x: x, y: y), limits: .range(0, 1))
        figure.grid.hasLines = false
        let placement = SkyMapSamples.placement(figure)
        let expected = placement.point(try #require(geometry.pixel(of: sky)))
        let yellow = figure.colours.packed(1) & 0xFFFFFF
        for scale in [1.0, 2] {
            let drawing = figure.drawing(FigureStyle(pixelsPerPoint: scale))
            var sum = (x: 0.0, y: 0.0, count: 0.0)
            try CairoRenderer.withPixels(drawing) { width, height, bytes, stride in
                for row in 0..<height {
                    for column in 0..<width {
                        let point = Point((Double(column) + 0.5) / scale, (Double(row) + 0.5) / scale)
                        guard placement.rect.contains(point) else { continue }
                        let pixel = bytes.loadUnaligned(fromByteOffset: row * stride + column * 4, as: UInt32.self)
                        guard pixel & 0xFFFFFF == yellow else { continue }
                        sum = (sum.x + point.x, sum.y + point.y, sum.count + 1)
                    }
                }
            }
            let size = placement.pixelSize
            try #require(sum.count > 0)
            #expect(abs(sum.x / sum.count - expected.x) < min(0.5 * size.x, 1 / scale), "\(scale)")
            #expect(abs(sum.y / sum.count - expected.y) < min(0.5 * size.y, 1 / scale), "\(scale)")
            #expect(abs(sum.count / (scale * scale) / (size.x * size.y) - 1) < 0.3, "one pixel and no more")
        }
    }

    @Test("The marker of a source lies on the middle of its pixel", arguments: SkyMapSamples.names)
    func markerIsOnItsPixel(name: String) throws {
        let geometry = try SkyMapSamples.geometry(name)
        let (x, y) = (geometry.nx / 3, geometry.ny / 2)
        let sky = try #require(geometry.direction(x: Double(x), y: Double(y)))
        let figure = SkyMapFigure(try SkyMapSamples.spot(geometry, x: x, y: y))
            .sources([SkyMapSource("", at: sky.converted(to: geometry.frame == .icrs ? .galactic : .icrs))])
        let placement = SkyMapSamples.placement(figure)
        let marker = try #require(SkyMapPanel(figure).markers(placement)[0])
        // rounding of the change of frame and the projection, in points
        expectClose(marker.x, placement.point(PixelPoint(Double(x), Double(y))).x, absolute: 1e-6)
        expectClose(marker.y, placement.point(PixelPoint(Double(x), Double(y))).y, absolute: 1e-6)
    }

    @Test("Longitude grows to the left, latitude upwards", arguments: SkyMapSamples.names.filter { $0 != "turned" })
    func orientation(name: String) throws {
        let geometry = try SkyMapSamples.geometry(name)
        let placement = SkyMapPlacement(geometry, in: Rect(x: 0, y: 0, width: 300, height: 200))
        let centre = geometry.centre
        let step = 0.5 * geometry.wcs.pixelScales.x
        let (east, north) = (centre.offset(by: step, positionAngle: 90), centre.offset(by: step, positionAngle: 0))
        let here = placement.point(try #require(geometry.pixel(of: centre)))
        #expect(placement.point(try #require(geometry.pixel(of: east))).x < here.x)
        #expect(placement.point(try #require(geometry.pixel(of: north))).y < here.y)
    }

    @Test("Every point of a grid line has the coordinate of its label", arguments: SkyMapSamples.names)
    func gridLinesAreTrue(name: String) throws {
        let geometry = try SkyMapSamples.geometry(name)
        for frame in [SkyFrame.icrs, .galactic] {
            let survey = SkySurvey(geometry, frame: frame)
            let labels = SkyGridLabels(survey, SkyGrid(frame: frame), width: 300, height: 200, size: 9, overhang: 40)
            let lines = SkyGridLines(geometry, survey, labels)
            #expect(lines.lines.contains { $0.isLongitude && !$0.pieces.isEmpty })
            for line in lines.lines {
                let wanted = try SkyMapAngles.degrees(line.label)
                for point in line.pieces.joined() {
                    guard point.x > 0, point.y > 0, point.x < Double(geometry.nx), point.y < Double(geometry.ny),
                        let sky = geometry.direction(x: point.x, y: point.y)?.converted(to: frame), abs(sky.lat) < 89.9
                    else { continue }
                    let found = line.isLongitude ? sky.lon : sky.lat
                    // there and back through the projection
                    #expect(abs(SkyMapAngles.difference(found, wanted)) < 1e-6, "\(line.label.plain)")
                }
            }
        }
    }

    /// The mark lies within a tenth of a pixel of where the edge has the coordinate that its label names.
    @Test("Marks on the edges stand where the coordinate is, at round values", arguments: SkyMapSamples.names)
    func marksAreTrue(name: String) throws {
        let geometry = try SkyMapSamples.geometry(name)
        let placement = SkyMapPlacement(geometry, in: Rect(x: 0, y: 0, width: 300, height: 200))
        for frame in [SkyFrame.icrs, .galactic] {
            let survey = SkySurvey(geometry, frame: frame)
            let labels = SkyGridLabels(survey, SkyGrid(frame: frame), width: 300, height: 200, size: 9, overhang: 40)
            for (isBottom, majors) in [(true, labels.bottom), (false, labels.left)] {
                let isLongitude = isBottom != labels.isSwapped
                for major in majors {
                    let inside = 1e-4
                    let pixel =
                        isBottom ? placement.pixel(major.fraction, inside) : placement.pixel(inside, major.fraction)
                    let sky = try #require(geometry.direction(x: pixel.x, y: pixel.y)).converted(to: frame)
                    let wanted = try SkyMapAngles.degrees(major.label)
                    let error = SkyMapAngles.difference(isLongitude ? sky.lon : sky.lat, wanted)
                    let shrink = isLongitude ? cos(sky.lat * .pi / 180) : 1
                    #expect(abs(error) * shrink < 0.1 * geometry.wcs.pixelScales.x, "\(major.label.plain)")
                    let step = isLongitude ? labels.lonStep : labels.latStep
                    let multiple = wanted / step.degrees
                    #expect(
                        abs(multiple - multiple.rounded()) < 1e-6, "\(major.label.plain) is no multiple of the step")
                }
            }
        }
    }
}

/// Reads labels back.
enum SkyMapAngles {
    static func degrees(_ label: RichText) throws -> Double {
        let text = label.plain.replacingOccurrences(of: "−", with: "-").replacingOccurrences(of: "°", with: " deg")
        return try AngleText.degrees(text, default: .hours)
    }

    /// From −180 to 180.
    static func difference(_ a: Double, _ b: Double) -> Double { a - b - 360 * ((a - b) / 360).rounded() }
}
